"""POST /api/uploads/<slug>/imports: who may bring a file, and where it ends up."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlmodel import col, select
from starlette.applications import Starlette

from moment_ui.api import uploads
from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.core.errors import NotFound
from moment_ui.core.files import random_name
from moment_ui.core.settings import settings
from moment_ui.db.work import reading, writing
from moment_ui.domain.access.commands import open_session
from moment_ui.domain.access.cookies import cookie_name
from moment_ui.domain.uploads import files
from moment_ui.domain.uploads.commands import (
    KEPT,
    KEPT_PER_READER,
    NoRoom,
    keep_upload,
    sweep_uploads,
    upload,
)
from moment_ui.models.file import FilePurpose, StoredFile
from tests.world import NOW, World

uploaded = col(StoredFile.purpose) == FilePurpose.IMPORT


@pytest.fixture
async def visitor(world: World) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a log-in."""
    transport = httpx.ASGITransport(Starlette(routes=[*uploads.ROUTES]))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


async def brought(
    visitor: httpx.AsyncClient, who: Actor | None, slug: str = "nord", name: str = "ledger.csv"
) -> httpx.Response:
    headers = {"cookie": f"{cookie_name()}={open_session(who.user_id)}"} if who else {}
    content = {"file": (name, b"Navn;Sted\nTindra;Oslo\n")}
    return await visitor.post(
        f"/api/uploads/{slug}/imports", files=content, data={"kind": "customers"}, headers=headers
    )


def stored(who: Actor) -> list[StoredFile]:
    with reading(who) as work:
        query = select(StoredFile).where(uploaded).order_by(col(StoredFile.id))
        found = list(work.session.exec(query))
        work.session.expunge_all()
        return found


async def test_a_file_is_kept_outside_public_folders_and_shown_on_the_page(visitor, world):
    answer = await brought(visitor, world.nord.economy, name="C:\\regnskap\\ledger.csv")
    assert answer.status_code == 303
    where = urlsplit(answer.headers["location"])
    assert where.path == "/nord/setup/import"
    (row,) = stored(world.nord.economy)
    assert parse_qs(where.query) == {"file": [str(row.id)], "kind": ["customers"]}
    assert (row.title, row.size, row.owner_id) == ("ledger.csv", 22, world.nord.economy.user_id)
    assert [path.name for path in files.folder().iterdir()] == [row.name]
    assert files.folder().is_relative_to(settings().files_dir)


async def test_nobody_else_may_bring_a_file(visitor, world):
    for who, slug in (
        (None, "nord"),
        (world.nord.project_leader, "nord"),
        (world.nord.economy, "sor"),
        (world.nord.economy, "nowhere"),
    ):
        answer = await brought(visitor, who, slug)
        assert answer.status_code == 403
    assert stored(world.nord.economy) == stored(world.sor.economy) == []
    assert not files.folder().exists()


async def test_a_file_is_for_who_brought_it_only_and_for_a_day(visitor, world):
    await brought(visitor, world.nord.economy)
    (row,) = stored(world.nord.economy)
    with reading(world.nord.economy) as work:
        assert upload(work, row.key).path.read_bytes().startswith(b"Navn")
    for other in (world.nord.administrator, world.sor.economy):
        with reading(other) as work, pytest.raises(NotFound):
            upload(work, row.key)
    with reading(world.nord.economy) as work:
        figures = work.data_version()
    assert sweep_uploads() == 0
    with clock.frozen(NOW + KEPT):
        with reading(world.nord.economy) as work, pytest.raises(NotFound):
            upload(work, row.key)
        assert sweep_uploads() == 1
    with reading(world.nord.economy) as work:
        assert work.data_version() == figures, "caches of lists went stale"
    assert list(files.folder().iterdir()) == []


async def test_a_form_without_a_file_goes_back_with_a_word(visitor, world):
    cookie = f"{cookie_name()}={open_session(world.nord.economy.user_id)}"
    answer = await visitor.post(
        "/api/uploads/nord/imports", data={"kind": "customers"}, headers={"cookie": cookie}
    )
    assert answer.headers["location"] == "/nord/setup/import?problem=none"


async def test_a_failure_while_writing_leaves_no_file(visitor, world, monkeypatch):
    def fail(*_args):
        raise OSError(28, "No space left")

    monkeypatch.setattr(uploads, "keep_upload", fail)
    with pytest.raises(OSError, match="No space"):
        await brought(visitor, world.nord.economy)
    assert list(files.folder().iterdir()) == []


async def test_sample_files_are_there_for_every_kind_and_no_other(visitor):
    answer = await visitor.get("/api/uploads/samples/invoices.csv")
    assert answer.text.startswith("\ufeffNumber;Customer number;")
    assert "attachment" in answer.headers["content-disposition"]
    assert (await visitor.get("/api/uploads/samples/secrets.csv")).status_code == 404


def test_a_name_that_is_no_random_name_has_no_path():
    assert files.path_of("../../etc/passwd") is None


async def test_nothing_is_kept_that_no_row_knows(visitor, world):
    with writing(world.nord.economy) as work:
        assert work.company_id
    await brought(visitor, world.nord.economy)
    assert len(stored(world.nord.economy)) == 1


async def test_a_reader_keeps_the_last_few_files(visitor, world):
    await brought(visitor, world.nord.administrator, name="colleague.csv")
    for number in range(KEPT_PER_READER + 2):
        await brought(visitor, world.nord.economy, name=f"{number}.csv")
    rows = stored(world.nord.economy)
    assert [row.title for row in rows] == [
        "colleague.csv", *(f"{number}.csv" for number in range(2, KEPT_PER_READER + 2))
    ]  # fmt: skip
    assert {path.name for path in files.folder().iterdir()} == {row.name for row in rows}


async def test_a_file_there_is_no_room_for_takes_no_other_away(visitor, world):
    for number in range(KEPT_PER_READER):
        await brought(visitor, world.nord.economy, name=f"{number}.csv")
    rows = stored(world.nord.economy)
    too_large = settings().max_uploads_mb << 20
    with pytest.raises(NoRoom), writing(world.nord.economy) as work:
        keep_upload(work, random_name(), "large.csv", too_large)
    assert stored(world.nord.economy) == rows
    assert {path.name for path in files.folder().iterdir()} == {row.name for row in rows}


async def test_a_company_whose_room_is_taken_up_is_told_so(visitor, world, monkeypatch):
    await brought(visitor, world.nord.administrator)
    with writing(world.nord.administrator) as work:
        work.session.exec(select(StoredFile).where(uploaded)).one().size = 499 << 20
    assert "file=" in (await brought(visitor, world.nord.economy)).headers["location"]
    monkeypatch.setenv("MAX_UPLOADS_MB", "499")
    settings.cache_clear()
    answer = await brought(visitor, world.nord.economy)
    assert answer.headers["location"] == "/nord/setup/import?problem=full"
    assert len(list(files.folder().iterdir())) == 2
    assert "file=" in (await brought(visitor, world.sor.economy, "sor")).headers["location"]
    with clock.frozen(NOW + KEPT):
        sweep_uploads()
        assert "file=" in (await brought(visitor, world.nord.economy)).headers["location"]


async def test_what_says_too_much_of_its_size_is_not_even_read(visitor, world, monkeypatch):
    monkeypatch.setenv("MAX_UPLOADS_MB", "1")
    settings.cache_clear()
    session = {"cookie": f"{cookie_name()}={open_session(world.nord.economy.user_id)}"}
    boundary = {"content-type": "multipart/form-data; boundary=x", "content-length": str(2 << 20)}

    async def nothing_yet():
        raise AssertionError("the body was read")
        yield b""

    answer = await visitor.post(
        "/api/uploads/nord/imports", content=nothing_yet(), headers=session | boundary
    )
    assert answer.headers["location"].endswith("problem=full")


async def test_a_reader_brings_one_file_at_a_time(visitor, world, monkeypatch):
    begun, gate = asyncio.Event(), asyncio.Event()
    taken_in = uploads._taken_in

    async def slowly(request, who):
        begun.set()
        await gate.wait()
        return await taken_in(request, who)

    monkeypatch.setattr(uploads, "_taken_in", slowly)
    first = asyncio.create_task(brought(visitor, world.nord.economy))
    await begun.wait()
    second = await brought(visitor, world.nord.economy)
    assert second.headers["location"].endswith("problem=busy")
    gate.set()
    assert "file=" in (await first).headers["location"]
    assert "file=" in (await brought(visitor, world.nord.economy)).headers["location"]
