"""A round of the watch asks a register on loopback, and what changed is told behind the bell."""

import asyncio
import logging

import pytest
from sqlmodel import select

from moment_ui.core.events import subscribe
from moment_ui.core.settings import settings
from moment_ui.db.work import reading, writing
from moment_ui.domain.checks.queries import otherwise_count
from moment_ui.models.check import RegisterCheck
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.registers.register import Standing
from moment_ui.state.bell import BellState
from moment_ui.state.customers.register_watch import watch_registers
from moment_ui.state.live import HUB
from tests import factories
from tests.registers.served import served_register
from tests.tabs import HYDRATE, Answer, server

NUMBERS = ("990001111", "990012288", "990023468")
"""Tindra Bygg AS, which is well; Tindra Tak, bankrupt; Tindra Drift, deleted."""


@pytest.fixture
def register(world, monkeypatch):
    for place in (world.nord, world.sor):
        with writing(place.administrator) as work:
            for row in work.session.exec(select(Customer)):
                row.status = CustomerStatus.INACTIVE
    with writing(world.nord.administrator) as work:
        names = ("Tindra Bygg AS", "Tindra Tak og Blikk AS", "Tindra Drift AS")
        for place, (name, number) in enumerate(zip(names, NUMBERS, strict=True)):
            factories.customer(work, 20001 + place, name, org_number=number, postal_line1="")
    with served_register() as served:
        monkeypatch.setenv("COMPANY_REGISTER_URL", served.url)
        monkeypatch.setenv("COMPANY_REGISTER_SECONDS", "0.5")
        monkeypatch.setenv("COMPANY_REGISTER_WATCH_DAYS", "7")
        settings.cache_clear()
        yield served
    monkeypatch.undo()
    settings.cache_clear()


def answers(world):
    with reading(world.nord.administrator) as work:
        rows = work.session.exec(select(RegisterCheck).order_by(RegisterCheck.org_number))
        return {row.org_number: row.standing for row in rows}


def asked(register):
    return [path.rpartition("/")[2] for path in register.asked]


async def test_a_round_asks_about_each_once_and_then_nothing_is_due(world, register):
    # Two server processes begin at once.
    await asyncio.gather(watch_registers(0), watch_registers(0))
    assert sorted(asked(register)) == sorted(NUMBERS)
    said = (Standing.REGISTERED, Standing.BANKRUPT, Standing.DELETED)
    assert answers(world) == dict(zip(NUMBERS, said, strict=True))
    with reading(world.nord.administrator) as work:
        assert otherwise_count(work) == 3  # the postcode of the first is another one, too
    with reading(world.sor.administrator) as work:
        assert work.session.exec(select(RegisterCheck.id)).all() == []
    await watch_registers(0)
    assert len(register.asked) == 3


@pytest.mark.parametrize("mood", ["slow", "hanging", "resetting", "broken", "html"])
async def test_a_register_that_gives_no_answer_ends_the_round_and_changes_nothing(
    world, register, mood, caplog
):
    register.mood = mood
    with caplog.at_level(logging.WARNING):
        await watch_registers(0)
    assert set(asked(register)) == {NUMBERS[0]}
    assert set(answers(world).values()) == {None}
    assert len([one for one in caplog.records if "stopped" in one.message]) == 1
    with reading(world.nord.administrator) as work:
        assert otherwise_count(work) == 0
    register.mood = "well"
    await watch_registers(0)
    assert set(asked(register)) == set(NUMBERS)  # the others come first from now on


@pytest.mark.parametrize(
    ("name", "value"), [("COMPANY_REGISTER_WATCH_DAYS", "0"), ("COMPANY_REGISTER_URL", "")]
)
async def test_nobody_is_asked_unless_the_settings_say_so(
    world, register, monkeypatch, name, value
):
    monkeypatch.setenv(name, value)
    settings.cache_clear()
    await watch_registers(0)
    assert (register.asked, answers(world)) == ([], {})


async def test_the_bell_tells_of_changes_by_itself_and_leads_to_them(world, register, monkeypatch):
    monkeypatch.setattr(HUB, "is_open", lambda _tab: True)  # a tab of a test has no websocket
    stop = subscribe(HUB.notify)
    try:
        async with server() as tabs:
            tab = tabs.open(world.nord.administrator, "/nord/customers")
            await tab.call(HYDRATE)
            event = tab.event(f"{BellState.get_full_name()}.watch", {})
            await tabs.processor.enqueue(tab.token, event)
            await watch_registers(0)
            line = (
                "3 customers have changed in the register",
                "/nord/customers?register=otherwise&status=active,potential",
            )
            for _ in range(500):
                sent = [update for token, update in tabs.sent if token == tab.token]
                lines = Answer(sent).vars.get("lines", [])
                if line in [(one.note, one.href) for one in lines]:
                    return
                await asyncio.sleep(0.01)
            raise AssertionError("The bell was not told.")
    finally:
        stop()
