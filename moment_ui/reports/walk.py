"""Walking along a list from row to row: the neighbours of a row, however long the list is.

The order of a list is kept until something in the company is written. A short list is then read
anew. A long one would take a moment each time a colleague saves something: the order known last is
walked on, what is met there is held against the filter, and the place follows when it is worked out.
"""

from array import array
from collections.abc import Callable
from typing import Any

from moment_ui.core.selection import Selection
from moment_ui.db.work import Work
from moment_ui.domain.lists.source import ListSource
from moment_ui.reports.address import ReportAddress
from moment_ui.reports.report import Neighbours, Report
from moment_ui.reports.run import known_order, order_of, selection_of

LONG = 2000
"""Rows from which on a list is not read anew for a step: up to here that takes 2 ms."""

TRIED = 5
"""How many rows on each side are held against the filter: those that left the list are passed by."""


def neighbours(
    work: Work, report: Report[Any], address: ReportAddress, row_id: int, *, expected: int = 0
) -> Neighbours | None:
    """The rows before and after one row in the list; None when it is not in the list.

    `expected` is the position (from 1) where the row is looked for first: who walks along a list
    knows it, and the length of the list then makes no difference.
    """
    selection = selection_of(work, report, address)
    return _exact(work, report, selection, row_id, expected)


def likely_neighbours(
    work: Work, report: Report[Any], address: ReportAddress, row_id: int, *, expected: int = 0
) -> Neighbours | None:
    """As `neighbours`, at a cost that does not grow with the list.

    Those it names are in the list now. Its place is not `exact` where a long list was written to.
    """
    selection = selection_of(work, report, address)
    order, holds = known_order(work, report, selection)
    source = report.source
    if order is None or holds or len(order) <= LONG or not isinstance(source, ListSource):
        return _exact(work, report, selection, row_id, expected)

    def is_in(other: int) -> bool:
        return source.has(work, selection, other)

    place = _place(order, row_id, expected - 1)
    if place is None:
        return _exact(work, report, selection, row_id, expected) if is_in(row_id) else None
    found = _around(order, place, is_in)
    return found or _exact(work, report, selection, row_id, expected)


def _exact(
    work: Work, report: Report[Any], selection: Selection, row_id: int, expected: int
) -> Neighbours | None:
    order = order_of(work, report, selection)
    place = _place(order, row_id, expected - 1)
    if place is None:
        return None
    before = order[place - 1] if place else None
    after = order[place + 1] if place + 1 < len(order) else None
    return Neighbours(before, after, place + 1, len(order))


def _around(order: "array[int]", place: int, is_in: Callable[[int], bool]) -> Neighbours | None:
    """The nearest on both sides that are in the list still; None where all that are tried left it."""
    back = order[max(place - TRIED, 0) : place][::-1]
    ahead = order[place + 1 : place + 1 + TRIED]
    before, after = (next(filter(is_in, side), None) for side in (back, ahead))
    lost = (back and before is None) or (ahead and after is None)
    return None if lost else Neighbours(before, after, place + 1, len(order), exact=False)


def _place(order: "array[int]", row_id: int, expected: int) -> int | None:
    """Where a row stands. The expected place is looked at first; else the order is searched."""
    if 0 <= expected < len(order) and order[expected] == row_id:
        return expected
    try:
        wanted = array(order.typecode, [row_id]).tobytes()
    except OverflowError:
        return None
    held = order.tobytes()
    found = held.find(wanted)
    while found % order.itemsize and found != -1:
        found = held.find(wanted, found + 1)
    return None if found == -1 else found // order.itemsize
