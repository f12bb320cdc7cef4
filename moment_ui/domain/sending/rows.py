"""The rows of a sending. For this noun's commands."""

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.errors import AppError, NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.letters.delivery import is_unknown
from moment_ui.domain.sending.errors import BeingSent, MaybeSentBefore, NotIssued, SentBefore
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.sending import InvoiceMessage, SendChannel, SendResult, SentFile

GONE = frozenset(
    {
        SendResult.SENT,
        SendResult.OUTBOX,
        SendResult.BY_HAND,
        SendResult.HANDED_OVER,
        SendResult.DELIVERED,
    }
)
"""Results after which an invoice counts as sent."""


def issued_invoice(work: Work, invoice_id: int) -> Invoice:
    """An invoice with a number, locked until the transaction ends. Raises NotFound, NotIssued."""
    query = select(Invoice).where(Invoice.id == invoice_id).with_for_update()
    invoice = work.session.exec(query).first()
    if invoice is None:
        raise NotFound(_("The invoice"))
    if invoice.state is InvoiceState.DRAFT:
        raise NotIssued
    return invoice


def messages_of(work: Work, invoice_id: int) -> Sequence[InvoiceMessage]:
    """What was sent of the invoice, the latest first."""
    query = select(InvoiceMessage).where(InvoiceMessage.invoice_id == invoice_id)
    return work.session.exec(query.order_by(col(InvoiceMessage.id).desc())).all()


def was_begun(work: Work, invoice_id: int, act: str) -> bool:
    """Whether this act has been written down for the invoice already."""
    query = select(InvoiceMessage.id).where(
        InvoiceMessage.act == act, InvoiceMessage.invoice_id == invoice_id
    )
    return work.session.exec(query).first() is not None


def check_nothing_under_way(work: Work, invoice_id: int) -> None:
    """Raises BeingSent while a message with the invoice is on its way."""
    now = clock.now()
    for row in messages_of(work, invoice_id):
        pending = row.result is SendResult.PENDING
        if pending and not is_unknown(row.result, row.begun_at, now):
            raise BeingSent


def check_nothing_went(work: Work, invoice: Invoice) -> None:
    """Raises BeingSent, SentBefore and MaybeSentBefore, so that many at once send nothing again."""
    refused = refusals(work, [invoice]).get(invoice.key)
    if refused is not None:
        raise refused


def refusals(work: Work, invoices: Sequence[Invoice]) -> dict[int, AppError]:
    """Why some of these cannot go among many, by invoice; two statements, however many they are."""
    query = select(InvoiceMessage).where(
        col(InvoiceMessage.invoice_id).in_([invoice.key for invoice in invoices])
    )
    rows = work.session.exec(query).all()
    lost, by_invoice = lost_among(work, rows), defaultdict[int, list[InvoiceMessage]](list)
    for row in rows:
        by_invoice[row.invoice_id].append(row)
    found = ((each.key, _refused(each, by_invoice[each.key], lost)) for each in invoices)
    return {key: why for key, why in found if why is not None}


def _refused(
    invoice: Invoice, rows: Sequence[InvoiceMessage], lost: frozenset[int]
) -> AppError | None:
    now = clock.now()
    hangs = {row.key: is_unknown(row.result, row.begun_at, now) for row in rows}
    if any(row.result is SendResult.PENDING and not hangs[row.key] for row in rows):
        return BeingSent()
    if invoice.sent_at is not None or any(row.result in GONE for row in rows):
        return SentBefore()
    if any(hangs[row.key] and row.key not in lost for row in rows):
        return MaybeSentBefore()
    return None


def lost_among(work: Work, rows: Sequence[InvoiceMessage]) -> frozenset[int]:
    """The e-mails among these that the program stopped making: nothing was kept, so nothing left."""
    now = clock.now()
    hanging = [
        row.key
        for row in rows
        if row.channel is SendChannel.EMAIL
        and row.result is SendResult.PENDING
        and is_unknown(row.result, row.begun_at, now)
    ]
    if not hanging:
        return frozenset()
    query = select(SentFile.message_id).where(col(SentFile.message_id).in_(hanging))
    return frozenset(hanging) - frozenset(work.session.exec(query))


def locked_message(work: Work, message_id: int) -> tuple[Invoice, InvoiceMessage]:
    """A message, and its invoice locked until the transaction ends. Raises NotFound."""
    query = select(InvoiceMessage.invoice_id).where(InvoiceMessage.id == message_id)
    invoice_id = work.session.exec(query).first()
    if invoice_id is None:
        raise NotFound(_("The message"))
    invoice = issued_invoice(work, invoice_id)
    row = select(InvoiceMessage).where(InvoiceMessage.id == message_id)
    return invoice, work.session.exec(row).one()


def new_message(work: Work, invoice: Invoice, act: str, channel: SendChannel) -> InvoiceMessage:
    """A row of the log that is begun now; to be filled in and stored."""
    return InvoiceMessage(
        invoice_id=invoice.key,
        act=act,
        channel=channel,
        by_name=work.actor.name,
        user_id=work.actor.user_id or None,
        begun_at=clock.now(),
    )


def count_as_sent(work: Work, invoice: Invoice) -> None:
    """The first message that went out makes a finalised invoice a sent one."""
    invoice.sent_at = invoice.sent_at or clock.now()
    if invoice.state is InvoiceState.FINALISED:
        invoice.state = InvoiceState.SENT
    work.session.add(invoice)
    work.session.flush()


def count_as_unsent(work: Work, invoice: Invoice) -> None:
    """Take that back when nothing else went out."""
    if any(row.result in GONE for row in messages_of(work, invoice.key)):
        return
    invoice.sent_at = None
    if invoice.state is InvoiceState.SENT:
        invoice.state = InvoiceState.FINALISED
    work.session.add(invoice)
    work.session.flush()
