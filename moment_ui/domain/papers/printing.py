"""An invoice as a PDF file, with its logo and its files. Blocks: call it in the workshop.

Made of the document alone, so that what was kept yesterday prints the same tomorrow.
"""

import io
import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from moment_ui.core.files import Shelf
from moment_ui.core.folding import folded
from moment_ui.core.media import PDF, PICTURES
from moment_ui.domain import expenses
from moment_ui.domain.folders.folder import FOLDERS
from moment_ui.formats import invoice_pdf
from moment_ui.formats.invoice import Attached, InvoiceDocument
from moment_ui.formats.invoice_appendix import Appendix
from moment_ui.formats.invoice_texts import InvoiceTexts
from moment_ui.formats.pdf_pages import joined, page_counts
from moment_ui.formats.pictures import CannotDraw, Plate, plate

LOGO_EDGE, RECEIPT_EDGE = 800, 1800
logos = Shelf("logos", r"[A-Za-z0-9_-]{43}")
"""Companies' logos. They are never removed: papers that were kept show the one of their day."""

_SHELVES = (logos, expenses.files, *(folder.shelf for folder in FOLDERS.values()))


def pdf_of(document: InvoiceDocument) -> bytes:
    """The whole invoice, with the pages of its files."""
    files = in_page_order(document.attachments)
    paths = [path_of(file.stored_name) for file in files]
    appended = _appended(files, paths)
    first = _drawn(document, appended)
    behind = [path for path, file in zip(paths, appended, strict=True) if path and file.pages]
    return joined(first, behind)


def bundle_of(papers: Sequence[bytes]) -> bytes:
    """Many PDF files behind each other in one, to be printed at once. Raises CannotDraw, of none too."""
    if not papers:
        raise CannotDraw
    first, *more = papers
    with TemporaryDirectory() as folder:
        behind = [Path(folder) / f"{at}.pdf" for at in range(len(more))]
        for path, paper in zip(behind, more, strict=True):
            path.write_bytes(paper)
        return joined(first, behind)


def own_pages(document: InvoiceDocument) -> bytes:
    """The pages we draw ourselves: what a preview shows."""
    files = in_page_order(document.attachments)
    paths = [path_of(file.stored_name) for file in files]
    return _drawn(document, _appended(files, paths))


def file_name(document: InvoiceDocument) -> str:
    """What the file is called: faktura-20417-skarvoy-kommune.pdf."""
    title = f"{InvoiceTexts(document).title()} {document.buyer.name}"
    return f"{re.sub(r'[^a-z0-9]+', '-', folded(title)).strip('-')[:80]}.pdf"


def in_page_order(files: Sequence[Attached]) -> list[Attached]:
    """The files as their pages follow: pictures on sheets of ours, then what is joined on behind."""
    return sorted(files, key=lambda file: file.media_type not in PICTURES)


def loose_files(document: InvoiceDocument) -> list[Attached]:
    """Files that are no paper, spreadsheets and drawings, and go beside the PDF."""
    shown = {PDF, *PICTURES}
    return [file for file in document.attachments if file.media_type not in shown]


def path_of(stored_name: str) -> Path | None:
    """Where the bytes of a file lie that goes with an invoice; None when they are gone."""
    paths = (shelf.path_of(stored_name) for shelf in _SHELVES)
    return next((path for path in paths if path and path.is_file()), None)


def _drawn(document: InvoiceDocument, files: Sequence[Appendix]) -> bytes:
    out = io.BytesIO()
    invoice_pdf.write(document, out, logo=logo_of(document.logo), files=tuple(files))
    return out.getvalue()


def logo_of(name: str) -> Plate | None:
    """A logo as it is drawn; None without one, or when its file is gone or damaged."""
    path = path_of(name) if name else None
    return _plate(path, LOGO_EDGE, photo=False) if path else None


def _plate(path: Path, edge: int, *, photo: bool) -> Plate | None:
    """The picture; None for one that is damaged."""
    try:
        return plate(path, edge, photo=photo)
    except CannotDraw:
        return None


def _appended(files: Sequence[Attached], paths: Sequence[Path | None]) -> list[Appendix]:
    """Each file as it can be shown."""
    pairs = list(zip(files, paths, strict=True))
    pdfs = [path for file, path in pairs if path and file.media_type == PDF]
    counts = dict(zip(pdfs, page_counts(pdfs), strict=True))
    return [_shown(file, path, counts) for file, path in pairs]


def _shown(file: Attached, path: Path | None, counts: dict[Path, int]) -> Appendix:
    if path is None:
        return Appendix(file.title)
    if file.media_type in PICTURES:
        return Appendix(file.title, _plate(path, RECEIPT_EDGE, photo=True))
    return Appendix(file.title, pages=counts.get(path, 0), apart=file.media_type != PDF)
