"""The list of invoices and credit notes: rows, order, totals and counts of what is filtered.

The module is a report's source: `page`, `order`, `rows`, `totals` and `counts`.
"""

import datetime as dt
from array import array
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.selection import Selection
from moment_ui.core.table import Total, Totals
from moment_ui.db.lists import Sorting, ids_of, in_order, order_by, records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.invoices import filters
from moment_ui.domain.invoices.rules import (
    ShownState,
    Standing,
    days_overdue,
    shown_state,
)
from moment_ui.domain.invoices.states import stands_in, state_place
from moment_ui.models.customer import Customer, InvoiceType
from moment_ui.models.invoice import ExportStatus, Invoice, InvoiceKind, InvoiceState
from moment_ui.models.project import CoWorker, Project
from moment_ui.models.tag import CustomerTag, Tag

TAG_MARK = "\x1f"
SUMMED = ("net", "vat", "gross", "paid", "outstanding")
FEW = ("customer", "project", "number", "text")
"""Filters that leave few rows: their index is walked, not that of the sort."""


class InvoiceRow(NamedTuple):
    """An invoice in a list. Amounts are in `currency`; those of credit notes are negative."""

    id: int
    kind: InvoiceKind
    state: InvoiceState
    number: int | None
    customer_id: int
    customer_number: int
    customer_name: str
    project_id: int | None
    project_number: str | None
    project_name: str | None
    issue_date: dt.date | None
    due_date: dt.date | None
    finalised_at: dt.datetime | None
    sent_at: dt.datetime | None
    currency: str
    net: Decimal
    vat: Decimal
    gross: Decimal
    paid: Decimal
    outstanding: Decimal
    paid_on: dt.date | None
    payment_id: str
    invoice_type: InvoiceType
    your_reference: str
    order_reference: str
    export_status: ExportStatus
    reminders: int
    responsible: str | None
    credit_of: int | None
    tag_names: str | None
    today: dt.date

    @property
    def standing(self) -> Standing:
        """What its shown state follows from."""
        return Standing(self.kind, self.state, self.paid, self.outstanding, self.due_date)

    @property
    def shown(self) -> ShownState:
        """Where it stands today."""
        return shown_state(self.standing, self.today)

    @property
    def days_overdue(self) -> int | None:
        """Whole days since the due date; None unless overdue."""
        return days_overdue(self.standing, self.today)

    @property
    def tags(self) -> tuple[str, ...]:
        """The customer's tags, by name."""
        return tuple(sorted(self.tag_names.split(TAG_MARK))) if self.tag_names else ()


_credited = aliased(Invoice)
_tag_names = (
    sa.select(sa.func.aggregate_strings(col(Tag.name), TAG_MARK))
    .join(CustomerTag, col(CustomerTag.tag_id) == col(Tag.id))
    .where(col(CustomerTag.customer_id) == col(Invoice.customer_id))
    .scalar_subquery()
)
_ROWS = (
    sa.select(
        col(Invoice.id),
        col(Invoice.kind),
        col(Invoice.state),
        col(Invoice.number),
        col(Invoice.customer_id),
        col(Customer.number),
        col(Customer.name),
        col(Invoice.project_id),
        col(Project.number),
        col(Project.name),
        col(Invoice.issue_date),
        col(Invoice.due_date),
        col(Invoice.finalised_at),
        col(Invoice.sent_at),
        col(Invoice.currency),
        col(Invoice.net),
        col(Invoice.vat),
        col(Invoice.gross),
        col(Invoice.paid),
        col(Invoice.outstanding),
        col(Invoice.paid_on),
        col(Invoice.payment_id),
        col(Invoice.invoice_type),
        col(Invoice.your_reference),
        col(Invoice.order_reference),
        col(Invoice.export_status),
        col(Invoice.reminders),
        col(CoWorker.name),
        col(_credited.number),
        _tag_names,
    )
    .select_from(Invoice)
    .join(Customer, col(Customer.id) == col(Invoice.customer_id))
    .outerjoin(Project, col(Project.id) == col(Invoice.project_id))
    .outerjoin(CoWorker, col(CoWorker.id) == col(Invoice.responsible_id))
    .outerjoin(_credited, col(_credited.id) == col(Invoice.credit_of_id))
)


@needs(Permission.VIEW_INVOICES)
def page(work: Work, selection: Selection, *, offset: int, limit: int) -> list[InvoiceRow]:
    """The rows from `offset` on, at most `limit`, in the order of the selection."""
    # Ids first: walking 50,000 index entries is cheap, joining them would not be.
    wanted = _ids(work, selection).offset(offset).limit(limit)
    return rows(work, ids_of(work, wanted))


@needs(Permission.VIEW_INVOICES)
def order(work: Work, selection: Selection) -> "array[int]":
    """The ids of all rows, in the order of the selection."""
    return ids_of(work, _ids(work, selection))


@needs(Permission.VIEW_INVOICES)
def rows(work: Work, ids: Sequence[int]) -> list[InvoiceRow]:
    """The rows with these ids, in this order; ids that are gone are left out."""
    today = work.today()
    found = records(work, _ROWS.where(col(Invoice.id).in_(list(ids))))
    return in_order((InvoiceRow._make((*row, today)) for row in found), ids, lambda row: row.id)


@needs(Permission.VIEW_INVOICES)
def totals(work: Work, selection: Selection) -> Totals:
    """Count, and sums per currency, of the whole selection."""
    sums = [sa.func.sum(getattr(Invoice, name)) for name in SUMMED]
    statement = (
        sa.select(col(Invoice.currency), sa.func.count(), *sums)
        .where(*filters.conditions(work, selection))
        .group_by(col(Invoice.currency))
        .order_by(col(Invoice.currency))
    )
    found = list(records(work, statement))
    return Totals(
        count=sum(row[1] for row in found),
        sums=tuple(Total(row[0], dict(zip(SUMMED, row[2:], strict=True))) for row in found),
    )


@needs(Permission.VIEW_INVOICES)
def counts(work: Work, selection: Selection) -> dict[str, dict[str, int]]:
    """Rows per choice of each choice filter, under all the other filters."""
    return filters.counts(work, selection)


def _ids(work: Work, selection: Selection) -> sa.Select[int | None]:
    few = any(selection.value(key) is not None for key in FEW)
    statement = sa.select(col(Invoice.id)).where(*filters.conditions(work, selection))
    joins = {_JOINED_FOR[key.key] for key in selection.sort if key.key in _JOINED_FOR}
    for join in sorted(joins):
        # Every invoice has a customer; said so, the customers' own index can give the order.
        statement = statement.join(*_JOINS[join], isouter=join != "customer")
    sortings = {key.key: _sorting(key.key, work.today()) for key in selection.sort}
    return statement.order_by(*order_by(selection.sort, sortings, col(Invoice.id), few=few))


def _sorting(key: str, today: dt.date) -> Sorting:
    if key == "state":
        return Sorting((state_place(today),))
    if key == "days_overdue":
        late = sa.case((stands_in([ShownState.OVERDUE], today), col(Invoice.due_date)))
        return Sorting((late,), turned=True)
    return _SORTINGS[key]


_JOINS = {
    "customer": (Customer, col(Customer.id) == col(Invoice.customer_id)),
    "project": (Project, col(Project.id) == col(Invoice.project_id)),
    "responsible": (CoWorker, col(CoWorker.id) == col(Invoice.responsible_id)),
    "credited": (_credited, col(_credited.id) == col(Invoice.credit_of_id)),
}
_JOINED_FOR = {
    "customer_number": "customer",
    "customer": "customer",
    "project_number": "project",
    "project": "project",
    "responsible": "responsible",
    "credit_of": "credited",
}
_SORTINGS = {
    "number": Sorting((col(Invoice.number),)),
    "kind": Sorting((col(Invoice.kind),)),
    "customer_number": Sorting((col(Customer.number),)),
    "customer": Sorting((col(Customer.sort_name), col(Customer.id))),
    "project_number": Sorting((col(Project.number),)),
    "project": Sorting((col(Project.search), col(Invoice.project_id))),
    "issue_date": Sorting((col(Invoice.issue_date),)),
    "due_date": Sorting((col(Invoice.due_date),)),
    "finalised_at": Sorting((col(Invoice.finalised_at),)),
    "sent_at": Sorting((col(Invoice.sent_at),)),
    "currency": Sorting((col(Invoice.currency),)),
    "net": Sorting((col(Invoice.net),)),
    "vat": Sorting((col(Invoice.vat),)),
    "gross": Sorting((col(Invoice.gross),)),
    "paid": Sorting((col(Invoice.paid),)),
    "outstanding": Sorting((col(Invoice.outstanding),)),
    "paid_on": Sorting((col(Invoice.paid_on),)),
    "payment_id": Sorting((col(Invoice.payment_id),)),
    "sent_as": Sorting((col(Invoice.invoice_type),)),
    "your_reference": Sorting((col(Invoice.your_reference),)),
    "order_reference": Sorting((col(Invoice.order_reference),)),
    "export": Sorting((col(Invoice.export_status),)),
    "reminders": Sorting((col(Invoice.reminders),)),
    "responsible": Sorting((col(CoWorker.name),)),
    "credit_of": Sorting((col(_credited.number),)),
}
