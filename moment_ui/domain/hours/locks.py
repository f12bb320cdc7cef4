"""Locked days: hours of a co-worker before a day stay as they are. Called by whatever writes hours."""

import datetime as dt
from collections.abc import Iterable

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.domain.hours.errors import DaysLocked
from moment_ui.models.project import CoWorker


def check_unlocked(work: Work, co_worker_id: int, days: Iterable[dt.date]) -> None:
    """Raises DaysLocked when one of the days is locked for the co-worker.

    The co-worker's row is held until the transaction ends, so that no lock is set meanwhile. Whoever
    moves a row from one day to another asks about both.
    """
    check_all_unlocked(work, ((co_worker_id, day) for day in days))


def check_all_unlocked(work: Work, written: Iterable[tuple[int, dt.date]]) -> None:
    """The same for days of several co-workers, by their ids. Raises DaysLocked."""
    first: dict[int, dt.date] = {}
    for co_worker_id, day in written:
        first[co_worker_id] = min(day, first.get(co_worker_id, day))
    if not first:
        return
    query = (
        select(col(CoWorker.id), col(CoWorker.name), col(CoWorker.hours_locked_before))
        .where(col(CoWorker.id).in_(first))
        .order_by(col(CoWorker.id))
        .with_for_update(key_share=True)
    )
    for key, name, before in work.session.exec(query).all():
        if before is not None and first[key or 0] < before:
            raise DaysLocked(name, before)


def all_locks(work: Work) -> dict[int, dt.date]:
    """The same of everybody: by co-worker, the first day that is open."""
    query = select(col(CoWorker.id), col(CoWorker.hours_locked_before)).where(
        col(CoWorker.hours_locked_before).is_not(None)
    )
    return {key or 0: day for key, day in work.session.exec(query) if day is not None}


def locked_days(work: Work, co_worker_ids: Iterable[int]) -> dict[int, dt.date]:
    """By co-worker, the first day that is open; those without a lock are left out."""
    query = select(col(CoWorker.id), col(CoWorker.hours_locked_before)).where(
        col(CoWorker.id).in_(set(co_worker_ids)), col(CoWorker.hours_locked_before).is_not(None)
    )
    return {key or 0: day for key, day in work.session.exec(query) if day is not None}
