"""Records of uploaded files: who brought what, for how long it is kept."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Conflict, NotFound
from moment_ui.core.files import plain_title
from moment_ui.core.settings import settings
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import before_log_in, needs
from moment_ui.domain.files.commands import is_over, sweep
from moment_ui.domain.uploads import files
from moment_ui.models.file import FilePurpose, StoredFile

KEPT = dt.timedelta(days=1)
TITLE_LENGTH = 255
KEPT_PER_READER = 5
"""How many of a reader's files are kept: a mended file makes the one before it needless."""


class NoRoom(Conflict):
    """The company's uploads take up what they may."""

    def __init__(self) -> None:
        text = _(
            "The files that your company uploaded take up the {count} MB there is room for. Each is "
            "removed after a day; try again later, or ask whoever runs the server for more room."
        )
        super().__init__(text.format(count=settings().max_uploads_mb))


@dataclass(frozen=True, slots=True)
class Upload:
    """A file the actor brought: its id, its name on disk, the name it had at the reader's."""

    id: int
    name: str
    title: str
    path: Path


@needs(Permission.IMPORT)
def keep_upload(work: Work, name: str, title: str, size: int) -> int:
    """Record a file that lies whole in the folder, for a day; returns its id.

    The reader's oldest ones go. Raises NoRoom when the company's files would take up too much.
    """
    work.leave_figures()
    work.wait_for_writers()  # or two at once would take the same room
    needless = _forget_oldest(work)
    _check_room(work, size)
    row = StoredFile(
        name=name,
        purpose=FilePurpose.IMPORT,
        title=plain_title(title, TITLE_LENGTH),
        media_type="application/octet-stream",
        size=size,
        owner_id=work.actor.user_id,
        created_at=clock.now(),
        expires_at=clock.now() + KEPT,
    )
    work.session.add(row)
    work.session.flush()
    for gone in needless:
        files.remove(gone)
    return row.key


@needs(Permission.IMPORT)
def check_room(work: Work, size: int) -> None:
    """Whether the company has room for so many bytes more. Raises NoRoom."""
    _check_room(work, size)


@needs(Permission.IMPORT)
def upload(work: Work, file_id: int) -> Upload:
    """A file the actor brought less than a day ago. Raises NotFound for anything else."""
    query = select(StoredFile).where(
        StoredFile.id == file_id,
        StoredFile.purpose == FilePurpose.IMPORT,
        StoredFile.owner_id == work.actor.user_id,
    )
    row = work.session.exec(query).first()
    path = files.path_of(row.name) if row else None
    if row is None or path is None or not path.is_file() or is_over(row):
        raise NotFound(_("The file"))
    return Upload(row.key, row.name, row.title, path)


@before_log_in("housekeeping of every company's expired files; nobody reads anything")
def sweep_uploads() -> int:
    """Remove expired uploads with their records, and old files without one; returns how many."""
    return sweep(FilePurpose.IMPORT, files)


def _check_room(work: Work, size: int) -> None:
    query = select(sa.func.coalesce(sa.func.sum(col(StoredFile.size)), 0))
    taken = work.session.exec(query.where(StoredFile.purpose == FilePurpose.IMPORT)).one()
    if taken + size > settings().max_uploads_mb << 20:
        raise NoRoom


def _forget_oldest(work: Work) -> list[str]:
    """Make place among the reader's files for one more; returns the names of those to remove."""
    query = select(StoredFile).where(
        StoredFile.purpose == FilePurpose.IMPORT, StoredFile.owner_id == work.actor.user_id
    )
    newest_first = query.order_by(col(StoredFile.id).desc()).offset(KEPT_PER_READER - 1)
    rows = list(work.session.exec(newest_first))
    for row in rows:
        work.session.delete(row)
    work.session.flush()
    return [row.name for row in rows]
