"""Letters on paper: what is printed is kept as it was, so that what later counts as sent has its bytes."""

from collections.abc import Iterable, Mapping

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.media import PDF
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.papers.printing import file_name, pdf_of
from moment_ui.domain.papers.queries import document_of
from moment_ui.domain.sending.keeping import stored_file
from moment_ui.domain.sending.rows import issued_invoice
from moment_ui.formats.invoice import InvoiceDocument
from moment_ui.formats.pictures import CannotDraw
from moment_ui.mail.letter import Attachment
from moment_ui.models.customer import InvoiceType
from moment_ui.models.file import FilePurpose, StoredFile
from moment_ui.models.invoice import Invoice, InvoiceState


def drawn(documents: Mapping[int, InvoiceDocument]) -> dict[int, Attachment]:
    """The papers of invoices, by invoice; what cannot be drawn is left out. Blocks: call it in the workshop."""
    papers: dict[int, Attachment] = {}
    for invoice_id, document in documents.items():
        try:
            papers[invoice_id] = Attachment(file_name(document), PDF, pdf_of(document))
        except CannotDraw:
            continue
    return papers


@needs(Permission.SEND_INVOICES)
def keep_printed(work: Work, papers: Mapping[int, Attachment]) -> None:
    """Keep what is printed of invoices, each once. Raises NotFound, NotIssued."""
    for invoice_id in sorted(papers):
        issued_invoice(work, invoice_id)
        stored_file(work, invoice_id, papers[invoice_id])


@needs(Permission.SEND_INVOICES)
def unprinted(work: Work, invoice_ids: Iterable[int]) -> dict[int, InvoiceDocument]:
    """What letters among these print of which no paper is kept yet, by invoice."""
    wanted = list(set(invoice_ids))
    kept = select(StoredFile.object_id).where(
        StoredFile.purpose == FilePurpose.INVOICE,
        StoredFile.media_type == PDF,
        col(StoredFile.object_id).in_(wanted),
    )
    query = select(col(Invoice.id)).where(
        col(Invoice.id).in_(wanted),
        col(Invoice.id).not_in(kept),
        Invoice.invoice_type == InvoiceType.LETTER,
        Invoice.state != InvoiceState.DRAFT,
    )
    return {key: document_of(work, key) for key in work.session.exec(query).all() if key}
