"""Housekeeping: removes files whose time has run out, and files that nobody knows of."""

from collections.abc import Sequence
from typing import cast

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.core.files import Shelf
from moment_ui.db.work import Work, global_reading, reading, writing
from moment_ui.domain.access.needs import before_log_in
from moment_ui.models.company import Company
from moment_ui.models.file import FilePurpose, StoredFile


@before_log_in("housekeeping of every company's expired files; nobody reads anything")
def sweep(purpose: FilePurpose, shelf: Shelf, *, unwanted: str = "") -> int:
    """Remove a purpose's expired files and what lies on its shelf unrecorded; returns how many.

    What no company has a record of may still be in the making: it goes when it is old, or when its
    name is `unwanted`.
    """
    with global_reading() as session:
        companies = list(session.exec(select(Company.id)))
    known: set[str] = set()
    swept = 0
    for company_id in companies:
        housekeeper = Actor(0, cast("int", company_id), frozenset())
        with reading(housekeeper) as work:
            rows = _stored(work, purpose)
            known.update(row.name for row in rows if not is_over(row))
            expired = any(is_over(row) for row in rows)
        if expired:
            with writing(housekeeper) as work:
                swept += _remove_expired(work, purpose, shelf)
    return swept + shelf.remove_orphans(known, unwanted)


@before_log_in("pure")
def is_over(row: StoredFile) -> bool:
    """Whether the file's time has run out."""
    return row.expires_at is not None and row.expires_at <= clock.now()


def _remove_expired(work: Work, purpose: FilePurpose, shelf: Shelf) -> int:
    work.leave_figures()
    expired = [row for row in _stored(work, purpose) if is_over(row)]
    for row in expired:
        work.session.delete(row)
        shelf.remove(row.name)
    return len(expired)


def _stored(work: Work, purpose: FilePurpose) -> Sequence[StoredFile]:
    return work.session.exec(select(StoredFile).where(col(StoredFile.purpose) == purpose)).all()
