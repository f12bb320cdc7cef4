"""What was sent, byte by byte: kept before it goes, so that no later drawing changes history."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.files import random_name, written_whole
from moment_ui.core.media import PDF
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import before_log_in, needs
from moment_ui.domain.files.commands import sweep
from moment_ui.domain.sending import files
from moment_ui.mail.letter import Attachment
from moment_ui.models.file import FilePurpose, StoredFile
from moment_ui.models.sending import InvoiceMessage, SentFile


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that left, where it lies, and what it was called."""

    path: Path
    title: str
    media_type: str


def keep_files(work: Work, message: InvoiceMessage, sent: Sequence[Attachment]) -> None:
    """Keep what goes with a message, in its order; the same bytes once. For the commands that send."""
    for position, file in enumerate(sent):
        stored = stored_file(work, message.invoice_id, file)
        work.session.add(_sent(message, position, stored, file.name))
    work.session.flush()


def keep_letter(work: Work, message: InvoiceMessage) -> None:
    """Let a letter name the paper that was printed last of its invoice, if any. For the commands that send."""
    query = (
        select(StoredFile)
        .where(StoredFile.purpose == FilePurpose.INVOICE)
        .where(StoredFile.object_id == message.invoice_id, StoredFile.media_type == PDF)
        .order_by(col(StoredFile.id).desc())
    )
    printed = work.session.exec(query).first()
    if printed is not None:
        message.attached = [printed.title]
        work.session.add(_sent(message, 0, printed, printed.title))
        work.session.flush()


@needs(Permission.VIEW_INVOICES)
def sent_file(work: Work, message_id: int, position: int) -> Kept:
    """A file of a message, as it left. Raises NotFound."""
    query = (
        select(SentFile, StoredFile)
        .where(SentFile.message_id == message_id, SentFile.position == position)
        .where(StoredFile.id == SentFile.stored_file_id)
    )
    found = work.session.exec(query).first()
    path = files.path_of(found[1].name) if found else None
    if found is None or path is None or not path.is_file():
        raise NotFound(_("The file"))
    return Kept(path, found[0].title, found[0].media_type)


@before_log_in("housekeeping of every company; nobody reads anything")
def sweep_sent() -> int:
    """Remove bytes that no message names: the program stopped before it wrote them down. Returns how many."""
    return sweep(FilePurpose.INVOICE, files)


def stored_file(work: Work, invoice_id: int | None, file: Attachment) -> StoredFile:
    """The file among what is kept, the same bytes once. For the commands that send."""
    digest = sha256(file.content).hexdigest()
    query = select(StoredFile).where(
        StoredFile.purpose == FilePurpose.INVOICE, StoredFile.sha256 == digest
    )
    for known in work.session.exec(query):
        path = files.path_of(known.name)
        if path is not None and path.is_file():
            return known
    name = random_name()
    with written_whole(files.folder() / name) as stream:
        stream.write(file.content)
    row = StoredFile(
        name=name,
        purpose=FilePurpose.INVOICE,
        object_id=invoice_id,
        title=file.name[:255],
        media_type=file.media_type,
        size=len(file.content),
        sha256=digest,
        owner_id=work.actor.user_id or None,
        needs=[Permission.VIEW_INVOICES.value],
        created_at=clock.now(),
    )
    work.session.add(row)
    work.session.flush()
    return row


def _sent(message: InvoiceMessage, position: int, stored: StoredFile, title: str) -> SentFile:
    return SentFile(
        message_id=message.key,
        position=position,
        stored_file_id=stored.key,
        title=title[:255],
        media_type=stored.media_type,
    )
