"""The list of invoices and credit notes: rows, order, totals and counts of what is filtered.

The module is a report's source: `page`, `order`, `rows`, `totals` and `counts`.
"""

from array import array
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.selection import Selection
from moment_ui.core.table import Total, Totals
from moment_ui.db.elements import among_ids
from moment_ui.db.kept import kept
from moment_ui.db.lists import all_ids_of, ids_of, in_order, is_sqlite, some_of, together
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.invoices import counting, filters
from moment_ui.domain.invoices.listed import ROWS, InvoiceRow
from moment_ui.domain.invoices.sorting import INDEXED, sorted_by
from moment_ui.models.invoice import Invoice

SUMMED = ("net", "vat", "gross", "paid", "outstanding")
FEW = ("customer", "project", "number")
"""Filters that leave few rows: their index is walked, not that of the sort."""

LOOK_AHEAD = (400, 2000)
"""How many rows in the order of the sort a filter is tried on before everything is read."""


@needs(Permission.VIEW_INVOICES)
def page(work: Work, selection: Selection, *, offset: int, limit: int) -> list[InvoiceRow]:
    """The rows from `offset` on, at most `limit`, in the order of the selection."""
    return rows(work, _page_ids(work, selection, offset, limit))


@needs(Permission.VIEW_INVOICES)
def order(work: Work, selection: Selection) -> "array[int]":
    """The ids of all rows, in the order of the selection."""
    return all_ids_of(work, _all_ids(work, selection))


@needs(Permission.VIEW_INVOICES)
def rows(work: Work, ids: Sequence[int]) -> list[InvoiceRow]:
    """The rows with these ids, in this order; ids that are gone are left out."""
    today = work.today()
    found = _rows(work).rows(work.session, ids=ids)
    return in_order((InvoiceRow._make((*row, today)) for row in found), ids, lambda row: row.id)


@needs(Permission.VIEW_INVOICES)
def totals(work: Work, selection: Selection) -> Totals:
    """Count, and sums per currency, of the whole selection; the commonest currency first."""
    found = _totals(work, selection).rows(work.session)
    return Totals(
        count=sum(row[1] for row in found),
        sums=tuple(Total(row[0], dict(zip(SUMMED, row[2:], strict=True))) for row in found),
    )


@needs(Permission.VIEW_INVOICES)
def counts(work: Work, selection: Selection) -> dict[str, dict[str, int]]:
    """Rows per choice of each choice filter, under all the other filters."""
    return counting.counts(work, selection)


def _page_ids(work: Work, selection: Selection, offset: int, limit: int) -> "array[int]":
    """The ids of a page. Only they are sorted and skipped; rows are looked up after.

    Open items have a short index, which has their numbers in order too. Where another filter leaves
    enough of the first rows in the order of the sort, those are the page; else SQLite reads the
    wide index once and sorts what is left. PostgreSQL decides by itself.
    """
    part = {"offset": offset, "limit": limit}
    few = _leaves_few(selection)
    if few or not selection.filters or not is_sqlite(work):
        return ids_of(work, _ids(work, selection, few=few), **part)
    if filters.leaves_open_items(selection):
        by_number = selection.sort[0].key == "number"
        return ids_of(work, _ids(work, selection, few=not by_number), **part)
    for ahead in LOOK_AHEAD if selection.sort[0].key in INDEXED else ():
        if offset + limit <= ahead:
            found = ids_of(work, _ids_among_first(work, selection), ahead=ahead, **part)
            if len(found) == limit:
                return found
    return ids_of(work, _ids(work, selection, few=True), **part)


def _leaves_few(selection: Selection) -> bool:
    return any(selection.value(key) is not None for key in FEW)


@kept
def _ids(work: Work, selection: Selection, *, few: bool) -> sa.Select[Any]:
    return some_of(_sorted(work, selection, few=few))


@kept
def _ids_among_first(work: Work, selection: Selection) -> sa.Select[Any]:
    every = sa.select(col(Invoice.id)).where(*filters.of_sorted_column(work, selection))
    first = sorted_by(every, selection.sort, work.today(), few=False).limit(sa.bindparam("ahead"))
    among = sa.select(col(Invoice.id)).where(col(Invoice.id).in_(first))
    left = among.where(*filters.tried(work, selection))
    return some_of(sorted_by(left, selection.sort, work.today(), few=True))


@kept
def _all_ids(work: Work, selection: Selection) -> sa.Select[Any]:
    few = _leaves_few(selection) or selection.value("text") is not None
    return together(work, _sorted(work, selection, few=few))


def _sorted(work: Work, selection: Selection, *, few: bool) -> sa.Select[Any]:
    statement = sa.select(col(Invoice.id)).where(*filters.conditions(work, selection))
    return sorted_by(statement, selection.sort, work.today(), few=few)


@kept
def _rows(_work: Work) -> sa.SelectBase:
    return ROWS.where(among_ids(col(Invoice.id)))


@kept
def _totals(work: Work, selection: Selection) -> sa.SelectBase:
    sums = [sa.func.sum(getattr(Invoice, name)) for name in SUMMED]
    return (
        sa.select(col(Invoice.currency), sa.func.count(), *sums)
        .where(*filters.conditions(work, selection))
        .group_by(col(Invoice.currency))
        .order_by(sa.func.count().desc(), col(Invoice.currency))
    )
