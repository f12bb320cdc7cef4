"""The narrow waist: every report becomes one plain `Table`; screen, XLSX, PDF and CSV read it.

A `Column` is declared once per report. `value` is a typed function of the row, so a misspelt
field is found by the type checker.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from moment_ui.core.actor import Permission
from moment_ui.core.money import Money

Row = TypeVar("Row")


class Kind(StrEnum):
    """What a column holds; decides alignment, formats and cell types everywhere."""

    TEXT = "text"
    NUMBER = "number"  # an identifying number: no thousands separator, never added up
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    HOURS = "hours"  # whole minutes, shown as decimal hours
    DATE = "date"
    INSTANT = "instant"
    STATUS = "status"
    TAGS = "tags"
    FLAG = "flag"


RIGHT_ALIGNED = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.HOURS})


class Tone(StrEnum):
    """What a colour says, beside the word it accompanies."""

    PLAIN = ""
    QUIET = "quiet"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Mark:
    """A status as a reader sees it: a word, a tone, and a glyph that differs in shape."""

    word: str
    tone: Tone = Tone.PLAIN
    glyph: str = "disc"  # ring: not begun, half: under way, disc: done, square: look, bar: out


class TagName(str):
    """A tag's name, which files write, with the colour that the screen gives it."""

    __slots__ = ("colour",)
    colour: str

    def __new__(cls, name: str, colour: str = "gray") -> "TagName":
        """The name with a colour of the palette."""
        made = super().__new__(cls, name)
        made.colour = colour
        return made


@dataclass(frozen=True, slots=True)
class Toned:
    """An amount with what it means: outstanding, overdue, overpaid; `hint` tells more on hover.

    `tinted` colours the ground behind it too.
    """

    money: Money
    tone: Tone
    hint: str = ""
    tinted: bool = True


Value = (
    None
    | str
    | int
    | bool
    | Decimal
    | Money
    | Toned
    | dt.date
    | dt.datetime
    | Mark
    | tuple[str, ...]
)


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column of a report: a line in its declaration, and a column in every output.

    `needs` hides it from those without the permission, in every output.
    """

    key: str
    label: str
    kind: Kind
    value: Callable[[Row], Value]
    adds_up: bool = False
    default: bool = True
    sortable: bool = True
    group: str = ""
    needs: Permission | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """The sums of the whole filter in one currency, by column key; plain counts have currency ''."""

    currency: str
    sums: dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole filter of a list: how many rows, and their sums per currency."""

    count: int
    sums: tuple[Total, ...] = ()


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A chosen column without its function: what formats need to know."""

    key: str
    label: str
    kind: Kind
    adds_up: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Typed values in chosen order. `rows` may be a generator: formats read it once."""

    columns: tuple[TableColumn, ...]
    rows: Iterable[tuple[Value, ...]]
    totals: tuple[Total, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a report on paper: title, company, filter in words, time of extraction."""

    title: str
    company: str
    filters: tuple[str, ...] = field(default=())
    made_at: str = ""
    made_by: str = ""


def chosen_columns(columns: Sequence[Column[Row]], keys: Sequence[str]) -> tuple[Column[Row], ...]:
    """The columns with these keys in this order; unknown and repeated keys are left out.

    Without any known key the default columns are returned.
    """
    by_key = {column.key: column for column in columns}
    known = tuple(by_key[key] for key in dict.fromkeys(keys) if key in by_key)
    return known or tuple(column for column in columns if column.default)


def added_up(columns: Sequence[Column[Row]], rows: Sequence[Row]) -> tuple[Total, ...]:
    """The sums of some rows per currency, as a list's source sums the whole filter.

    Plain counts come first, then the currencies as they are met.
    """
    sums: dict[str, dict[str, Decimal]] = {}
    for row in rows:
        for column in columns:
            if column.adds_up:
                _add(sums, column.key, column.value(row))
    return tuple(Total(currency, sums[currency]) for currency in sorted(sums, key=bool))


def _add(sums: dict[str, dict[str, Decimal]], key: str, value: Value) -> None:
    money = value.money if isinstance(value, Toned) else value
    amount = money.amount if isinstance(money, Money) else money
    if isinstance(amount, Decimal | int):
        own = sums.setdefault(money.currency if isinstance(money, Money) else "", {})
        own[key] = own.get(key, Decimal(0)) + amount


def build_table(
    columns: Sequence[Column[Row]],
    rows: Iterable[Row],
    totals: Sequence[Total] = (),
    count: int = 0,
) -> Table:
    """The rows as typed values. Lazy: a generator of rows stays a generator."""
    functions = [column.value for column in columns]
    return Table(
        columns=tuple(TableColumn(c.key, c.label, c.kind, c.adds_up) for c in columns),
        rows=(tuple(function(row) for function in functions) for row in rows),
        totals=tuple(totals),
        count=count,
    )
