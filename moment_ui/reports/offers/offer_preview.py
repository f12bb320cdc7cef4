"""The paper of an offer: its PDF, and its pages as pictures."""

from moment_ui.db.work import Work
from moment_ui.domain.offers.delivery import file_name, pdf_of
from moment_ui.domain.offers.document import offer_document
from moment_ui.formats.offer import OfferDocument
from moment_ui.reports.paper_preview import Preview

preview: Preview[OfferDocument] = Preview(pdf_of)


def offer_pdf(document: OfferDocument) -> tuple[str, bytes]:
    """The file's name and the PDF."""
    return file_name(document), preview.pdf(document)


def page_count(work: Work, offer_id: int) -> tuple[int, str]:
    """How many pages the offer has, and a stamp that changes with what they show. Raises NotFound."""
    return preview.pages(offer_document(work, offer_id))
