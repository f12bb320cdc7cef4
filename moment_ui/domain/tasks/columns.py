"""What a company calls the columns of its board, and their order."""

from collections.abc import Mapping, Sequence

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.tasks.rules import COLUMN_NAMES
from moment_ui.models.task import TaskColumn, TaskState

Columns = list[tuple[TaskState, str]]


@needs(Permission.VIEW_TASKS)
def columns(work: Work) -> Columns:
    """The columns in their order, each with the name the reader sees."""
    rows = {row.state: row for row in work.session.exec(select(TaskColumn))}
    order = list(TaskState)
    places = {
        state: (rows[state].position if state in rows else order.index(state)) for state in order
    }
    return [
        (state, (rows[state].name if state in rows else "") or COLUMN_NAMES[state])
        for state in sorted(order, key=lambda each: (places[each], order.index(each)))
    ]


@needs(Permission.EDIT_PROJECTS)
def set_columns(
    work: Work, names: Mapping[TaskState, str], order: Sequence[TaskState]
) -> tuple[dict[TaskState, str], list[TaskState]]:
    """Name the columns, "" as we do, and order them; returns names and order as they were.

    Raises Invalid unless the order holds each column once.
    """
    if sorted(order) != sorted(TaskState):
        raise Invalid(order=_("Each column stands once."))
    query = select(TaskColumn).order_by(col(TaskColumn.id)).with_for_update()
    rows = {row.state: row for row in work.session.exec(query)}
    shown = columns(work)
    own = {state: rows[state].name if state in rows else "" for state in TaskState}
    for place, state in enumerate(order):
        row = rows.get(state) or TaskColumn(state=state)
        row.name, row.position = names.get(state, ""), place
        row.version += 1
        work.session.add(row)
    changes = differences({"columns": shown}, {"columns": columns(work)})
    record(work, "set_task_columns", ("task_column", None), "", changes)
    work.emit("tasks")
    return own, [state for state, _name in shown]
