"""Housekeeping of folders: what was deleted a month ago goes for good, and what nobody names."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from moment_ui.core import clock
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.files.commands import housekeepers, sweep
from moment_ui.domain.folders import pictures, rules
from moment_ui.domain.folders.folder import FOLDERS, Folder
from moment_ui.models.file import StoredFile

_SETTLED = dt.timedelta(hours=1)


def sweep_folders() -> int:
    """Erase what was deleted 30 days ago, files of owners that are gone, and bytes without a record.

    Returns how many files went. Nobody reads anything here.
    """
    for housekeeper in housekeepers():
        for folder in FOLDERS.values():
            with reading(housekeeper) as work:
                queries = (_unnamed(folder), _deleted(folder))
                waiting = any(work.session.exec(query).first() for query in queries)
            if waiting:
                with writing(housekeeper) as work:
                    _let_go(work, folder)
    swept = sum(sweep(folder.purpose, folder.shelf) for folder in FOLDERS.values())
    return swept + pictures.sweep()


def _let_go(work: Work, folder: Folder) -> None:
    work.leave_figures()
    for stored in work.session.exec(_unnamed(folder)):
        stored.expires_at = clock.now()
    for file in work.session.exec(_deleted(folder)):
        work.session.delete(file)


def _unnamed(folder: Folder) -> SelectOfScalar[Any]:
    """Files whose owner was removed with all that was its own."""
    named = sa.exists().where(col(folder.versions.stored_file_id) == col(StoredFile.id))
    return select(StoredFile).where(
        StoredFile.purpose == folder.purpose,
        col(StoredFile.created_at) < clock.now() - _SETTLED,
        col(StoredFile.expires_at).is_(None),
        ~named,
    )


def _deleted(folder: Folder) -> SelectOfScalar[Any]:
    """What was deleted long ago; its bytes expire at the same time."""
    long_ago = clock.now() - rules.KEPT_AFTER_DELETION
    return select(folder.table).where(col(folder.table.deleted_at) <= long_ago)
