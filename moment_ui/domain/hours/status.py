"""Timesheet status: how far each co-worker has come, and locking what is done."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.elements import Condition
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import Entry, record_many
from moment_ui.domain.hours.errors import LockChanged
from moment_ui.domain.hours.groups import monday_in
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.project import CoWorker
from moment_ui.models.timesheet import TimesheetWeek

WEEK, WORKING_DAYS = dt.timedelta(days=7), 5
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Status:
    """How far a co-worker's timesheet has come; whole minutes, of the weeks that begin on Mondays.

    `locked_until`: the last day that is locked. `not_approved` are rows that wait, over all time.
    """

    id: int
    name: str
    is_external: bool
    last_on: dt.date | None
    this_week: int
    last_week: int
    expected: int
    submitted_until: dt.date | None
    not_approved: int
    not_approved_minutes: int
    locked_until: dt.date | None


@dataclass(frozen=True, slots=True)
class InTheWay:
    """What speaks against locking a co-worker's days: weeks not submitted, rows not approved."""

    id: int
    name: str
    weeks: int
    rows: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Locked:
    """What a lock or an unlock did: the first open day of each co-worker before, and after."""

    before: tuple[tuple[int, dt.date | None], ...]
    after: dt.date | None


@needs(Permission.LOCK_HOURS)
def timesheet_status(work: Work) -> list[Status]:
    """Every active co-worker who writes hours here, by name; externals with a home write theirs there."""
    monday = monday_of(work.today())
    sums = _sums(work, monday)
    submitted = dict(
        tuple(row)
        for row in records(
            work,
            sa.select(
                col(TimesheetWeek.co_worker_id), sa.func.max(col(TimesheetWeek.monday))
            ).group_by(col(TimesheetWeek.co_worker_id)),
        )
    )
    query = select(CoWorker).where(col(CoWorker.active).is_(True)).order_by(col(CoWorker.name))
    return [_status(row, sums, submitted) for row in work.session.exec(query)]


@needs(Permission.LOCK_HOURS)
def lock_preview(work: Work, co_worker_ids: Collection[int], last: dt.date) -> list[InTheWay]:
    """Who of these has weeks up to and with a day that are not submitted, or hours not approved; by name."""
    people = _people(work, co_worker_ids)
    open_rows = _open_rows(work, people, last)
    weeks = _unsubmitted(work, people, last)
    found = [
        InTheWay(key, row.name, weeks.get(key, 0), *open_rows.get(key, (0, 0)))
        for key, row in people.items()
    ]
    return sorted((one for one in found if one.weeks or one.rows), key=lambda one: one.name)


@needs(Permission.LOCK_HOURS)
def lock(work: Work, co_worker_ids: Collection[int], last: dt.date) -> Locked:
    """Lock the hours of co-workers up to and with a day; a later lock stays. Raises NotFound."""
    people = _people(work, co_worker_ids, hold=True)
    first_open = last + ONE_DAY
    behind = {
        key: row
        for key, row in people.items()
        if row.hours_locked_before is None or row.hours_locked_before < first_open
    }
    return _set(work, behind, dict.fromkeys(behind, first_open), "lock_hours", first_open)


@needs(Permission.LOCK_HOURS)
def unlock(work: Work, co_worker_ids: Collection[int], first: dt.date | None = None) -> Locked:
    """Open days again, from `first` on or all of them. Raises NotFound."""
    people = _people(work, co_worker_ids, hold=True)
    locked = {key: row for key, row in people.items() if row.hours_locked_before is not None}
    return _set(work, locked, dict.fromkeys(locked, first), "unlock_hours", first)


@needs(Permission.LOCK_HOURS)
def undo_lock(work: Work, done: Locked) -> int:
    """Give back the locks of before; returns how many. Raises LockChanged when another one was set since."""
    before = dict(done.before)
    people = _people(work, before, hold=True)
    if any(row.hours_locked_before != done.after for row in people.values()):
        raise LockChanged
    _set(work, people, before, "undo_lock_hours", None)
    return len(people)


def monday_of(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def _sums(work: Work, monday: dt.date) -> Mapping[int, Any]:
    day, minutes = col(TimeRecord.day), col(TimeRecord.minutes)
    waits = col(TimeRecord.status) == HoursStatus.NOT_APPROVED

    def total(when: Any, value: Any) -> Any:
        return sa.func.coalesce(sa.func.sum(sa.case((when, value), else_=0)), 0)

    query = sa.select(
        col(TimeRecord.co_worker_id),
        sa.func.max(day),
        total(sa.and_(day >= monday, day < monday + WEEK), minutes),
        total(sa.and_(day >= monday - WEEK, day < monday), minutes),
        total(waits, 1),
        total(waits, minutes),
    ).group_by(col(TimeRecord.co_worker_id))
    return {row[0]: row for row in records(work, query)}


def _status(row: CoWorker, sums: Mapping[int, Any], submitted: Mapping[int, dt.date]) -> Status:
    nothing = (row.key, None, 0, 0, 0, 0)
    _key, last_on, this_week, last_week, waiting, waiting_minutes = sums.get(row.key, nothing)
    monday, before = submitted.get(row.key), row.hours_locked_before
    return Status(
        row.key,
        row.name,
        row.is_external,
        last_on,
        int(this_week),
        int(last_week),
        row.day_minutes * WORKING_DAYS,
        monday + WEEK - ONE_DAY if monday else None,
        int(waiting),
        int(waiting_minutes),
        before - ONE_DAY if before else None,
    )


def _people(work: Work, co_worker_ids: Iterable[int], *, hold: bool = False) -> dict[int, CoWorker]:
    wanted = set(co_worker_ids)
    query = (
        select(CoWorker).where(col(CoWorker.id).in_(wanted)).order_by(col(CoWorker.id))
    ).execution_options(populate_existing=True)
    found = {row.key: row for row in work.session.exec(query.with_for_update() if hold else query)}
    if found.keys() != wanted:
        raise NotFound(_("The co-worker"))
    return found


def _open_rows(
    work: Work, people: Mapping[int, CoWorker], last: dt.date
) -> dict[int, tuple[int, int]]:
    query = (
        sa.select(
            col(TimeRecord.co_worker_id), sa.func.count(), sa.func.sum(col(TimeRecord.minutes))
        )
        .where(
            *_would_lock(people, last),
            col(TimeRecord.status) == HoursStatus.NOT_APPROVED,
        )
        .group_by(col(TimeRecord.co_worker_id))
    )
    return {key: (count, int(minutes)) for key, count, minutes in records(work, query)}


def _unsubmitted(work: Work, people: Mapping[int, CoWorker], last: dt.date) -> dict[int, int]:
    """By co-worker how many weeks with hours, not locked yet, were never submitted."""
    monday = monday_in(work)
    sent = sa.exists().where(
        col(TimesheetWeek.co_worker_id) == col(TimeRecord.co_worker_id),
        col(TimesheetWeek.monday) == monday,
    )
    query = (
        sa.select(col(TimeRecord.co_worker_id), sa.func.count(monday.distinct()))
        .where(*_would_lock(people, last), col(TimeRecord.origin_id).is_(None), sa.not_(sent))
        .group_by(col(TimeRecord.co_worker_id))
    )
    return dict(tuple(row) for row in records(work, query))


def _would_lock(people: Mapping[int, CoWorker], last: dt.date) -> tuple[Condition, ...]:
    """What holds for the rows of these that a lock up to a day makes fast: those that none holds yet."""
    locked: dict[dt.date | None, list[int]] = {}
    for key, row in people.items():
        locked.setdefault(row.hours_locked_before, []).append(key)
    whose = col(TimeRecord.co_worker_id)
    anew = (
        whose.in_(keys)
        if before is None
        else sa.and_(whose.in_(keys), col(TimeRecord.day) >= before)
        for before, keys in locked.items()
    )
    return sa.or_(sa.false(), *anew), col(TimeRecord.day) <= last


def _set(
    work: Work,
    people: Mapping[int, CoWorker],
    values: Mapping[int, dt.date | None],
    action: str,
    after: dt.date | None,
) -> Locked:
    before = tuple((key, row.hours_locked_before) for key, row in people.items())
    entries = [
        Entry(row, row.name, {"hours_locked_before": (row.hours_locked_before, values[key])})
        for key, row in people.items()
    ]
    for key, row in people.items():
        row.hours_locked_before = values[key]
        work.session.add(row)
    work.session.flush()
    record_many(work, action, entries)
    work.emit("hours")
    return Locked(before, after)
