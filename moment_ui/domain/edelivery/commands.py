"""Handing an e-invoice over: the intention is written down first, then it goes, then its result.

Whatever stops the program in between, the log holds the intention, which then reads "unknown". Handed
over is not delivered: that is known by the receipt alone.
"""

from dataclasses import dataclass
from enum import Enum

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import before_log_in, needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.edelivery.errors import HandedOverBefore
from moment_ui.domain.einvoices.making import EInvoice
from moment_ui.domain.letters.delivery import Outcome
from moment_ui.domain.letters.orders import check_act
from moment_ui.domain.sending.keeping import keep_files
from moment_ui.domain.sending.rows import (
    GONE,
    check_nothing_under_way,
    check_nothing_went,
    count_as_sent,
    count_as_unsent,
    issued_invoice,
    messages_of,
    new_message,
    was_begun,
)
from moment_ui.mail.access_point import AccessPoint, EReceipt, Fate
from moment_ui.mail.letter import Attachment
from moment_ui.models.company import Company
from moment_ui.models.invoice import Invoice
from moment_ui.models.sending import InvoiceMessage, SendChannel, SendResult

XML = "application/xml"
MOST_AWAITED = 200


class Again(Enum):
    """What is done with an invoice that went out before: asked about, sent all the same, refused."""

    ASK = "ask"
    YES = "yes"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Delivery:
    """An e-invoice that has been written down and shall now go, under a name of its own."""

    row_id: int
    company: str
    name: str
    xml: bytes


@needs(Permission.SEND_INVOICES)
def begin_delivery(
    work: Work,
    invoice_id: int,
    act: str,
    made: EInvoice,
    *,
    again: Again = Again.ASK,
) -> Delivery | None:
    """Write down that the e-invoice is to be handed over; None when this act was begun before.

    Raises NotFound, NotIssued, BeingSent; HandedOverBefore unless once more is meant; SentBefore and
    MaybeSentBefore for what went out in any way, when it may never go again.
    """
    check_act(act)
    invoice = issued_invoice(work, invoice_id)
    if was_begun(work, invoice_id, act):
        return None
    check_nothing_under_way(work, invoice_id)
    if again is Again.NEVER:
        check_nothing_went(work, invoice)
    before = (row for row in messages_of(work, invoice_id) if _is_with_network(row))
    if next(before, None) is not None and again is Again.ASK:
        raise HandedOverBefore
    slug = work.session.exec(select(Company.slug).where(Company.id == work.company_id)).one()
    row = new_message(work, invoice, act, SendChannel.E_INVOICE)
    row.attached = list(made.attached)
    row.subject = made.name
    work.session.add(row)
    work.session.flush()
    keep_files(work, row, [Attachment(made.name, XML, made.xml)])
    row.message_id = f"invoice-{invoice.number}-{row.key}"
    work.session.flush()
    work.emit("invoices")
    return Delivery(row.key, slug, row.message_id, made.xml)


@needs(Permission.SEND_INVOICES)
def end_delivery(work: Work, row_id: int, outcome: Outcome) -> None:
    """Write down what became of handing it over. Raises NotFound."""
    row = _row(work, row_id)
    invoice = issued_invoice(work, row.invoice_id)
    _set(work, invoice, row, outcome.result, outcome.detail)


@before_log_in("housekeeping: whether anything is awaited; nothing is told")
def awaits_receipts(work: Work) -> bool:
    """Whether an e-invoice was handed over and nobody knows what became of it."""
    query = (
        select(col(InvoiceMessage.id))
        .where(col(InvoiceMessage.channel) == SendChannel.E_INVOICE)
        .where(col(InvoiceMessage.result) == SendResult.HANDED_OVER)
    )
    return work.session.exec(query.limit(1)).first() is not None


@before_log_in("housekeeping: writes down what the network says, and tells nobody")
def note_receipts(work: Work, point: AccessPoint) -> int:
    """Write down what the network says became of e-invoices handed over; returns how many are settled."""
    query = (
        select(InvoiceMessage)
        .where(col(InvoiceMessage.channel) == SendChannel.E_INVOICE)
        .where(col(InvoiceMessage.result) == SendResult.HANDED_OVER)
        .order_by(col(InvoiceMessage.invoice_id), col(InvoiceMessage.id))
        .limit(MOST_AWAITED)
    )
    slug = work.session.exec(select(Company.slug).where(Company.id == work.company_id)).one()
    found = [(row, point.receipt(slug, row.message_id)) for row in work.session.exec(query)]
    settled = [(row, receipt) for row, receipt in found if receipt is not None]
    for row, receipt in settled:
        _settle(work, row, receipt)
    return len(settled)


def _settle(work: Work, row: InvoiceMessage, receipt: EReceipt) -> None:
    invoice = issued_invoice(work, row.invoice_id)
    if receipt.fate is Fate.DELIVERED:
        _set(work, invoice, row, SendResult.DELIVERED, _("Delivered by the network."))
        return
    reason = receipt.reason or _("no reason was given")
    text = _("Rejected by the network: {reason}").format(reason=reason)
    _set(work, invoice, row, SendResult.FAILED, text)
    count_as_unsent(work, invoice)


def _set(
    work: Work, invoice: Invoice, row: InvoiceMessage, result: SendResult, detail: str
) -> None:
    before = row.result
    row.result, row.detail, row.ended_at = result, detail[:500], clock.now()
    work.session.add(row)
    work.session.flush()
    if result in GONE:
        count_as_sent(work, invoice)
    changes = {"result": (before.value, result.value)}
    record(work, "send_e_invoice", invoice, f"{invoice.number}: {row.subject}", changes)
    work.emit("invoices")


def _is_with_network(row: InvoiceMessage) -> bool:
    gone = row.result in {SendResult.HANDED_OVER, SendResult.DELIVERED, SendResult.UNKNOWN}
    hanging = row.result is SendResult.PENDING
    return row.channel is SendChannel.E_INVOICE and (gone or hanging)


def _row(work: Work, row_id: int) -> InvoiceMessage:
    query = select(InvoiceMessage).where(InvoiceMessage.id == row_id)
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The message"))
    return row
