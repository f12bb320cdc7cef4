"""What is locked of a week: days, and hours that are approved, invoiced or submitted."""

import datetime as dt

from sqlmodel import select

from moment_ui.db.work import Work
from moment_ui.domain.timesheets.rules import Lock, Week
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.project import CoWorker
from moment_ui.models.timesheet import TimesheetWeek


def submitted(work: Work, person_id: int, week: Week) -> TimesheetWeek | None:
    """The week as it was submitted; None while it is open."""
    query = select(TimesheetWeek).where(
        TimesheetWeek.co_worker_id == person_id, TimesheetWeek.monday == week.monday
    )
    return work.session.exec(query).first()


def day_lock(person: CoWorker, day: dt.date, *, submitted: bool) -> Lock | None:
    """What locks all of a day; None for nothing."""
    if person.hours_locked_before is not None and day < person.hours_locked_before:
        return Lock.DAY
    return Lock.SUBMITTED if submitted else None


def record_lock(row: TimeRecord) -> Lock | None:
    """What locks a time record by itself; None for nothing."""
    if row.origin_id is not None:
        return Lock.MIRROR
    if row.status == HoursStatus.INVOICED or row.invoice_line_id is not None:
        return Lock.INVOICED
    return Lock.APPROVED if row.status == HoursStatus.APPROVED else None
