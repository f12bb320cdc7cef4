"""Where a card stands in its column. For this noun's commands, within their transaction."""

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.elements import Condition
from moment_ui.db.work import Work
from moment_ui.domain.tasks.rules import GAP, between, spread
from moment_ui.models.task import Task, TaskState


def held(work: Work, task_id: int, seen: Condition, *beside: int | None) -> dict[int, Task]:
    """The task that `seen` lets one see, and those beside it, held by id until the transaction ends.

    Two who put cards behind the same one wait for each other, and neither takes the other's place.
    Raises NotFound for the task alone; what stood beside it may have gone.
    """
    ids = {task_id, *(key for key in beside if key is not None)}
    query = (
        select(Task)
        .where(col(Task.id).in_(ids), seen)
        .order_by(col(Task.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    found = {row.key: row for row in work.session.exec(query)}
    if task_id not in found:
        raise NotFound(_("The task"))
    return found


def put(work: Work, task: Task, state: TaskState, after: Task | None) -> None:
    """Stand a task in a column behind another one there; at its top without one."""
    here = after is not None and after.state is state and after is not task
    task.position = _behind(work, task, after) if after and here else _top(work, task, state)
    if (state is TaskState.DONE) != (task.state is TaskState.DONE):
        task.done_on = work.today() if state is TaskState.DONE else None
    task.state = state
    task.version += 1
    work.session.add(task)


def _top(work: Work, task: Task, state: TaskState) -> int:
    query = select(sa.func.min(col(Task.position))).where(Task.state == state, Task.id != task.id)
    first = work.session.exec(query).first()
    return GAP if first is None else first - GAP


def _behind(work: Work, task: Task, after: Task) -> int:
    found = between(after.position, _next(work, task, after))
    if found is not None:
        return found
    _make_room(work, after.state)
    found = between(after.position, _next(work, task, after))
    return after.position if found is None else found


def _next(work: Work, task: Task, after: Task) -> int | None:
    place = sa.tuple_(col(Task.position), col(Task.id))
    query = (
        select(col(Task.position))
        .where(Task.state == after.state, Task.id != task.id)
        .where(place > sa.tuple_(sa.literal(after.position), sa.literal(after.key)))
        .order_by(col(Task.position), col(Task.id))
        .limit(1)
    )
    return work.session.exec(query).first()


def _make_room(work: Work, state: TaskState) -> None:
    """Number a column's cards anew. They have been halved twenty times between the same two."""
    query = select(Task).where(Task.state == state).order_by(col(Task.position), col(Task.id))
    rows = list(work.session.exec(query.with_for_update(key_share=True)))
    for row, place in zip(rows, spread(len(rows)), strict=True):
        row.position = place
    work.session.flush()
