"""Values as text on paper, as the screen shows them, and how any text is cleaned for a file."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from moment_ui.core.money import Money
from moment_ui.core.table import Heading, Kind, Mark, Table, TableColumn, Toned, Total, Value
from moment_ui.core.words import _, plural
from moment_ui.core.writing import writer

MINUTES_PER_HOUR = 60
_CENT = Decimal("0.01")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# What no document can hold or show: control characters, lone surrogates, non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose numbers, dates and hours: a CLDR locale and an IANA time zone."""

    locale: str = "nb_NO"
    timezone: str = "Europe/Oslo"


def clean(text: str) -> str:
    """The text without what no document can hold; every kind of line break becomes a plain one."""
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def starts_a_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return text.lstrip(" \n\u00a0").startswith(_FORMULA_STARTS)


def currencies(table: Table) -> tuple[str, ...]:
    """The currencies of the whole table, as its totals say."""
    return tuple(dict.fromkeys(total.currency for total in table.totals if total.currency))


def single_currency(table: Table) -> str:
    """The one currency of the whole table, or an empty text when there are several or none."""
    found = currencies(table)
    return found[0] if len(found) == 1 else ""


def total_label(total: Total) -> str:
    """What stands in front of a row of totals."""
    if not total.currency:
        return _("Total")
    return _("Total, {currency}").format(currency=total.currency)


def total_rows(table: Table) -> list[tuple[Value, ...]]:
    """A row of values per currency; sums without a currency stand in the first, as on the screen."""
    plain = {key: amount for t in table.totals if not t.currency for key, amount in t.sums.items()}
    per_currency = [total for total in table.totals if total.currency]
    if not per_currency:
        return [total_values(Total("", plain), table.columns)] if plain else []
    first, *others = per_currency
    merged = Total(first.currency, {**plain, **first.sums})
    return [total_values(total, table.columns) for total in (merged, *others)]


def total_values(total: Total, columns: Iterable[TableColumn]) -> tuple[Value, ...]:
    """The totals in the order of the columns, as values of each column's kind.

    The label takes the first column that is not added up.
    """
    values: list[Value] = []
    label: str | None = total_label(total)
    for column in columns:
        amount = total.sums.get(column.key)
        if amount is None:
            free = not column.adds_up
            values.append(label if free else None)
            label = None if free else label
        elif column.kind is Kind.MONEY:
            values.append(Money(amount, total.currency))
        else:
            values.append(amount)
    return tuple(values)


def heading_lines(table: Table, heading: Heading) -> list[str]:
    """What stands above the rows: title, company, filter, how many rows, currency, when and who."""
    facts = [rows_in_words(table.count), *filter(None, [single_currency(table)])]
    made = [heading.made_at, heading.made_by]
    parts = [heading.title, heading.company, *heading.filters, _joined(facts), _joined(made)]
    return [clean(part).replace("\n", " ") for part in parts if part]


def rows_in_words(count: int) -> str:
    """The number of rows, said."""
    return plural("{count} row", "{count} rows", count)


def _joined(parts: Iterable[str]) -> str:
    return " \u00b7 ".join(part for part in parts if part)


def hours(minutes: Decimal | int) -> Decimal:
    """Whole minutes as decimal hours, to two decimals."""
    return (Decimal(minutes) / MINUTES_PER_HOUR).quantize(_CENT)


def local(instant: dt.datetime, timezone: str) -> dt.datetime:
    """The reader's wall clock at an instant, without a zone."""
    if instant.tzinfo is None:
        return instant
    return instant.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)


def texts_of(table: Table, reader: Reader) -> "Texts":
    """What writes this table's values: amounts name their currency where nothing else does."""
    said = any(column.key == "currency" for column in table.columns)
    return Texts(reader, None if said else single_currency(table))


class Texts:
    """Values as a reader sees them.

    `currency` is the one that need not be said in every cell; None: it is never said in a cell.
    """

    def __init__(self, reader: Reader, currency: str | None = "") -> None:
        self._write = writer(reader.locale, reader.timezone)
        self._currency = currency
        self._by_type: dict[type, Callable[[Any, Kind], str]] = {
            str: self._words,
            int: self._number,
            Decimal: self._number,
            Money: self._money,
            Toned: lambda value, kind: self._money(value.money, kind),
            dt.date: lambda value, _kind: self._write.day(value),
            dt.datetime: lambda value, _kind: self._write.instant(value),
            Mark: lambda value, _kind: clean(value.word),
            bool: lambda value, _kind: _("Yes") if value else "",
            tuple: lambda value, _kind: ", ".join(map(clean, value)),
        }

    def text(self, value: Value, kind: Kind) -> str:
        """One value as text; nothing for None."""
        if value is None:
            return ""
        return self._by_type.get(type(value), self._words)(value, kind)

    def row(self, values: Iterable[Value], kinds: Iterable[Kind]) -> list[str]:
        """A row of values as texts."""
        return [self.text(value, kind) for value, kind in zip(values, kinds, strict=True)]

    def _words(self, value: object, _kind: Kind) -> str:
        return clean(str(value))

    def _number(self, value: Decimal | int, kind: Kind) -> str:
        if kind is Kind.HOURS:
            return self._write.hours(int(value))
        if kind is Kind.PERCENT:
            return f"{self._write.number(value, 1)}\u00a0%"
        return str(value) if kind is Kind.NUMBER else self._write.count(value)

    def _money(self, value: Money, _kind: Kind) -> str:
        text = self._write.amount(value.amount, value.currency)
        if not value.amount or self._currency in {None, value.currency}:
            return text
        return f"{value.currency}\u00a0{text}"
