"""What a list is asked for: values to filter by and keys to sort by. Plain, hashable, typed."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from moment_ui.core.period import Period, Preset, preset_period


@dataclass(frozen=True, slots=True)
class SortKey:
    """One column to sort by."""

    key: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both inside; `None` is open on that side."""

    low: Decimal | None = None
    high: Decimal | None = None


FilterValue = str | bool | Range | Preset | Period | tuple[str, ...] | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows wanted, and their order. A key for caches together with company and today."""

    filters: tuple[tuple[str, FilterValue], ...] = ()
    sort: tuple[SortKey, ...] = ()

    def value(self, key: str) -> FilterValue | None:
        """The value one filter is set to, else None."""
        return dict(self.filters).get(key)

    def without(self, *keys: str) -> "Selection":
        """The same without these filters."""
        return Selection(tuple(pair for pair in self.filters if pair[0] not in keys), self.sort)

    def unsorted(self) -> "Selection":
        """The same rows, in no order: what totals are cached by."""
        return Selection(self.filters)


def period_of(value: Preset | Period, today: dt.date) -> Period:
    """The days a period filter means on the day `today`."""
    return preset_period(value, today) if isinstance(value, Preset) else value
