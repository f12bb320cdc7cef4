"""When an invoice is reminded of, what it costs, and why it is not. No database."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from moment_ui.core.money import ZERO, round_money

A_YEAR = 365
ANSWER_DAYS = 14
"""Days that a reminder gives."""


class Obstacle(StrEnum):
    """Why an invoice is not reminded of."""

    HELD = "held"
    OPTED_OUT = "opted-out"
    NO_ADDRESS = "no-address"
    TOO_EARLY = "too-early"
    LAST_SENT = "last-sent"


BY_HAND_TOO = frozenset({Obstacle.HELD, Obstacle.OPTED_OUT, Obstacle.NO_ADDRESS})
"""Obstacles that stand in the way of sending by hand as well."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a level asks: days since the due date or the reminder before, the fee, interest in a year."""

    level: int
    days: int
    fee: Decimal
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Overdue:
    """An invoice that is late on a day. `fees` were added before; `reminded_on` is the day of the last.

    `mark` is another after every reminder that it stood in, 0 before the first.
    """

    invoice_id: int
    number: int
    issued: dt.date
    due: dt.date
    currency: str
    gross: Decimal
    open: Decimal
    payment_id: str
    reminders: int
    reminded_on: dt.date | None
    fees: Decimal
    obstacle: Obstacle | None = None
    held: str = ""
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Charged:
    """An invoice in a reminder: the level it is at then, and what is added.

    `raised`: the mail reminds of it, at its last level once more perhaps; else it is told of only.
    """

    item: Overdue
    level: int
    raised: bool
    fee: Decimal
    interest: Decimal
    days_late: int


def next_level(reminders: int, last: int) -> int:
    """The level that the next reminder has; the last is repeated."""
    return min(reminders + 1, last)


def due_on(item: Overdue, steps: Sequence[Step]) -> dt.date | None:
    """The day from which the next reminder may go by itself; None after the last level."""
    if item.reminders >= len(steps):
        return None
    step = steps[item.reminders]
    since = item.reminded_on if item.reminders and item.reminded_on else item.due
    return since + dt.timedelta(days=step.days)


def judged(item: Overdue, steps: Sequence[Step], today: dt.date) -> Overdue:
    """The item with what stands in the way of reminding by itself, unless something does already."""
    if item.obstacle is not None:
        return item
    day = due_on(item, steps)
    if day is None:
        return replace(item, obstacle=Obstacle.LAST_SENT)
    return replace(item, obstacle=Obstacle.TOO_EARLY) if day > today else item


def interest(item: Overdue, percent: Decimal, today: dt.date) -> Decimal:
    """Interest for late payment by days since the due date, on what is open; rounded once."""
    days = max((today - item.due).days, 0)
    return round_money(item.open * percent * days / (100 * A_YEAR), item.currency)


def charged(
    items: Iterable[Overdue],
    raised: frozenset[int],
    steps: Sequence[Step],
    today: dt.date,
    home: str,
) -> list[Charged]:
    """What a reminder asks for each invoice, the oldest first.

    Those `raised` go up a level, the others are told of as they stand. The fee is in the home currency
    and taken once a mail: of the highest level, on the oldest invoice in that currency that goes up. The
    last level said again costs nothing more.
    """
    ordered = sorted(items, key=lambda item: (item.due, item.number))
    last = len(steps)
    levels = {
        item.invoice_id: next_level(item.reminders, last)
        if item.invoice_id in raised
        else item.reminders
        for item in ordered
    }
    rising = [item for item in ordered if levels[item.invoice_id] > item.reminders]
    highest = max((levels[item.invoice_id] for item in rising), default=0)
    bearer = next((item.invoice_id for item in rising if item.currency == home), None)
    found: list[Charged] = []
    for item in ordered:
        level = levels[item.invoice_id]
        percent = steps[level - 1].percent if level else ZERO
        new = steps[highest - 1].fee if item.invoice_id == bearer and highest else ZERO
        late = (today - item.due).days
        found.append(
            Charged(
                item,
                level,
                item.invoice_id in raised,
                item.fees + new,
                interest(item, percent, today),
                late,
            )
        )
    return found
