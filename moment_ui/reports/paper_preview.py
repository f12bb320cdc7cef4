"""Papers as PDF, and their pages as pictures for the preview beside a form; both kept a while."""

import io
from collections.abc import Callable, Generator, Hashable
from contextlib import contextmanager
from threading import Lock
from typing import Any, Generic, TypeVar

import pypdfium2  # pyright: ignore[reportMissingTypeStubs]

from moment_ui.core.cache import Cache

DOTS_PER_POINT = 2
Document = TypeVar("Document", bound=Hashable)
_one_at_a_time = Lock()


class Preview(Generic[Document]):
    """Papers of one kind; `draw` makes the PDF of a document, from our own hand only."""

    def __init__(self, draw: Callable[[Document], bytes]) -> None:
        self._draw = draw
        self._papers: Cache[bytes] = Cache(32_000_000, len)
        self._pictures: Cache[bytes] = Cache(32_000_000, len)

    def pdf(self, document: Document) -> bytes:
        """The PDF."""
        return self._papers.answer((document,), lambda: self._draw(document))

    def pages(self, document: Document) -> tuple[int, str]:
        """How many pages there are, and a stamp that changes with what they show."""
        with self._opened(document) as paper:
            return len(paper), f"{hash(document) & 0xFFFFFFFF:08x}"

    def picture(self, document: Document, page: int) -> bytes | None:
        """A page as PNG; None when there is no such page."""
        return self._pictures.find((document, page)) or self._drawn(document, page)

    def _drawn(self, document: Document, page: int) -> bytes | None:
        with self._opened(document) as paper:
            if not 1 <= page <= len(paper):
                return None
            image = paper[page - 1].render(scale=DOTS_PER_POINT).to_pil()
        out = io.BytesIO()
        image.save(out, "PNG", optimize=False)
        return self._pictures.keep((document, page), out.getvalue())

    @contextmanager
    def _opened(self, document: Document) -> Generator[Any]:
        """The PDF, opened by one thread at a time: PDFium is not made for more."""
        content = self.pdf(document)
        with _one_at_a_time:
            paper = pypdfium2.PdfDocument(content)
            try:
                yield paper
            finally:
                paper.close()
