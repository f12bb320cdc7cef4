"""A tab that changes hands while something is read for its former reader shows nothing of it."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest

from moment_ui.core.events import subscribe
from moment_ui.db.work import writing
from moment_ui.domain.access.commands import open_session
from moment_ui.domain.customers.commands import set_status
from moment_ui.models.customer import CustomerStatus
from moment_ui.state import report_choose, report_live
from moment_ui.state.customers import CustomersState
from moment_ui.state.live import HUB
from tests.state.lists import Reader, sit_down
from tests.tabs import HYDRATE, Tabs, server
from tests.world import World


class Gate:
    """Holds a read up in its thread until it is told to go on."""

    def __init__(self, read: Callable[..., Any]) -> None:
        self._read = read
        self.entered = threading.Event()
        self.open = threading.Event()

    def __call__(self, *args: Any, **options: Any) -> Any:
        found = self._read(*args, **options)
        self.entered.set()
        assert self.open.wait(10)
        return found


async def hand_over(tabs: Tabs, reader: Reader, cookie: str, path: str) -> None:
    """Another log-in, or another company, in the same tab; done when the page was sent."""
    reader.tab.cookie, reader.tab.path = cookie, path
    before = len(tabs.sent)
    await tabs.processor.enqueue(reader.tab.token, reader.tab.event(HYDRATE, {}))
    async with asyncio.timeout(10):
        while len(tabs.sent) == before:  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0.02)


def sent_since(tabs: Tabs, before: int) -> str:
    return repr([update.delta for _token, update in tabs.sent[before:]])


@pytest.mark.parametrize("same_reader", [True, False], ids=["another company", "another log-in"])
async def test_the_filters_of_the_former_list_are_not_drawn(
    world: World, monkeypatch: pytest.MonkeyPatch, *, same_reader: bool
) -> None:
    gate = Gate(report_choose.filter_views)
    async with server() as tabs:
        reader = await sit_down(tabs, world.nord.both, CustomersState, "/nord/customers?view=0")
        monkeypatch.setattr(report_choose, "filter_views", gate)
        event = reader.tab.event(
            f"{CustomersState.get_full_name()}.show_panel", {"panel": "filter"}
        )
        await tabs.processor.enqueue(reader.tab.token, event)
        await asyncio.to_thread(gate.entered.wait, 10)
        other = reader.tab.cookie if same_reader else open_session(world.nord.co_worker.user_id)
        where = "/sor/customers" if same_reader else "/nord/customers"
        await hand_over(tabs, reader, other, f"{where}?view=0")
        before = len(tabs.sent)
        gate.open.set()
        await asyncio.sleep(0.3)
    assert "controls_rx_state_" not in sent_since(tabs, before)


async def test_the_rows_of_the_former_list_are_not_drawn(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HUB, "is_open", lambda _tab: True)
    gate = Gate(report_live.totals_look)
    leave = subscribe(HUB.notify)
    async with server() as tabs:
        reader = await sit_down(tabs, world.nord.economy, CustomersState, "/nord/customers?view=0")
        monkeypatch.setattr(report_live, "totals_look", gate)
        watch = reader.tab.event(f"{CustomersState.get_full_name()}.watch", {})
        await tabs.processor.enqueue(reader.tab.token, watch)
        await asyncio.sleep(0.1)
        with writing(world.nord.economy) as work:
            set_status(work, [world.nord.customers[10001]], CustomerStatus.BLOCKED)
        await asyncio.to_thread(gate.entered.wait, 10)
        co_worker = open_session(world.nord.co_worker.user_id)
        await hand_over(tabs, reader, co_worker, "/nord/customers?view=0")
        before = len(tabs.sent)
        gate.open.set()
        await asyncio.sleep(0.3)
    leave()
    assert "rows_rx_state_" not in sent_since(tabs, before)
