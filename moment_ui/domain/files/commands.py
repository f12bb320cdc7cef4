"""Housekeeping: removes files whose time has run out, and files that nobody knows of."""

from typing import cast

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.core.files import Shelf
from moment_ui.db.work import Work, global_reading, reading, writing
from moment_ui.domain.access.needs import before_log_in
from moment_ui.models.company import Company
from moment_ui.models.file import FilePurpose, StoredFile
from moment_ui.models.invoice import InvoiceAttachment
from moment_ui.models.reminder import ReminderMessage
from moment_ui.models.sending import SentFile


@before_log_in("housekeeping of every company's expired files; nobody reads anything")
def sweep(purpose: FilePurpose, shelf: Shelf, *, unwanted: str = "") -> int:
    """Remove a purpose's expired files and what lies on its shelf unrecorded; returns how many.

    What goes with an invoice, or left with one, stays as long as that does.
    What no company has a record of may still be in the making: it goes when it is old, or when its
    name is `unwanted`.
    """
    known: set[str] = set()
    swept = 0
    for housekeeper in housekeepers():
        with reading(housekeeper) as work:
            known.update(work.session.exec(_names(purpose).where(~_over() | _held())))
            expired = work.session.exec(_names(purpose).where(_over(), ~_held()).limit(1)).first()
        if expired is not None:
            with writing(housekeeper) as work:
                swept += _remove_expired(work, purpose, shelf)
    return swept + shelf.remove_orphans(known, unwanted)


@before_log_in("housekeeping: one for each company, who is permitted nothing")
def housekeepers() -> list[Actor]:
    """Who tidies up: nobody, in each company and its time zone."""
    with global_reading() as session:
        companies = list(session.exec(select(Company.id, Company.timezone)))
    return [Actor(0, cast("int", key), frozenset(), timezone=zone) for key, zone in companies]


@before_log_in("pure")
def is_over(row: StoredFile) -> bool:
    """Whether the file's time has run out."""
    return row.expires_at is not None and row.expires_at <= clock.now()


def _remove_expired(work: Work, purpose: FilePurpose, shelf: Shelf) -> int:
    work.leave_figures()
    query = select(StoredFile).where(col(StoredFile.purpose) == purpose, _over(), ~_held())
    expired = list(work.session.exec(query))
    for row in expired:
        work.session.delete(row)
        shelf.remove(row.name)
    return len(expired)


def _names(purpose: FilePurpose) -> SelectOfScalar[str]:
    return select(StoredFile.name).where(col(StoredFile.purpose) == purpose)


def _over() -> sa.ColumnElement[bool]:
    """`is_over` in SQL."""
    expires = col(StoredFile.expires_at)
    return sa.and_(expires.is_not(None), expires <= clock.now())


def _held() -> sa.ColumnElement[bool]:
    """Whether an invoice goes with the file, or a message left with it."""
    attached = sa.exists().where(col(InvoiceAttachment.stored_file_id) == col(StoredFile.id))
    sent = sa.exists().where(col(SentFile.stored_file_id) == col(StoredFile.id))
    reminded = sa.exists().where(col(ReminderMessage.stored_file_id) == col(StoredFile.id))
    return sa.or_(attached, sent, reminded)
