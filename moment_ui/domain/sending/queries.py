"""Reading the send log and what waits to be printed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.papers.queries import document_of
from moment_ui.domain.sending.messages import Message, told
from moment_ui.domain.sending.rows import messages_of
from moment_ui.formats.invoice import InvoiceDocument
from moment_ui.models.customer import Customer, InvoiceType
from moment_ui.models.invoice import Invoice, InvoiceState

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class SendLog:
    """What was sent of an invoice, the latest first, and whether it is one that can be sent."""

    issued: bool
    prefers: InvoiceType
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An invoice that waits to be printed."""

    id: int
    number: int
    customer: str
    issued: dt.date | None
    due: dt.date | None
    gross: Decimal
    currency: str


@needs(Permission.VIEW_INVOICES)
def send_log(work: Work, invoice_id: int) -> SendLog:
    """What was sent of an invoice. Raises NotFound."""
    invoice = work.session.exec(select(Invoice).where(Invoice.id == invoice_id)).first()
    if invoice is None:
        raise NotFound(_("The invoice"))
    rows = messages_of(work, invoice_id)
    messages = tuple(told(work, rows).values())
    return SendLog(invoice.state is not InvoiceState.DRAFT, invoice.invoice_type, messages)


@needs(Permission.SEND_INVOICES)
def letters_to_print(work: Work) -> list[Waiting]:
    """Issued invoices of customers who get letters, that have not been sent; by number."""
    query = (
        select(Invoice, Customer)
        .join(Customer, col(Customer.id) == col(Invoice.customer_id))
        .where(col(Invoice.state) == InvoiceState.FINALISED)
        .where(col(Invoice.invoice_type) == InvoiceType.LETTER)
        .order_by(col(Invoice.number))
        .limit(MOST_AT_ONCE)
    )
    return [_waiting(invoice, customer) for invoice, customer in work.session.exec(query)]


@needs(Permission.VIEW_INVOICES)
def letter_documents(work: Work, invoice_ids: Sequence[int]) -> dict[int, InvoiceDocument]:
    """What these invoices print, by invoice, in the order of the ids; drafts are left out. Raises NotFound."""
    found = {key: document_of(work, key) for key in invoice_ids[:MOST_AT_ONCE]}
    return {key: document for key, document in found.items() if document.number is not None}


def _waiting(invoice: Invoice, customer: Customer) -> Waiting:
    return Waiting(
        invoice.key,
        invoice.number or 0,
        invoice.printed_name or customer.name,
        invoice.issue_date,
        invoice.due_date,
        invoice.gross,
        invoice.currency,
    )
