"""Filters of reports: how each kind is declared, read from an address and written back.

Reading never raises: what cannot be understood is left out.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from moment_ui.core.actor import Permission
from moment_ui.core.period import Period, Preset
from moment_ui.core.selection import FilterValue, Range
from moment_ui.core.table import Mark

MAX_TEXT = 200
MAX_CHOICES = 200
MAX_NUMBER = 2**31 - 1
MAX_AMOUNT = Decimal(10) ** 12
_FOUR_DECIMALS = Decimal("0.0001")
_GROUPED = re.compile(r"([+-]?\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)((?!\2)[.,]\d*)?")
"""An amount with a sign between its thousands; one such sign alone is a decimal sign."""

_BETWEEN = ".."
_PRESETS = frozenset(preset.value for preset in Preset)

Item = TypeVar("Item", int, str)


class FilterKind(StrEnum):
    """How a filter is shown, and what its value is."""

    TEXT = "text"  # a str: words, each of which must be found
    NUMBERS = "numbers"  # a Range of whole numbers
    AMOUNTS = "amounts"  # a Range of money
    PERIOD = "period"  # a Preset or a Period
    CHOICES = "choices"  # some of the declared choices
    CODES = "codes"  # countries, currencies, kinds of acts: choices come from the data
    REFERENCES = "references"  # ids of customers, projects, tags, co-workers
    FLAG = "flag"  # on, or absent


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter, with its mark when it is a status."""

    value: str
    label: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of a report. `key` is its name in the address.

    `of` says what references are of: "customer", "project", "co-worker", "tag" (of customers) or "contact-tag".
    `needs` hides the filter from those without the permission.
    """

    key: str
    label: str
    kind: FilterKind
    choices: tuple[Choice, ...] = ()
    of: str = ""
    hint: str = ""
    needs: Permission | None = None


def read_value(declared: Filter, raw: str) -> FilterValue | None:
    """The value written in an address or typed by a reader, in normal form; None if there is none.

    Ranges are `low..high`, either side may be missing; amounts may have spaces and a comma.
    """
    return _READERS[declared.kind](declared, raw[:8000])


def write_value(value: FilterValue) -> str:
    """The value as it stands in an address."""
    if isinstance(value, bool):
        return "yes"
    if isinstance(value, Range):
        return f"{_plain(value.low)}{_BETWEEN}{_plain(value.high)}"
    if isinstance(value, Period):
        return f"{value.start or ''}{_BETWEEN}{value.last or ''}"
    return value if isinstance(value, str) else ",".join(str(item) for item in value)


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def _text(_declared: Filter, raw: str) -> str | None:
    printable = "".join(letter if letter.isprintable() else " " for letter in raw)
    return " ".join(printable.split())[:MAX_TEXT].strip() or None


def _range(raw: str, read: Callable[[str], Decimal | None]) -> Range | None:
    first, between, second = raw.partition(_BETWEEN)
    low, high = read(first), read(second if between else first)
    if low is None and high is None:
        return None
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Range(low, high)


def _numbers(_declared: Filter, raw: str) -> Range | None:
    return _range(raw, _whole)


def _amounts(_declared: Filter, raw: str) -> Range | None:
    return _range(raw, _money)


def _whole(raw: str) -> Decimal | None:
    digits = "".join(raw.split())
    if not re.fullmatch(r"-?[0-9]{1,15}", digits):
        return None
    return Decimal(max(-MAX_NUMBER, min(MAX_NUMBER, int(digits))))


def _money(raw: str) -> Decimal | None:
    written = _ungrouped("".join(raw.split()).replace("\N{MINUS SIGN}", "-")).replace(",", ".")
    if not re.fullmatch(r"[+-]?[0-9]{0,15}(\.[0-9]{0,30})?", written):
        return None
    try:
        amount = Decimal(written)
    except InvalidOperation:
        return None
    inside = max(-MAX_AMOUNT, min(MAX_AMOUNT, amount)).quantize(_FOUR_DECIMALS)
    return _short(inside)


def _ungrouped(written: str) -> str:
    grouped = _GROUPED.fullmatch(written)
    if not grouped or (grouped[3] is None and grouped[1].count(grouped[2]) == 1):
        return written
    return grouped[1].replace(grouped[2], "") + (grouped[3] or "")


def _short(amount: Decimal) -> Decimal:
    normal = amount.normalize()
    return normal.quantize(Decimal(1)) + 0 if normal == normal.to_integral_value() else normal


def _period(_declared: Filter, raw: str) -> Preset | Period | None:
    if raw in _PRESETS:
        return Preset(raw)
    first, between, last = raw.partition(_BETWEEN)
    start, end = _day(first), _day(last if between else first)
    if start is None and end is None:
        return None
    if start and end and start > end:
        start, end = end, start
    return Period.including(start, end)


def _day(raw: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(raw.strip())
    except ValueError:
        return None
    return day if day < dt.date.max else None


def _choices(declared: Filter, raw: str) -> tuple[str, ...] | None:
    wanted = set(raw.split(","))
    return tuple(choice.value for choice in declared.choices if choice.value in wanted) or None


def _codes(_declared: Filter, raw: str) -> tuple[str, ...] | None:
    return _unique(
        code for code in raw.split(",") if re.fullmatch("[A-Za-z][A-Za-z0-9_-]{1,59}", code)
    )


def _references(_declared: Filter, raw: str) -> tuple[int, ...] | None:
    ids = (int(text) for text in raw.split(",") if re.fullmatch("[0-9]{1,10}", text))
    return _unique(number for number in ids if 0 < number <= MAX_NUMBER)


def _unique(items: Iterable[Item]) -> tuple[Item, ...] | None:
    return tuple(sorted(set(items)))[:MAX_CHOICES] or None


def _flag(_declared: Filter, raw: str) -> bool | None:
    return True if raw == "yes" else None


_READERS: dict[FilterKind, Callable[[Filter, str], FilterValue | None]] = {
    FilterKind.TEXT: _text,
    FilterKind.NUMBERS: _numbers,
    FilterKind.AMOUNTS: _amounts,
    FilterKind.PERIOD: _period,
    FilterKind.CHOICES: _choices,
    FilterKind.CODES: _codes,
    FilterKind.REFERENCES: _references,
    FilterKind.FLAG: _flag,
}
