"""Records of export files: written when a file is whole, removed with it."""

import datetime as dt
from dataclasses import dataclass
from typing import cast

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import before_log_in, needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.exports import files
from moment_ui.domain.files.commands import sweep
from moment_ui.models.file import FilePurpose, StoredFile

KEPT = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A finished file: its random name on disk, what its reader sees, and who may fetch it."""

    name: str
    title: str
    media_type: str
    size: int
    rows: int
    needs: frozenset[Permission]


@needs(Permission.VIEW_OWN_SETTINGS)
def register_export(work: Work, file: ExportFile) -> int:
    """Record a finished file for the actor, for an hour; returns its id.

    Any member may: what the report itself needs was checked when its rows were read.
    """
    work.leave_figures()
    row = StoredFile(
        name=file.name,
        purpose=FilePurpose.EXPORT,
        title=file.title,
        media_type=file.media_type,
        size=file.size,
        owner_id=work.actor.user_id,
        needs=sorted(file.needs),
        created_at=clock.now(),
        expires_at=clock.now() + KEPT,
    )
    work.session.add(row)
    work.session.flush()
    record(work, "export_report", row, f"{file.title}, {file.rows}")
    return cast("int", row.id)


@needs(Permission.VIEW_OWN_SETTINGS)
def forget_export(work: Work, name: str) -> None:
    """Remove an export of the actor's own, record and file; any other is left alone."""
    work.leave_figures()
    query = select(StoredFile).where(
        col(StoredFile.name) == name,
        col(StoredFile.purpose) == FilePurpose.EXPORT,
        col(StoredFile.owner_id) == work.actor.user_id,
    )
    row = work.session.exec(query).first()
    if row is not None:
        work.session.delete(row)
        files.remove(name)


@before_log_in("housekeeping of every company's expired files; nobody reads anything")
def sweep_exports(*, unwanted: str = "") -> int:
    """Remove expired exports and files without a record; returns how many files went.

    `unwanted` is an export that was given up: without a record it goes however young it is.
    """
    return sweep(FilePurpose.EXPORT, files, unwanted=unwanted)
