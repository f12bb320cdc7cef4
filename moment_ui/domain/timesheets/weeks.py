"""Handing in a week, and taking it back while nothing of it is approved."""

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.hours.news import TOPIC
from moment_ui.domain.timesheets.errors import NothingWritten, WeekApproved
from moment_ui.domain.timesheets.locks import submitted
from moment_ui.domain.timesheets.own import held_me
from moment_ui.domain.timesheets.rules import Week
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.project import CoWorker
from moment_ui.models.timesheet import TimesheetWeek


@needs(Permission.WRITE_HOURS)
def submit_week(work: Work, week: Week) -> bool:
    """Submit one's own week: nothing is written in it from now on; whether it was open before.

    Raises NothingWritten.
    """
    person = held_me(work)
    if submitted(work, person.key, week) is not None:
        return False
    if not _statuses(work, person, week):
        raise NothingWritten
    row = TimesheetWeek(
        co_worker_id=person.key,
        monday=week.monday,
        submitted_at=clock.now(),
        submitted_by_name=work.actor.name,
    )
    work.session.add(row)
    work.session.flush()
    _tell(work, "submit_week", row, week)
    return True


@needs(Permission.WRITE_HOURS)
def take_back_week(work: Work, week: Week) -> bool:
    """Open a submitted week again; whether it was submitted. Raises WeekApproved."""
    person = held_me(work)
    row = submitted(work, person.key, week)
    if row is None:
        return False
    if set(_statuses(work, person, week)) - {HoursStatus.NOT_APPROVED}:
        raise WeekApproved
    work.session.delete(row)
    _tell(work, "take_back_week", row, week)
    return True


def _statuses(work: Work, person: CoWorker, week: Week) -> list[HoursStatus]:
    """How far the hours of a week are that were written here, held until the transaction ends."""
    query = (
        select(TimeRecord)
        .where(
            TimeRecord.co_worker_id == person.key,
            TimeRecord.day >= week.monday,
            TimeRecord.day < week.later(1).monday,
            TimeRecord.minutes > 0,
            col(TimeRecord.origin_id).is_(None),
        )
        .order_by(col(TimeRecord.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return [row.status for row in work.session.exec(query)]


def _tell(work: Work, action: str, row: TimesheetWeek, week: Week) -> None:
    record(work, action, row, week.name)
    work.emit(TOPIC)
