"""A row of the invoice list, and what each of its fields is read from."""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from moment_ui.core.table import TagName
from moment_ui.db.elements import Expression
from moment_ui.db.joined import distinct, joined
from moment_ui.db.lists import Join
from moment_ui.domain.invoices.rules import ShownState, Standing, days_overdue, shown_state
from moment_ui.domain.lists.declared import ByWork, today
from moment_ui.domain.tags.links import OF_CUSTOMERS, OF_PROJECTS, tags_in
from moment_ui.models.customer import Customer, InvoiceType
from moment_ui.models.invoice import ExportStatus, Invoice, InvoiceKind, InvoiceLine, InvoiceState
from moment_ui.models.project import CoWorker, Project
from moment_ui.models.sending import InvoiceMessage, SendResult


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
    note_numbers: str | None
    account_names: str | None
    last_result: SendResult | None
    last_begun_at: dt.datetime | None
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
    def credited_by(self) -> tuple[str, ...]:
        """The numbers of the credit notes on it; drafts have none yet."""
        return tuple(sorted(distinct(self.note_numbers), key=int))

    @property
    def accounts(self) -> tuple[str, ...]:
        """The accounts its lines are posted to, each once."""
        return distinct(self.account_names)

    @property
    def tags(self) -> tuple[TagName, ...]:
        """The customer's tags, by name."""
        return tags_in(self.tag_names)

    @property
    def project_tags(self) -> tuple[TagName, ...]:
        """The project's tags, by name."""
        return tags_in(self.project_tag_names)


Credited = aliased(Invoice)
CUSTOMER = Join(Customer, col(Customer.id) == col(Invoice.customer_id))
"""Every invoice has a customer: said so, the index of customers can give the order."""
PROJECT = Join(Project, col(Project.id) == col(Invoice.project_id), outer=True)
RESPONSIBLE = Join(CoWorker, col(CoWorker.id) == col(Invoice.responsible_id), outer=True)
CREDITED = Join(Credited, col(Credited.id) == col(Invoice.credit_of_id), outer=True)
Message, Last, Note = aliased(InvoiceMessage), aliased(InvoiceMessage), aliased(Invoice)
_newest = (
    sa.select(sa.func.max(col(Message.id)))
    .where(col(Message.invoice_id) == col(Invoice.id))
    .scalar_subquery()
)
LAST = Join(Last, col(Last.id) == _newest, outer=True)
"""The newest of its sendings."""
JOINS = (CUSTOMER, PROJECT, RESPONSIBLE, CREDITED, LAST)

_notes = joined(sa.cast(col(Note.number), sa.String)).where(
    col(Note.credit_of_id) == col(Invoice.id)
)
_accounts = joined(col(InvoiceLine.account)).where(col(InvoiceLine.invoice_id) == col(Invoice.id))

COLUMNS: dict[str, ByWork[Expression]] = {
    "id": col(Invoice.id),
    "kind": col(Invoice.kind),
    "state": col(Invoice.state),
    "number": col(Invoice.number),
    "customer_id": col(Invoice.customer_id),
    "customer_number": col(Customer.number),
    "customer_name": col(Customer.name),
    "project_id": col(Invoice.project_id),
    "project_number": col(Project.number),
    "project_name": col(Project.name),
    "issue_date": col(Invoice.issue_date),
    "due_date": col(Invoice.due_date),
    "finalised_at": col(Invoice.finalised_at),
    "sent_at": col(Invoice.sent_at),
    "currency": col(Invoice.currency),
    "net": col(Invoice.net),
    "vat": col(Invoice.vat),
    "gross": col(Invoice.gross),
    "paid": col(Invoice.paid),
    "outstanding": col(Invoice.outstanding),
    "paid_on": col(Invoice.paid_on),
    "payment_id": col(Invoice.payment_id),
    "invoice_type": col(Invoice.invoice_type),
    "your_reference": col(Invoice.your_reference),
    "order_reference": col(Invoice.order_reference),
    "contract_reference": col(Invoice.contract_reference),
    "export_status": col(Invoice.export_status),
    "reminders": col(Invoice.reminders),
    "responsible": col(CoWorker.name),
    "credit_of": col(Credited.number),
    "note_numbers": _notes.scalar_subquery(),
    "account_names": _accounts.scalar_subquery(),
    "last_result": col(Last.result),
    "last_begun_at": col(Last.begun_at),
    "tag_names": OF_CUSTOMERS.names(col(Invoice.customer_id)),
    "project_tag_names": OF_PROJECTS.names(col(Invoice.project_id)),
    "today": today,
}
