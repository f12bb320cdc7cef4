"""Tasks of the demo's companies: on the board, late ones and some of a partner's people."""

import datetime as dt

from sqlmodel import col, select

from moment_ui.core.actor import Actor
from moment_ui.db.work import Work, writing
from moment_ui.domain.tasks.commands import create_task
from moment_ui.domain.tasks.rules import TaskDraft
from moment_ui.models.project import CoWorker, Project, ProjectStatus
from moment_ui.models.task import Task, TaskState

TASKS: tuple[tuple[str, TaskState, int | None, str, tuple[str, ...]], ...] = (
    ("Send rammesøknad til kommunen", TaskState.TO_DO, 6, "Vedlegg D og E mangler signatur.", ()),
    ("Avklar brannkonsept med RIBr", TaskState.TO_DO, -2, "", ("Rømningsveier", "Sprinkling")),
    ("Bestill grunnundersøkelse", TaskState.TO_DO, 13, "", ()),
    ("Tegn fasader sør og vest", TaskState.IN_PROGRESS, 1, "Målestokk 1:100.", ("Sør", "Vest")),
    ("Mengder for trapp og rekkverk", TaskState.IN_PROGRESS, 0, "", ()),
    ("Svar fra nabo om grense", TaskState.WAITING, -5, "Purret forrige uke.", ()),
    ("Pris på solskjerming", TaskState.WAITING, 9, "", ()),
    ("Referat fra byggemøte 7", TaskState.DONE, -3, "", ()),
    ("Planløsning plan 2 godkjent", TaskState.DONE, -8, "", ()),
)
"""Title, column, days until it is due, description and checklist."""


def add_tasks(actors: dict[str, Actor]) -> bool:
    """Write tasks down in every company that has none, in a transaction each; False when all had some."""
    added = False
    for slug in sorted(actors):
        with writing(actors[slug]) as work:
            if work.session.exec(select(col(Task.id)).limit(1)).first() is None:
                _fill(work)
                added = True
    return added


def _fill(work: Work) -> None:
    projects = select(Project).where(Project.status == ProjectStatus.ACTIVE)
    found = list(work.session.exec(projects.order_by(col(Project.id).desc()).limit(5)))
    people = select(CoWorker).where(col(CoWorker.user_id).is_not(None))
    team = list(work.session.exec(people.order_by(col(CoWorker.id)).limit(5)))
    if not (found and team):
        return
    for place, (title, state, days, text, items) in reversed([*enumerate(TASKS)]):
        draft = TaskDraft(
            title,
            text,
            found[place % len(found)].key,
            team[place % len(team)].key,
            work.today() + dt.timedelta(days=days) if days is not None else None,
            state,
            items,
        )
        create_task(work, draft)
