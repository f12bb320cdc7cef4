"""Hours that wait, by week and person: what a week comes to, and whether it was submitted."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.hours.scope import WAITING, may_approve
from moment_ui.domain.hours.status import WEEK, monday_of
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import CoWorker
from moment_ui.models.timesheet import TimesheetWeek


@dataclass(frozen=True, slots=True)
class WaitingWeek:
    """What waits of a co-worker's week: rows and whole minutes; `submitted` when the week is."""

    co_worker_id: int
    name: str
    monday: dt.date
    rows: int
    minutes: int
    submitted: bool


@needs(Permission.APPROVE_HOURS)
def weeks_waiting(work: Work) -> list[WaitingWeek]:
    """What waits for the actor, by week, the oldest first, and by person."""
    query = (
        sa.select(
            col(CoWorker.id),
            col(CoWorker.name),
            col(TimeRecord.day),
            sa.func.count(),
            sa.func.sum(col(TimeRecord.minutes)),
        )
        .select_from(TimeRecord)
        .join(CoWorker, col(CoWorker.id) == col(TimeRecord.co_worker_id))
        .where(WAITING, may_approve(work))
        .group_by(col(CoWorker.id), col(CoWorker.name), col(TimeRecord.day))
    )
    found: dict[tuple[dt.date, str, int], tuple[int, int]] = {}
    for key, name, day, rows, minutes in records(work, query):
        week = (monday_of(day), name, key)
        before = found.get(week, (0, 0))
        found[week] = (before[0] + rows, before[1] + int(minutes))
    sent = sa.select(col(TimesheetWeek.co_worker_id), col(TimesheetWeek.monday))
    submitted = {(key, monday) for key, monday in records(work, sent)}
    return [
        WaitingWeek(key, name, monday, rows, minutes, (key, monday) in submitted)
        for (monday, name, key), (rows, minutes) in sorted(found.items())
    ]


@needs(Permission.APPROVE_HOURS)
def waiting_in_week(work: Work, co_worker_id: int, monday: dt.date) -> list[int]:
    """The ids of what waits for the actor in a co-worker's week."""
    query = sa.select(col(TimeRecord.id)).where(
        WAITING,
        may_approve(work),
        col(TimeRecord.co_worker_id) == co_worker_id,
        col(TimeRecord.day) >= monday,
        col(TimeRecord.day) < monday + WEEK,
    )
    return [key for key in work.session.scalars(query) if key is not None]
