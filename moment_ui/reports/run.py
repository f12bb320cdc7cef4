"""Run a report: the visible page, the totals, the choices, all rows, their order.

Columns and filters the actor may not see are left out first, so neither a sort nor a filter in an
address tells what a column would.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from moment_ui.core.cache import Cache, Key
from moment_ui.core.selection import Selection
from moment_ui.core.table import Totals
from moment_ui.db.work import Work
from moment_ui.domain.customers.survivors import survivors
from moment_ui.reports.address import ReportAddress
from moment_ui.reports.chips import names_of
from moment_ui.reports.present import Findings
from moment_ui.reports.report import PAGE_SIZE, Report, ReportPage

Row = TypeVar("Row")

CHUNK = 2000
DEEP = 2000
"""Pages from this row on are cut from the kept order of the list."""

_totals: Cache[Totals] = Cache(2000)
_counts: Cache[Mapping[str, Mapping[str, int]]] = Cache(500)
_orders: Cache["array[int]"] = Cache(3_000_000, lambda ids: len(ids) + 300)  # at 8 bytes: 24 MB
_latest: Cache[Key] = Cache(5000)
"""The key of the order worked out last, by what outlasts a write."""


def page_of(work: Work, report: Report[Row], address: ReportAddress) -> ReportPage[Row]:
    """The visible rows. Fast; the totals come separately. Past the end: the last page."""
    selection = selection_of(work, report, address)
    size, page = address.size or PAGE_SIZE, address.page
    rows = _rows(work, report, selection, (page - 1) * size, size + 1)
    if not rows and page > 1:
        page = max(1, -(-totals_of(work, report, address).count // size))
        rows = _rows(work, report, selection, (page - 1) * size, size + 1)
    return ReportPage(rows[:size], page, size, len(rows) > size, work.today())


def totals_of(work: Work, report: Report[Any], address: ReportAddress) -> Totals:
    """Count and sums of the whole filter; cached by company, filter and data version."""
    selection = selection_of(work, report, address).unsorted()
    key = _key(work, report, selection)
    return _totals.answer(key, lambda: report.source.totals(work, selection))


def known_totals(work: Work, report: Report[Any], address: ReportAddress) -> Totals | None:
    """The totals when they were summed already; no statement."""
    selection = selection_of(work, report, address).unsorted()
    return _totals.find(_key(work, report, selection))


def counts_of(
    work: Work, report: Report[Any], address: ReportAddress
) -> Mapping[str, Mapping[str, int]]:
    """Rows per choice of each choice filter, under all the other filters; cached alike."""
    selection = selection_of(work, report, address).unsorted()
    key = _key(work, report, selection)
    return _counts.answer(key, lambda: report.source.counts(work, selection))


def rows_of(work: Work, report: Report[Row], address: ReportAddress) -> Iterator[Row]:
    """Every row of the filter in order, read in chunks; never the whole list at once.

    Only the ids of the whole list are held, eight bytes each, so any sort streams and what is
    inserted meanwhile neither doubles nor moves a row.
    """
    selection = selection_of(work, report, address)
    order = report.source.order(work, selection)
    for start in range(0, len(order), CHUNK):
        yield from _rows_with(work, report, selection, order[start : start + CHUNK])


def ticked_rows(
    work: Work, report: Report[Row], address: ReportAddress, ticked: Iterable[int]
) -> Sequence[Row]:
    """Those of the ticked rows that are in the list, in its order."""
    wanted = frozenset(ticked)
    selection = selection_of(work, report, address)
    order = report.source.order(work, selection)
    return _rows_with(work, report, selection, [key for key in order if key in wanted])


def order_of(work: Work, report: Report[Any], selection: Selection) -> "array[int]":
    """The ids of the whole list in its order, kept until something in the company is written."""
    key = _key(work, report, selection)
    order = _orders.answer(key, lambda: report.source.order(work, selection))
    _latest.keep(_lasting(work, report, selection), key)
    return order


def known_order(
    work: Work, report: Report[Any], selection: Selection
) -> tuple["array[int] | None", bool]:
    """The order worked out last, and whether it still holds; no reading of the list."""
    now = _key(work, report, selection)
    held = _orders.find(now)
    if held is not None:
        return held, True
    before = _latest.find(_lasting(work, report, selection))
    return (_orders.find(before) if before else None), False


def selection_of(work: Work, report: Report[Any], address: ReportAddress) -> Selection:
    """What the address asks of the report, without what the actor may not see.

    An address that names a customer which was merged means the one it is by now.
    """
    seen = report.for_actor(work.actor)
    selection = address.within(seen).selection(seen)
    of_customers = {each.key for each in seen.filters if each.of == "customer"}
    if of_customers.isdisjoint(key for key, _value in selection.filters):
        return selection
    pairs = (
        (key, _now(work, value) if key in of_customers else value)
        for key, value in selection.filters
    )
    return replace(selection, filters=tuple(pairs))


def _now(work: Work, value: Any) -> tuple[int, ...]:
    return survivors(work, value)


def _rows(
    work: Work, report: Report[Row], selection: Selection, offset: int, limit: int
) -> tuple[Row, ...]:
    order = _order(work, report, selection, offset)
    if order is None:
        return tuple(report.source.page(work, selection, offset=offset, limit=limit))
    return tuple(_rows_with(work, report, selection, order[offset : offset + limit]))


def _rows_with(
    work: Work, report: Report[Row], selection: Selection, ids: Sequence[int]
) -> Sequence[Row]:
    if report.within is not None:
        return report.within(work, selection, ids)
    return report.source.rows(work, ids)


def _order(
    work: Work, report: Report[Any], selection: Selection, offset: int
) -> "array[int] | None":
    """The kept order of the list where a page is better cut from it.

    A sort without an index costs as much for one page as for all, and one far down an index soon
    does: it is done once. Of 100,000 invoices that takes 15 ms, and each page then 0.5.
    """
    if selection.sort[0].key in report.quick_sorts and offset < DEEP:
        return None
    return order_of(work, report, selection)


def _key(work: Work, report: Report[Any], selection: Selection) -> Key:
    stamp = report.stamp(work) if report.stamp else 0
    return (*state_of(work), report.key, stamp, _reader(work, report), selection)


def _lasting(work: Work, report: Report[Any], selection: Selection) -> Key:
    who = work.actor.permissions, _reader(work, report)
    return (work.database, work.company_id, *who, report.key, selection)


def _reader(work: Work, report: Report[Any]) -> int:
    """Who reads a list that is another one for everybody; 0 where it is the same for all."""
    return work.actor.user_id if report.personal else 0


def state_of(work: Work) -> Key:
    """What every answer depends on: database, company, its data version, the day, who may see what."""
    return (
        work.database,
        work.company_id,
        work.data_version(),
        work.today(),
        work.actor.permissions,
    )


def find(
    work: Work, report: Report[Row], address: ReportAddress, *, with_totals: bool = True
) -> Findings[Row]:
    """Everything `present` needs; `with_totals=False` when they shall follow later."""
    totals = totals_of(work, report, address) if with_totals else None
    page = page_of(work, report, address)
    return Findings(page, totals, names_of(work, report, address))
