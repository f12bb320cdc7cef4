"""Opening a week of the timesheet and saving a cell, against the smallest unit of work in the same run.

A co-worker in forty projects of five activities each, with two years of hours in a company of fifty. The
floor of a week reads one row in a unit of work of its own; that of a cell finds one time record there,
changes it and commits. Times are CPU of this thread, as in `benchmarks.queries`.
"""

import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlmodel import select

from benchmarks.figures import Figure, at_most, told, within
from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.core.writing import writer
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.timesheets.commands import set_cell
from moment_ui.domain.timesheets.entries import Place, Shown, Wanted
from moment_ui.domain.timesheets.queries import week_sheet
from moment_ui.domain.timesheets.rules import Week
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import Activity, CoWorker, Project, ProjectMember
from moment_ui.reports.timesheet.week_view import week_view
from tests import factories
from tests.databases import filled, using

PROJECTS, ACTIVITIES, PEOPLE, DAYS = 40, 5, 50, 730
ROUNDS = 40
MONDAY = dt.date(2026, 11, 16)
MOST_TIMES_ROW, MOST_TIMES_CHANGE = 18, 6
WEEK_MS, SAVE_MS = 50, 50


def figures() -> Iterator[Figure]:
    """Milliseconds, the median of many."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "timesheet.db"
        template = filled(f"sqlite:///{file}")
        with using(template.url):
            actor = template.world.nord.project_leader
            person, activity = _fill(template.world.nord.administrator, actor)
            row = _median(lambda: _one_row(actor))
            change = _median(lambda: _one_change(actor, person))
            opened = _median(lambda: _open(actor))
            seconds = iter(range(1, ROUNDS + 2))
            saved = _median(lambda: _save(actor, activity, next(seconds)))
    yield told("A unit of work that reads one row", row, "ms")
    yield told("A unit of work that changes one time record", change, "ms")
    yield within("A week of the timesheet, against one row", opened, row, MOST_TIMES_ROW)
    yield at_most("A week of the timesheet opens", opened, WEEK_MS)
    yield within("A cell is saved, against one change", saved, change, MOST_TIMES_CHANGE)
    yield at_most("A cell is saved", saved, SAVE_MS)


def _median(call: Callable[[], Any]) -> float:
    call()
    seconds: list[float] = []
    for _round in range(ROUNDS):
        started = time.thread_time()
        call()
        seconds.append(time.thread_time() - started)
    return statistics.median(seconds) * 1000


def _open(actor: Actor) -> Any:
    with reading(actor) as work:
        sheet = week_sheet(work, Week(MONDAY))
    return week_view(sheet, writer(actor.locale, actor.timezone), MONDAY)


def _save(actor: Actor, activity: int, minutes: int) -> None:
    """Another figure each time: the same again would change nothing."""
    with writing(actor) as work:
        shown = Shown(0 if minutes == 1 else minutes - 1)
        set_cell(work, Place(activity, MONDAY), shown, Wanted(minutes))


def _one_row(actor: Actor) -> Any:
    with reading(actor) as work:
        return work.session.exec(select(CoWorker).where(CoWorker.user_id == actor.user_id)).one()


def _one_change(actor: Actor, person: int) -> None:
    with writing(actor) as work:
        query = select(TimeRecord).where(TimeRecord.co_worker_id == person).limit(1)
        work.session.exec(query).one().minutes += 1


def _fill(administrator: Actor, actor: Actor) -> tuple[int, int]:
    """Projects, people and their hours; returns the actor's co-worker and one of the activities."""
    with writing(administrator) as work:
        me = work.session.exec(select(CoWorker).where(CoWorker.user_id == actor.user_id)).one().key
        people = [factories.co_worker(work, f"Ansatt {at}").key for at in range(PEOPLE - 1)]
        activities = [each for at in range(PROJECTS) for each in _project(work, at, me)]
        _hours(work, [me, *people], activities)
        return me, activities[0].key


def _project(work: Work, at: int, member: int) -> list[Activity]:
    row = Project(number=f"T-{at}", name=f"Hus {at}", created_at=clock.now())
    factories.stored(work, row)
    factories.stored(work, ProjectMember(project_id=row.key, co_worker_id=member))
    return [
        factories.stored(work, Activity(project_id=row.key, name=f"Fase {part}", position=part))
        for part in range(ACTIVITIES)
    ]


def _hours(work: Work, people: list[int], activities: list[Activity]) -> None:
    """Two entries a day of everybody, up to the week that is opened."""
    now = clock.now()
    for back in range(1, DAYS, 30):
        rows = [
            {
                "co_worker_id": person,
                "project_id": activity.project_id,
                "activity_id": activity.key,
                "day": MONDAY + dt.timedelta(days=5 - day),
                "minutes": 225,
                "created_at": now,
            }
            for day in range(back, min(back + 30, DAYS))
            for at, person in enumerate(people)
            for activity in (
                activities[(day // 7 + at) % len(activities)],
                activities[(day // 7 + at * 3 + 1) % len(activities)],
            )
            if not (day == 5 and at == 0)  # the cell that is saved
        ]
        work.insert_rows(TimeRecord, rows)
