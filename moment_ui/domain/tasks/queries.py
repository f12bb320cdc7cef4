"""Reading the task board, one task, and what the form of one offers."""

import datetime as dt
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.elements import Condition
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.tasks.cards import SHOWN, Card, conditions, read_cards
from moment_ui.domain.tasks.columns import Columns, columns
from moment_ui.domain.tasks.partners import Partner, partner_cards, sharing_partners
from moment_ui.domain.tasks.rules import Wanted
from moment_ui.domain.tasks.scope import is_mine, may_see, me
from moment_ui.models.project import CoWorker, Project, ProjectMember, ProjectStatus
from moment_ui.models.task import Task, TaskItem, TaskState

MOST_PROJECTS = 300


@dataclass(frozen=True, slots=True)
class Board:
    """What a board shows. `counts` is of one's own company's cards, also of those not shown."""

    columns: Columns
    cards: list[Card]
    counts: dict[TaskState, int]
    partners: list[Partner]


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """A task as stored; `items` are (id, text, ticked)."""

    id: int
    version: int
    title: str
    description: str
    project_id: int | None
    assignee_id: int | None
    due_on: dt.date | None
    state: TaskState
    items: tuple[tuple[int, str, bool], ...]
    may_tick: bool


@dataclass(frozen=True, slots=True)
class TaskChoices:
    """What forms and filters offer, as (id, name): the projects in use, and co-workers."""

    projects: list[tuple[int, str]]
    people: list[tuple[int, str]]


@needs(Permission.VIEW_TASKS)
def board(work: Work, wanted: Wanted) -> Board:
    """The board as the filter asks for it, with the cards of partners behind one's own."""
    where = [may_see(work), *conditions(wanted, work.today()), *_narrowed(work, wanted)]
    may_edit = work.actor.may(Permission.EDIT_TASKS)
    own = [
        replace(card, may_edit=may_edit, may_move=may_edit or card.mine)
        for card in read_cards(work, *where)
    ]
    partners = sharing_partners(work)
    cards = [*own, *partner_cards(work, wanted, partners)]
    return Board(columns(work), cards, _counts(work, own, where), partners)


@needs(Permission.VIEW_TASKS)
def task(work: Work, task_id: int) -> TaskRecord:
    """One task of the company. Raises NotFound."""
    query = select(Task).where(Task.id == task_id, may_see(work))
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The task"))
    items = select(TaskItem).where(TaskItem.task_id == task_id)
    order = items.order_by(col(TaskItem.position), col(TaskItem.id))
    own = select(Task.id).where(Task.id == task_id, is_mine(work))
    return TaskRecord(
        row.key,
        row.version,
        row.title,
        row.description,
        row.project_id,
        row.assignee_id,
        row.due_on,
        row.state,
        tuple((item.key, item.text, item.done) for item in work.session.exec(order)),
        work.actor.may(Permission.EDIT_TASKS) or work.session.exec(own).first() is not None,
    )


@needs(Permission.VIEW_TASKS)
def task_choices(work: Work) -> TaskChoices:
    """Projects that are not closed and active co-workers; of an external's own projects only."""
    projects = (
        select(col(Project.id), col(Project.number), col(Project.name))
        .where(Project.status != ProjectStatus.CLOSED)
        .order_by(col(Project.number).desc())
        .limit(MOST_PROJECTS)
    )
    people = select(col(CoWorker.id), col(CoWorker.name)).where(col(CoWorker.active).is_(True))
    if not work.actor.may(Permission.VIEW_PROJECTS):
        own = select(col(ProjectMember.project_id)).where(
            col(ProjectMember.co_worker_id).in_(me(work))
        )
        projects = projects.where(col(Project.id).in_(own))
        people = people.where(col(CoWorker.user_id) == work.actor.user_id)
    return TaskChoices(
        [(key or 0, f"{number} {name}") for key, number, name in work.session.exec(projects)],
        [(key or 0, name) for key, name in work.session.exec(people.order_by(col(CoWorker.name)))],
    )


def _narrowed(work: Work, wanted: Wanted) -> list[Condition]:
    found: list[Condition] = [is_mine(work)] if wanted.mine else []
    if wanted.project_id is not None:
        found.append(col(Task.project_id) == wanted.project_id)
    if wanted.assignee_id is not None:
        found.append(col(Task.assignee_id) == wanted.assignee_id)
    return found


def _counts(work: Work, own: list[Card], where: list[Condition]) -> dict[TaskState, int]:
    """How many there are in each column; counted anew only where not all are shown."""
    counts = {state: sum(card.state is state for card in own) for state in TaskState}
    if max(counts.values()) < SHOWN:
        return counts
    query = select(col(Task.state), sa.func.count()).where(*where).group_by(col(Task.state))
    return counts | dict(work.session.exec(query))
