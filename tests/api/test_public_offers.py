"""/offer/<token>: read and answered without a log-in, once, and nothing else told."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator

import httpx
import pytest
from sqlmodel import select
from starlette.applications import Starlette

from moment_ui.api import papers, public_offers
from moment_ui.api.attempts import Attempts
from moment_ui.api.headers import SecurityHeaders
from moment_ui.core.signing import signed
from moment_ui.db.work import reading, writing
from moment_ui.domain.access.commands import open_session
from moment_ui.domain.access.cookies import cookie_name
from moment_ui.domain.offers import commands
from moment_ui.domain.offers.links import PURPOSE, token_of
from moment_ui.models.audit import AuditEntry
from moment_ui.models.offer import Offer, OfferLink, OfferState
from tests.world import Place, World


@pytest.fixture
async def visitor(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a log-in, who has asked for nothing yet."""
    monkeypatch.setattr(public_offers, "READS", Attempts(limit=120, seconds=300))
    monkeypatch.setattr(public_offers, "ANSWERS", Attempts(limit=20, seconds=300))
    app = SecurityHeaders(Starlette(routes=[*public_offers.ROUTES, *papers.ROUTES]))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


def path_of(place: Place) -> str:
    with reading(place.administrator) as work:
        return f"/offer/{token_of(work.session.exec(select(OfferLink)).one())}"


def stored(place: Place) -> Offer:
    with reading(place.administrator) as work:
        offer = work.session.get_one(Offer, place.offers[1002])
        work.session.expunge(offer)
        return offer


async def test_the_offer_is_shown_and_nothing_of_another_company(visitor, world) -> None:
    answer = await visitor.get(path_of(world.nord))
    assert answer.status_code == 200
    assert "Tilbud 1002" in answer.text
    assert "20 200,00" in answer.text.replace("\u00a0", " ")
    assert world.nord.mark in answer.text
    assert world.sor.mark not in answer.text
    assert "Tilbud 1001" not in answer.text


async def test_nothing_is_kept_indexed_or_told_by_the_referrer(visitor, world) -> None:
    for path in (path_of(world.nord), "/offer/nothing"):
        headers = (await visitor.get(path)).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-robots-tag"] == "noindex, nofollow"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-frame-options"] == "DENY"


async def test_the_pdf_can_be_taken_away(visitor, world) -> None:
    answer = await visitor.get(path_of(world.nord) + "/pdf")
    assert answer.content.startswith(b"%PDF")
    assert "tilbud-1002" in answer.headers["content-disposition"]


async def test_what_is_no_link_of_ours_says_the_same_whatever_is_there(visitor, world) -> None:
    good = path_of(world.nord).rpartition("/")[2]
    forged = [
        "x",
        good[:-2],
        good[::-1],
        "a" * 5000,
        signed(PURPOSE, [world.nord.company_id, "no-such-nonce"]),
        signed(PURPOSE, [99, "nonce-nord"]),
        signed(PURPOSE, [world.sor.company_id, "nonce-nord"]),
        signed("something-else", [world.nord.company_id, "nonce-nord"]),
        signed(PURPOSE, ["1", 2]),
    ]
    answers = [await visitor.get(f"/offer/{token}") for token in forged]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    for token in forged:
        answer = await visitor.post(f"/offer/{token}/accept", data={"name": "Per"})
        assert answer.status_code in {404, 429}
    assert stored(world.nord).state is OfferState.SENT


async def test_it_is_accepted_with_a_name(visitor, world) -> None:
    path = path_of(world.nord)
    answer = await visitor.post(f"{path}/accept", data={"name": "  Åse Østby  "})
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    offer = stored(world.nord)
    assert (offer.state, offer.decided_by, offer.decided_from) == (
        OfferState.ACCEPTED,
        "Åse Østby",
        "127.0.0.1",
    )
    page = await visitor.get(path)
    assert "Godtatt av Åse Østby" in page.text
    assert "<form" not in page.text
    with reading(world.nord.administrator) as work:
        entry = work.session.exec(
            select(AuditEntry).where(AuditEntry.action == "decide_offer")
        ).one()
        assert (entry.user_id, entry.user_name) == (None, "Åse Østby")


async def test_a_name_is_needed_and_what_was_typed_stays(visitor, world) -> None:
    answer = await visitor.post(path_of(world.nord) + "/accept", data={"name": "   "})
    assert answer.status_code == 422
    assert "Skriv navnet ditt." in answer.text
    long = await visitor.post(path_of(world.nord) + "/accept", data={"name": "x" * 300})
    assert long.status_code == 422
    assert stored(world.nord).state is OfferState.SENT


async def test_it_is_declined_with_a_reason(visitor, world) -> None:
    form = {"name": "Per", "reason": "For dyrt.\n<script>alert(1)</script>"}
    await visitor.post(path_of(world.nord) + "/decline", data=form)
    offer = stored(world.nord)
    assert (offer.state, offer.decision_note.splitlines()[0]) == (OfferState.DECLINED, "For dyrt.")
    assert "<script>" not in (await visitor.get(path_of(world.nord))).text


async def test_of_many_decisions_at_once_the_first_counts(visitor, world) -> None:
    path = path_of(world.nord)
    posts = [
        visitor.post(f"{path}/{way}", data={"name": f"{way} {turn}"})
        for turn in range(4)
        for way in ("accept", "decline")
    ]
    await asyncio.gather(*posts)
    first = stored(world.nord)
    await visitor.post(f"{path}/decline", data={"name": "Sen"})
    assert stored(world.nord) == first
    with reading(world.nord.administrator) as work:
        query = select(AuditEntry).where(AuditEntry.action == "decide_offer")
        assert len(work.session.exec(query).all()) == 1


async def test_the_day_after_the_last_it_has_expired_by_itself(visitor, world) -> None:
    with writing(world.nord.administrator) as work:
        work.session.get_one(Offer, world.nord.offers[1002]).valid_until = dt.date(2026, 11, 15)
    path = path_of(world.nord)
    assert "Tilbudet er gått ut" in (await visitor.get(path)).text
    await visitor.post(f"{path}/accept", data={"name": "Per"})
    assert stored(world.nord).state is OfferState.SENT
    with writing(world.nord.administrator) as work:
        commands.extend_validity(work, world.nord.offers[1002], dt.date(2026, 11, 16))
    assert "Godta tilbudet" in (await visitor.get(path)).text


async def test_a_replaced_offer_says_so_and_shows_nothing(visitor, world) -> None:
    path = path_of(world.nord)
    with writing(world.nord.administrator) as work:
        commands.revise_offer(work, world.nord.offers[1002])
    page = await visitor.get(path)
    assert "Tilbudet er erstattet" in page.text
    assert world.nord.mark not in page.text
    assert not (await visitor.get(f"{path}/pdf")).content.startswith(b"%PDF")


async def test_who_asks_too_often_waits(visitor, world) -> None:
    path = path_of(world.nord)
    codes = [(await visitor.post(f"{path}/accept", data={})).status_code for _turn in range(22)]
    assert codes[-1] == 429
    assert stored(world.nord).state is OfferState.SENT


async def test_opening_is_noted_once_and_one_of_ours_who_looks_is_no_opening(
    visitor, world
) -> None:
    cookie = {"cookie": f"{cookie_name()}={open_session(world.nord.administrator.user_id)}"}
    assert (await visitor.get(path_of(world.nord), headers=cookie)).status_code == 200
    with reading(world.nord.administrator) as work:
        assert work.session.exec(select(OfferLink)).one().opened_at is None
    await visitor.get(path_of(world.nord))
    with reading(world.nord.administrator) as work:
        assert work.session.exec(select(OfferLink)).one().opened_at is not None
