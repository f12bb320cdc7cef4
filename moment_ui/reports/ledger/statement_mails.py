"""Statements to many customers as their mails are shown before they go."""

import datetime as dt
from collections.abc import Sequence

from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.statements.drawing import title_of
from moment_ui.domain.statements.many import MOST, Proposed, proposals
from moment_ui.formats.statement import OpenLine
from moment_ui.models.invoice import InvoiceKind
from moment_ui.reports.ledger.mails import MailView
from moment_ui.reports.marks import INVOICE_KIND


def mails_of(
    work: Work, customer_ids: Sequence[int], until: dt.date
) -> tuple[list[MailView], list[str]]:
    """Each mail, and why some customers get none."""
    found = proposals(work, customer_ids, until)
    write = writer(work.actor.locale, work.actor.timezone)
    left_out = list(found.problems)
    if found.left:
        text = _("{count} more customers wait: at most {most} go at once.")
        left_out.append(text.format(count=found.left, most=MOST))
    return [_mail(each, write) for each in found.found], left_out


def _mail(each: Proposed, write: Writer) -> MailView:
    return MailView(
        customer_id=each.customer_id,
        customer=each.document.buyer.name,
        address=each.receiver.email,
        paper=title_of(each.document),
        subject=each.greeting.subject,
        text=each.greeting.text,
        lines=[_cells(line, write) for line in each.document.lines],
    )


def _cells(line: OpenLine, write: Writer) -> list[str]:
    late = plural("{count} day", "{count} days", line.days_late) if line.days_late else ""
    return [
        str(line.number or ""),
        INVOICE_KIND[InvoiceKind(line.kind)],
        write.day(line.due) if line.due else "",
        late,
        f"{write.amount(line.open, line.currency)} {line.currency}",
    ]
