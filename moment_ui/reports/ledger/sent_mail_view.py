"""A statement or reminder that was sent, as its page shows it: strings in the reader's language."""

from dataclasses import dataclass, field

from moment_ui.core.words import _
from moment_ui.core.writing import writer
from moment_ui.db.work import Work
from moment_ui.domain.statements.sent import sent_mail
from moment_ui.reports.ledger.statement_view import SentLine, sent_line
from moment_ui.reports.marks import REMINDER_LEVELS


@dataclass
class MailedInvoice:
    """An invoice in the mail. `level` is what it was raised to, or that it was only told of."""

    id: int = 0
    number: str = ""
    due: str = ""
    late: str = ""
    open: str = ""
    interest: str = ""
    fee: str = ""
    level: str = ""


@dataclass
class SentMailView:
    """The mail."""

    customer_id: int = 0
    customer: str = ""
    subject: str = ""
    text: str = ""
    line: SentLine = field(default_factory=SentLine)
    invoices: list[MailedInvoice] = field(default_factory=list[MailedInvoice])


def sent_mail_view(work: Work, message_id: int) -> SentMailView:
    """The mail as it went. Raises NotFound."""
    mail = sent_mail(work, message_id)
    row, write = mail.message, writer(work.actor.locale, work.actor.timezone)
    return SentMailView(
        customer_id=row.customer_id,
        customer=mail.customer,
        subject=row.subject,
        text=row.text,
        line=sent_line(row, write),
        invoices=[
            MailedInvoice(
                invoice.key,
                str(invoice.number or ""),
                write.day(invoice.due_date) if invoice.due_date else "",
                str(item.days_late or ""),
                f"{write.amount(item.open, invoice.currency)} {invoice.currency}",
                write.amount(item.interest, invoice.currency) if item.interest else "",
                write.amount(item.fee, invoice.currency) if item.fee else "",
                REMINDER_LEVELS[item.level] if item.raised else _("listed"),
            )
            for item, invoice in mail.items
        ],
    )
