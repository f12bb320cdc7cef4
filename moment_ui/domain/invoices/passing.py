"""Where goes what an invoice billed, once it is credited: to its copy, back to be billed, or nowhere.

Lines that are not credited wholly keep what they bill. Of those that are, what a copy for another
customer bills too goes to the copy; the rest can be billed again if the note that took the last of the
line says so. What
several customers share can be billed again when the last of their parts is credited or removed: then
the note that was finalised last decides.
"""

from collections.abc import Sequence

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.domain.invoices import sources
from moment_ui.domain.invoices.crediting import Left, given_back, left_of
from moment_ui.domain.invoices.sharing import bills_parts, parts_of_group, stands
from moment_ui.models.invoice import Invoice, InvoiceLine, InvoiceState


def pass_on(work: Work, credited: Invoice, left: Left, note: Invoice) -> None:
    """Let go of what the lines that a note credits billed, in the transaction that finalises it."""
    to_copies(work, credited, left)
    if bills_parts(credited.split_group):
        give_back_shared(work, credited.split_group)
    elif note.gives_back:
        sources.take_back(work, given_back(work, credited))


def to_copies(work: Work, credited: Invoice, left: Left) -> None:
    """Let copies bill what the lines they copy billed, where those are credited wholly."""
    for copy in _copies(work, credited):
        query = select(InvoiceLine).where(
            InvoiceLine.invoice_id == copy.key, col(InvoiceLine.copies_line_id).in_(left.gone())
        )
        instead = {line.copies_line_id or 0: line.key for line in work.session.exec(query)}
        sources.hand_over(work, instead)
        if instead:
            copy.split_group = credited.split_group
            work.session.add(copy)
    work.session.flush()


def receive(work: Work, copy: Invoice) -> None:
    """Let a copy that came back bill what its invoice, credited meanwhile, billed."""
    if copy.copy_of_id is not None:
        credited = work.session.get_one(Invoice, copy.copy_of_id)
        to_copies(work, credited, left_of(work, credited))


def give_back_shared(work: Work, group: str) -> Sequence[sources.Source]:
    """Give back what the customers of a group shared, if none of its parts stands and notes say so.

    Returns what was given back.
    """
    parts = parts_of_group(work, group)
    if any(stands(work, part) for part in parts) or not _last_note_gives_back(work, parts):
        return ()
    query = select(col(InvoiceLine.id)).where(
        col(InvoiceLine.invoice_id).in_([part.key for part in parts])
    )
    return sources.take_back(work, [key or 0 for key in work.session.exec(query)])


def _copies(work: Work, credited: Invoice) -> Sequence[Invoice]:
    query = select(Invoice).where(
        Invoice.copy_of_id == credited.key, Invoice.state == InvoiceState.DRAFT
    )
    return work.session.exec(query.order_by(col(Invoice.id)).with_for_update()).all()


def _last_note_gives_back(work: Work, parts: Sequence[Invoice]) -> bool:
    query = select(Invoice.gives_back).where(
        col(Invoice.credit_of_id).in_([part.key for part in parts]),
        Invoice.state != InvoiceState.DRAFT,
    )
    return bool(work.session.exec(query.order_by(col(Invoice.number).desc()).limit(1)).first())
