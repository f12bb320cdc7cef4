"""The files as the banks sent them: put on the shelf, recorded with what was read, fetched, let go."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.files import random_name, written_whole
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import before_log_in, needs
from moment_ui.domain.files.commands import sweep
from moment_ui.domain.payment_files import files
from moment_ui.models.file import FilePurpose, StoredFile
from moment_ui.models.payment_file import BankFile

UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Original:
    """Where a file lies, and what it was called."""

    path: Path
    title: str
    media_type: str = UNKNOWN


@before_log_in("copies bytes that the caller may read under a name that nobody knows yet")
def put_by(source: Path) -> str:
    """Copy a file onto the shelf; returns its name there. It is swept unless it is recorded."""
    name = random_name()
    with source.open("rb") as read, written_whole(files.folder() / name) as write:
        shutil.copyfileobj(read, write)
    return name


@needs(Permission.REGISTER_PAYMENTS)
def record_original(work: Work, name: str, sha256: str, file: BankFile) -> None:
    """Record a file that lies on the shelf, with the digest of its bytes, as the one that was read."""
    stored = StoredFile(
        name=name,
        purpose=FilePurpose.PAYMENTS,
        title=file.title,
        media_type=UNKNOWN,
        size=(files.folder() / name).stat().st_size,
        sha256=sha256,
        owner_id=work.actor.user_id,
        created_at=clock.now(),
    )
    work.session.add(stored)
    work.session.flush()
    file.stored_file_id = stored.key


@needs(Permission.REGISTER_PAYMENTS)
def original(work: Work, file_id: int) -> Original:
    """The file that was read. Raises NotFound, also when it was read before files were kept."""
    query = (
        select(StoredFile.name, BankFile.title)
        .join(BankFile, col(BankFile.stored_file_id) == col(StoredFile.id))
        .where(BankFile.id == file_id, StoredFile.purpose == FilePurpose.PAYMENTS)
    )
    found = work.session.exec(query).first()
    path = files.path_of(found[0]) if found else None
    if found is None or path is None or not path.is_file():
        raise NotFound(_("The payment file"))
    return Original(path, found[1])


@needs(Permission.REGISTER_PAYMENTS)
def let_go(work: Work, file: BankFile) -> None:
    """Forget the record of a file that is removed; its bytes go with the next sweep."""
    stored_id, file.stored_file_id = file.stored_file_id, None
    work.session.flush()
    query = select(StoredFile).where(
        StoredFile.id == stored_id, StoredFile.purpose == FilePurpose.PAYMENTS
    )
    for row in work.session.exec(query):
        work.session.delete(row)


@before_log_in("housekeeping of every company's files; nobody reads anything")
def sweep_originals() -> int:
    """Remove files on the shelf that nothing was read from; returns how many."""
    return sweep(FilePurpose.PAYMENTS, files)
