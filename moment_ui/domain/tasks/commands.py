"""Creating, changing, moving and deleting tasks of one's own company."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.core.folding import search_text
from moment_ui.core.words import _
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.tasks.errors import TaskChanged
from moment_ui.domain.tasks.places import held, put
from moment_ui.domain.tasks.rules import TaskDraft
from moment_ui.domain.tasks.scope import is_mine, may_see
from moment_ui.models.project import CoWorker, Project
from moment_ui.models.task import Task, TaskItem, TaskState

TOPIC = "tasks"


@dataclass(frozen=True, slots=True)
class Moved:
    """What `move_task` did: where the task stood, and where it stands now."""

    task_id: int
    title: str
    before: TaskState
    position: int
    now: TaskState


@dataclass(frozen=True, slots=True)
class DeletedTask:
    """What `delete_task` took away: enough to put it back."""

    title: str
    values: dict[str, Any]
    items: tuple[dict[str, Any], ...]


@needs(Permission.EDIT_TASKS)
def create_task(work: Work, draft: TaskDraft) -> int:
    """Write a task down, at the top of its column; returns its id. Raises Invalid."""
    _check_places(work, draft)
    values = asdict(draft)
    items = values.pop("items")
    row = Task(
        **values,
        search=search_text(draft.title)[:1000],
        created_by=work.actor.user_id,
        created_by_name=work.actor.name,
        created_at=clock.now(),
    )
    put(work, row, draft.state, None)
    row.done_on = work.today() if draft.state is TaskState.DONE else None
    work.session.flush()
    _set_items(work, row, items)
    record(work, "create_task", row, row.title)
    work.emit(TOPIC)
    return row.key


@needs(Permission.EDIT_TASKS)
def edit_task(work: Work, task_id: int, version: int, draft: TaskDraft) -> None:
    """Change a task; `version` is the one the form was opened with. Raises NotFound, TaskChanged, Invalid."""
    row = held(work, task_id, may_see(work))[task_id]
    if row.version != version:
        raise TaskChanged(row.title)
    _check_places(work, draft)
    now = asdict(draft)
    items, state = now.pop("items"), now.pop("state")
    changes = differences({key: getattr(row, key) for key in now}, now)
    for key, value in now.items():
        setattr(row, key, value)
    row.search = search_text(draft.title)[:1000]
    if state is not row.state:
        put(work, row, state, None)
    row.version += 1
    _set_items(work, row, items)
    record(work, "edit_task", row, row.title, changes)
    work.emit(TOPIC)


@needs(Permission.VIEW_TASKS)
def move_task(work: Work, task_id: int, state: TaskState, after_id: int | None = None) -> Moved:
    """Put a task behind another one, or at a column's top; one's own every role may move.

    Raises NotFound, NotPermitted.
    """
    rows = held(work, task_id, may_see(work), after_id)
    row = rows[task_id]
    _check_may_move(work, row)
    moved = Moved(task_id, row.title, row.state, row.position, state)
    put(work, row, state, rows.get(after_id or 0))
    if moved.before is not state:
        record(work, "move_task", row, row.title, {"state": (moved.before.value, state.value)})
    work.emit(TOPIC)
    return moved


@needs(Permission.VIEW_TASKS)
def undo_move(work: Work, moved: Moved) -> None:
    """Put a task back where it stood. Raises NotFound, NotPermitted."""
    row = held(work, moved.task_id, may_see(work))[moved.task_id]
    _check_may_move(work, row)
    put(work, row, moved.before, None)
    row.position = moved.position
    record(work, "undo_move_task", row, row.title, {"state": (moved.now, moved.before)})
    work.emit(TOPIC)


@needs(Permission.VIEW_TASKS)
def tick_item(work: Work, item_id: int, *, done: bool) -> None:
    """Tick a line of a checklist, or take the tick away. Raises NotFound, NotPermitted."""
    found = select(col(TaskItem.task_id)).where(TaskItem.id == item_id)
    task_id = work.session.exec(found).first()
    if task_id is None:
        raise NotFound(_("The line"))
    _check_may_move(work, held(work, task_id, may_see(work))[task_id])
    locked_rows(work, TaskItem, [item_id], _("The line"))[0].done = done
    work.emit(TOPIC)


@needs(Permission.EDIT_TASKS)
def delete_task(work: Work, task_id: int) -> DeletedTask:
    """Delete a task with its checklist. Raises NotFound."""
    row = held(work, task_id, may_see(work))[task_id]
    items = _items(work, task_id)
    lines = tuple({"text": item.text, "done": item.done} for item in items)
    deleted = DeletedTask(row.title, row.model_dump(exclude={"id", "company_id"}), lines)
    record(work, "delete_task", row, row.title)
    for item in items:
        work.session.delete(item)
    work.session.flush()
    work.session.delete(row)
    work.emit(TOPIC)
    return deleted


@needs(Permission.EDIT_TASKS)
def restore_task(work: Work, deleted: DeletedTask) -> int:
    """Undo `delete_task`; returns the new id."""
    row = Task(**deleted.values)
    work.session.add(row)
    work.session.flush()
    for place, item in enumerate(deleted.items):
        work.session.add(TaskItem(task_id=row.key, position=place, **item))
    record(work, "restore_task", row, row.title)
    work.emit(TOPIC)
    return row.key


def _check_may_move(work: Work, row: Task) -> None:
    if work.actor.may(Permission.EDIT_TASKS):
        return
    mine = select(Task.id).where(Task.id == row.id, is_mine(work))
    if work.session.exec(mine).first() is None:
        raise NotPermitted


def _check_places(work: Work, draft: TaskDraft) -> None:
    """The project and the co-worker are the company's. Raises Invalid."""
    wrong = _("Choose one of the list; what was chosen may have gone.")
    projects = select(Project.id).where(Project.id == draft.project_id)
    if draft.project_id is not None and work.session.exec(projects).first() is None:
        raise Invalid(project_id=wrong)
    people = select(CoWorker.id).where(CoWorker.id == draft.assignee_id)
    if draft.assignee_id is not None and work.session.exec(people).first() is None:
        raise Invalid(assignee_id=wrong)


def _set_items(work: Work, row: Task, texts: Sequence[str]) -> None:
    """Let a task have this checklist; lines that stay keep their ticks."""
    before = _items(work, row.key)
    if [item.text for item in before] == list(texts):
        return
    ticked = {item.text for item in before if item.done}
    for item in before:
        work.session.delete(item)
    for place, text in enumerate(texts):
        item = TaskItem(task_id=row.key, text=text, done=text in ticked, position=place)
        work.session.add(item)


def _items(work: Work, task_id: int) -> list[TaskItem]:
    query = select(TaskItem).where(TaskItem.task_id == task_id)
    return list(work.session.exec(query.order_by(col(TaskItem.position), col(TaskItem.id))))
