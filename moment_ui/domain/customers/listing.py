"""The list of customers: rows, order, totals and counts of what is filtered.

The module is a report's source: `page`, `order`, `rows`, `totals` and `counts`. A row's amounts are
in the customer's own currency and count its invoices in that currency; `other_currencies` names
those in which it has open items besides.
"""

import datetime as dt
from array import array
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.selection import Selection
from moment_ui.core.table import TagName, Total, Totals
from moment_ui.db.elements import Expression, among_ids
from moment_ui.db.kept import kept
from moment_ui.db.lists import Sorting, all_ids_of, ids_of, in_order, order_by, some_of, together
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.customers import filters, measures
from moment_ui.domain.tags.links import tags_in
from moment_ui.models.customer import Customer, CustomerStatus

AMOUNTS = ("invoiced", "outstanding", "overdue")


class CustomerRow(NamedTuple):
    """A customer in a list. Amounts are None for those who may not see them."""

    id: int
    number: int
    name: str
    status: CustomerStatus
    kind: str
    org_number: str
    country: str
    city: str
    email: str
    phone: str
    currency: str
    active_projects: int
    last_activity: dt.date | None
    tag_names: str | None
    invoiced: Decimal | None
    outstanding: Decimal | None
    overdue: Decimal | None
    other: str | None

    @property
    def tags(self) -> tuple[TagName, ...]:
        """The customer's tags, by name."""
        return tags_in(self.tag_names)

    @property
    def other_currencies(self) -> tuple[str, ...]:
        """Currencies of open items besides its own."""
        return _parts(self.other)


@needs(Permission.VIEW_CUSTOMERS)
def page(work: Work, selection: Selection, *, offset: int, limit: int) -> list[CustomerRow]:
    """The rows from `offset` on, at most `limit`, in the order of the selection."""
    return rows(work, ids_of(work, _ids(work, selection), offset=offset, limit=limit))


@needs(Permission.VIEW_CUSTOMERS)
def order(work: Work, selection: Selection) -> "array[int]":
    """The ids of all rows, in the order of the selection."""
    return all_ids_of(work, _all_ids(work, selection))


@needs(Permission.VIEW_CUSTOMERS)
def rows(work: Work, ids: Sequence[int]) -> list[CustomerRow]:
    """The rows with these ids, in this order; ids that are gone are left out."""
    found = _rows(work).rows(work.session, ids=ids)
    return in_order(map(CustomerRow._make, found), ids, lambda row: row.id)


@needs(Permission.VIEW_CUSTOMERS)
def totals(work: Work, selection: Selection) -> Totals:
    """Count of the whole selection; sums per currency for those who may see amounts."""
    found = _totals(work, selection).rows(work.session)
    projects = Total("", {"active_projects": Decimal(sum(row[2] for row in found))})
    amounts = [Total(row[0], dict(zip(AMOUNTS, row[3:], strict=True))) for row in found if row[3:]]
    return Totals(sum(row[1] for row in found), (projects, *amounts))


@needs(Permission.VIEW_CUSTOMERS)
def counts(work: Work, selection: Selection) -> dict[str, dict[str, int]]:
    """Rows per choice of each choice filter, under all the other filters."""
    return filters.counts(work, selection)


@kept
def _ids(work: Work, selection: Selection) -> sa.Select[Any]:
    return some_of(_sorted(work, selection))


@kept
def _all_ids(work: Work, selection: Selection) -> sa.Select[Any]:
    return together(work, _sorted(work, selection))


@kept
def _rows(work: Work) -> sa.SelectBase:
    columns: list[Any] = [
        col(Customer.id),
        col(Customer.number),
        col(Customer.name),
        col(Customer.status),
        filters.kind(),
        col(Customer.org_number),
        col(Customer.country),
        col(Customer.postal_city),
        col(Customer.email),
        col(Customer.phone),
        col(Customer.currency),
        measures.active_projects(),
        filters.last_activity(work),
        measures.tag_names(),
        *_economy(work),
    ]
    return sa.select(*columns).where(among_ids(col(Customer.id)))


@kept
def _totals(work: Work, selection: Selection) -> sa.SelectBase:
    summed = {"active_projects": measures.active_projects()}
    if filters.sees_economy(work):
        summed |= _amounts(work)
    each = (
        sa.select(col(Customer.currency), *(sa.label(key, value) for key, value in summed.items()))
        .where(*filters.conditions(work, selection))
        .subquery()
    )
    sums = [sa.func.sum(each.c[key]) for key in summed]
    return (
        sa.select(each.c.currency, sa.func.count(), *sums)
        .group_by(each.c.currency)
        .order_by(sa.func.count().desc(), each.c.currency)
    )


def _sorted(work: Work, selection: Selection) -> sa.Select[Any]:
    sortings = {key.key: _sorting(key.key, work) for key in selection.sort}
    return (
        sa.select(col(Customer.id))
        .where(*filters.conditions(work, selection))
        .order_by(*order_by(selection.sort, sortings, col(Customer.id)))
    )


def _economy(work: Work) -> list[Any]:
    if not filters.sees_economy(work):
        return [sa.null()] * (len(AMOUNTS) + 1)
    return [*_amounts(work).values(), measures.other_currencies()]


def _amounts(work: Work) -> dict[str, Expression]:
    return {
        "invoiced": filters.invoiced(work),
        "outstanding": measures.outstanding(),
        "overdue": measures.overdue(work.today()),
    }


def _sorting(key: str, work: Work) -> Sorting:
    if key in AMOUNTS:
        return Sorting((_amounts(work)[key],))
    if key == "last_activity":
        return Sorting((filters.last_activity(work),))
    derived = _DERIVED.get(key)
    return Sorting((derived(),)) if derived else Sorting((STORED[key],))


def _parts(joined: str | None) -> tuple[str, ...]:
    return tuple(sorted(set(joined.split(measures.MARK)))) if joined else ()


_DERIVED = {
    "kind": filters.kind,
    "active_projects": measures.active_projects,
}
STORED: dict[str, Expression] = {
    "number": col(Customer.number),
    "name": col(Customer.sort_name),
    "status": col(Customer.status),
    "org_number": col(Customer.org_number),
    "country": col(Customer.country),
    "city": col(Customer.postal_city),
    "email": col(Customer.email),
    "phone": col(Customer.phone),
    "currency": col(Customer.currency),
}
