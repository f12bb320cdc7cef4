"""The list of offers: rows, order, totals and counts of what is filtered.

The module is a report's source: `page`, `order`, `rows`, `totals` and `counts`.
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
from moment_ui.db.elements import among_ids
from moment_ui.db.kept import kept
from moment_ui.db.lists import Sorting, all_ids_of, ids_of, in_order, order_by, some_of, together
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.offers import filters, measures
from moment_ui.domain.offers.rules import ShownState, number_of, shown_state
from moment_ui.domain.offers.states import state_place
from moment_ui.domain.tags.links import tags_in
from moment_ui.models.customer import Customer
from moment_ui.models.offer import Offer, OfferState
from moment_ui.models.project import Project

SUMMED = ("net", "vat", "gross")
INDEXED = ("number", "issue_date")
"""Sort keys that an index has in order."""


class OfferRow(NamedTuple):
    """An offer in a list. Amounts are in `currency`; `remaining` is nought unless accepted."""

    id: int
    number: int
    revision: int
    name: str
    state: OfferState
    customer_id: int
    customer_number: int
    customer_name: str
    contact_name: str
    issue_date: dt.date
    valid_until: dt.date
    start_on: dt.date | None
    sent_at: dt.datetime | None
    decided_on: dt.date | None
    decided_by: str
    author_name: str
    customer_reference: str
    contract_reference: str
    currency: str
    net: Decimal
    vat: Decimal
    gross: Decimal
    remaining: Decimal
    project_id: int | None
    project_number: str | None
    project_name: str | None
    tag_names: str | None
    today: dt.date

    @property
    def shown(self) -> ShownState:
        """Where it stands today."""
        return shown_state(self.state, self.valid_until, self.today)

    @property
    def label(self) -> str:
        """What it is called: 1001-2."""
        return number_of(self.number, self.revision)

    @property
    def tags(self) -> tuple[TagName, ...]:
        """The offer's tags, by name."""
        return tags_in(self.tag_names)


@needs(Permission.VIEW_OFFERS)
def page(work: Work, selection: Selection, *, offset: int, limit: int) -> list[OfferRow]:
    """The rows from `offset` on, at most `limit`, in the order of the selection."""
    return rows(work, ids_of(work, _ids(work, selection), offset=offset, limit=limit))


@needs(Permission.VIEW_OFFERS)
def order(work: Work, selection: Selection) -> "array[int]":
    """The ids of all rows, in the order of the selection."""
    return all_ids_of(work, _all_ids(work, selection))


@needs(Permission.VIEW_OFFERS)
def rows(work: Work, ids: Sequence[int]) -> list[OfferRow]:
    """The rows with these ids, in this order; ids that are gone are left out."""
    today = work.today()
    found = _rows(work).rows(work.session, ids=ids)
    return in_order((OfferRow._make((*row, today)) for row in found), ids, lambda row: row.id)


@needs(Permission.VIEW_OFFERS)
def totals(work: Work, selection: Selection) -> Totals:
    """Count, and sums per currency, of the whole selection; the commonest currency first."""
    found = _totals(work, selection).rows(work.session)
    keys = (*SUMMED, "remaining")
    sums = (
        Total(
            row[0], {key: amount or Decimal(0) for key, amount in zip(keys, row[2:], strict=True)}
        )
        for row in found
    )
    return Totals(count=sum(row[1] for row in found), sums=tuple(sums))


@needs(Permission.VIEW_OFFERS)
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
def _rows(_work: Work) -> sa.SelectBase:
    columns: list[Any] = [
        col(Offer.id),
        col(Offer.number),
        col(Offer.revision),
        col(Offer.name),
        col(Offer.state),
        col(Offer.customer_id),
        col(Customer.number),
        col(Customer.name),
        col(Offer.contact_name),
        col(Offer.issue_date),
        col(Offer.valid_until),
        col(Offer.start_on),
        col(Offer.sent_at),
        col(Offer.decided_on),
        col(Offer.decided_by),
        col(Offer.author_name),
        col(Offer.customer_reference),
        col(Offer.contract_reference),
        col(Offer.currency),
        col(Offer.net),
        col(Offer.vat),
        col(Offer.gross),
        measures.remaining(),
        col(Offer.project_id),
        col(Project.number),
        col(Project.name),
        measures.tag_names(),
    ]
    return (
        sa.select(*columns)
        .select_from(Offer)
        .join(Customer, col(Customer.id) == col(Offer.customer_id))
        .outerjoin(Project, col(Project.id) == col(Offer.project_id))
        .where(among_ids(col(Offer.id)))
    )


@kept
def _totals(work: Work, selection: Selection) -> sa.SelectBase:
    each = (
        sa.select(
            col(Offer.currency),
            *(getattr(Offer, name) for name in SUMMED),
            sa.label("remaining", measures.remaining()),
        )
        .where(*filters.conditions(work, selection))
        .subquery()
    )
    sums = [sa.func.sum(each.c[key]) for key in (*SUMMED, "remaining")]
    return (
        sa.select(each.c.currency, sa.func.count(), *sums)
        .group_by(each.c.currency)
        .order_by(sa.func.count().desc(), each.c.currency)
    )


def _sorted(work: Work, selection: Selection) -> sa.Select[Any]:
    statement = sa.select(col(Offer.id)).where(*filters.conditions(work, selection))
    asked = {key.key for key in selection.sort}
    if asked & {"customer", "customer_number"}:
        statement = statement.join(Customer, col(Customer.id) == col(Offer.customer_id))
    if "project" in asked:
        statement = statement.outerjoin(Project, col(Project.id) == col(Offer.project_id))
    sortings = {key.key: _sorting(key.key, work.today()) for key in selection.sort}
    return statement.order_by(*order_by(selection.sort, sortings, col(Offer.id)))


def _sorting(key: str, today: dt.date) -> Sorting:
    if key == "state":
        return Sorting((state_place(today),))
    return Sorting((measures.remaining(),)) if key == "remaining" else _SORTINGS[key]


_SORTINGS = {
    "number": Sorting((col(Offer.number), col(Offer.revision))),
    "name": Sorting((col(Offer.search),)),
    "customer_number": Sorting((col(Customer.number),)),
    "customer": Sorting((col(Customer.sort_name), col(Customer.id))),
    "contact": Sorting((col(Offer.contact_name),)),
    "issue_date": Sorting((col(Offer.issue_date),)),
    "valid_until": Sorting((col(Offer.valid_until),)),
    "start_on": Sorting((col(Offer.start_on),)),
    "sent_at": Sorting((col(Offer.sent_at),)),
    "decided_on": Sorting((col(Offer.decided_on),)),
    "decided_by": Sorting((col(Offer.decided_by),)),
    "author": Sorting((col(Offer.author_name),)),
    "customer_reference": Sorting((col(Offer.customer_reference),)),
    "contract_reference": Sorting((col(Offer.contract_reference),)),
    "currency": Sorting((col(Offer.currency),)),
    "net": Sorting((col(Offer.net),)),
    "vat": Sorting((col(Offer.vat),)),
    "gross": Sorting((col(Offer.gross),)),
    "project": Sorting((col(Project.number),)),
}
