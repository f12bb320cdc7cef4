"""Making hours of another kind: all of a row in a week at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.hours.news import Told, tell_hours
from moment_ui.domain.mirrors import hours as mirrors
from moment_ui.domain.timesheets.entries import check_kind
from moment_ui.domain.timesheets.errors import HoursLocked
from moment_ui.domain.timesheets.grid import RowKey
from moment_ui.domain.timesheets.locks import day_lock, record_lock, submitted
from moment_ui.domain.timesheets.own import held_me, open_activity
from moment_ui.domain.timesheets.rules import Week
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import CoWorker


@dataclass(frozen=True, slots=True)
class Retyped:
    """Which entries are of another kind now, and of which they were."""

    week: Week
    ids: tuple[int, ...]
    before: int | None


@needs(Permission.WRITE_HOURS)
def set_row_kind(work: Work, week: Week, row: RowKey, kind_id: int | None) -> Retyped:
    """Make a row's hours in a week of another kind (None: ordinary).

    Raises NotFound, HoursLocked when one of its days or hours is locked: then all stay.
    """
    activity_id, before = row
    person = held_me(work)
    _activity, lock = open_activity(work, person, activity_id)
    if lock:
        raise HoursLocked(lock)
    check_kind(work, kind_id)
    query = select(TimeRecord).where(
        TimeRecord.activity_id == activity_id,
        TimeRecord.day >= week.monday,
        TimeRecord.day < week.later(1).monday,
        col(TimeRecord.hours_type_id).is_not_distinct_from(before),
    )
    rows = work.session.exec(_held(query, person)).all()
    _set(work, week, person, rows, kind_id)
    return Retyped(week, tuple(each.key for each in rows), before)


@needs(Permission.WRITE_HOURS)
def undo_row_kind(work: Work, done: Retyped) -> None:
    """Undo `set_row_kind`. Raises HoursLocked."""
    person = held_me(work)
    query = select(TimeRecord).where(col(TimeRecord.id).in_(done.ids))
    rows = work.session.exec(_held(query, person)).all()
    _set(work, done.week, person, rows, done.before)


def _held(query: SelectOfScalar[TimeRecord], person: CoWorker) -> SelectOfScalar[TimeRecord]:
    return (
        query.where(TimeRecord.co_worker_id == person.key)
        .order_by(col(TimeRecord.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _set(
    work: Work, week: Week, person: CoWorker, rows: Sequence[TimeRecord], kind_id: int | None
) -> None:
    shut = submitted(work, person.key, week) is not None
    for row in rows:
        lock = record_lock(row) or day_lock(person, row.day, submitted=shut)
        if lock:
            raise HoursLocked(lock)
        row.hours_type_id = kind_id
        row.version += 1
    mirrors.follow(work, rows)
    tell_hours(work, [Told(row, row.minutes, row.minutes) for row in rows])
