"""Asking the registers about customers by itself, a few an hour."""

import asyncio
import logging
from contextlib import suppress

from moment_ui.core.actor import Actor
from moment_ui.core.errors import AppError
from moment_ui.core.settings import settings
from moment_ui.db.pool import in_pool
from moment_ui.db.work import reading, writing
from moment_ui.domain.checks.commands import keep_register_answer
from moment_ui.domain.checks.watching import Due, claim, due_customers, watchers
from moment_ui.registers.countries import REGISTERS, register_of
from moment_ui.registers.failures import RegisterUnavailable
from moment_ui.registers.register import RegisterEntry

logger = logging.getLogger(__name__)

MOST = 60
"""So many customers of a company are asked about in an hour: ten thousand in a week."""

PAUSE = 1.0
"""Seconds between two questions."""


async def watch_registers(pause: float = PAUSE) -> None:
    """Ask about the customers of every company whose answer is older than the setting says.

    A register that gives no answer ends the round: nothing is changed, and the next round tries again.
    """
    days = settings().company_register_watch_days
    countries = [country for country in REGISTERS if register_of(country)] if days else []
    if not countries:
        return
    try:
        for watcher in await in_pool(watchers):
            for due in await in_pool(_due, watcher, countries, days):
                if await in_pool(_claimed, watcher, due, days):
                    await _ask(watcher, due)
                    await asyncio.sleep(pause)
    except RegisterUnavailable as unavailable:
        logger.warning("The watch of the company register stopped: %s", unavailable.kind)


async def _ask(watcher: Actor, due: Due) -> None:
    register = register_of(due.country)
    if register:
        entry = await register.entry(due.org_number, fresh=True)
        await in_pool(_keep, watcher, due, entry)


def _due(watcher: Actor, countries: list[str], days: int) -> list[Due]:
    with reading(watcher) as work:
        return due_customers(work, countries, days, MOST)


def _claimed(watcher: Actor, due: Due, days: int) -> bool:
    with suppress(AppError), writing(watcher) as work:  # somebody removed or merged it
        return claim(work, due, days)
    return False


def _keep(watcher: Actor, due: Due, entry: RegisterEntry | None) -> None:
    with suppress(AppError), writing(watcher) as work:
        keep_register_answer(work, due.customer_id, due.org_number, entry, watched=True)
