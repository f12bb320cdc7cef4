"""Tasks of one's own company as a list."""

import datetime as dt
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col
from typing_extensions import override

from moment_ui.core.actor import Permission
from moment_ui.core.selection import Selection
from moment_ui.db.elements import Condition
from moment_ui.db.lists import Join, by, contains
from moment_ui.db.work import Work
from moment_ui.domain.lists.declared import Facet
from moment_ui.domain.lists.meanings import days, one_of, words
from moment_ui.domain.lists.source import ListSource
from moment_ui.domain.tasks.scope import may_see
from moment_ui.models.project import CoWorker, Project
from moment_ui.models.task import Task, TaskState

_PROJECT = Join(Project, col(Project.id) == col(Task.project_id), outer=True)
_ASSIGNEE = Join(CoWorker, col(CoWorker.id) == col(Task.assignee_id), outer=True)


class TaskRow(NamedTuple):
    """A task in a list."""

    id: int
    title: str
    description: str
    state: TaskState
    project_id: int | None
    number: str | None
    project: str | None
    assignee: str | None
    due_on: dt.date | None
    done_on: dt.date | None
    created_at: dt.datetime
    created_by: str


class TaskList(ListSource[TaskRow]):
    """Nobody sees more here than on the board."""

    @override
    def conditions(
        self, work: Work, selection: Selection, *, counting: str = ""
    ) -> list[Condition]:
        """The WHERE of a selection, among what the actor may see."""
        return [may_see(work), *super().conditions(work, selection, counting=counting)]


def _word(word: str) -> Condition:
    return contains(col(Task.search), word)


def _named(found: Any, key: Any, table: type[Any]) -> Any:
    return sa.func.lower(sa.select(found).where(col(table.id) == key).scalar_subquery())


TASK_LIST = TaskList(
    needs=Permission.EDIT_TASKS,
    table=Task,
    row=TaskRow,
    joins=(_PROJECT, _ASSIGNEE),
    columns={
        "id": col(Task.id),
        "title": col(Task.title),
        "description": col(Task.description),
        "state": col(Task.state),
        "project_id": col(Task.project_id),
        "number": col(Project.number),
        "project": col(Project.name),
        "assignee": col(CoWorker.name),
        "due_on": col(Task.due_on),
        "done_on": col(Task.done_on),
        "created_at": col(Task.created_at),
        "created_by": col(Task.created_by_name),
    },
    meanings={
        "text": words(_word),
        "state": one_of(col(Task.state)),
        "project": one_of(col(Task.project_id)),
        "assignee": one_of(col(Task.assignee_id)),
        "due": days(col(Task.due_on)),
        "done": days(col(Task.done_on)),
    },
    usual={"state": col(Task.state) != TaskState.DONE},
    facets={"state": Facet(col(Task.state))},
    sortings={
        "title": by(sa.func.lower(col(Task.title))),
        "state": by(col(Task.state)),
        "project": by(_named(col(Project.number), col(Task.project_id), Project)),
        "assignee": by(_named(col(CoWorker.name), col(Task.assignee_id), CoWorker)),
        "due": by(col(Task.due_on)),
        "done": by(col(Task.done_on)),
        "created": by(col(Task.created_at)),
    },
    plain_sums={},
    guarded={},
)
