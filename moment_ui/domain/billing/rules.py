"""What hours come to, which periods of a subscription are due, what a cap leaves. No database."""

import datetime as dt
from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from moment_ui.core.money import round_money
from moment_ui.core.period import Period, add_months

MINUTES_PER_HOUR = 60
HUNDRED = Decimal(100)
HOUR_DECIMALS = 4
MOST_PERIODS = 600
"""Fifty years of months: further back nobody forgot to bill."""


def hours_of(minutes: int) -> Decimal:
    """Minutes as hours with four decimals, as an invoice line prints and an e-invoice carries them.

    A line's amount follows from these, so that quantity times price is what stands beside it.
    """
    return round(Decimal(minutes) / MINUTES_PER_HOUR, HOUR_DECIMALS)


def hours_net(minutes: int, rate: Decimal, discount: Decimal, currency: str) -> Decimal:
    """What so many minutes come to at a rate an hour less discount: as `line_net` of `hours_of`."""
    share = (HUNDRED - discount) / HUNDRED
    return round_money(hours_of(minutes) * rate * share, currency)


def months_after(first: dt.date, count: int) -> dt.date:
    """The same day so many months later; the month's last day where it has no such day."""
    month = add_months(first, count)
    return month.replace(day=min(first.day, monthrange(month.year, month.month)[1]))


def due_periods(
    runs: Period, interval_months: int, offset_days: int, until: dt.date, taken: Collection[dt.date]
) -> list[Period]:
    """The periods of a subscription that are to be billed by a day (included) and are not yet.

    One is billed `offset_days` after it begins, negative: before. `taken` are beginnings of those
    billed. The last one ends where the subscription does, and costs the same.
    """
    return [
        period
        for period in _periods(runs, max(interval_months, 1))
        if period.start is not None
        and period.start not in taken
        and period.start + dt.timedelta(days=offset_days) <= until
    ]


def _periods(runs: Period, months: int) -> Iterator[Period]:
    if runs.start is None:
        return
    for number in range(MOST_PERIODS):
        start = months_after(runs.start, number * months)
        if runs.end is not None and start >= runs.end:
            return
        end = months_after(runs.start, (number + 1) * months)
        yield Period(start, min(end, runs.end) if runs.end else end)


@dataclass(frozen=True, slots=True)
class Worked:
    """A time record in a capped price model; `keys` are the lines it would be on, by each way to write them.

    The first way is a line for each item; `together` is the line of all that can stand on one, at several
    rates: the sum of its items, and the discount of it.
    """

    id: int
    day: dt.date
    minutes: int
    keys: tuple[tuple[object, ...], ...]
    together: tuple[object, ...]
    rate: Decimal
    discount: Decimal

    def net(self, minutes: int, currency: str) -> Decimal:
        """What so many minutes at its rate come to on a line."""
        return hours_net(minutes, self.rate, self.discount, currency)


def cut_at(records: Iterable[Worked], left: Decimal, currency: str) -> tuple[dt.date, int] | None:
    """The last record, by day and id, up to which hours come to no more than `left`.

    Records are whole: the first that goes beyond stays behind, with all that follow. None when all fit.
    In whatever way the lines are written, what they round to is within.
    """
    last = dt.date.min, 0
    minutes: dict[tuple[object, ...], int] = defaultdict(int)
    nets: dict[tuple[object, ...], Decimal] = defaultdict(Decimal)
    totals: dict[int, Decimal] = defaultdict(Decimal)
    in_one: dict[tuple[object, ...], _InOne] = defaultdict(_InOne)
    for one in sorted(records, key=lambda one: (one.day, one.id)):
        for way, key in enumerate(one.keys):
            line = (way, *key)
            minutes[line] += one.minutes
            net = one.net(minutes[line], currency)
            totals[way] += net - nets[line]
            nets[line] = net
        totals[len(one.keys)] += in_one[one.together].add(one, currency)
        if max(totals.values()) > left:
            return last
        last = one.day, one.id
    return None


@dataclass
class _InOne:
    """One line of hours, as it grows: at one rate its hours, at several the sum of its items."""

    net: Decimal = Decimal(0)
    minutes: dict[tuple[object, ...], tuple[int, Decimal]] = field(
        default_factory=dict[tuple[object, ...], tuple[int, Decimal]]
    )
    whole: Decimal = Decimal(0)

    def add(self, one: Worked, currency: str) -> Decimal:
        """What the line is dearer by with this record."""
        item, before = one.keys[0], self.net
        already = self.minutes.get(item, (0, one.rate))[0]
        self.minutes[item] = already + one.minutes, one.rate
        for minutes, sign in ((already + one.minutes, 1), (already, -1)):
            self.whole += sign * hours_net(minutes, one.rate, Decimal(0), currency)
        if len({rate for _minutes, rate in self.minutes.values()}) == 1:
            self.net = one.net(sum(minutes for minutes, _rate in self.minutes.values()), currency)
        else:
            self.net = round_money(self.whole * (HUNDRED - one.discount) / HUNDRED, currency)
        return self.net - before
