"""What a credit note does to its invoice in the transaction that finalises it."""

from decimal import Decimal

from sqlmodel import select

from moment_ui.core.money import ZERO
from moment_ui.db.work import Work
from moment_ui.domain.audit.commands import record
from moment_ui.domain.drafts.rows import lines_of
from moment_ui.domain.invoices.crediting import credited_nets, left_of
from moment_ui.domain.invoices.offsetting import mark_credited, offset, undo_write_off
from moment_ui.domain.invoices.passing import pass_on
from moment_ui.domain.invoices.sharing import lock_sharing
from moment_ui.models.invoice import Invoice, InvoiceKind


def locked_credited(work: Work, note: Invoice) -> Invoice | None:
    """The invoice a credit note takes back, locked; None for a free one."""
    if note.kind is not InvoiceKind.CREDIT_NOTE or note.credit_of_id is None:
        return None
    lock_sharing(work, note.credit_of_id)
    query = select(Invoice).where(Invoice.id == note.credit_of_id)
    locked = query.with_for_update().execution_options(populate_existing=True)
    return work.session.exec(locked).one()


def takes_too_much(work: Work, note: Invoice, credited: Invoice) -> list[str]:
    """What a draft takes back more of than is left, in words of the lines; "" for the whole."""
    left = left_of(work, credited)
    lines = lines_of(work, note.key)
    names = {line.credits_line_id or 0: line.text for line in lines}
    found = [
        names.get(key, "")
        for key, net in credited_nets(lines).items()
        if key and not _is_part(-net, left.lines.get(key, ZERO))
    ]
    return found if found or -note.gross <= left.gross else [""]


def settle(work: Work, note: Invoice, credited: Invoice) -> None:
    """Offset a finalised credit note against what is outstanding on its invoice, as far as that goes.

    What was written off of it is taken back as far as the note needs. The rest of the note stays open:
    it is owed to the customer. An invoice that nothing is left of is
    credited. What lines that are taken back wholly billed goes where `passing` says.
    """
    day = note.issue_date or work.today()
    undo_write_off(work, credited, -note.gross - max(credited.outstanding, ZERO), day)
    offset(work, note, credited, day)
    mark_credited(work, credited)
    left = left_of(work, credited)
    pass_on(work, credited, left, note)
    work.emit("hours")
    record(
        work, "settle_credit", credited, str(credited.number), {"credited_by": ("", note.number)}
    )


def _is_part(amount: Decimal, whole: Decimal) -> bool:
    return abs(amount) <= abs(whole) and (not amount or (amount > 0) is (whole > 0))
