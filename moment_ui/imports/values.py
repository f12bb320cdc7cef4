"""Cells to values: what people and programs write, in text and in typed workbook cells.

Each reader takes a cell and returns the value that is kept, None for an empty cell, or raises
`Unfit` with what is wrong.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from moment_ui.core import fields
from moment_ui.core.fields import Unfit
from moment_ui.core.folding import folded
from moment_ui.core.words import _


class Uncalculated:
    """A formula whose result the file does not hold."""

    def __str__(self) -> str:
        return _("(formula)")


UNCALCULATED = Uncalculated()
Plain = None | str | int | float | bool | Decimal | dt.date | dt.datetime | dt.time | dt.timedelta
Cell = Plain | Uncalculated
Reader = Callable[[Cell, "Style"], Any]

EXCEL_EPOCH = dt.date(1899, 12, 30)
EXCEL_DAYS = range(15_000, 80_000)  # 1941 to 2119
YEARS = range(1900, 2101)
_DATES = (
    re.compile(r"(?P<d>\d{1,2})[./ -](?P<m>\d{1,2})[./ -](?P<y>\d{4}|\d{2})", re.ASCII),
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})", re.ASCII),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})", re.ASCII),
)
_CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$")
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})
_WITH_MVA = re.compile(r"(?:NO[\s-]*)?(\d[\d\s.]{7,}\d)\s*(?:MVA)?", re.IGNORECASE)
_TRUE = frozenset({"1", "x", "ja", "j", "yes", "y", "true", "sann", "sant"})
_FALSE = frozenset({"0", "nei", "n", "nej", "no", "false", "usann", "usant"})


@dataclass(frozen=True, slots=True)
class Style:
    """How the file writes numbers: its decimal sign, "" when nothing shows it."""

    decimal: str = ""


def plain(cell: Cell) -> str:
    """The cell as text, as it would stand in a CSV file.

    Raises Unfit for what the spreadsheet could not work out, or has not worked out yet.
    """
    if isinstance(cell, str):
        if cell in _ERRORS:
            raise Unfit(_("The spreadsheet shows an error here: {error}.").format(error=cell))
        return cell.strip()
    if cell is UNCALCULATED:
        raise Unfit(
            _("This formula has no stored value. Open the file in Excel and save it once more.")
        )
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return "" if cell is None else str(cell)


def line(longest: int = 200) -> Reader:
    """One line of text."""

    def read(cell: Cell, _style: Style) -> str | None:
        return fields.line(plain(cell), longest) or None

    return read


def paragraphs(longest: int) -> Reader:
    """Text of several lines."""

    def read(cell: Cell, _style: Style) -> str | None:
        return fields.paragraphs(plain(cell), longest) or None

    return read


def text_of(check: Callable[[str], str]) -> Reader:
    """Text that a form's reader checks."""

    def read(cell: Cell, _style: Style) -> str | None:
        return check(plain(cell)) or None

    return read


def org_number(cell: Cell, _style: Style) -> str | None:
    """An organisation number, bare of the country and the MVA that Norwegian letterheads add."""
    text = fields.line(plain(cell), 30)
    found = _WITH_MVA.fullmatch(text)
    return (found[1] if found else text) or None


def whole(least: int = 1, most: int = 999_999_999) -> Reader:
    """A whole number."""

    def read(cell: Cell, _style: Style) -> int | None:
        text = plain(cell)
        whole = text if text.isdigit() else re.sub(r"[.,]0+$", "", text)
        return fields.whole_number(whole, least, most)

    return read


def flag(cell: Cell, _style: Style) -> bool | None:
    """Yes or no."""
    word = folded(plain(cell))
    if not word:
        return None
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise Unfit(_("Write yes or no."))


def choice(words: Mapping[str, StrEnum]) -> Reader:
    """One of a few values, by any of the words that mean it (folded)."""

    def read(cell: Cell, _style: Style) -> StrEnum | None:
        word = folded(plain(cell))
        if not word:
            return None
        if word not in words:
            names = ", ".join(dict.fromkeys(value.value for value in words.values()))
            raise Unfit(_("Write one of: {names}.").format(names=names))
        return words[word]

    return read


def minutes(cell: Cell, _style: Style) -> int | None:
    """Hours as whole minutes: 7,5 and 7:30 and Excel's times."""
    if isinstance(cell, dt.timedelta):
        return round(cell.total_seconds() / 60)
    if isinstance(cell, dt.time):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, dt.date):
        raise Unfit(_("Write hours like 7,5 or 7:30."))
    text = plain(cell)
    if isinstance(cell, str) and re.fullmatch(r"\d+:\d\d:\d\d", text):
        text = text[:-3]
    return fields.minutes(text, most_hours=10_000)


def day(cell: Cell, _style: Style) -> dt.date | None:
    """A date: typed, an Excel serial number, or written the Nordic or the ISO way."""
    if isinstance(cell, dt.date):
        return _in_range(cell.date() if isinstance(cell, dt.datetime) else cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and int(cell) in EXCEL_DAYS:
        return EXCEL_EPOCH + dt.timedelta(days=int(cell))
    return _written_day(cell)


def _written_day(cell: Cell) -> dt.date | None:
    text = _CLOCK.sub("", plain(cell))
    if not text:
        return None
    for pattern in _DATES:
        if found := pattern.fullmatch(text):
            return _date(found["y"], found["m"], found["d"])
    raise Unfit(_("This is not a date. Write it like 21.11.2026 or 2026-11-21."))


def _date(year: str, month: str, number: str) -> dt.date:
    century = 0 if len(year) == 4 else 2000 if int(year) < 70 else 1900
    try:
        return _in_range(dt.date(int(year) + century, int(month), int(number)))
    except ValueError:
        raise Unfit(_("This day does not exist. Write day, month, year.")) from None


def _in_range(date: dt.date) -> dt.date:
    if date.year not in YEARS:
        raise Unfit(_("The year must be between 1900 and 2100."))
    return date
