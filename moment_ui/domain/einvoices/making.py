"""An e-invoice of a document: the XML, with the paper and the files that go with it inside.

Draws the paper: call it in the workshop. Made of the document alone, so that what was kept yesterday
is sent the same tomorrow.
"""

from dataclasses import dataclass

from moment_ui.core.media import PDF
from moment_ui.core.words import _
from moment_ui.domain.einvoices.trouble import Trouble
from moment_ui.domain.papers.printing import file_name, path_of, pdf_of
from moment_ui.formats.einvoice import MEDIA_TYPES, Embedded, write
from moment_ui.formats.invoice import InvoiceDocument

MOST_BYTES = 20_000_000
"""What access points take with one document, roughly: 20 MB before it is written as text."""


@dataclass(frozen=True, slots=True)
class EInvoice:
    """An e-invoice as a file. `left_out` are files that could not go with it, each with its reason."""

    name: str
    xml: bytes
    attached: tuple[str, ...]
    left_out: tuple[Trouble, ...]


def made_of(document: InvoiceDocument) -> EInvoice:
    """The e-invoice with the paper first, then its files, while there is room."""
    paper = file_name(document)
    embedded = [Embedded(paper, PDF, pdf_of(document), paper)]
    room, left_out = MOST_BYTES - len(embedded[0].content), list[Trouble]()
    for file in document.attachments:
        path = path_of(file.stored_name)
        if file.media_type not in MEDIA_TYPES:
            continue  # told by the rules already
        if path is None:
            left_out.append(_told(_("{name} is gone from the disk, and is left out."), file.title))
        elif path.stat().st_size > room:
            left_out.append(
                _told(_("{name} is too large to go along, and is left out."), file.title)
            )
        else:
            content = path.read_bytes()
            room -= len(content)
            embedded.append(Embedded(file.title, file.media_type, content))
    return EInvoice(
        paper.removesuffix(".pdf") + ".xml",
        write(document, embedded),
        tuple(each.name for each in embedded),
        tuple(left_out),
    )


def _told(text: str, name: str) -> Trouble:
    return Trouble("file", text.format(name=name), "head", stops=False, field="attachments")
