"""Records of export files: written when a file is whole, removed with it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Actor, Permission
from moment_ui.db.work import Work, global_reading, reading, writing
from moment_ui.domain.access.needs import before_log_in, needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.exports import files
from moment_ui.models.company import Company
from moment_ui.models.file import FilePurpose, StoredFile

KEPT = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A finished file: its random name on disk, and what its reader sees."""

    name: str
    title: str
    media_type: str
    size: int
    rows: int


@needs(Permission.VIEW_OWN_SETTINGS)
def register_export(work: Work, file: ExportFile) -> int:
    """Record a finished file for the actor, for an hour; returns its id.

    Any member may: what the report itself needs was checked when its rows were read.
    """
    row = StoredFile(
        name=file.name,
        purpose=FilePurpose.EXPORT,
        title=file.title,
        media_type=file.media_type,
        size=file.size,
        owner_id=work.actor.user_id,
        created_at=clock.now(),
        expires_at=clock.now() + KEPT,
    )
    work.session.add(row)
    work.session.flush()
    record(work, "export_report", row, f"{file.title}, {file.rows}")
    return cast("int", row.id)


@needs(Permission.VIEW_OWN_SETTINGS)
def forget_export(work: Work, name: str) -> None:
    """Remove an export of the actor's own, record and file; nothing happens when there is none."""
    for row in _exports(work):
        if row.name == name and row.owner_id == work.actor.user_id:
            work.session.delete(row)
    files.remove(name)


@before_log_in("housekeeping of every company's expired files; nobody reads anything")
def sweep_exports() -> int:
    """Remove expired exports and files without a record; returns how many files went."""
    with global_reading() as session:
        companies = list(session.exec(select(Company.id)))
    known: set[str] = set()
    swept = 0
    for company_id in companies:
        housekeeper = Actor(0, cast("int", company_id), frozenset())
        with reading(housekeeper) as work:
            rows = _exports(work)
            known.update(row.name for row in rows)
            expired = {row.name for row in rows if _is_over(row)}
        if expired:  # a write makes every cached list of the company stale
            with writing(housekeeper) as work:
                swept += _sweep(work)
    return swept + files.remove_orphans(known)


def _sweep(work: Work) -> int:
    expired = [row for row in _exports(work) if _is_over(row)]
    for row in expired:
        work.session.delete(row)
        files.remove(row.name)
    work.session.flush()
    return len(expired)


def _is_over(row: StoredFile) -> bool:
    return row.expires_at is not None and row.expires_at <= clock.now()


def _exports(work: Work) -> Sequence[StoredFile]:
    statement = select(StoredFile).where(col(StoredFile.purpose) == FilePurpose.EXPORT)
    return work.session.exec(statement).all()
