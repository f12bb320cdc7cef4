"""Reading what an invoice prints."""

from dataclasses import replace

from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.papers.drawing_up import drawn_up
from moment_ui.domain.papers.keeping import find_kept
from moment_ui.formats.invoice import InvoiceDocument
from moment_ui.models.invoice import Invoice, InvoiceState


@needs(Permission.VIEW_INVOICES)
def draft_document(work: Work, invoice_id: int) -> InvoiceDocument:
    """What the invoice would print, made of its rows as they are now. Raises NotFound."""
    return drawn_up(work, _row(work, invoice_id))


@needs(Permission.VIEW_INVOICES)
def document_of(work: Work, invoice_id: int) -> InvoiceDocument:
    """What the invoice prints: what was kept once it is issued, else its rows. Raises NotFound.

    One that was issued without a paper, elsewhere perhaps, says that it is rebuilt.
    """
    invoice = _row(work, invoice_id)
    if invoice.state is InvoiceState.DRAFT:
        return drawn_up(work, invoice)
    kept = find_kept(work, invoice_id)
    return kept if kept is not None else replace(drawn_up(work, invoice), rebuilt=True)


def _row(work: Work, invoice_id: int) -> Invoice:
    invoice = work.session.exec(select(Invoice).where(Invoice.id == invoice_id)).first()
    if invoice is None:
        raise NotFound(_("The invoice"))
    return invoice
