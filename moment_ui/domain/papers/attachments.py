"""The files that go with an invoice, for those who may see the invoice."""

from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.sql.expression import Select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.folders.queries import Download
from moment_ui.domain.papers.printing import path_of
from moment_ui.models.file import StoredFile
from moment_ui.models.invoice import InvoiceAttachment


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file by the id of its place on the invoice; `stored` is the name it is fetched by."""

    id: int
    title: str
    media_type: str
    size: int
    stored: str


@needs(Permission.VIEW_INVOICES)
def attached_files(work: Work, invoice_id: int) -> list[AttachedFile]:
    """What goes with an invoice, in order."""
    query = _files(invoice_id).order_by(col(InvoiceAttachment.position), col(InvoiceAttachment.id))
    return [
        AttachedFile(row.key, row.title, stored.media_type, stored.size, stored.name)
        for row, stored in work.session.exec(query)
    ]


@needs(Permission.VIEW_INVOICES)
def find_attachment(work: Work, invoice_id: int, stored: str) -> Download | None:
    """The file of that random name which goes with an invoice."""
    query = _files(invoice_id).where(StoredFile.name == stored)
    found = work.session.exec(query).first()
    path = path_of(stored)
    if found is None or path is None:
        return None
    return Download(stored, path, found[0].title, found[1].media_type)


def _files(invoice_id: int) -> Select[InvoiceAttachment, StoredFile]:
    return (
        select(InvoiceAttachment, StoredFile)
        .join(StoredFile, col(StoredFile.id) == col(InvoiceAttachment.stored_file_id))
        .where(InvoiceAttachment.invoice_id == invoice_id)
    )
