"""A list as its noun declares it, and all that is asked of one: pages, order, sums, counts.

A noun's `listing.py` says once what a row is made of, what each filter means, what each column is
sorted by and what adds up. The statements are made of that here: ids first, rows after (decision
14), each compiled once (decision 16). `reports` shows what a list finds.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar, cast

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotPermitted
from moment_ui.core.selection import Selection, SortKey
from moment_ui.core.table import Total, Totals
from moment_ui.db.elements import Condition, Expression, among_ids
from moment_ui.db.kept import kept
from moment_ui.db.lists import (
    Join,
    Sorting,
    all_ids_of,
    counted,
    ids_of,
    in_order,
    order_by,
    some_of,
    together,
)
from moment_ui.db.work import Work
from moment_ui.domain.lists.declared import ByWork, Declared, Facet, Meaning, by_work
from moment_ui.models.base import CompanyScoped

Row = TypeVar("Row", bound=NamedTuple)


@dataclass(frozen=True, kw_only=True, eq=False)
class ListSource(Generic[Row]):
    """The rows of a list. Every question raises NotPermitted without the permission `needs`.

    `columns` has an expression for each field of `row`, the `id` among them, over `table` and its
    `joins`. `always` holds for every row, `usual` until the filter of that name is set. `sums` are
    made per `currency`, `plain_sums` of all rows together. What is `guarded` needs one permission
    more: who lacks it gets None in such a column, no such sums and counts, and NotPermitted for
    such a filter or sort key.
    """

    needs: Permission
    table: type[CompanyScoped]
    row: type[Row]
    columns: Mapping[str, ByWork[Expression]]
    meanings: Mapping[str, Meaning]
    sortings: Mapping[str, ByWork[Sorting]]
    facets: Mapping[str, Facet]
    joins: tuple[Join, ...] = ()
    always: tuple[Condition, ...] = ()
    usual: Mapping[str, Condition] = field(default_factory=dict[str, Condition])
    currency: Expression | None = None
    sums: Mapping[str, ByWork[Expression]] = field(default_factory=dict[str, Any])
    plain_sums: Mapping[str, ByWork[Expression]] = field(default_factory=dict[str, Any])
    guarded: Mapping[str, Permission] = field(default_factory=dict[str, Permission])

    def page(self, work: Work, selection: Selection, *, offset: int, limit: int) -> list[Row]:
        """The rows from `offset` on, at most `limit`, in the order of the selection."""
        self._check(work)
        return self.rows(work, self._page_ids(work, selection, offset, limit))

    def order(self, work: Work, selection: Selection) -> "array[int]":
        """The ids of all rows, in the order of the selection."""
        self._check(work)
        return self._all_ids(work, selection)

    def rows(self, work: Work, ids: Sequence[int]) -> list[Row]:
        """The rows with these ids, in this order; ids that are gone are left out."""
        self._check(work)
        found = _rows(work, self).rows(work.session, ids=ids)
        return in_order(map(self.row._make, found), ids, attrgetter("id"))

    def has(self, work: Work, selection: Selection, row_id: int) -> bool:
        """Whether a row is in the selection now; the others are not looked at."""
        self._check(work)
        return bool(_one(work, self, selection.unsorted()).rows(work.session, row_id=row_id))

    def totals(self, work: Work, selection: Selection) -> Totals:
        """Count of the whole selection, and its sums; the commonest currency first."""
        self._check(work)
        sums, plain = self.seen(work, self.sums), self.seen(work, self.plain_sums)
        found = _totals(work, self, selection).rows(work.session)
        told = [Total("", _added_up(plain, [row[2 + len(sums) :] for row in found]))]
        by_currency = [Total(row[0], dict(zip(sums, row[2:], strict=False))) for row in found]
        return Totals(
            count=sum(row[1] for row in found),
            sums=(*(told if plain else ()), *(by_currency if sums else ())),
        )

    def counts(self, work: Work, selection: Selection) -> dict[str, dict[str, int]]:
        """Rows per choice of each choice filter, under all the other filters."""
        self._check(work)
        return self._counts(work, selection)

    def conditions(
        self, work: Work, selection: Selection, *, counting: str = ""
    ) -> list[Condition]:
        """The WHERE of a selection. `counting`: of what the choices of that filter are counted among.

        Raises NotPermitted when it asks for what the actor may not see, and KeyError for a filter
        that the list does not have.
        """
        asked = {key for key, _value in selection.filters}
        if not all(self._sees(work, key) for key in asked | {key.key for key in selection.sort}):
            raise NotPermitted
        usual = (one for key, one in self.usual.items() if key not in asked | {counting})
        own = (self.meanings[key](work, value) for key, value in selection.filters)
        return [*self.always, *usual, *own]

    def sorted(self, work: Work, selection: Selection, *, few: bool = False) -> sa.Select[Any]:
        """The statement of all ids in the order of the selection; `few` as in `order_by`."""
        every = sa.select(self.id).where(*self.conditions(work, selection))
        return self.in_order(work, every, selection.sort, few=few)

    def in_order(
        self, work: Work, statement: sa.Select[Any], sort: Sequence[SortKey], *, few: bool = False
    ) -> sa.Select[Any]:
        """A statement over the table, in the order of the keys."""
        sortings = {key.key: by_work(self.sortings[key.key], work) for key in sort}
        joined = {sorting.joined for sorting in sortings.values()}
        statement = _joining(statement, (join for join in self.joins if join in joined))
        return statement.order_by(*order_by(sort, sortings, self.id, few=few))

    def summing(self, work: Work, selection: Selection) -> sa.SelectBase:
        """The statement of each currency (NULL for none), how many rows it has, and their sums."""
        summed = self.seen(work, {**self.sums, **self.plain_sums})
        sums = [sa.func.sum(by_work(each, work)) for each in summed.values()]
        currency: Any = sa.null() if self.currency is None else self.currency
        statement = (
            sa.select(currency, sa.func.count(), *sums)
            .select_from(self.table)
            .where(*self.conditions(work, selection))
        )
        if self.currency is None:
            return statement
        return statement.group_by(currency).order_by(sa.func.count().desc(), currency)

    def seen(self, work: Work, declared: Mapping[str, Declared]) -> dict[str, Declared]:
        """What is declared, without what the actor may not see."""
        return {key: each for key, each in declared.items() if self._sees(work, key)}

    @property
    def id(self) -> Any:
        """The column with the ids of the rows."""
        return col(cast("Any", self.table).id)

    @property
    def quick_sorts(self) -> frozenset[str]:
        """The sort keys that cost less to sort by than an order costs to keep."""
        sortings = self.sortings.items()
        return frozenset(k for k, each in sortings if isinstance(each, Sorting) and each.quick)

    def _check(self, work: Work) -> None:
        if not work.actor.may(self.needs):
            raise NotPermitted

    def _sees(self, work: Work, key: str) -> bool:
        return key not in self.guarded or work.actor.may(self.guarded[key])

    def _page_ids(self, work: Work, selection: Selection, offset: int, limit: int) -> "array[int]":
        """The ids of a page. A list that knows a quicker way says so here."""
        return ids_of(work, _ids(work, self, selection), offset=offset, limit=limit)

    def _all_ids(self, work: Work, selection: Selection) -> "array[int]":
        return all_ids_of(work, _all_ids(work, self, selection))

    def _counts(self, work: Work, selection: Selection) -> dict[str, dict[str, int]]:
        return {
            key: self._choices(work, key, selection.without(key))
            for key in self.seen(work, self.facets)
        }

    def _choices(self, work: Work, key: str, selection: Selection) -> dict[str, int]:
        return counted(work, _per_choice(work, self, key, selection), self.facets[key].choice)


@kept
def _ids(work: Work, source: ListSource[Any], selection: Selection) -> sa.Select[Any]:
    return some_of(source.sorted(work, selection))


@kept
def _all_ids(work: Work, source: ListSource[Any], selection: Selection) -> sa.Select[Any]:
    return together(work, source.sorted(work, selection))


@kept
def _one(work: Work, source: ListSource[Any], selection: Selection) -> sa.Select[Any]:
    one = source.id == sa.bindparam("row_id", type_=sa.BigInteger())
    return sa.select(source.id).where(one, *source.conditions(work, selection))


@kept
def _rows(work: Work, source: ListSource[Any]) -> sa.SelectBase:
    seen = source.seen(work, source.columns)
    columns: list[Any] = [
        by_work(seen[name], work) if name in seen else sa.null() for name in source.row._fields
    ]
    every: Any = sa.select(*columns).select_from(source.table)
    return _joining(every, source.joins).where(among_ids(source.id))


@kept
def _totals(work: Work, source: ListSource[Any], selection: Selection) -> sa.SelectBase:
    return source.summing(work, selection)


@kept
def _per_choice(
    work: Work, source: ListSource[Any], key: str, selection: Selection
) -> sa.SelectBase:
    facet = source.facets[key]
    value: Any = by_work(facet.value, work)
    joined = () if facet.joined is None else (facet.joined,)
    return (
        sa.select(value, sa.func.count())
        .select_from(source.table)
        .where(*joined, *source.conditions(work, selection, counting=key))
        .group_by(value)
    )


def _joining(statement: sa.Select[Any], joins: Iterable[Join]) -> sa.Select[Any]:
    for join in joins:
        statement = statement.join(join.table, join.on, isouter=join.outer)
    return statement


def _added_up(keys: Iterable[str], rows: Sequence[Sequence[Any]]) -> dict[str, Decimal]:
    """The sum of each column; without any value it is left out."""
    found = {key: [row[at] for row in rows if row[at] is not None] for at, key in enumerate(keys)}
    return {key: Decimal(sum(values)) for key, values in found.items() if values}
