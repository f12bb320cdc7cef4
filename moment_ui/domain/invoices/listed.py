"""A row of the invoice list, and the statement that reads it."""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from moment_ui.core.table import TagName
from moment_ui.domain.invoices.rules import ShownState, Standing, days_overdue, shown_state
from moment_ui.domain.tags.links import OF_CUSTOMERS, OF_PROJECTS, tags_in
from moment_ui.models.customer import Customer, InvoiceType
from moment_ui.models.invoice import ExportStatus, Invoice, InvoiceKind, InvoiceState
from moment_ui.models.project import CoWorker, Project


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
    contract_reference: str
    export_status: ExportStatus
    reminders: int
    responsible: str | None
    credit_of: int | None
    tag_names: str | None
    project_tag_names: str | None
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
    def tags(self) -> tuple[TagName, ...]:
        """The customer's tags, by name."""
        return tags_in(self.tag_names)

    @property
    def project_tags(self) -> tuple[TagName, ...]:
        """The project's tags, by name."""
        return tags_in(self.project_tag_names)


Credited = aliased(Invoice)
ROWS = (
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
        col(Invoice.contract_reference),
        col(Invoice.export_status),
        col(Invoice.reminders),
        col(CoWorker.name),
        col(Credited.number),
        OF_CUSTOMERS.names(col(Invoice.customer_id)),
        OF_PROJECTS.names(col(Invoice.project_id)),
    )
    .select_from(Invoice)
    .join(Customer, col(Customer.id) == col(Invoice.customer_id))
    .outerjoin(Project, col(Project.id) == col(Invoice.project_id))
    .outerjoin(CoWorker, col(CoWorker.id) == col(Invoice.responsible_id))
    .outerjoin(Credited, col(Credited.id) == col(Invoice.credit_of_id))
)
