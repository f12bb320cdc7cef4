"""The paper of an invoice: its PDF with everything that goes with it, and our own pages as pictures."""

from moment_ui.db.work import Work
from moment_ui.domain.papers.printing import file_name, own_pages, pdf_of
from moment_ui.domain.papers.queries import document_of
from moment_ui.formats.invoice import InvoiceDocument
from moment_ui.reports.paper_preview import Preview

preview: Preview[InvoiceDocument] = Preview(own_pages)
_whole: Preview[InvoiceDocument] = Preview(pdf_of)


def invoice_pdf(document: InvoiceDocument) -> tuple[str, bytes]:
    """The file's name and the PDF."""
    return file_name(document), _whole.pdf(document)


def page_count(work: Work, invoice_id: int) -> tuple[int, str]:
    """How many pages of ours it has, and a stamp that changes with what they show. Raises NotFound."""
    return preview.pages(document_of(work, invoice_id))
