"""Housekeeping of customer files: what was deleted a month ago goes for good, and what nobody names."""

import datetime as dt

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from moment_ui.core import clock
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.customer_files import files, pictures, rules
from moment_ui.domain.files.commands import housekeepers, sweep
from moment_ui.models.customer_file import CustomerFile, CustomerFileVersion
from moment_ui.models.file import FilePurpose, StoredFile

_SETTLED = dt.timedelta(hours=1)


def sweep_customer_files() -> int:
    """Erase what was deleted 30 days ago, files of customers that are gone, and bytes without a record.

    Returns how many files went. Nobody reads anything here.
    """
    for housekeeper in housekeepers():
        with reading(housekeeper) as work:
            waiting = work.session.exec(_unnamed()).first() or work.session.exec(_deleted()).first()
        if waiting:
            with writing(housekeeper) as work:
                _let_go(work)
    return sweep(FilePurpose.CUSTOMER, files) + pictures.sweep()


def _let_go(work: Work) -> None:
    work.leave_figures()
    for stored in work.session.exec(_unnamed()):
        stored.expires_at = clock.now()
    for file in work.session.exec(_deleted()):
        work.session.delete(file)


def _unnamed() -> SelectOfScalar[StoredFile]:
    """Files whose customer was removed with all that was its own."""
    named = sa.exists().where(col(CustomerFileVersion.stored_file_id) == col(StoredFile.id))
    return select(StoredFile).where(
        StoredFile.purpose == FilePurpose.CUSTOMER,
        col(StoredFile.created_at) < clock.now() - _SETTLED,
        col(StoredFile.expires_at).is_(None),
        ~named,
    )


def _deleted() -> SelectOfScalar[CustomerFile]:
    """What was deleted long ago; its bytes expire at the same time."""
    long_ago = clock.now() - rules.KEPT_AFTER_DELETION
    return select(CustomerFile).where(col(CustomerFile.deleted_at) <= long_ago)
