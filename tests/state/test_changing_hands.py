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
from moment_ui.domain.letters import delivery
from moment_ui.models.customer import CustomerStatus
from moment_ui.state.customers.customers import CustomersState
from moment_ui.state.ledger.reminders import RemindersState
from moment_ui.state.ledger.statement import SendStatementState, StatementState
from moment_ui.state.lists import report_choose, report_live
from moment_ui.state.live import HUB
from tests.mail.test_post import server as mail_server
from tests.mail.test_post import way_out
from tests.state.lists import Reader, sit_down
from tests.state.test_send_statements import Slow
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


OTHERS = pytest.mark.parametrize(
    "same_reader", [True, False], ids=["another company", "another log-in"]
)


async def sent_after_the_hand_over(
    tabs: Tabs, reader: Reader, world: World, sending: Any, *, same_reader: bool, **payload: Any
) -> str:
    """What the tab gets of mail that leaves when the tab has changed hands already."""
    box = Slow()
    with mail_server(box) as port, pytest.MonkeyPatch.context() as patch:
        patch.setattr(delivery, "post", lambda: way_out(port, smtp_seconds=10))
        going = asyncio.create_task(reader.tab.call(sending, **payload))
        assert await asyncio.to_thread(box.begun.wait, 10)
        other = reader.tab.cookie if same_reader else open_session(world.nord.co_worker.user_id)
        company = "sor" if same_reader else "nord"
        await hand_over(tabs, reader, other, f"/{company}/customers")
        before = len(tabs.sent)
        box.go_on.set()
        await going
    assert len(box.letters) == 1
    return sent_since(tabs, before)


@OTHERS
async def test_reminders_on_their_way_draw_nothing_for_who_comes_after(
    world: World, *, same_reader: bool
) -> None:
    async with server() as tabs:
        path = "/nord/finances/reminders"
        reader = await sit_down(tabs, world.nord.both, RemindersState, path)
        await reader.click(RemindersState.look)
        sent = await sent_after_the_hand_over(
            tabs, reader, world, RemindersState.send_mails, same_reader=same_reader
        )
    assert sent == "[]"


@OTHERS
async def test_a_letter_on_its_way_tells_nothing_to_who_comes_after(
    world: World, *, same_reader: bool
) -> None:
    async with server() as tabs:
        path = f"/nord/customers/{world.nord.customers[10002]}/statement"
        reader = await sit_down(tabs, world.nord.both, StatementState, path)
        await reader.click(SendStatementState.start)
        form = {"others": "post@berg.example", "subject": "Kontoutskrift", "text": "Vedlagt"}
        sent = await sent_after_the_hand_over(
            tabs, reader, world, SendStatementState.submit, same_reader=same_reader, form=form
        )
    assert sent == "[]"
