"""Lists follow what colleagues do, and leave the reader where the reader is."""

import asyncio
from collections.abc import Callable

import pytest

from moment_ui.db.work import writing
from moment_ui.domain.customers.commands import set_status
from moment_ui.models.customer import CustomerStatus
from moment_ui.state.customers.customers import CustomersState
from moment_ui.state.lists import report_live
from tests.state.lists import Reader, sit_down
from tests.tabs import Tabs
from tests.world import World

pytestmark = pytest.mark.usefixtures("live")


async def watch(tabs: Tabs, reader: Reader) -> None:
    event = reader.tab.event(f"{reader.state.get_full_name()}.watch", {})
    await tabs.processor.enqueue(reader.tab.token, event)
    await asyncio.sleep(0.05)


async def until(tabs: Tabs, true: Callable[[str], bool]) -> str:
    """What was sent from now on, as soon as it says what it should."""
    before = len(tabs.sent)
    for _ in range(500):
        said = repr([update.delta for _token, update in tabs.sent[before:]])
        if true(said):
            return said
        await asyncio.sleep(0.01)
    raise AssertionError("It did not come to that.")


def block(world: World, number: int) -> None:
    with writing(world.nord.economy) as work:
        set_status(work, [world.nord.customers[number]], CustomerStatus.BLOCKED)


async def test_a_colleagues_change_shows_and_ticks_and_page_stay(tabs: Tabs, world: World) -> None:
    where = "/nord/customers?sort=-number&view=0"
    reader = await sit_down(tabs, world.nord.administrator, CustomersState, where)
    ticked = world.nord.customers[10002]
    await reader.click(CustomersState.tick, row=str(ticked), ranged=False)
    await watch(tabs, reader)
    waiting = asyncio.create_task(until(tabs, lambda said: "Blocked" in said))
    await asyncio.sleep(0)
    block(world, 10001)
    said = await waiting
    assert "'ticked_rx_state_'" not in said
    assert "_redirect" not in said


async def test_what_changed_before_the_watch_began_is_caught_up_with(
    tabs: Tabs, world: World
) -> None:
    reader = await sit_down(tabs, world.nord.administrator, CustomersState, "/nord/customers")
    block(world, 10001)
    waiting = asyncio.create_task(until(tabs, lambda said: "Blocked" in said))
    await asyncio.sleep(0)
    await watch(tabs, reader)
    await waiting


async def test_a_row_that_leaves_the_filter_leaves_the_list(tabs: Tabs, world: World) -> None:
    where = "/nord/customers?status=active"
    reader = await sit_down(tabs, world.nord.administrator, CustomersState, where)
    await watch(tabs, reader)
    waiting = asyncio.create_task(until(tabs, lambda said: "'rows_rx_state_'" in said))
    await asyncio.sleep(0)
    block(world, 10001)
    said = await waiting
    assert "10002" in said
    assert "Fjord Eiendom" not in said


async def test_another_companys_change_is_not_heard(tabs: Tabs, world: World) -> None:
    reader = await sit_down(tabs, world.nord.administrator, CustomersState, "/nord/customers")
    await watch(tabs, reader)
    before = len(tabs.sent)
    other = next(place for place in world.places if place is not world.nord)
    with writing(other.economy) as work:
        set_status(work, list(other.customers.values()), CustomerStatus.BLOCKED)
    await asyncio.sleep(0.3)
    assert tabs.sent[before:] == []


async def test_rows_of_the_company_one_has_left_are_not_drawn_in_the_next(
    tabs: Tabs, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = await sit_down(tabs, world.nord.both, CustomersState, "/nord/customers")
    arrived, may_go_on = asyncio.Event(), asyncio.Event()
    read = CustomersState._read

    async def slow(self: CustomersState, query: Callable[..., object], *args: object) -> object:
        found = await read(self, query, *args)
        if query is report_live.totals_look:
            arrived.set()
            await may_go_on.wait()
        return found

    monkeypatch.setattr(report_live.ReportLive, "_read", slow, raising=False)
    monkeypatch.setattr(CustomersState, "_read", slow)
    await watch(tabs, reader)
    block(world, 10001)
    await asyncio.wait_for(arrived.wait(), 5)
    monkeypatch.setattr(CustomersState, "_read", read)
    reader.tab.path = "/sor/customers"
    event = reader.tab.event(f"{CustomersState.get_full_name()}.load", {})
    await tabs.processor.enqueue(reader.tab.token, event)
    await asyncio.sleep(0.5)
    before = len(tabs.sent)
    may_go_on.set()
    await asyncio.sleep(0.5)
    assert world.nord.mark not in repr(tabs.sent[before:])
    assert "Blocked" not in repr([update.delta for _token, update in tabs.sent[before:]])
