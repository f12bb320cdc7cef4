"""Reminders that go by themselves: once a day and company, from the time that is set."""

import asyncio
import datetime as dt
import logging
from dataclasses import replace
from zoneinfo import ZoneInfo

from moment_ui.core import clock
from moment_ui.core.actor import Actor, Permission
from moment_ui.core.errors import AppError
from moment_ui.core.places import log_error
from moment_ui.core.words import _
from moment_ui.db.pool import by_post, in_pool
from moment_ui.db.work import reading, writing
from moment_ui.domain.files.commands import housekeepers
from moment_ui.domain.reminders.commands import begin_reminder, end_reminder, finish_run
from moment_ui.domain.reminders.queries import Debtor, debtors, reminder_clock
from moment_ui.domain.statements.posting import post_with_paper

logger = logging.getLogger(__name__)

A_MINUTE = 60.0
AT_ONCE = 200
MAY = frozenset({Permission.VIEW_INVOICES, Permission.VIEW_CUSTOMERS, Permission.SEND_REMINDERS})


async def watch_reminders() -> None:
    """Look each minute whether a company's reminders are to go."""
    while True:
        try:
            await _run_all()
        except Exception as error:
            log_error(logger, "The companies that remind could not be read", error)
        await asyncio.sleep(A_MINUTE)


async def _run_all() -> None:
    for company in await in_pool(housekeepers):
        try:
            await run_reminders(replace(company, permissions=MAY, name=_("By the clock")))
        except Exception as error:
            log_error(logger, "The reminders of a company did not go", error)


async def run_reminders(actor: Actor) -> int:
    """Send what is due today, when the time has come; returns how many mails were begun.

    The invoices' levels are raised in the transaction that writes a mail down: a run that was broken
    off goes on with those customers that are left, and sends nothing again.
    """
    day = await in_pool(_day_due, actor)
    if day is None:
        return 0
    begun, after = 0, None
    while found := await in_pool(_some, actor, after):
        for customer_id, seen in _due(found).items():
            await by_post(_send, actor, customer_id, seen, f"{day:%Y%m%d}-by-clock-{customer_id}")
            begun += 1
        after = found[-1].place
    await in_pool(_finish, actor, day)
    return begun


def _day_due(actor: Actor) -> dt.date | None:
    """Today, when reminders are on, the time has come and today's have not gone."""
    with reading(actor) as work:
        setting = reminder_clock(work)
    today = clock.today(actor.timezone)
    now = clock.now().astimezone(ZoneInfo(actor.timezone))
    late_enough = now.hour * 60 + now.minute >= setting.run_at
    on = setting.automatic and not setting.collected_by
    return today if on and late_enough and setting.finished_on != today else None


def _some(actor: Actor, after: tuple[str, int] | None) -> list[Debtor]:
    """Some who are overdue, by name, those after a place."""
    with reading(actor) as work:
        return debtors(work, after=after, most=AT_ONCE)


def _due(found: list[Debtor]) -> dict[int, dict[int, int]]:
    """What is due for its next level, by customer: the invoices with the mark that they have."""
    due = {
        each.customer_id: {x.invoice_id: x.mark for x in each.items if x.obstacle is None}
        for each in found
    }
    return {key: seen for key, seen in due.items() if seen}


def _send(actor: Actor, customer_id: int, seen: dict[int, int], act: str) -> None:
    try:
        with writing(actor) as work:
            outgoing = begin_reminder(work, customer_id, seen, act)
    except AppError:  # paid, held back or reminded by hand since
        return
    if outgoing is not None:
        outcome = post_with_paper(actor, outgoing.row_id, outgoing.letter, outgoing.statement)
        with writing(actor) as work:
            end_reminder(work, outgoing, outcome)


def _finish(actor: Actor, day: dt.date) -> None:
    with writing(actor) as work:
        work.leave_figures()
        finish_run(work, day)
