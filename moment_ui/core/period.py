"""Periods of days, half-open: `[start, end)`. "To and including" is converted where a form is read."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to, not including, `end`; `None` is open on that side."""

    start: dt.date | None
    end: dt.date | None

    @classmethod
    def including(cls, first: dt.date | None, last: dt.date | None) -> "Period":
        """The period whose last day is `last`."""
        return cls(first, last + ONE_DAY if last and last < dt.date.max else None)

    @classmethod
    def year(cls, year: int) -> "Period":
        """A calendar year."""
        return cls(dt.date(year, 1, 1), dt.date(year + 1, 1, 1))

    @classmethod
    def year_to(cls, day: dt.date) -> "Period":
        """From 1 January to and with the day: what "this year" means of what happened already."""
        return cls.including(dt.date(day.year, 1, 1), day)

    @classmethod
    def months(cls, first: dt.date, count: int) -> "Period":
        """`count` whole months from the month of `first`."""
        start = first.replace(day=1)
        return cls(start, add_months(start, count))

    @property
    def last(self) -> dt.date | None:
        """The last day inside the period."""
        return self.end - ONE_DAY if self.end else None

    def __contains__(self, day: dt.date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


class Preset(StrEnum):
    """Named periods, relative to today."""

    THIS_MONTH = "this-month"
    LAST_MONTH = "last-month"
    THIS_QUARTER = "this-quarter"
    LAST_QUARTER = "last-quarter"
    THIS_YEAR = "this-year"
    LAST_YEAR = "last-year"
    LAST_12_MONTHS = "last-12-months"


def add_months(first: dt.date, count: int) -> dt.date:
    """The first day of the month `count` months after the month of `first`."""
    index = first.year * 12 + first.month - 1 + count
    return dt.date(index // 12, index % 12 + 1, 1)


def preset_period(preset: Preset, today: dt.date) -> Period:
    """The period a preset means on the day `today`."""
    month = today.replace(day=1)
    quarter = add_months(month, -((today.month - 1) % 3))
    periods = {
        Preset.THIS_MONTH: Period.months(month, 1),
        Preset.LAST_MONTH: Period.months(add_months(month, -1), 1),
        Preset.THIS_QUARTER: Period.months(quarter, 3),
        Preset.LAST_QUARTER: Period.months(add_months(quarter, -3), 3),
        Preset.THIS_YEAR: Period.year(today.year),
        Preset.LAST_YEAR: Period.year(today.year - 1),
        Preset.LAST_12_MONTHS: Period.months(add_months(month, -11), 12),
    }
    return periods[preset]
