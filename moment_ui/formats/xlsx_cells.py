"""XLSX cells: each value as XML, typed by what it is."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale

from moment_ui.core.money import Money, currency_decimals
from moment_ui.core.table import RIGHT_ALIGNED, Kind, Mark, Table, Toned, Value
from moment_ui.core.words import _
from moment_ui.core.writing import day_pattern, writer
from moment_ui.formats.text import (
    Reader,
    clean,
    local,
    starts_a_formula,
    texts_of,
)
from moment_ui.formats.xlsx_styles import Styles

MAX_TEXT = 32_767  # characters of one cell, counted as UTF-16 units
MAX_DIGITS = 15  # what a double holds exactly: longer identifying numbers become text
_DAY_ZERO = dt.date(1899, 12, 30)
_FIRST_SURE_DAY = dt.date(1900, 3, 1)  # before it Excel counts a day that never was
_SECONDS_A_DAY = 86_400
_ESCAPED = re.compile("_(?=x[0-9a-fA-F]{4}_)")
_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_WIDEST, _NARROWEST = 60, 8
_REPEATED = 80  # texts shorter than this often come again: names, states, tags
_KIND_FORMATS = {
    Kind.NUMBER: "0",
    Kind.COUNT: "#,##0",
    Kind.MONEY: "#,##0.00",
    Kind.HOURS: "#,##0.00",
    Kind.PERCENT: "0.0#%",
}


def column_letters(number: int) -> str:
    """The letters of a column, counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Cells:
    """Writes values of a table's columns as cells."""

    def __init__(self, table: Table, reader: Reader, styles: Styles) -> None:
        self._columns = table.columns
        self._kinds = [column.kind for column in table.columns]
        self._letters = [column_letters(at) for at in range(1, len(table.columns) + 1)]
        self._zone = reader.timezone
        self._texts = texts_of(table, reader)
        self._date_format = _excel_date(writer(reader.locale, reader.timezone).locale)
        self._style = styles.number
        self._quoted = styles.number("quoted", "")
        self._repeated = lru_cache(4096)(self._inline)
        self._by_type: dict[type, Callable[[Any, Kind, str], str]] = {
            str: self._text,
            int: self._number,
            Decimal: self._number,
            Money: self._money,
            Toned: self._toned,
            dt.date: self._date,
            dt.datetime: self._instant,
            Mark: self._mark,
            bool: self._flag,
            tuple: self._tags,
        }

    def rows(self, rows: Iterable[Sequence[Value]], first: int, look: str = "") -> str:
        """The rows as XML; `first` is the sheet's row number of the first one."""
        return "".join([self._row(row, number, look) for number, row in enumerate(rows, first)])

    def line(self, text: str, number: int, look: str) -> str:
        """A row with one text in its first column."""
        return f'<row r="{number}"><c r="A{number}"{self._text(text, Kind.TEXT, look)}</row>'

    def head(self, number: int) -> str:
        """The row of labels."""
        cells = [
            f'<c r="{letters}{number}"'
            + self._text(column.label, Kind.TEXT, "head-right" if right else "head")
            for letters, column in zip(self._letters, self._columns, strict=True)
            for right in [column.kind in RIGHT_ALIGNED]
        ]
        return f'<row r="{number}">{"".join(cells)}</row>'

    def widths(self, rows: Iterable[Sequence[Value]]) -> list[int]:
        """A width for each column, in characters, from its label and these rows."""
        widths = [len(column.label) + 4 for column in self._columns]
        for row in rows:
            for at, text in enumerate(self._texts.row(row, self._kinds)):
                widths[at] = max(widths[at], len(text) + 2)
        return [min(max(width, _NARROWEST), _WIDEST) for width in widths]

    def _row(self, row: Sequence[Value], number: int, look: str) -> str:
        by_type, text = self._by_type, self._text
        cells = [
            f'<c r="{letters}{number}"{by_type.get(type(value), text)(value, kind, look)}'
            for letters, kind, value in zip(self._letters, self._kinds, row, strict=True)
            if value is not None
        ]
        return f'<row r="{number}">{"".join(cells)}</row>'

    # Each of these writes the rest of a cell after its address.

    def _text(self, value: object, _kind: Kind, look: str) -> str:
        text = str(value)
        return self._repeated(text, look) if len(text) < _REPEATED else self._inline(text, look)

    def _inline(self, value: str, look: str) -> str:
        text = clean(value)
        if len(text) > MAX_TEXT // 2:
            text = _cut(text)
        style = self._quoted if not look and starts_a_formula(text) else self._style(look, "")
        escaped = _ESCAPED.sub("_x005F_", text).translate(_XML)
        return f' s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped}</t></is></c>'

    def _number(self, value: Decimal | int, kind: Kind, look: str) -> str:
        if kind is Kind.NUMBER and abs(value) >= 10**MAX_DIGITS:
            return self._text(value, kind, look)
        if kind is Kind.HOURS:
            value = Decimal(value) / 60
        elif kind is Kind.PERCENT:
            value = Decimal(value) / 100
        style = self._style(look, _KIND_FORMATS.get(kind, ""))
        return f' s="{style}"><v>{value}</v></c>'

    def _money(self, value: Money, _kind: Kind, look: str) -> str:
        style = self._style(look, _money_format(value.currency))
        return f' s="{style}"><v>{value.amount}</v></c>'

    def _toned(self, value: Toned, kind: Kind, look: str) -> str:
        return self._money(value.money, kind, look)

    def _date(self, value: dt.date, kind: Kind, look: str) -> str:
        if value < _FIRST_SURE_DAY:
            return self._text(value.isoformat(), kind, look)
        style = self._style(look, self._date_format)
        return f' s="{style}"><v>{(value - _DAY_ZERO).days}</v></c>'

    def _instant(self, value: dt.datetime, kind: Kind, look: str) -> str:
        wall = local(value, self._zone)
        if wall.date() < _FIRST_SURE_DAY:
            return self._text(wall.isoformat(" ", "seconds"), kind, look)
        seconds = wall.hour * 3600 + wall.minute * 60 + wall.second
        days = Decimal((wall.date() - _DAY_ZERO).days) + Decimal(seconds) / _SECONDS_A_DAY
        style = self._style(look, f"{self._date_format} hh:mm")
        return f' s="{style}"><v>{days:.10f}</v></c>'

    def _mark(self, value: Mark, kind: Kind, look: str) -> str:
        return self._text(value.word, kind, look)

    def _tags(self, value: tuple[str, ...], kind: Kind, look: str) -> str:
        return self._text(", ".join(value), kind, look)

    def _flag(self, value: object, _kind: Kind, _look: str) -> str:
        return f' t="b"><v>{1 if value else 0}</v></c>'


def _cut(text: str) -> str:
    """The text as far as a cell holds it, saying that it was cut."""
    encoded = text.encode("utf-16-le")
    if len(encoded) <= MAX_TEXT * 2:
        return text
    note = _(" … (cut here: a cell holds {count} characters)").format(count=MAX_TEXT)
    return encoded[: (MAX_TEXT - len(note)) * 2].decode("utf-16-le", "ignore") + note


@lru_cache(maxsize=256)
def _money_format(currency: str) -> str:
    decimals = currency_decimals(currency)
    places = "." + "0" * decimals if decimals else ""
    return f"#,##0{places} [${currency}]"


def _excel_date(locale: Locale) -> str:
    return day_pattern(locale).replace("y", "yyyy").replace("M", "m")
