"""What is owed on a day, and how late it is. No database: the SQL beside it is proven against this."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from moment_ui.core.money import ZERO
from moment_ui.core.period import Period, Preset
from moment_ui.core.selection import Selection, period_of

AGES = (30, 60, 90)
"""The last day of each bucket of what is late but the oldest: 1–30, 31–60, 61–90 and more."""
BUCKETS = len(AGES) + 3
NOT_DUE = 0
OLDEST = len(AGES) + 1
CREDITS = BUCKETS - 1
"""What we owe: overpaid invoices, and credit notes that are not set off. It is neither due nor late."""


@dataclass(frozen=True, slots=True)
class Item:
    """An invoice or credit note with what was paid on it: days and amounts, in one currency."""

    issued: dt.date
    due: dt.date | None
    gross: Decimal
    payments: tuple[tuple[dt.date, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """The days a ledger tells of: up to and including `until`, and what moved from `start` on."""

    until: dt.date
    start: dt.date | None = None


def span_of(selection: Selection, today: dt.date) -> Span:
    """The days that a list's period filter means; without an end, and for "this month", until today."""
    asked = selection.value("period")
    if not isinstance(asked, Period | Preset):
        return Span(today)
    period = period_of(asked, today)
    until = period.last or today
    return Span(min(until, today) if isinstance(asked, Preset) else until, period.start)


def open_on(item: Item, day: dt.date) -> Decimal:
    """What an item leaves to be paid at the end of a day; negative when we owe it.

    An invoice that is issued later does not count, nor does a payment that comes later.
    """
    gross = item.gross if item.issued <= day else ZERO
    return gross - sum((amount for paid_on, amount in item.payments if paid_on <= day), ZERO)


def bucket(due: dt.date | None, owed: Decimal, day: dt.date) -> int:
    """How late what is owed is on a day: 0 not due, then by `AGES`; what we owe stands in `CREDITS`."""
    if owed < 0:
        return CREDITS
    if due is None or due >= day or not owed:
        return NOT_DUE
    late = (day - due).days
    return next((at for at, last in enumerate(AGES, 1) if late <= last), OLDEST)


def ageing(items: Iterable[Item], day: dt.date) -> tuple[Decimal, ...]:
    """What is owed on a day by how late it is, and what we owe; adds up to the balance."""
    sums = [ZERO] * BUCKETS
    for item in items:
        owed = open_on(item, day)
        sums[bucket(item.due, owed, day)] += owed
    return tuple(sums)
