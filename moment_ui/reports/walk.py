"""Walking along a list from row to row: the neighbours of a row, however long the list is.

The order of a list is kept until something in the company is written. A short list is then read
anew. A long one would take a moment each time a colleague saves something: the order known last is
walked on, what is met there is held against the filter, and the place follows when it is worked out.
"""

from array import array
from collections.abc import Iterable, Sequence
from itertools import islice
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
    if order is not None and not holds and len(order) > LONG:
        found = _as_known(work, report, selection, order, (row_id, expected))
        if found is not None:
            return found
    return _exact(work, report, selection, row_id, expected)


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


def _as_known(
    work: Work,
    report: Report[Any],
    selection: Selection,
    order: "array[int]",
    row: tuple[int, int],
) -> Neighbours | None:
    """The neighbours by an order that may be old; None where it does not tell."""
    row_id, expected = row
    place = _place(order, row_id, expected - 1)
    if place is None or not isinstance(report.source, ListSource):
        return None
    back = order[max(place - TRIED, 0) : place][::-1]
    ahead = order[place + 1 : place + 1 + TRIED]
    still = report.source.among(work, selection, [*back, *ahead])
    before, after = _first(back, still), _first(ahead, still)
    lost = (back and before is None) or (ahead and after is None)
    return None if lost else Neighbours(before, after, place + 1, len(order), exact=False)


def _first(ids: Sequence[int], still: Any) -> int | None:
    found: Iterable[int] = (each for each in ids if each in still)
    return next(islice(found, 1), None)


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
