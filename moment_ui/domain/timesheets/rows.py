"""The rows that a co-worker keeps, in the order they were put in; and how one likes the timesheet."""

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.timesheets.errors import HoursLocked
from moment_ui.domain.timesheets.own import choice_of, held_me, open_activity
from moment_ui.models.project import CoWorker
from moment_ui.models.timesheet import TimesheetRow


@needs(Permission.WRITE_HOURS)
def keep_row(work: Work, activity_id: int, at: int | None = None) -> None:
    """Keep a row in one's timesheet, whether hours are written on it or not.

    It comes last, or to the place `at` (0 for the first): then it is the undo of `drop_row`. Raises
    NotFound, HoursLocked for an activity that one cannot write on.
    """
    person = held_me(work)
    _activity, lock = open_activity(work, person, activity_id)
    if lock:
        raise HoursLocked(lock)
    rows = _kept(work, person)
    if all(row.activity_id != activity_id for row in rows):
        place = len(rows) if at is None else min(max(at, 0), len(rows))
        rows.insert(place, TimesheetRow(co_worker_id=person.key, activity_id=activity_id))
        _number(work, rows)


@needs(Permission.WRITE_HOURS)
def drop_row(work: Work, activity_id: int) -> int | None:
    """Keep a row no longer; returns the place it had, None when it was not kept."""
    person = held_me(work)
    rows = _kept(work, person)
    at = next((at for at, row in enumerate(rows) if row.activity_id == activity_id), None)
    if at is not None:
        work.session.delete(rows.pop(at))
        _number(work, rows)
    return at


@needs(Permission.WRITE_HOURS)
def move_row(work: Work, activity_id: int, by: int) -> None:
    """Move a kept row up (−1) or down (1) among those that are kept."""
    person = held_me(work)
    rows = _kept(work, person)
    at = next((at for at, row in enumerate(rows) if row.activity_id == activity_id), None)
    if at is not None and 0 <= at + by < len(rows):
        rows.insert(at + by, rows.pop(at))
        _number(work, rows)


@needs(Permission.WRITE_HOURS)
def choose_quick_input(work: Work, *, quick: bool) -> None:
    """Let digits alone be hours in one's timesheet, or no longer."""
    choice = choice_of(work, held_me(work))
    choice.quick_input = quick
    work.session.add(choice)
    work.leave_figures()


@needs(Permission.WRITE_HOURS)
def choose_activities(work: Work, *, everything: bool) -> None:
    """Show every activity of one's projects, or those alone that one keeps or writes on."""
    choice = choice_of(work, held_me(work))
    choice.all_activities = everything
    work.session.add(choice)
    work.leave_figures()


def _kept(work: Work, person: CoWorker) -> list[TimesheetRow]:
    query = (
        select(TimesheetRow)
        .where(TimesheetRow.co_worker_id == person.key)
        .order_by(col(TimesheetRow.position), col(TimesheetRow.id))
    )
    return list(work.session.exec(query))


def _number(work: Work, rows: list[TimesheetRow]) -> None:
    for position, row in enumerate(rows):
        row.position = position
        work.session.add(row)
    work.leave_figures()
