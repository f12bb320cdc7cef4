"""Copying hours: last week's into this one, or one day's into another. Locked days and filled cells stay."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.hours.news import Told, tell_hours
from moment_ui.domain.mirrors import hours as mirrors
from moment_ui.domain.timesheets.entries import (
    Place,
    new_entry,
    remove_entries,
    written_on,
)
from moment_ui.domain.timesheets.grid import NOTHING, RowKey, SheetCell, cells_of
from moment_ui.domain.timesheets.locks import day_lock, record_lock, submitted
from moment_ui.domain.timesheets.own import held_me, me, open_activity
from moment_ui.domain.timesheets.rules import Week
from moment_ui.domain.timesheets.typed import DAY
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import Activity, CoWorker
from moment_ui.models.timesheet import HoursType


@dataclass(frozen=True, slots=True)
class Copy:
    """An entry to be made: where, and its whole minutes."""

    place: Place
    minutes: int
    billable_minutes: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What copying would do: entries, those left out, and the rows they are of."""

    copies: tuple[Copy, ...]
    skipped: int
    rows: tuple[RowKey, ...]

    @property
    def minutes(self) -> int:
        """All that would be written."""
        return sum(copy.minutes for copy in self.copies)


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: the entries made, and their minutes."""

    ids: tuple[int, ...]
    minutes: int
    skipped: int


Days = dict[dt.date, dt.date]
"""From the day that is copied to the day it is copied to."""


@needs(Permission.WRITE_HOURS)
def week_plan(work: Work, week: Week) -> Plan:
    """What copying the week before into a week would do."""
    return _plan(work, me(work), _week_days(week))


@needs(Permission.WRITE_HOURS)
def copy_week(work: Work, week: Week) -> Copied:
    """Write the hours of the week before in a week, without their comments.

    Raises InvoicedByMain or NotShared of a partner company: then nothing is copied.
    """
    return _copy(work, _week_days(week))


@needs(Permission.WRITE_HOURS)
def copy_day(work: Work, source: dt.date, target: dt.date) -> Copied:
    """Write the hours of one day on another, without their comments. Raises as `copy_week`."""
    return _copy(work, {source: target})


@needs(Permission.WRITE_HOURS)
def undo_copy(work: Work, copied: Copied) -> int:
    """Take away what was copied and is still as it was; returns how many entries went."""
    person = held_me(work)
    query = (
        select(TimeRecord)
        .where(
            TimeRecord.co_worker_id == person.key,
            col(TimeRecord.id).in_(copied.ids),
            TimeRecord.version == 1,
        )
        .order_by(col(TimeRecord.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    rows = [row for row in work.session.exec(query) if _may_go(work, person, row)]
    remove_entries(work, rows)
    return len(rows)


def _may_go(work: Work, person: CoWorker, row: TimeRecord) -> bool:
    shut = submitted(work, person.key, Week.of(row.day)) is not None
    return record_lock(row) is None and day_lock(person, row.day, submitted=shut) is None


def _week_days(week: Week) -> Days:
    return dict(zip(week.later(-1).days, week.days, strict=True))


def _copy(work: Work, days: Days) -> Copied:
    person = held_me(work)
    plan = _plan(work, person, days)
    made = [_made(work, person, copy) for copy in plan.copies]
    work.session.add_all(made)
    mirrors.follow(work, made)
    tell_hours(work, [Told(row, 0, row.minutes) for row in made])
    return Copied(tuple(row.key for row in made), plan.minutes, plan.skipped)


def _made(work: Work, person: CoWorker, copy: Copy) -> TimeRecord:
    activity = work.session.exec(
        select(Activity).where(Activity.id == copy.place.activity_id)
    ).one()
    row = new_entry(person, copy.place, activity)
    row.minutes, row.billable_minutes = copy.minutes, copy.billable_minutes
    return row


def _plan(work: Work, person: CoWorker, days: Days) -> Plan:
    """What can be copied; locks, filled cells and full days are counted as left out."""
    cells = {week: cells_of(work, person, week) for week in _weeks(days)}
    found = [
        (key, target, cell)
        for source, target in days.items()
        for key, row in cells[Week.of(source)].items()
        if (cell := row.get(source, NOTHING)).minutes
    ]
    rows = dict.fromkeys(key for key, _target, _cell in found if _is_open(work, person, key))
    left = {day: _room(work, person, day) for day in days.values()}
    copies: list[Copy] = []
    for key, target, cell in found:
        there = cells[Week.of(target)].get(key, {}).get(target, NOTHING)
        if key in rows and not there.entries and cell.minutes <= left[target]:
            left[target] -= cell.minutes
            copies.append(_copy_of(key, target, cell))
    return Plan(tuple(copies), len(found) - len(copies), tuple(rows))


def _weeks(days: Days) -> Iterable[Week]:
    return {Week.of(day) for day in (*days, *days.values())}


def _copy_of(key: RowKey, day: dt.date, cell: SheetCell) -> Copy:
    billable = sum(entry.billable_minutes for entry in cell.entries)
    return Copy(Place(key[0], day, key[1]), cell.minutes, billable)


def _is_open(work: Work, person: CoWorker, key: RowKey) -> bool:
    activity_id, type_id = key
    _activity, lock = open_activity(work, person, activity_id)
    if lock or type_id is None:
        return lock is None
    query = select(HoursType.id).where(HoursType.id == type_id, col(HoursType.active).is_(True))
    return work.session.exec(query).first() is not None


def _room(work: Work, person: CoWorker, day: dt.date) -> int:
    """The minutes that can still be written on a day, none on a locked one."""
    shut = submitted(work, person.key, Week.of(day)) is not None
    locked = day_lock(person, day, submitted=shut) is not None
    return 0 if locked else DAY - written_on(work, person.key, day)
