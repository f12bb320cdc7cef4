"""A week of hours for tests: activities of the look-alike companies, and short ways to write on them."""

import datetime as dt
from typing import Any

from sqlmodel import col, select

from moment_ui.core.actor import Actor
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.timesheets.commands import set_cell
from moment_ui.domain.timesheets.entries import Place as Cell
from moment_ui.domain.timesheets.entries import Saved, Shown, Wanted
from moment_ui.domain.timesheets.queries import Sheet, week_sheet
from moment_ui.domain.timesheets.rules import Week
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import Activity, CoWorker, ProjectMember
from moment_ui.models.timesheet import HoursType
from tests import factories
from tests.world import Place

MONDAY = dt.date(2026, 11, 16)
TUESDAY, FRIDAY = MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=4)
WEEK = Week(MONDAY)


def activity_of(place: Place, number: str = "P-100") -> int:
    """The activity of a project."""
    with reading(place.administrator) as work:
        query = select(Activity.id).where(Activity.project_id == place.projects[number])
        return work.session.exec(query).one() or 0


def person_of(work: Work, actor: Actor) -> CoWorker:
    """The co-worker with an actor's log-in."""
    return work.session.exec(select(CoWorker).where(col(CoWorker.user_id) == actor.user_id)).one()


def join(place: Place, actor: Actor, *numbers: str) -> None:
    """Put an actor's co-worker into teams."""
    with writing(place.administrator) as work:
        person = person_of(work, actor)
        for number in numbers:
            row = ProjectMember(project_id=place.projects[number], co_worker_id=person.key)
            factories.stored(work, row)


def kind(place: Place, name: str = "Overtid 50 %", **fields: Any) -> int:
    """A kind of hours."""
    with writing(place.administrator) as work:
        return factories.stored(work, HoursType(name=name, percent=50, **fields)).key


def write(actor: Actor, cell: Cell, minutes: int, shown: int = 0, **more: Any) -> Saved:
    """Write hours in a cell that showed some."""
    with writing(actor) as work:
        return set_cell(work, cell, Shown(shown), Wanted(minutes, **more))


def records(actor: Actor, **only: Any) -> list[TimeRecord]:
    """The actor's time records in the week and after, by id."""
    with reading(actor) as work:
        query = select(TimeRecord).where(
            TimeRecord.co_worker_id == person_of(work, actor).key, TimeRecord.day >= MONDAY
        )
        found = list(work.session.exec(query.order_by(col(TimeRecord.id))))
        work.session.expunge_all()
        return [row for row in found if all(getattr(row, key) == only[key] for key in only)]


def change(place: Place, row_id: int, **values: Any) -> None:
    """Let a time record be otherwise, by somebody else."""
    with writing(place.administrator) as work:
        row = work.session.exec(select(TimeRecord).where(TimeRecord.id == row_id)).one()
        for key, value in values.items():
            setattr(row, key, value)


def sheet(actor: Actor, week: Week = WEEK) -> Sheet:
    """The actor's week."""
    with reading(actor) as work:
        return week_sheet(work, week)
