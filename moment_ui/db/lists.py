"""What every list needs in SQL: an order that is total, pages of ids, and words as conditions."""

import datetime as dt
import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from moment_ui.core.folding import folded
from moment_ui.core.period import Period
from moment_ui.core.selection import SortKey
from moment_ui.db.elements import Condition, Expression, unindexed
from moment_ui.db.statement import Kept
from moment_ui.db.work import Work

Item = TypeVar("Item")

MAX_INTEGER = 2**31 - 1
MOST_WORDS = 8
"""How many words one search looks for: each costs a reading of the names."""


@dataclass(frozen=True, slots=True, eq=False)
class Join:
    """A table beside that of the list. `outer`: not every row has its match there."""

    table: Any
    on: Condition
    outer: bool = False


@dataclass(frozen=True, slots=True)
class Sorting:
    """What one column is sorted by, found in the list's table or the one `joined`.

    `turned`: the values run against the column's meaning. `quick`: an index has them in order, or
    sorting costs less than an order costs to keep.
    """

    expressions: tuple[Expression, ...]
    turned: bool = False
    quick: bool = False
    joined: Join | None = None


def by(
    *expressions: Expression,
    turned: bool = False,
    quick: bool = False,
    joined: Join | None = None,
) -> Sorting:
    """The sorting by these, the first of them first."""
    return Sorting(expressions, turned, quick, joined)


def order_by(
    sort: Sequence[SortKey],
    sortings: Mapping[str, Sorting],
    tie_breaker: Expression,
    *,
    few: bool = False,
) -> list[Expression]:
    """The ORDER BY of a list: total, empty values first when ascending on every database.

    The tie-breaker runs in the direction of the last key, so that an index of key and id can be
    walked. `few`: few rows are left, so SQLite shall sort them and not walk an index.
    """
    order: list[Expression] = []
    descending = False
    for key in sort:
        sorting = sortings[key.key]
        descending = key.descending != sorting.turned
        order += [_directed(item, few=few, descending=descending) for item in sorting.expressions]
    return [*order, _directed(tie_breaker, few=few, descending=descending)]


def _directed(item: Expression, *, few: bool, descending: bool) -> Expression:
    column = unindexed(item) if few else item
    return column.desc().nulls_last() if descending else column.asc().nulls_first()


def records(work: Work, statement: Any) -> Iterable[Any]:
    """The rows of a statement over columns, as plain tuples, in the company of the work."""
    return cast("Any", work.session).execute(statement)


def some_of(statement: sa.Select[Any]) -> sa.Select[Any]:
    """The statement for a part of its rows: `offset` and `limit` are given when it runs."""
    return statement.offset(sa.bindparam("offset")).limit(sa.bindparam("limit"))


def ids_of(work: Work, statement: Kept, **given: Any) -> "array[int]":
    """The ids a statement selects, in its order, eight bytes each."""
    return array("q", [row[0] for row in statement.rows(work.session, **given)])


def together(work: Work, statement: sa.Select[Any]) -> sa.Select[Any]:
    """The ids that a statement selects as one value, which is read four times as fast."""
    ids = statement.subquery().c[0]
    return sa.select(sa.func.json_group_array(ids) if is_sqlite(work) else sa.func.array_agg(ids))


def all_ids_of(work: Work, statement: Kept) -> "array[int]":
    """The ids of a statement that selects them `together`."""
    found = statement.rows(work.session)[0][0]
    return array("q", json.loads(found) if is_sqlite(work) else found or ())


def is_sqlite(work: Work) -> bool:
    """Whether the work runs on SQLite, whose planner has to be helped."""
    return work.database.dialect.name == "sqlite"


def in_order(rows: Iterable[Item], ids: Sequence[int], row_id: Callable[[Item], int]) -> list[Item]:
    """The rows in the order of the ids; ids without a row are left out."""
    found = {row_id(row): row for row in rows}
    return [found[number] for number in ids if number in found]


def every_word(text: str, found: Callable[[str], Condition]) -> Condition:
    """The condition that each of the first words of the text is found, folded as search columns are."""
    return sa.and_(sa.true(), *map(found, searched_words(text)))


def searched_words(text: str) -> list[str]:
    """The words that a search looks for, folded as search columns are."""
    return folded(text).split()[:MOST_WORDS]


def contains(column: Expression, word: str) -> Condition:
    """The condition that a folded text holds these characters anywhere."""
    return column.contains(word, autoescape=True)


def starts_with_digits(column: Expression, digits: str) -> Condition:
    """The condition that a whole number is written with these digits first; uses an index."""
    return sa.or_(sa.false(), *(column.between(*bounds) for bounds in _prefix_bounds(digits)))


def _prefix_bounds(digits: str) -> Iterator[tuple[int, int]]:
    if not (digits.isascii() and digits.isdigit()) or digits.startswith("0") or len(digits) > 10:
        return
    low, high = int(digits), int(digits)
    while low <= MAX_INTEGER:
        yield low, min(high, MAX_INTEGER)
        low, high = low * 10, high * 10 + 9


def starts_with(column: Expression, text: str) -> Condition:
    """The condition that a text begins with these characters; uses an index."""
    return sa.and_(column >= text, column < text + "\U0010ffff")


def between(column: Expression, low: Any, high: Any) -> Condition:
    """From `low` to `high`, both inside; `None` is open on that side."""
    conditions: list[Condition] = []
    if low is not None:
        conditions.append(column >= low)
    if high is not None:
        conditions.append(column <= high)
    return sa.and_(sa.true(), *conditions)


def within(column: Expression, start: Any, end: Any) -> Condition:
    """From `start` up to, not including, `end`; `None` is open on that side."""
    after = sa.true() if start is None else column >= start
    before = sa.true() if end is None else column < end
    return sa.and_(after, before)


def on_days(column: Expression, period: Period, timezone: str) -> Condition:
    """The condition that an instant lies in the days of a period, in that time zone."""
    zone = ZoneInfo(timezone)
    return within(column, _midnight(period.start, zone), _midnight(period.end, zone))


def _midnight(day: dt.date | None, zone: ZoneInfo) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time(), zone) if day else None


def any_of(column: Expression, values: Iterable[Any]) -> Condition:
    """The condition that the column holds one of the values."""
    return column.in_(list(values))


def whole(number: Decimal | None) -> int | None:
    """A bound of a range of whole numbers."""
    return None if number is None else int(number)


def counted(work: Work, statement: Kept, choice: Callable[[Any], str] = str) -> dict[str, int]:
    """Rows per value, by what the value is called; rows without a value are not counted."""
    rows = statement.rows(work.session)
    return {choice(value): count for value, count in rows if value is not None}
