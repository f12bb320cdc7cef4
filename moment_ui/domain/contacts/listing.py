"""The list of contacts: rows, order, totals and counts of what is filtered.

The module is a report's source: `page`, `order`, `rows`, `totals` and `counts`. A row is a person,
with everything the person has in customers and projects.
"""

import datetime as dt
from array import array
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.folding import sort_text
from moment_ui.core.selection import Selection
from moment_ui.core.table import TagName, Total, Totals
from moment_ui.db.elements import Expression, among_ids
from moment_ui.db.kept import kept
from moment_ui.db.lists import Sorting, all_ids_of, ids_of, in_order, order_by, some_of, together
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.contacts import filters, measures
from moment_ui.domain.tags.links import tags_in
from moment_ui.models.contact import Contact

INDEXED = frozenset({"name"})
"""Sort keys that an index has in order."""


class ContactRow(NamedTuple):
    """A contact in the list. `projects` is None for those who may not see projects.

    `employed_to` is set when the person has left every customer.
    """

    id: int
    name: str
    phone: str
    is_global: bool
    consent: bool
    customer_names: str | None
    titles: str | None
    addresses: str | None
    tag_names: str | None
    employed_from: dt.date | None
    employed_to: dt.date | None
    projects: int | None

    @property
    def customers(self) -> tuple[str, ...]:
        """The customers, by name."""
        return _parts(self.customer_names)

    @property
    def job_titles(self) -> tuple[str, ...]:
        """The job titles there, each once."""
        return _parts(self.titles)

    @property
    def emails(self) -> tuple[str, ...]:
        """The person's own addresses."""
        return measures.in_places(self.addresses)

    @property
    def tags(self) -> tuple[TagName, ...]:
        """The person's tags, by name."""
        return tags_in(self.tag_names)


@needs(Permission.VIEW_CUSTOMERS)
def page(work: Work, selection: Selection, *, offset: int, limit: int) -> list[ContactRow]:
    """The rows from `offset` on, at most `limit`, in the order of the selection."""
    return rows(work, ids_of(work, _ids(work, selection), offset=offset, limit=limit))


@needs(Permission.VIEW_CUSTOMERS)
def order(work: Work, selection: Selection) -> "array[int]":
    """The ids of all rows, in the order of the selection."""
    return all_ids_of(work, _all_ids(work, selection))


@needs(Permission.VIEW_CUSTOMERS)
def rows(work: Work, ids: Sequence[int]) -> list[ContactRow]:
    """The rows with these ids, in this order; ids that are gone are left out."""
    found = _rows(work).rows(work.session, ids=ids)
    return in_order(map(ContactRow._make, found), ids, lambda row: row.id)


@needs(Permission.VIEW_CUSTOMERS)
def totals(work: Work, selection: Selection) -> Totals:
    """Count of the whole selection, and the places in projects for those who may see them."""
    count = _count(work, selection).rows(work.session)[0][0]
    if not filters.sees_projects(work):
        return Totals(count)
    projects = _projects(work, selection).rows(work.session)[0][0]
    return Totals(count, (Total("", {"projects": Decimal(projects)}),))


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
        col(Contact.id),
        col(Contact.name),
        col(Contact.phone),
        col(Contact.is_global),
        col(Contact.consent),
        measures.customer_names(),
        measures.titles(),
        measures.addresses(),
        measures.tag_names(),
        measures.employed_from(),
        measures.employed_to(),
        measures.projects() if filters.sees_projects(work) else sa.null(),
    ]
    return sa.select(*columns).where(among_ids(col(Contact.id)))


@kept
def _count(work: Work, selection: Selection) -> sa.SelectBase:
    return sa.select(sa.func.count(col(Contact.id))).where(*filters.conditions(work, selection))


@kept
def _projects(work: Work, selection: Selection) -> sa.SelectBase:
    return measures.places_in_projects().where(*filters.conditions(work, selection))


def _sorted(work: Work, selection: Selection) -> sa.Select[Any]:
    sortings = {key.key: Sorting((_SORTINGS[key.key](),)) for key in selection.sort}
    return (
        sa.select(col(Contact.id))
        .where(*filters.conditions(work, selection))
        .order_by(*order_by(selection.sort, sortings, col(Contact.id)))
    )


def _parts(joined: str | None) -> tuple[str, ...]:
    parts = {part for part in joined.split(measures.MARK) if part} if joined else set[str]()
    return tuple(sorted(parts, key=sort_text))


_SORTINGS: dict[str, Callable[[], Expression]] = {
    "name": lambda: col(Contact.sort_name),
    "customers": measures.first_customer,
    "title": measures.first_title,
    "email": measures.first_address,
    "phone": lambda: col(Contact.phone),
    "is_global": lambda: col(Contact.is_global),
    "employed_from": measures.employed_from,
    "employed_to": measures.employed_to,
    "consent": lambda: col(Contact.consent),
    "projects": measures.projects,
}
