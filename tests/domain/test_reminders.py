"""Reminders: one mail per customer, levels raised once, fee and interest, and by the clock."""

import asyncio
import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.errors import NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.files.commands import housekeepers
from moment_ui.domain.invoices.timeline import Step as Happened
from moment_ui.domain.invoices.timeline import timeline
from moment_ui.domain.reminders import commands
from moment_ui.domain.reminders.defaults import LATE_INTEREST, late_interest
from moment_ui.domain.reminders.errors import NothingToRemind, RemindedMeanwhile
from moment_ui.domain.reminders.queries import (
    debtors,
    interest_is_unknown,
    levels,
    reminders_of,
    steps,
)
from moment_ui.domain.reminders.rules import (
    Obstacle,
    Overdue,
    Step,
    charged,
    due_on,
    interest,
)
from moment_ui.domain.sending.keeping import sweep_sent
from moment_ui.domain.statements.keeping import sent_paper
from moment_ui.domain.statements.posting import post_with_paper
from moment_ui.mail.errors import NotReached
from moment_ui.mail.post import Receipt
from moment_ui.models.company import Company
from moment_ui.models.invoice import Invoice
from moment_ui.models.reminder import ReminderItem, ReminderMessage
from moment_ui.models.sending import SendResult
from moment_ui.state.ledger import reminder_watch
from moment_ui.state.ledger.reminder_watch import run_reminders
from tests import factories

D = Decimal
ACT = "an-act-of-the-dialog"
DAY = dt.date(2026, 11, 16)


class Box:
    """A mail server that keeps what it gets, or none at all."""

    def __init__(self, *, answers=True):
        self.letters, self.answers = [], answers

    def send(self, letter):
        if not self.answers:
            raise NotReached("smtp.example", 25)
        self.letters.append(letter)
        return Receipt(left=True)


def fjord_of(world):
    with reading(world.nord.economy) as work:
        berg, fjord = debtors(work)
    assert berg.items[0].obstacle is Obstacle.TOO_EARLY
    return fjord


def send(world, box, act=ACT, seen=None) -> Any:
    fjord = world.nord.customers[10001]
    seen = mark_of(world) if seen is None else seen
    with writing(world.nord.economy) as work:
        going = commands.begin_reminder(work, fjord, {world.nord.invoices[5001]: seen}, act)
    if going is None:
        return None
    actor = world.nord.economy
    outcome = post_with_paper(actor, going.row_id, going.letter, going.statement, box)
    with writing(world.nord.economy) as work:
        commands.end_reminder(work, going, outcome)
    return outcome


def level_of(world, number=5001):
    with reading(world.nord.economy) as work:
        query = select(Invoice.reminders).where(Invoice.number == number)
        return work.session.exec(query).one()


def with_interest(world):
    """Let the first level ask for 12 % a year."""
    with writing(world.nord.administrator) as work:
        commands.change_level(work, 1, 0, {"percent": D(12)})


def test_a_rate_of_another_half_year_is_never_asked_for(world, monkeypatch):
    with reading(world.nord.economy) as work:
        assert {row.percent for row in levels(work)} == {0}
        assert interest_is_unknown(work)
        monkeypatch.setitem(LATE_INTEREST, (2026, 2), D("11.75"))
        assert {row.percent for row in levels(work)} == {D("11.75")}
        assert not interest_is_unknown(work)
    assert late_interest(dt.date(2026, 6, 30)) == 12
    assert late_interest(dt.date(2027, 1, 1)) is None


def test_a_level_whose_fee_alone_is_changed_still_says_nothing_of_interest(world, monkeypatch):
    told: dict[str, Any] = {"days": 14, "fee": D(35), "percent": None}
    with writing(world.nord.administrator) as work:
        for level in (1, 2, 3):
            commands.change_level(work, level, 0, told)
        commands.change_level(work, 2, 1, told | {"percent": D(0)})
    with reading(world.nord.economy) as work:
        assert [(row.percent, row.said) for row in levels(work)] == [
            (0, False),
            (0, True),
            (0, False),
        ]
        assert interest_is_unknown(work)
        monkeypatch.setitem(LATE_INTEREST, (2026, 2), D("11.75"))
        assert [row.percent for row in levels(work)] == [D("11.75"), 0, D("11.75")]
    with writing(world.nord.administrator) as work:
        for level in (1, 3):
            commands.change_level(work, level, 1, told | {"percent": D(12)})
    monkeypatch.delitem(LATE_INTEREST, (2026, 2))
    with reading(world.nord.economy) as work:
        assert not interest_is_unknown(work)


def mark_of(world):
    (item,) = fjord_of(world).items
    return item.mark


def test_one_mail_with_all_that_is_late_its_fee_and_its_interest(world):
    with_interest(world)
    fjord = fjord_of(world)
    (item,) = fjord.items
    assert (fjord.email, item.number, item.obstacle) == ("post@10001.example", 5001, None)
    box = Box()
    assert send(world, box).result is SendResult.SENT
    (letter,) = box.letters
    assert letter.receivers[0].email == "post@10001.example"
    assert "5001" in letter.text
    # 1 250 for 62 days at 12 % a year, and the fee of 37
    assert "1\N{NO-BREAK SPACE}312,48 NOK" in letter.text
    assert letter.attachments[0].content.startswith(b"%PDF")
    assert level_of(world) == 1
    with reading(world.nord.economy) as work:
        (logged,) = reminders_of(work, world.nord.invoices[5001])
        invoice = work.session.get_one(Invoice, world.nord.invoices[5001])
        told = [one.note for one in timeline(work, invoice) if one.step is Happened.REMINDED]
    assert told == ["post@10001.example"]
    assert (logged.level, logged.fee, logged.interest) == (1, D(37), D("25.48"))


def test_a_second_click_sends_nothing_again(world):
    box = Box()
    send(world, box)
    assert send(world, box) is None
    assert (len(box.letters), level_of(world)) == (1, 1)


async def test_of_two_that_looked_at_one_level_only_the_first_reminds(world, monkeypatch):
    async def by_hand_first(post, *given):
        send(world, box)
        return post(*given)

    box = Box()
    monkeypatch.setattr("moment_ui.domain.letters.delivery.post", lambda: box)
    monkeypatch.setattr(reminder_watch, "by_post", by_hand_first)
    with writing(world.nord.administrator) as work:
        commands.set_reminder_clock(work, automatic=True, run_at=8 * 60)
    await run_reminders(world.nord.economy)
    assert (len(box.letters), level_of(world)) == (1, 1)
    with pytest.raises(RemindedMeanwhile):
        send(world, box, act="a-colleague-s-act", seen=0)
    assert (len(box.letters), level_of(world)) == (1, 1)
    assert send(world, box, act="who-looked-again").result is SendResult.SENT
    assert level_of(world) == 2


def test_the_last_level_goes_once_for_each_who_looked_at_it_and_costs_nothing_more(world):
    box = Box()
    with writing(world.nord.administrator) as work:
        commands.change_level(work, 3, 0, {"fee": D(30)})
    for act in ("the-first", "the-second", "the-third"):
        send(world, box, act=act)
    seen = mark_of(world)
    assert send(world, box, act="once-more", seen=seen).result is SendResult.SENT
    with pytest.raises(RemindedMeanwhile):
        send(world, box, act="a-colleague-s", seen=seen)
    assert (len(box.letters), level_of(world)) == (4, 3)
    # one that does not go leaves the level at which the invoice stood
    assert send(world, Box(answers=False), act="not-sent").result is SendResult.FAILED
    assert level_of(world) == 3
    with writing(world.nord.economy) as work:  # as when its reminders went from elsewhere
        for item in work.session.exec(select(ReminderItem)):
            item.raised = False
    assert send(world, Box(answers=False), act="not-sent-either").result is SendResult.FAILED
    assert level_of(world) == 3
    with reading(world.nord.economy) as work:
        sent = reminders_of(work, world.nord.invoices[5001])
    assert [(one.level, one.fee) for one in sent][2:] == [(3, D(104)), (3, D(104)), (2, D(74)), (1, D(37))]  # fmt: skip


def test_a_mail_that_did_not_go_gives_its_level_back(world):
    assert send(world, Box(answers=False)).result is SendResult.FAILED
    assert level_of(world) == 0
    assert send(world, Box(), act="another-act").result is SendResult.SENT
    assert level_of(world) == 1


@pytest.mark.parametrize("step", ["pdf_of", "keep_paper"])
async def test_a_reminder_without_its_paper_gives_level_and_fee_back(world, monkeypatch, step):
    def broken(*_given):
        raise OSError("no space left")

    box = Box()
    monkeypatch.setattr("moment_ui.domain.letters.delivery.post", lambda: box)
    with writing(world.nord.administrator) as work:
        commands.set_reminder_clock(work, automatic=True, run_at=8 * 60)
    with monkeypatch.context() as patch:
        patch.setattr(f"moment_ui.domain.statements.posting.{step}", broken)
        assert send(world, box).result is SendResult.FAILED
        assert await run_reminders(world.nord.economy) == 1
    assert (level_of(world), box.letters) == (0, [])
    assert fjord_of(world).items[0].fees == 0
    with reading(world.nord.economy) as work:
        results = [row.result for row in work.session.exec(select(ReminderMessage))]
    assert results == [SendResult.FAILED, SendResult.FAILED]
    assert send(world, box, act="another-act").result is SendResult.SENT


def test_the_paper_is_kept_as_it_left_for_those_who_see_the_economy(world):
    assert send(world, Box())
    with reading(world.nord.economy) as work:
        (row,) = work.session.exec(select(ReminderMessage)).all()
        message, kept = row.key, sent_paper(work, row.key)
        assert kept.title == row.paper
    sweep_sent()
    assert kept.path.read_bytes().startswith(b"%PDF")
    for actor, refused in (
        (world.sor.economy, NotFound),
        (world.nord.project_leader, NotPermitted),
    ):
        with reading(actor) as work, pytest.raises(refused):
            sent_paper(work, message)


def test_what_is_held_back_opted_out_or_paid_is_not_sent(world):
    invoice_id = world.nord.invoices[5001]
    with writing(world.nord.economy) as work:
        commands.hold_reminders(work, invoice_id, "Omstridt")
    assert fjord_of(world).items[0].obstacle is Obstacle.HELD
    with pytest.raises(NothingToRemind):
        send(world, Box())
    with writing(world.nord.economy) as work:
        commands.hold_reminders(work, invoice_id, "")
    assert fjord_of(world).items[0].obstacle is None


def test_reminding_asks_for_the_permission_and_the_company(world):
    with pytest.raises(NotPermitted), writing(world.nord.project_leader) as work:
        commands.begin_reminder(work, world.nord.customers[10001], {1: 0}, ACT)
    with pytest.raises(NothingToRemind), writing(world.nord.economy) as work:
        commands.begin_reminder(
            work, world.sor.customers[10001], {world.sor.invoices[5001]: 0}, ACT
        )


async def test_the_clock_goes_on_to_the_last_customer_at_each_company_s_own_time(
    world, monkeypatch
):
    box = Box()
    monkeypatch.setattr("moment_ui.domain.letters.delivery.post", lambda: box)
    monkeypatch.setattr(reminder_watch, "AT_ONCE", 2)
    with writing(world.nord.administrator) as work:
        work.session.get_one(Company, world.nord.company_id).timezone = "Atlantic/Reykjavik"
        commands.set_reminder_clock(work, automatic=True, run_at=8 * 60)
        for number in range(88001, 88006):  # of one name: none is passed over
            customer = factories.customer(work, number, "Samme Navn AS")
            factories.invoice(work, customer.key, number, issued=dt.date(2026, 9, 1))
    (nord,) = [one for one in housekeepers() if one.company_id == world.nord.company_id]
    actor = replace(nord, permissions=reminder_watch.MAY)
    with clock.frozen(dt.datetime(2026, 11, 16, 7, 30, tzinfo=dt.UTC)):  # 08:30 in Oslo
        assert await run_reminders(actor) == 0
    with clock.frozen(dt.datetime(2026, 11, 16, 8, 1, tzinfo=dt.UTC)):
        assert await run_reminders(actor) == 6
    assert len({letter.receivers[0].email for letter in box.letters}) == 6


async def test_the_clock_sends_once_a_day_and_goes_on_where_it_was_broken_off(world, monkeypatch):
    box = Box()
    monkeypatch.setattr("moment_ui.domain.letters.delivery.post", lambda: box)
    actor = replace(world.nord.economy)
    assert await run_reminders(actor) == 0
    with writing(world.nord.administrator) as work:
        commands.set_reminder_clock(work, automatic=True, run_at=8 * 60)
    with clock.frozen(dt.datetime(2026, 11, 16, 6, 59, tzinfo=dt.UTC)):
        assert await run_reminders(actor) == 0
    assert await run_reminders(actor) == 1
    with writing(world.nord.economy) as work:
        commands.finish_run(work, dt.date(2026, 11, 15))  # as if it had been broken off
    assert await run_reminders(actor) == 0
    assert (len(box.letters), level_of(world)) == (1, 1)
    with reading(world.nord.economy) as work:
        (message,) = work.session.exec(select(ReminderMessage)).all()
        assert message.result is SendResult.SENT


STEPS = [Step(1, 14, D(37), D(12)), Step(2, 14, D(37), D(12)), Step(3, 14, D(0), D(12))]


def item(**fields):
    values = {
        "invoice_id": 1,
        "number": 1,
        "issued": DAY - dt.timedelta(days=50),
        "due": DAY - dt.timedelta(days=30),
        "currency": "NOK",
        "gross": D(1000),
        "open": D(1000),
        "payment_id": "",
        "reminders": 0,
        "reminded_on": None,
        "fees": D(0),
    }
    return Overdue(**(values | fields))


@pytest.mark.parametrize(
    ("reminders", "reminded", "day"),
    [(0, None, 14), (1, 20, 34), (2, 40, 54), (3, 50, None)],
)
def test_the_next_level_follows_the_due_date_or_the_one_before(reminders, reminded, day):
    begin = dt.date(2026, 10, 1)
    on = begin + dt.timedelta(days=reminded) if reminded else None
    found = due_on(item(due=begin, reminders=reminders, reminded_on=on), STEPS)
    assert found == (begin + dt.timedelta(days=day) if day else None)


@given(
    open_=st.integers(1, 10**9).map(lambda cents: D(cents) / 100),
    percent=st.integers(0, 3000).map(lambda n: D(n) / 100),
    days=st.integers(0, 3650),
)
def test_interest_is_exact_to_the_half_cent(open_, percent, days):
    found = interest(item(open=open_, due=DAY - dt.timedelta(days=days)), percent, DAY)
    exact = open_ * percent * days / D(36500)
    assert abs(found - exact) <= D("0.005")
    assert found == round(found, 2)


def test_the_fee_is_taken_once_a_mail_in_our_own_currency():
    euro = item(invoice_id=1, number=1, currency="EUR")
    first = item(invoice_id=2, number=2, reminders=1, fees=D(37))
    second = item(invoice_id=3, number=3)
    lines = charged([second, first, euro], frozenset({1, 2}), STEPS, DAY, "NOK")
    told = {line.item.invoice_id: (line.level, line.raised, line.fee) for line in lines}
    assert told == {1: (1, True, D(0)), 2: (2, True, D(74)), 3: (0, False, D(0))}
    assert next(line for line in lines if line.item.invoice_id == 3).interest == 0


def test_a_level_is_changed_once(world):
    with writing(world.nord.administrator) as work:
        commands.change_level(work, 1, 0, {"days": 21, "fee": D(35)})
    with reading(world.nord.economy) as work:
        assert (steps(work)[0].days, steps(work)[0].fee) == (21, D(35))
    with pytest.raises(commands.LevelChanged), writing(world.nord.administrator) as work:
        commands.change_level(work, 1, 0, {"days": 7})


async def test_the_clock_goes_on_after_a_failed_read(monkeypatch):
    rounds = asyncio.Event()
    answers = [RuntimeError("The database was away")]

    def companies():
        if answers:
            raise answers.pop()
        loop.call_soon_threadsafe(rounds.set)
        return []

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(reminder_watch, "housekeepers", companies)
    monkeypatch.setattr(reminder_watch, "A_MINUTE", 0.01)
    clockwork = asyncio.create_task(reminder_watch.watch_reminders())
    async with asyncio.timeout(5):
        await rounds.wait()
    clockwork.cancel()
