"""CSV: plain values for other programs, in two dialects, with formulas made harmless.

The usual one here is `;` with decimal comma, in UTF-8 with a byte order mark, which Excel in
Norwegian opens by a double click; the other is `,` with decimal point. Amounts have no thousands
signs, dates are ISO. Amounts in several currencies get their currency in one more column, last.
Text that a spreadsheet would take for a formula gets an apostrophe in front.
"""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice
from typing import Any, BinaryIO

from moment_ui.core.money import Money, currency_decimals
from moment_ui.core.table import Heading, Kind, Mark, Table, Toned, Value
from moment_ui.core.words import _
from moment_ui.formats.text import (
    Reader,
    clean,
    currencies,
    hours,
    local,
    starts_a_formula,
    total_rows,
)

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written; `totals` adds the totals per currency as last rows."""

    separator: str = ";"
    decimal: str = ","
    bom: bool = True
    totals: bool = False


COMMA = Dialect()
POINT = Dialect(separator=",", decimal=".", bom=True)


def write(
    table: Table, _heading: Heading, reader: Reader, out: BinaryIO, dialect: Dialect = COMMA
) -> None:
    """Write labels and rows. Reads `table.rows` once; memory does not grow with them."""
    if dialect.bom:
        out.write(b"\xef\xbb\xbf")
    lines = _lines(table, _Plain(reader, dialect.decimal), totals=dialect.totals)
    while chunk := list(islice(lines, _CHUNK)):
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=dialect.separator, lineterminator="\r\n").writerows(chunk)
        out.write(text.getvalue().encode())


def write_point(table: Table, heading: Heading, reader: Reader, out: BinaryIO) -> None:
    """The same with `,` between the values and a decimal point."""
    write(table, heading, reader, out, POINT)


def _lines(table: Table, plain: "_Plain", *, totals: bool) -> Iterator[list[str]]:
    kinds = [column.kind for column in table.columns]
    several = len(currencies(table)) > 1 and all(c.key != "currency" for c in table.columns)
    extra = [_("Currency")] if several else []
    yield [harmless(column.label) for column in table.columns] + extra
    sums = total_rows(table) if totals else []
    for row in chain(table.rows, sums):
        line = [plain.text(value, kind) for value, kind in zip(row, kinds, strict=True)]
        yield [*line, _row_currency(row)] if several else line


def harmless(text: str) -> str:
    """The text, with an apostrophe in front when a spreadsheet could take it for a formula."""
    cleaned = clean(text)
    return f"'{cleaned}" if starts_a_formula(cleaned) else cleaned


def _row_currency(row: Sequence[Value]) -> str:
    moneys = (value.money if isinstance(value, Toned) else value for value in row)
    return " ".join(dict.fromkeys(each.currency for each in moneys if isinstance(each, Money)))


class _Plain:
    """Values as text that a program reads back without loss."""

    def __init__(self, reader: Reader, decimal: str) -> None:
        self._zone = reader.timezone
        self._decimal = decimal
        self._by_type: dict[type, Callable[[Any, Kind], str]] = {
            str: self._words,
            int: self._number,
            Decimal: self._number,
            Money: self._money,
            Toned: lambda value, kind: self._money(value.money, kind),
            dt.date: lambda value, _kind: value.isoformat(),
            dt.datetime: self._instant,
            Mark: lambda value, _kind: harmless(value.word),
            bool: lambda value, _kind: _("Yes") if value else _("No"),
            tuple: lambda value, _kind: harmless(", ".join(value)),
        }

    def text(self, value: Value, kind: Kind) -> str:
        """One value; nothing for None."""
        if value is None:
            return ""
        return self._by_type.get(type(value), self._words)(value, kind)

    def _words(self, value: object, _kind: Kind) -> str:
        return harmless(str(value))

    def _number(self, value: Decimal | int, kind: Kind) -> str:
        number = hours(value) if kind is Kind.HOURS else value
        return f"{Decimal(number):f}".replace(".", self._decimal)

    def _money(self, value: Money, _kind: Kind) -> str:
        return exact(value).replace(".", self._decimal)

    def _instant(self, value: dt.datetime, _kind: Kind) -> str:
        return local(value, self._zone).isoformat(" ", "seconds")


def exact(money: Money) -> str:
    """The amount with all its digits, and at least as many decimals as its currency has."""
    whole, _point, decimals = f"{money.amount:f}".partition(".")
    kept = decimals.rstrip("0").ljust(currency_decimals(money.currency), "0")
    return f"{whole}.{kept}" if kept else whole
