"""Saying what the program cannot know: that an invoice was given by hand, or that a message arrived."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import Entry, record, record_many
from moment_ui.domain.letters.delivery import is_unknown
from moment_ui.domain.letters.orders import check_act
from moment_ui.domain.sending.errors import NothingUncertain, SentBefore, SentOtherwise
from moment_ui.domain.sending.keeping import keep_letter
from moment_ui.domain.sending.rows import (
    check_nothing_under_way,
    check_nothing_went,
    count_as_sent,
    count_as_unsent,
    issued_invoice,
    locked_message,
    messages_of,
    new_message,
    was_begun,
)
from moment_ui.models.customer import InvoiceType
from moment_ui.models.invoice import Invoice
from moment_ui.models.sending import InvoiceMessage, SendChannel, SendResult


@dataclass(frozen=True, slots=True)
class Unmarked:
    """How many marks were taken back, and how many of those invoices do not count as sent any more."""

    marks: int
    unsent: int


@needs(Permission.SEND_INVOICES)
def settle(work: Work, message_id: int, *, arrived: bool) -> None:
    """Say what became of a message that nobody knew of: it arrived, or it did not.

    Raises NotFound, and NothingUncertain when that is known.
    """
    invoice, row = locked_message(work, message_id)
    before = row.result
    if not is_unknown(row.result, row.begun_at, clock.now()):
        raise NothingUncertain
    network = row.channel is SendChannel.E_INVOICE
    went = SendResult.DELIVERED if network else SendResult.SENT
    row.result = went if arrived else SendResult.FAILED
    said = _("It arrived, says {name}.") if arrived else _("It did not arrive, says {name}.")
    row.detail, row.ended_at = said.format(name=work.actor.name)[:500], clock.now()
    work.session.flush()
    if arrived:
        count_as_sent(work, invoice)
    changes = {"result": (before.value, row.result.value)}
    record(work, "send_invoice", invoice, str(invoice.number), changes)
    work.emit("invoices")


@needs(Permission.SEND_INVOICES)
def to_letters(work: Work, invoice_id: int) -> None:
    """Let an invoice wait among the letters, whatever way its customer prefers.

    Raises NotFound, NotIssued, BeingSent, SentOtherwise, MaybeSentBefore.
    """
    invoice = issued_invoice(work, invoice_id)
    try:
        check_nothing_went(work, invoice)
    except SentBefore:
        raise SentOtherwise from None
    before, invoice.invoice_type = invoice.invoice_type, InvoiceType.LETTER
    work.session.add(invoice)
    changes = {"invoice_type": (before.value, invoice.invoice_type.value)}
    record(work, "put_among_letters", invoice, str(invoice.number), changes)
    work.emit("invoices")


@needs(Permission.SEND_INVOICES)
def mark_sent(work: Work, invoice_ids: Sequence[int], act: str) -> int:
    """Say that invoices were given to the customer by hand: printed, or by another program.

    Letters name the paper that was printed of them. Returns how many were not marked by this act before. Raises NotFound, NotIssued, BeingSent: then
    none is.
    """
    check_act(act)
    marked: list[Invoice] = []
    for invoice_id in sorted(set(invoice_ids)):
        invoice = issued_invoice(work, invoice_id)
        if was_begun(work, invoice_id, act):
            continue
        check_nothing_under_way(work, invoice_id)
        letter = invoice.invoice_type is InvoiceType.LETTER
        channel = SendChannel.LETTER if letter else SendChannel.BY_HAND
        row = new_message(work, invoice, act, channel)
        row.result, row.ended_at = SendResult.BY_HAND, clock.now()
        work.session.add(row)
        work.session.flush()
        if letter:
            keep_letter(work, row)
        count_as_sent(work, invoice)
        marked.append(invoice)
    _note(work, "mark_invoice_sent", marked)
    return len(marked)


@needs(Permission.SEND_INVOICES)
def undo_mark(work: Work, act: str) -> Unmarked:
    """Take back what an act marked as sent by hand; what was mailed too still counts as sent."""
    query = select(InvoiceMessage).where(
        InvoiceMessage.act == act, col(InvoiceMessage.result) == SendResult.BY_HAND
    )
    rows = sorted(work.session.exec(query), key=lambda row: row.invoice_id)
    invoices: list[Invoice] = []
    for row in rows:
        invoice = issued_invoice(work, row.invoice_id)
        work.session.delete(row)
        work.session.flush()
        count_as_unsent(work, invoice)
        invoices.append(invoice)
    return _unmarked(work, invoices)


@needs(Permission.SEND_INVOICES)
def undo_last_mark(work: Work, invoice_id: int) -> Unmarked:
    """Take back that the invoice was given by hand, if that is the last of its log."""
    issued_invoice(work, invoice_id)
    last = next(iter(messages_of(work, invoice_id)), None)
    if last is None or last.result is not SendResult.BY_HAND:
        return Unmarked(0, 0)
    work.session.delete(last)
    work.session.flush()
    invoice = issued_invoice(work, invoice_id)
    count_as_unsent(work, invoice)
    return _unmarked(work, [invoice])


def _unmarked(work: Work, invoices: Sequence[Invoice]) -> Unmarked:
    _note(work, "unmark_invoice_sent", invoices)
    return Unmarked(len(invoices), sum(invoice.sent_at is None for invoice in invoices))


def _note(work: Work, action: str, invoices: Sequence[Invoice]) -> None:
    sent = action == "mark_invoice_sent"
    entries = [
        Entry(row, str(row.number), {"sent": (not sent, row.sent_at is not None)})
        for row in invoices
    ]
    record_many(work, action, entries)
    work.emit("invoices")
