"""Reading batches: what became of each invoice, and the latest of the company."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.sending.messages import Message, told
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice
from moment_ui.models.sending import InvoiceMessage, SendBatch, SendBatchItem, SendChannel

LATEST = 10


@dataclass(frozen=True, slots=True)
class BatchItem:
    """An invoice of a batch. Without a `message` and a `problem` it waits, or was left when it was cancelled."""

    invoice_id: int
    number: int | None
    customer: str
    channel: SendChannel
    problem: str
    message: Message | None


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch: by whom and when, whether it has ended or was cancelled."""

    id: int
    by: str
    begun: dt.datetime
    ended: dt.datetime | None
    cancelled: bool
    count: int


@needs(Permission.SEND_INVOICES, Permission.VIEW_INVOICES)
def batch(work: Work, batch_id: int) -> tuple[Batch, list[BatchItem]]:
    """A batch and what became of each of its invoices, in their order. Raises NotFound."""
    row = work.session.exec(select(SendBatch).where(SendBatch.id == batch_id)).first()
    if row is None:
        raise NotFound(_("The sending"))
    query = (
        select(SendBatchItem, Invoice, Customer)
        .join(Invoice, col(Invoice.id) == col(SendBatchItem.invoice_id))
        .join(Customer, col(Customer.id) == col(Invoice.customer_id))
        .where(SendBatchItem.batch_id == batch_id)
        .order_by(col(SendBatchItem.position))
    )
    sent = select(InvoiceMessage).where(InvoiceMessage.act == row.act)
    rows = {message.invoice_id: message for message in work.session.exec(sent)}
    messages = told(work, list(rows.values()))
    items = [
        BatchItem(
            item.invoice_id,
            invoice.number,
            invoice.printed_name or customer.name,
            item.channel,
            item.problem,
            messages[rows[item.invoice_id].key] if item.invoice_id in rows else None,
        )
        for item, invoice, customer in work.session.exec(query)
    ]
    return _batch(row, len(items)), items


@needs(Permission.SEND_INVOICES)
def latest_batches(work: Work) -> list[Batch]:
    """The latest batches of the company, the newest first."""
    count = (
        sa.select(sa.func.count())
        .where(col(SendBatchItem.batch_id) == col(SendBatch.id))
        .correlate(SendBatch)
        .scalar_subquery()
    )
    query = select(SendBatch, count).order_by(col(SendBatch.id).desc()).limit(LATEST)
    return [_batch(row, items) for row, items in work.session.exec(query)]


def _batch(row: SendBatch, count: int) -> Batch:
    cancelled = row.cancelled_at is not None
    return Batch(row.key, row.by_name, row.begun_at, row.ended_at, cancelled, count)
