"""What a report is: its columns, its filters, where its rows come from, and what may be seen."""

import datetime as dt
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, Protocol, TypeVar

from moment_ui.core.actor import Actor, Permission
from moment_ui.core.selection import FilterValue, Selection, SortKey
from moment_ui.core.table import Column, TableColumn, Totals
from moment_ui.db.work import Work
from moment_ui.reports.filters import Filter

Row = TypeVar("Row")
Row_co = TypeVar("Row_co", covariant=True)

RESERVED = frozenset({"sort", "columns", "page", "size", "view", "list"})
PAGE_SIZES = (25, 50, 100)
PAGE_SIZE = 50


class Source(Protocol[Row_co]):
    """Where the rows of a report come from. Each method checks the actor's permission."""

    def page(
        self, work: Work, /, selection: Selection, *, offset: int, limit: int
    ) -> Sequence[Row_co]:
        """The rows from `offset` on, at most `limit`, in the order of the selection."""
        ...

    def order(self, work: Work, /, selection: Selection) -> "array[int]":
        """The ids of all rows, in the order of the selection."""
        ...

    def rows(self, work: Work, /, ids: Sequence[int]) -> Sequence[Row_co]:
        """The rows with these ids, in this order; ids that are gone are left out."""
        ...

    def totals(self, work: Work, /, selection: Selection) -> Totals:
        """Count and sums of the whole selection."""
        ...

    def counts(self, work: Work, /, selection: Selection) -> Mapping[str, Mapping[str, int]]:
        """Rows per choice of each choice filter, under all the other filters of the selection."""
        ...


@dataclass(frozen=True, slots=True)
class Report(Generic[Row]):
    """A list a reader can filter, sort, page, save and take away.

    `href` is a row's page inside the company, e.g. "/customers/17"; `""` when it has none; `links`
    tells where single cells lead. `one` and `many` name the rows: "Total of 214 customers".
    `quick_sorts` are the columns an index has in order; a list sorted by another is sorted once
    and its order kept. `fixed` holds filters that no address can undo, e.g. the customer whose invoices are listed.
    `stamp` is a number that changes with rows that the company's data version does not tell of.
    `personal`: which rows there are depends on who asks, beyond what the role permits.
    `within` reads rows that depend on the others in the list, where `source.rows` cannot know them.
    """

    key: str
    title: str
    columns: tuple[Column[Row], ...]
    filters: tuple[Filter, ...]
    source: Source[Row]
    sort: tuple[SortKey, ...]
    row_id: Callable[[Row], int]
    row_name: Callable[[Row], str]
    href: Callable[[Row], str]
    one: str
    many: str
    needs: Permission
    links: Mapping[str, Callable[[Row], str]] = field(
        default_factory=dict[str, Callable[[Row], str]]
    )
    quick_sorts: frozenset[str] = frozenset()
    fixed: tuple[tuple[str, FilterValue], ...] = ()
    stamp: Callable[[Work], int] | None = None
    personal: bool = False
    within: Callable[[Work, Selection, Sequence[int]], Sequence[Row]] | None = None

    def __post_init__(self) -> None:
        clash = RESERVED & {declared.key for declared in self.filters}
        if clash:
            raise ValueError(f"{self.key}: {clash} are names of the address itself")

    def fixed_to(self, **values: FilterValue) -> "Report[Row]":
        """The same report, bound to filter values that the address cannot undo."""
        return replace(self, fixed=tuple(values.items()))

    def for_actor(self, actor: Actor) -> "Report[Row]":
        """The report with the columns and filters the actor may see; sorting by others is lost."""
        columns = tuple(c for c in self.columns if c.needs is None or actor.may(c.needs))
        filters = tuple(f for f in self.filters if f.needs is None or actor.may(f.needs))
        return replace(self, columns=columns, filters=filters)

    def needed_by(
        self, selection: Selection, shown: Iterable[TableColumn]
    ) -> frozenset[Permission]:
        """What one must be permitted to see these columns of these rows, in this order."""
        used = {sort.key for sort in selection.sort} | {column.key for column in shown}
        asked = {key for key, _value in selection.filters}
        columns = {c.needs for c in self.columns if c.key in used and c.needs}
        filters = {f.needs for f in self.filters if f.key in asked and f.needs}
        return frozenset({self.needs} | columns | filters)

    def free_filters(self) -> tuple[Filter, ...]:
        """The filters a reader may set: those that are not fixed."""
        fixed = dict(self.fixed)
        return tuple(declared for declared in self.filters if declared.key not in fixed)

    def free_filter(self, key: str) -> Filter | None:
        """The free filter of that name."""
        return next((f for f in self.free_filters() if f.key == key), None)

    def column(self, key: str) -> Column[Row] | None:
        """The column of that name."""
        return next((c for c in self.columns if c.key == key), None)


@dataclass(frozen=True, slots=True)
class ReportPage(Generic[Row]):
    """The visible rows. `more` tells whether rows follow; `today` is what overdue was judged by."""

    rows: tuple[Row, ...]
    page: int
    size: int
    more: bool
    today: dt.date


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The rows before and after one row in the list: ids, and its place ("4 of 86").

    `exact` is False where the place is that of before the last write.
    """

    previous: int | None
    next: int | None
    position: int
    count: int
    exact: bool = True
