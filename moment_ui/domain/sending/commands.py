"""Sending an invoice: the intention is written down first, then the mail goes, then its result.

What goes is kept before it does. Whatever stops the program in between, the log holds the intention,
which then reads "unknown", or "not sent" while nothing was kept: nothing claims to be sent that may not
be, and nothing is sent twice by a second click.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.letters.delivery import Outcome, is_unknown
from moment_ui.domain.letters.orders import SendOrder, check_act
from moment_ui.domain.letters.people import host, reply_to, sender_of, shown_person
from moment_ui.domain.papers.printing import file_name, loose_files
from moment_ui.domain.papers.queries import document_of
from moment_ui.domain.sending.errors import NoAddress, TooLate
from moment_ui.domain.sending.greeting import order_for
from moment_ui.domain.sending.keeping import keep_files
from moment_ui.domain.sending.rows import (
    GONE,
    check_nothing_under_way,
    check_nothing_went,
    count_as_sent,
    issued_invoice,
    locked_message,
    new_message,
    was_begun,
)
from moment_ui.formats.invoice import InvoiceDocument
from moment_ui.mail.letter import Attachment, Person
from moment_ui.models.company import Company
from moment_ui.models.sending import SendChannel, SendResult


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that has been written down and shall now go."""

    row_id: int
    invoice_id: int
    document: InvoiceDocument
    sender: Person
    reply_to: Person | None
    receivers: tuple[Person, ...]
    subject: str
    text: str
    message_id: str


@needs(Permission.SEND_INVOICES)
def begin_sending(
    work: Work, invoice_id: int, order: SendOrder, *, with_hours: bool | None = None
) -> Outgoing | None:
    """Write down that the invoice is to be sent; None when this act was begun before.

    `with_hours` decides about the hour specification for this once. Raises NotFound, NotIssued, and
    BeingSent while another message is on its way.
    """
    check_act(order.act)
    invoice = issued_invoice(work, invoice_id)
    if was_begun(work, invoice_id, order.act):
        return None
    check_nothing_under_way(work, invoice_id)
    document = document_of(work, invoice_id)
    if with_hours is not None:
        document = replace(document, attach_hours=with_hours)
    company = work.session.get_one(Company, work.company_id)
    row = new_message(work, invoice, order.act, SendChannel.EMAIL)
    row.receivers = [shown_person(person) for person in order.receivers]
    row.attached = [file_name(document), *(file.title for file in loose_files(document))]
    row.subject, row.text = order.subject, order.text
    row.message_id = f"invoice-{order.act}-{invoice_id}@{host()}"
    work.session.add(row)
    work.session.flush()
    work.emit("invoices")
    return Outgoing(
        row.key,
        invoice_id,
        document,
        sender_of(company),
        reply_to(company, document.our_reference or company.name),
        order.receivers,
        order.subject,
        order.text,
        row.message_id,
    )


@needs(Permission.SEND_INVOICES)
def begin_first_sending(work: Work, invoice_id: int, act: str) -> Outgoing | None:
    """Write down a sending to whom and with what words the dialog would propose.

    For many at once: what went out before, or may have, is refused. None when this act was begun
    before. Raises NotFound, NotIssued, BeingSent, SentBefore, MaybeSentBefore, NoAddress.
    """
    invoice = issued_invoice(work, invoice_id)
    if was_begun(work, invoice_id, act):
        return None
    check_nothing_went(work, invoice)
    order = order_for(work, invoice_id, act)
    if not order.receivers:
        raise NoAddress(invoice.printed_name)
    return begin_sending(work, invoice_id, order)


@needs(Permission.SEND_INVOICES)
def keep_sent(work: Work, row_id: int, sent: Sequence[Attachment]) -> None:
    """Keep what is about to leave with a message: the last step before it does.

    Raises NotFound, and TooLate when the log calls the message lost by now.
    """
    _invoice, row = locked_message(work, row_id)
    hanging = is_unknown(row.result, row.begun_at, clock.now())
    if row.result is not SendResult.PENDING or hanging:
        raise TooLate
    keep_files(work, row, sent)


@needs(Permission.SEND_INVOICES)
def end_sending(work: Work, row_id: int, outcome: Outcome) -> None:
    """Write down what became of a message. The invoice is sent when it left or lies in the outbox.

    Raises NotFound.
    """
    invoice, row = locked_message(work, row_id)
    row.result, row.detail = outcome.result, outcome.detail[:500]
    row.refused, row.ended_at = list(outcome.refused), clock.now()
    work.session.add(row)
    if outcome.result in GONE:
        count_as_sent(work, invoice)
    changes = {"result": (SendResult.PENDING.value, outcome.result.value)}
    told = f"{invoice.number}: {', '.join(row.receivers)}"
    record(work, "send_invoice", invoice, told, changes)
    work.emit("invoices")
