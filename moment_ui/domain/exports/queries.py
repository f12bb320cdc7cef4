"""Finds an export file for the one reader who may have it."""

from dataclasses import dataclass
from pathlib import Path

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.exports import files
from moment_ui.domain.exports.rules import may_fetch
from moment_ui.models.file import FilePurpose, StoredFile


@dataclass(frozen=True, slots=True)
class Download:
    """What is sent: the file on disk, its name for the reader, its media type."""

    path: Path
    title: str
    media_type: str


@needs(Permission.VIEW_OWN_SETTINGS)
def find_download(work: Work, name: str) -> Download | None:
    """The actor's own export of that name.

    None when there is none, it expired or is gone, or the role no longer shows all that is in it.
    """
    path = files.path_of(name)
    row = work.session.exec(
        select(StoredFile).where(
            col(StoredFile.name) == name,
            col(StoredFile.purpose) == FilePurpose.EXPORT,
            col(StoredFile.owner_id) == work.actor.user_id,
            col(StoredFile.expires_at) > clock.now(),
            col(StoredFile.deleted_at).is_(None),
        )
    ).first()
    if path is None or row is None or not may_fetch(work.actor, row.needs):
        return None
    if not path.is_file():
        return None
    return Download(path, row.title, row.media_type)
