"""What others do with an offer shows by itself, on its page and behind its maker's bell."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import select

from moment_ui.db.work import reading, writing
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.offers import deleting, editing
from moment_ui.domain.offers.decisions import Decision
from moment_ui.domain.offers.links import token_of
from moment_ui.domain.offers.public import decide_by_link
from moment_ui.models.offer import DecidedThrough, Offer, OfferLink
from moment_ui.state.bell import BellState
from moment_ui.state.offers.offer import OfferPageState
from tests.tabs import HYDRATE, Answer, Tab, Tabs
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("live")


async def watching(tabs: Tabs, actor: Any, path: str, state: Any) -> Tab:
    """A tab at an address, with the watch of a state begun."""
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    if hasattr(state, "load"):
        await tab.call(state.load)
    await tabs.processor.enqueue(tab.token, tab.event(f"{state.get_full_name()}.watch", {}))
    return tab


async def becomes(tabs: Tabs, tab: Tab, true: Callable[[dict[str, Any]], bool]) -> None:
    """Wait until what was sent to the tab says so."""
    for _ in range(500):
        if true(Answer([update for token, update in tabs.sent if token == tab.token]).vars):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("It did not come to that.")


async def test_a_colleague_renames_a_draft_and_then_deletes_it(tabs, world):
    offer_id = world.nord.offers[1001]
    path = f"/nord/offers/{offer_id}"
    tab = await watching(tabs, world.nord.administrator, path, OfferPageState)
    with writing(world.nord.economy) as work:
        version = work.session.get_one(Offer, offer_id).version
        editing.set_head(work, Seen(offer_id, version), "name", "Deres navn")
    await becomes(tabs, tab, lambda sent: sent["view"].head["name"] == "Deres navn")
    with writing(world.nord.economy) as work:
        deleting.delete_offer(work, offer_id)
    await becomes(tabs, tab, lambda sent: sent["phase"] == "failed")


async def test_the_bell_tells_its_maker_of_an_answer_and_leads_there(tabs, world):
    maker, offer_id = world.nord.project_leader, world.nord.offers[1002]
    with writing(world.nord.administrator) as work:
        work.session.get_one(Offer, offer_id).created_by = maker.user_id
    with reading(maker) as work:
        token = token_of(work.session.exec(select(OfferLink)).one())
    tab = await watching(tabs, maker, "/nord/customers", BellState)
    decision = Decision(accepted=False, by="Per", on=NOW.date(), through=DecidedThrough.LINK)
    decide_by_link(token, decision)
    line = ("Offer 1002 is declined", "By Per", f"/nord/offers/{offer_id}")
    await becomes(
        tabs,
        tab,
        lambda sent: line in [(one.title, one.note, one.href) for one in sent.get("lines", [])],
    )
