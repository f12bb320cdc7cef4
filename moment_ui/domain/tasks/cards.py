"""Cards of a board: tasks with what stands on them, of one company. For this noun's queries."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.folding import folded
from moment_ui.db.elements import Condition
from moment_ui.db.lists import contains
from moment_ui.db.work import Work
from moment_ui.domain.tasks.rules import Due, Wanted
from moment_ui.models.project import CoWorker, Project
from moment_ui.models.task import Task, TaskItem, TaskState

SHOWN = 100
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Card:
    """A task on a board. `company` is "" for one's own; `done` of `items` lines are ticked.

    `mine`: assigned to the reader. Of a partner's task that is somebody else's there is no description.
    """

    id: int
    title: str
    description: str
    project: str
    assignee: str
    mine: bool
    due_on: dt.date | None
    state: TaskState
    items: int = 0
    done: int = 0
    may_move: bool = False
    may_edit: bool = False
    slug: str = ""
    company: str = ""


def conditions(wanted: Wanted, today: dt.date) -> list[Condition]:
    """What a board's filter says of tasks, apart from people, projects and companies."""
    found = [contains(col(Task.search), folded(word)) for word in wanted.text.split()]
    open_ones = col(Task.state) != TaskState.DONE
    if wanted.due is Due.OVERDUE:
        found += [col(Task.due_on) < today, open_ones]
    elif wanted.due is Due.WEEK:
        found += [col(Task.due_on) < today + WEEK, open_ones]
    elif wanted.due is Due.NONE:
        found += [col(Task.due_on).is_(None)]
    return found


def read_cards(work: Work, *where: Condition) -> list[Card]:
    """The first hundred cards of each column, in their order; without what one may do with them."""
    found: list[Card] = []
    for state in TaskState:
        query = (
            sa.select(
                Task,
                col(Project.number),
                col(Project.name),
                col(CoWorker.name),
                sa.case((col(CoWorker.active).is_(True), col(CoWorker.user_id))),
            )
            .outerjoin(Project, col(Project.id) == col(Task.project_id))
            .outerjoin(CoWorker, col(CoWorker.id) == col(Task.assignee_id))
            .where(col(Task.state) == state, *where)
            .order_by(col(Task.position), col(Task.id))
            .limit(SHOWN)
        )
        rows: list[Any] = list(cast("Any", work.session).exec(query))
        ticks = _ticks(work, [row[0].id for row in rows])
        found += [_card(work, ticks, *row) for row in rows]
    return found


def _card(work: Work, ticks: dict[int, tuple[int, int]], task: Task, *joined: Any) -> Card:
    number, project, assignee, user_id = joined
    done, items = ticks.get(task.key, (0, 0))
    return Card(
        task.key,
        task.title,
        task.description,
        f"{number} {project}" if number else "",
        assignee or "",
        user_id == work.actor.user_id,
        task.due_on,
        task.state,
        items,
        done,
    )


def _ticks(work: Work, ids: list[int]) -> dict[int, tuple[int, int]]:
    """By task, how many lines of the checklist are ticked, and how many there are."""
    ticked = sa.func.sum(sa.case((col(TaskItem.done).is_(True), 1), else_=0))
    query = (
        sa.select(col(TaskItem.task_id), ticked, sa.func.count())
        .where(col(TaskItem.task_id).in_(ids))
        .group_by(col(TaskItem.task_id))
    )
    found: Any = cast("Any", work.session).exec(query) if ids else ()
    return {key: (int(done), count) for key, done, count in found}
