"""The list of invoices and credit notes."""

from array import array
from typing import Any

import sqlalchemy as sa
from sqlmodel import col
from typing_extensions import override

from moment_ui.core.actor import Permission
from moment_ui.core.selection import Selection
from moment_ui.db.kept import kept
from moment_ui.db.lists import all_ids_of, ids_of, is_sqlite, some_of, together
from moment_ui.db.work import Work
from moment_ui.domain.invoices import counting, filters
from moment_ui.domain.invoices.listed import COLUMNS, JOINS, InvoiceRow
from moment_ui.domain.invoices.sorting import SORTINGS
from moment_ui.domain.lists.source import ListSource
from moment_ui.models.invoice import Invoice

FEW = ("customer", "project", "number")
"""Filters that leave few rows: their index is walked, not that of the sort."""

LOOK_AHEAD = (400, 2000)
"""How many rows in the order of the sort a filter is tried on before everything is read."""


class InvoiceList(ListSource[InvoiceRow]):
    """Invoices are so many that SQLite is helped to find a page of them, and to count them."""

    @override
    def _page_ids(self, work: Work, selection: Selection, offset: int, limit: int) -> "array[int]":
        """The ids of a page. Only they are sorted and skipped; rows are looked up after.

        Open items have a short index, which has their numbers in order too. Where another filter
        leaves enough of the first rows in the order of the sort, those are the page; else SQLite
        reads the wide index once and sorts what is left. PostgreSQL decides by itself.
        """
        part = {"offset": offset, "limit": limit}
        few = _leaves_few(selection)
        if few or not selection.filters or not is_sqlite(work):
            return ids_of(work, _ids(work, selection, few=few), **part)
        if filters.leaves_open_items(selection):
            by_number = selection.sort[0].key == "number"
            return ids_of(work, _ids(work, selection, few=not by_number), **part)
        for ahead in LOOK_AHEAD if selection.sort[0].key in self.quick_sorts else ():
            if offset + limit <= ahead:
                found = ids_of(work, _ids_among_first(work, selection), ahead=ahead, **part)
                if len(found) == limit:
                    return found
        return ids_of(work, _ids(work, selection, few=True), **part)

    @override
    def _all_ids(self, work: Work, selection: Selection) -> "array[int]":
        return all_ids_of(work, _all_ids(work, selection))

    @override
    def _counts(self, work: Work, selection: Selection) -> dict[str, dict[str, int]]:
        return counting.counts(work, self, selection)


INVOICE_LIST = InvoiceList(
    needs=Permission.VIEW_INVOICES,
    table=Invoice,
    joins=JOINS,
    row=InvoiceRow,
    columns=COLUMNS,
    meanings=filters.MEANINGS,
    facets={},
    sortings=SORTINGS,
    currency=col(Invoice.currency),
    sums={
        "net": col(Invoice.net),
        "vat": col(Invoice.vat),
        "gross": col(Invoice.gross),
        "paid": col(Invoice.paid),
        "outstanding": col(Invoice.outstanding),
    },
)


def _leaves_few(selection: Selection) -> bool:
    return any(selection.value(key) is not None for key in FEW)


@kept
def _ids(work: Work, selection: Selection, *, few: bool) -> sa.Select[Any]:
    return some_of(INVOICE_LIST.sorted(work, selection, few=few))


@kept
def _ids_among_first(work: Work, selection: Selection) -> sa.Select[Any]:
    every = sa.select(col(Invoice.id)).where(*filters.of_sorted_column(work, selection))
    first = INVOICE_LIST.in_order(work, every, selection.sort).limit(sa.bindparam("ahead"))
    among = sa.select(col(Invoice.id)).where(col(Invoice.id).in_(first))
    left = among.where(*filters.tried(work, selection))
    return some_of(INVOICE_LIST.in_order(work, left, selection.sort, few=True))


@kept
def _all_ids(work: Work, selection: Selection) -> sa.Select[Any]:
    few = _leaves_few(selection) or selection.value("text") is not None
    return together(work, INVOICE_LIST.sorted(work, selection, few=few))
