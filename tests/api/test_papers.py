"""GET of papers and their pages: for readers of the company who may see them, else 404."""

import io
from collections.abc import AsyncIterator

import httpx
import pytest
from pypdf import PdfReader
from starlette.applications import Starlette

from moment_ui.api import papers
from moment_ui.api.headers import SecurityHeaders
from moment_ui.domain.access.commands import open_session
from moment_ui.domain.access.cookies import cookie_name
from tests.world import World


@pytest.fixture
async def visitor(world: World) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a log-in."""
    transport = httpx.ASGITransport(SecurityHeaders(Starlette(routes=[*papers.ROUTES])))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


def cookie(actor) -> dict[str, str]:
    return {"cookie": f"{cookie_name()}={open_session(actor.user_id)}"}


@pytest.mark.parametrize("path", ["{id}.pdf", "{id}/pages/1.png"])
@pytest.mark.parametrize(
    ("noun", "number"), [("offers", 1001), ("invoices", 5001), ("statements", 10001)]
)
async def test_papers_are_for_readers_of_the_company(
    visitor: httpx.AsyncClient, world: World, noun: str, number: int, path: str
) -> None:
    kept = "customers" if noun == "statements" else noun
    mine, theirs = getattr(world.nord, kept)[number], getattr(world.sor, kept)[number]
    url = f"/api/{noun}/nord/{path}"
    assert (await visitor.get(url.format(id=mine))).status_code == 404
    for actor, paper, code in (
        (world.nord.administrator, mine, 200),
        (world.nord.administrator, theirs, 404),
        (world.sor.administrator, mine, 404),
        (world.nord.co_worker, mine, 404),
    ):
        answer = await visitor.get(url.format(id=paper), headers=cookie(actor))
        assert answer.status_code == code


async def test_an_invoice_is_saved_or_shown(visitor: httpx.AsyncClient, world: World) -> None:
    url = f"/api/invoices/nord/{world.nord.invoices[5001]}.pdf"
    headers = cookie(world.nord.economy)
    saved = await visitor.get(url, headers=headers)
    assert saved.headers["content-disposition"] == (
        'attachment; filename="faktura-5001-fjord-eiendom-as.pdf"'
    )
    shown = await visitor.get(f"{url}?show", headers=headers)
    assert shown.headers["content-disposition"].startswith("inline")
    assert shown.content == saved.content
    assert (
        await visitor.get(url.replace(".pdf", "/pages/9.png"), headers=headers)
    ).status_code == 404


async def test_letters_come_in_one_file_and_only_ones_own(
    visitor: httpx.AsyncClient, world: World
) -> None:
    mine, more = world.nord.invoices[5001], world.nord.invoices[5002]
    headers = cookie(world.nord.economy)
    answer = await visitor.get(f"/api/letters/nord.pdf?id={mine}&id={more}", headers=headers)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
    assert ["5001" in pages[0], "5002" in pages[1]] == [True, True]
    for asked in (f"id={mine}&id={world.sor.invoices[5001]}", "", "id=x", "id=0"):
        answer = await visitor.get(f"/api/letters/nord.pdf?{asked}", headers=headers)
        assert answer.status_code == 404
