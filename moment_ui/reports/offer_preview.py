"""The paper of an offer as PDF, and its pages as pictures for the preview beside the form."""

import io
from collections.abc import Generator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import pypdfium2  # pyright: ignore[reportMissingTypeStubs]

from moment_ui.core.cache import Cache
from moment_ui.db.work import Work
from moment_ui.domain.offers.delivery import file_name, pdf_of
from moment_ui.domain.offers.document import offer_document
from moment_ui.formats.offer import OfferDocument

DOTS_PER_POINT = 2

_one_at_a_time = Lock()
_papers: Cache[bytes] = Cache(32_000_000, len)
_pictures: Cache[bytes] = Cache(32_000_000, len)


def offer_pdf(work: Work, offer_id: int) -> tuple[str, bytes]:
    """The file's name and the PDF. Raises NotFound."""
    document = offer_document(work, offer_id)
    return file_name(document), _drawn(document)


def page_count(work: Work, offer_id: int) -> tuple[int, str]:
    """How many pages the offer has, and a stamp that changes with what they show. Raises NotFound."""
    document = offer_document(work, offer_id)
    with _opened(document) as paper:
        return len(paper), f"{hash(document) & 0xFFFFFFFF:08x}"


def page_picture(work: Work, offer_id: int, page: int) -> bytes | None:
    """A page as PNG; None when there is no such page. Raises NotFound."""
    document = offer_document(work, offer_id)
    key = (document, page)
    return _pictures.find(key) or _picture(document, page)


def _drawn(document: OfferDocument) -> bytes:
    return _papers.answer((document,), lambda: pdf_of(document))


def _picture(document: OfferDocument, page: int) -> bytes | None:
    with _opened(document) as paper:
        if not 1 <= page <= len(paper):
            return None
        image = paper[page - 1].render(scale=DOTS_PER_POINT).to_pil()
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False)
    return _pictures.keep((document, page), out.getvalue())


@contextmanager
def _opened(document: OfferDocument) -> Generator[Any]:
    """The PDF, opened by one thread at a time: PDFium is not made for more."""
    content = _drawn(document)
    with _one_at_a_time:
        paper = pypdfium2.PdfDocument(content)
        try:
            yield paper
        finally:
            paper.close()
