"""A customer's files over real HTTP: brought whole or not at all, fetched by those who may."""

import asyncio
import io
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from sqlmodel import select
from starlette.applications import Starlette

from moment_ui.api import attachments, files, taking
from moment_ui.api.headers import SecurityHeaders
from moment_ui.api.limits import Limits
from moment_ui.core import files as whole_files
from moment_ui.core.actor import Actor
from moment_ui.core.settings import settings
from moment_ui.db.work import reading, writing
from moment_ui.domain.access.commands import open_session
from moment_ui.domain.access.cookies import cookie_name
from moment_ui.domain.drafts.commands import create_draft
from moment_ui.domain.folders import pictures
from moment_ui.domain.folders.commands import delete_file, mark_file
from moment_ui.domain.folders.folder import CUSTOMERS, PROJECTS
from moment_ui.domain.folders.queries import FileRow, Wanted, files_in
from moment_ui.models.file import FilePurpose, StoredFile
from moment_ui.models.folder import CustomerFileVersion
from tests.api.live import PATIENCE, over_http, until


@pytest.fixture
def fjord(world):
    return world.nord.customers[10001]


@pytest.fixture
async def port(world) -> AsyncIterator[int]:
    """The routes as they are served, behind the layers in front of them."""
    app = SecurityHeaders(Limits(Starlette(routes=[*files.ROUTES, *attachments.ROUTES])))
    async with over_http(app) as port:
        yield port


def cookie(who: Actor | None) -> dict[str, str]:
    return {"cookie": f"{cookie_name()}={open_session(who.user_id)}"} if who else {}


@asynccontextmanager
async def browser(port: int, who: Actor | None) -> AsyncIterator[httpx.AsyncClient]:
    address = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=address, headers=cookie(who), timeout=PATIENCE) as client:
        yield client


async def brought(
    port: int,
    who: Actor | None,
    customer_id: int,
    name="plan.pdf",
    content: Any = b"%PDF-1.7",
    *,
    slug="nord",
) -> httpx.Response:
    async with browser(port, who) as client:
        address = f"/api/uploads/{slug}/customers/{customer_id}/files"
        return await client.post(address, params={"name": name}, content=content)


async def fetched(port: int, who: Actor | None, path: str, **headers: str) -> httpx.Response:
    async with browser(port, who) as client:
        return await client.get(f"/api/files/{path}", headers=headers)


def rows(who: Actor, customer_id: int) -> list[FileRow]:
    with reading(who) as work:
        return files_in(work, CUSTOMERS, customer_id, Wanted(), 100)


def newest(who: Actor, customer_id: int) -> str:
    return rows(who, customer_id)[0].versions[0].stored


def on_disk() -> list[str]:
    folder = CUSTOMERS.shelf.folder()
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def photo(size=(300, 200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, "JPEG")
    return out.getvalue()


def drawing(pages: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for _page in range(pages):
        canvas.rect(9, 9, 99, 99)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


async def test_a_file_is_kept_under_a_random_name_and_comes_back_as_it_was(port, world, fjord):
    content = os.urandom(3 << 20)
    answer = await brought(port, world.nord.economy, fjord, "Søknad #1 & plan?.bin", content)
    assert (answer.status_code, answer.json()) == (
        201,
        {"name": "Søknad #1 & plan?.bin", "version": 1},
    )
    again = await brought(port, world.nord.economy, fjord, "søknad #1 & PLAN?.bin", b"\0two")
    assert again.json()["version"] == 2
    (row,) = rows(world.nord.economy, fjord)
    assert on_disk() == sorted(version.stored for version in row.versions)
    assert CUSTOMERS.shelf.folder().is_relative_to(settings().files_dir)
    first = row.versions[1].stored
    answer = await fetched(port, world.nord.co_worker, f"nord/{first}")
    assert answer.content == content
    assert answer.headers["content-disposition"].startswith("attachment")
    assert (
        "S%C3%B8knad%20%231%20%26%20plan%3F%20%28v1%29.bin" in answer.headers["content-disposition"]
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("photo.png", b"<html><body>not a photo"),
    ],
)
async def test_what_could_run_in_a_browser_is_text_to_be_saved(port, world, fjord, name, content):
    await brought(port, world.nord.economy, fjord, name, content)
    stored = newest(world.nord.economy, fjord)
    answer = await fetched(port, world.nord.economy, f"nord/{stored}")
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["content-disposition"].startswith("attachment")
    for what in ("small", "large", "page-1"):
        assert (await fetched(port, world.nord.economy, f"nord/{stored}/{what}")).status_code == 404


async def test_nobody_else_gets_a_file(port, world, fjord):
    await brought(port, world.nord.economy, fjord, "photo.jpg", photo())
    stored = newest(world.nord.economy, fjord)
    assert (await fetched(port, world.nord.economy, f"nord/{stored}/small")).status_code == 200
    for who, slug, name in (
        (None, "nord", stored),
        (world.sor.administrator, "sor", stored),
        (world.sor.administrator, "nord", stored),
        (world.nord.both, "sor", stored),
        (world.nord.external, "nord", stored),
        (world.nord.administrator, "nord", next(iter(world.nord.files))),
        (world.nord.administrator, "nord", stored[:-1] + ("a" if stored[-1] != "a" else "b")),
        (world.nord.administrator, "nord", "1"),
        (world.nord.administrator, "nord", ".."),
    ):
        for what in ("", "/small", "/large"):
            answer = await fetched(port, who, f"{slug}/{name}{what}")
            assert answer.status_code == 404
            assert len(answer.content) < 99


async def test_a_deleted_file_is_not_served(port, world, fjord):
    await brought(port, world.nord.economy, fjord, "photo.jpg", photo())
    stored = newest(world.nord.economy, fjord)
    await fetched(port, world.nord.economy, f"nord/{stored}/small")
    with writing(world.nord.economy) as work:
        delete_file(work, CUSTOMERS, files_in(work, CUSTOMERS, fjord, Wanted(), 1)[0].id)
    for what in ("", "/small"):
        assert (await fetched(port, world.nord.economy, f"nord/{stored}{what}")).status_code == 404


async def test_a_projects_file_comes_the_same_way_and_goes_with_its_invoice(port, world, fjord):
    leader, project = world.nord.project_leader, world.nord.projects["P-100"]
    async with browser(port, leader) as client:
        address = f"/api/uploads/nord/projects/{project}/files"
        answer = await client.post(address, params={"name": "plan.pdf"}, content=b"%PDF-1.7")
    assert (answer.status_code, answer.json()) == (201, {"name": "plan.pdf", "version": 1})
    assert on_disk() == [], "it lies on another shelf"
    with writing(leader) as work:
        (row,) = files_in(work, PROJECTS, project, Wanted(), 9)
        mark_file(work, PROJECTS, row.id, with_invoices=True)
        work.session.flush()
        draft = create_draft(work, fjord, project)
    stored = row.versions[0].stored
    for who, path, status in (
        (leader, f"/api/files/nord/{stored}", 200),
        (leader, f"/api/invoices/nord/{draft}/files/{stored}", 200),
        (world.nord.co_worker, f"/api/files/nord/{stored}", 200),
        (world.nord.co_worker, f"/api/invoices/nord/{draft}/files/{stored}", 404),
        (leader, f"/api/invoices/nord/{draft}/files/{'x' * 43}", 404),
        (leader, f"/api/invoices/nord/{10**30}/files/{stored}", 404),
        (world.sor.administrator, f"/api/invoices/sor/{draft}/files/{stored}", 404),
        (world.sor.administrator, f"/api/invoices/nord/{draft}/files/{stored}", 404),
        (None, f"/api/invoices/nord/{draft}/files/{stored}", 404),
    ):
        async with browser(port, who) as client:
            answer = await client.get(path)
        assert answer.status_code == status, (who, path)
        assert status == 404 or "attachment" in answer.headers["content-disposition"]


async def test_nobody_else_brings_a_file(port, world, fjord):
    for who, slug, customer_id, status in (
        (None, "nord", fjord, 401),
        (world.nord.co_worker, "nord", fjord, 404),
        (world.nord.external, "nord", fjord, 404),
        (world.sor.administrator, "nord", fjord, 404),
        (world.sor.administrator, "sor", fjord, 404),
        (world.nord.administrator, "nord", 10**30, 404),
        (world.nord.administrator, "nord", 999_999, 404),
    ):
        answer = await brought(port, who, customer_id, slug=slug)
        assert answer.status_code == status, (who, slug)
    assert on_disk() == []


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        (("setup.exe", b"text"), (415, "Programs are not taken")),
        (("plan.pdf", b"MZ\x90\x00\x03"), (415, "Programs are not taken")),
        (("empty.pdf", b""), (422, "This file is empty.")),
    ],
)
async def test_a_refused_file_leaves_nothing(port, world, fjord, sent, refused):
    (name, content), (status, said) = sent, refused
    answer = await brought(port, world.nord.economy, fjord, name, content)
    assert answer.status_code == status
    assert said in answer.text
    assert on_disk() == []
    assert rows(world.nord.economy, fjord) == []


async def test_a_file_above_the_limit_is_refused_whatever_it_says_of_its_size(
    port, world, fjord, monkeypatch
):
    monkeypatch.setenv("MAX_UPLOAD_MB", "1")
    settings.cache_clear()

    async def endless():
        for _block in range(64):
            yield b"x" * (1 << 16)

    for content in (b"x" * (2 << 20), endless()):
        try:
            answer = await brought(port, world.nord.economy, fjord, "large.txt", content)
            assert answer.status_code == 413
        except httpx.TransportError:
            pass  # the answer came before the rest of the body, and the line was closed
    await until(lambda: on_disk() == [])
    assert rows(world.nord.economy, fjord) == []


async def test_a_company_without_room_is_told_before_a_byte_is_sent(
    port, world, fjord, monkeypatch
):
    monkeypatch.setenv("MAX_FILES_MB", "1")
    settings.cache_clear()
    answer = await brought(port, world.nord.economy, fjord, "large.txt", b"x" * (2 << 20))
    assert answer.status_code == 507
    assert "1 MB there is room for" in answer.text
    assert on_disk() == []


async def test_a_cut_connection_leaves_no_half_file(port, world, fjord):
    session = cookie(world.nord.economy)["cookie"]
    head = (
        f"POST /api/uploads/nord/customers/{fjord}/files?name=cut.pdf HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{port}\r\nCookie: {session}\r\nContent-Length: {8 << 20}\r\n\r\n"
    )
    _reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head.encode() + b"%PDF-" + b"x" * (3 << 20))
    await writer.drain()
    await until(lambda: any(name.endswith(".part") for name in on_disk()))
    writer.transport.abort()
    await until(lambda: on_disk() == [])
    assert rows(world.nord.economy, fjord) == []
    assert (await brought(port, world.nord.economy, fjord, "cut.pdf")).json()["version"] == 1


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
async def test_a_full_disk_leaves_no_half_file_and_says_so(port, world, fjord, monkeypatch, step):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        if step == "write":
            opened = Path.open

            def with_a_full_disk(path, *arguments):
                stream = opened(path, *arguments)
                if path.suffix == ".part":
                    stream.close()
                    stream = FullDisk(path)
                return stream

            patch.setattr(Path, "open", with_a_full_disk)
        elif step == "fsync":
            patch.setattr(whole_files.os, "fsync", full)
        else:
            patch.setattr(Path, "replace", full)
        answer = await brought(port, world.nord.economy, fjord, content=b"%PDF-" + b"x" * (2 << 20))
    assert answer.status_code == 507
    assert answer.text.startswith("There is no room left on the server.")
    assert on_disk() == []
    with reading(world.nord.economy) as work:
        kept = select(StoredFile).where(StoredFile.purpose == FilePurpose.CUSTOMER)
        assert work.session.exec(kept).first() is None
        assert work.session.exec(select(CustomerFileVersion)).first() is None


class FullDisk(io.FileIO):
    """Takes the first block, and has no room for the next."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "w")
        self.taken = 0

    def write(self, block):
        self.taken += 1
        if self.taken > 1:
            raise OSError(28, "No space left on device")
        return super().write(block)


async def test_a_failure_of_the_database_leaves_no_file(port, world, fjord, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError("NORD-ONLY")

    monkeypatch.setattr(files, "add_version", fail)
    answer = await brought(port, world.nord.economy, fjord)
    assert answer.status_code == 500
    assert "NORD-ONLY" not in answer.text
    assert on_disk() == []


async def test_a_reader_brings_a_few_at_a_time_and_the_rest_is_asked_to_wait(
    port, world, fjord, monkeypatch
):
    gate, begun, taken_in = asyncio.Event(), [], taking.Taker._taken_in

    async def slowly(taker, request, who, row_id):
        begun.append(who)
        await gate.wait()
        return await taken_in(taker, request, who, row_id)

    monkeypatch.setattr(taking.Taker, "_taken_in", slowly)
    names = [f"{number}.pdf" for number in range(taking.AT_ONCE)]
    first = [asyncio.create_task(brought(port, world.nord.economy, fjord, name)) for name in names]
    await until(lambda: len(begun) == len(first))
    late = await brought(port, world.nord.economy, fjord, "late.pdf")
    assert late.status_code == 429
    gate.set()
    assert {answer.status_code for answer in await asyncio.gather(*first)} == {201}
    assert (await brought(port, world.nord.economy, fjord, "late.pdf")).status_code == 201


async def test_pictures_are_drawn_once_and_asked_about_each_time(port, world, fjord, monkeypatch):
    await brought(port, world.nord.economy, fjord, "photo.jpg", photo((3000, 1500)))
    address = f"nord/{newest(world.nord.economy, fjord)}"
    for what, size in (("small", (144, 72)), ("large", (1600, 800))):
        answer = await fetched(port, world.nord.co_worker, f"{address}/{what}")
        assert answer.headers["content-type"] == "image/webp"
        assert Image.open(io.BytesIO(answer.content)).size == size
    monkeypatch.setattr(pictures, "_drawn", None)
    answer = await fetched(port, world.nord.co_worker, f"{address}/small")
    tag = answer.headers["etag"]
    unchanged = await fetched(
        port, world.nord.co_worker, f"{address}/small", **{"if-none-match": tag}
    )
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    theirs = await fetched(port, world.sor.co_worker, f"{address}/small", **{"if-none-match": tag})
    assert theirs.status_code == 404


async def test_pages_of_a_pdf_file_are_pictures_too(port, world, fjord):
    await brought(port, world.nord.economy, fjord, "drawing.pdf", drawing(2))
    stored = newest(world.nord.economy, fjord)
    statuses = [
        (await fetched(port, world.nord.economy, f"nord/{stored}/{what}")).status_code
        for what in ("small", "page-1", "page-2", "page-3", "page-0", "page-1000", "large", "pages")
    ]
    assert statuses == [200, 200, 200, 404, 404, 404, 404, 404]


async def test_a_damaged_picture_is_tried_once(port, world, fjord, monkeypatch):
    await brought(port, world.nord.economy, fjord, "photo.jpg", photo()[:300])
    address = f"nord/{newest(world.nord.economy, fjord)}/small"
    assert (await fetched(port, world.nord.economy, address)).status_code == 404
    monkeypatch.setattr(pictures, "_drawn", None)
    assert (await fetched(port, world.nord.economy, address)).status_code == 404
