"""What was sent of an invoice, and what waits to be sent: strings in the reader's language."""

from dataclasses import dataclass, field

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.sending.messages import Message
from moment_ui.domain.sending.queries import Waiting, send_log
from moment_ui.models.sending import SendChannel, SendResult
from moment_ui.reports.marks import INVOICE_TYPE, sent_mark, status_class

CHANNELS = {
    SendChannel.EMAIL: _("E-mail"),
    SendChannel.E_INVOICE: _("E-invoice"),
    SendChannel.LETTER: _("Letter"),
    SendChannel.BY_HAND: _("By hand"),
}
UNKNOWN = _(
    "The program stopped while this was being sent, so it may or may not have arrived. Ask the "
    "receiver before you send it again."
)


@dataclass
class SentFileLink:
    """A file that left, where it can be fetched as it left."""

    name: str = ""
    path: str = ""


@dataclass
class SentRow:
    """A line of the send log."""

    id: int = 0
    result: str = ""
    css: str = ""
    channel: str = ""
    receivers: str = ""
    by: str = ""
    detail: str = ""
    may_take_back: bool = False
    uncertain: bool = False
    offers_email: bool = False
    files: list[SentFileLink] = field(default_factory=list[SentFileLink])


@dataclass
class SendView:
    """The send log of an invoice, and whether this reader may send it. `prefers` is a word."""

    invoice_id: int = 0
    may_send: bool = False
    prefers: str = ""
    prefers_key: str = ""
    waits: bool = False
    rows: list[SentRow] = field(default_factory=list[SentRow])


@dataclass
class WaitingRow:
    """An invoice that is to be printed; `on` is whether it is ticked."""

    id: int = 0
    number: str = ""
    customer: str = ""
    day: str = ""
    due: str = ""
    amount: str = ""
    on: bool = True


def send_view(work: Work, invoice_id: int) -> SendView:
    """What an invoice's page shows of its sending. Raises NotFound."""
    log = send_log(work, invoice_id)
    write = writer(work.actor.locale, work.actor.timezone)
    may = work.actor.may(Permission.SEND_INVOICES) and log.issued
    rows = [_row(message, write) for message in log.messages]
    if rows and may:
        last = log.messages[0]
        rows[0].may_take_back = last.result is SendResult.BY_HAND
        refused = last.result is SendResult.FAILED and last.channel is SendChannel.E_INVOICE
        rows[0].offers_email = refused
    return SendView(
        invoice_id=invoice_id,
        may_send=may,
        prefers=INVOICE_TYPE[log.prefers],
        prefers_key=log.prefers.value,
        waits=log.issued and not log.messages,
        rows=rows,
    )


def waiting_row(row: Waiting, write: Writer) -> WaitingRow:
    """An invoice to be sent, in a line."""
    return WaitingRow(
        id=row.id,
        number=str(row.number),
        customer=row.customer,
        day=write.day(row.issued) if row.issued else "",
        due=write.day(row.due) if row.due else "",
        amount=f"{write.amount(row.gross, row.currency)} {row.currency}",
    )


def _row(message: Message, write: Writer) -> SentRow:
    mark = sent_mark(message.result, unknown=message.unknown)
    refused = ", ".join(message.refused)
    details = (
        message.detail or (UNKNOWN if message.unknown else ""),
        _("Refused by the mail server: {refused}").format(refused=refused) if refused else "",
    )
    return SentRow(
        id=message.id,
        result=mark.word,
        css=status_class(mark),
        channel=CHANNELS[message.channel],
        receivers=", ".join(message.receivers),
        by=f"{message.by}, {write.instant(message.at)}",
        detail=" ".join(filter(None, details)),
        uncertain=message.unknown,
        files=[
            SentFileLink(name, f"/{message.id}/{place}") for place, name in enumerate(message.files)
        ],
    )
