"""A task being written down or changed, one being looked at, and the names of the columns."""

from dataclasses import replace
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.core.writing import writer
from moment_ui.domain.tasks import commands
from moment_ui.domain.tasks.columns import columns, set_columns
from moment_ui.domain.tasks.queries import TaskRecord, task, task_choices
from moment_ui.domain.tasks.rules import COLUMN_NAMES, read_names, read_task
from moment_ui.models.task import TaskState as Column
from moment_ui.reports.tasks.board_view import ItemLine, item_lines
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.tasks.board import TaskBoardState
from moment_ui.state.undoing import undoing

FIELDS = ("title", "description", "project_id", "assignee_id", "due_on", "state", "items")


class TaskState(FormState, AppState, rx.State):
    """The form of a task. `lines` is the checklist of one that is stored."""

    form_name: ClassVar[str] = "task"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_TASKS, Permission.EDIT_TASKS}
    )

    title: rx.Field[str] = rx.field("")
    editing: rx.Field[bool] = rx.field(default=False)
    projects: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    people: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    columns: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    lines: rx.Field[list[ItemLine]] = rx.field(default_factory=list)
    _row: int = 0
    _version: int = 0

    @rx.event
    async def start(self, column: str) -> None:
        """Open the form for a new task in a column, of what the board is narrowed to."""
        state = check.one_of(column, tuple(each.value for each in Column))
        board = await self.get_state(TaskBoardState)
        await self._offer(None)
        self._row, self.title, self.editing, self.lines = 0, _("New task"), False, []
        known = {"state": state, "project_id": board.project, "assignee_id": board.assignee}
        self._open(dict.fromkeys(FIELDS, "") | known)

    @rx.event
    async def edit(self, task_id: str) -> None:
        """Open the form with a task of the company."""
        found = await self._read(task, check.row_id(task_id))
        await self._offer(found)
        self._row, self._version, self.editing = found.id, found.version, True
        self.title = found.title
        self.lines = item_lines(found.items)
        write = writer(self._actor().locale, self._actor().timezone)
        self._open(
            {
                "title": found.title,
                "description": found.description,
                "project_id": str(found.project_id or ""),
                "assignee_id": str(found.assignee_id or ""),
                "due_on": write.day(found.due_on) if found.due_on else "",
                "state": found.state.value,
                "items": "\n".join(text for _id, text, _done in found.items),
            }
        )

    @rx.event
    async def tick(self, item_id: int, done: bool) -> Any:  # noqa: FBT001 - a box calls it so
        """Tick a line of the checklist at once."""
        key, yes = check.row_id(item_id), check.flag(done)
        await self._write(commands.tick_item, key, done=yes)
        self.lines = [replace(one, done=yes) if one.id == key else one for one in self.lines]
        return TaskBoardState.reload

    @rx.event
    async def delete(self) -> None:
        """Delete the task in the form; the message can bring it back."""
        if not (self.opened and self._row):
            return
        deleted = await self._write(commands.delete_task, self._row)
        self._shut()
        board = await self.get_state(TaskBoardState)
        await board._forget(deleted)  # noqa: SLF001 - one area

    def _fields(self) -> tuple[str, ...]:
        return FIELDS

    async def _offer(self, found: TaskRecord | None) -> None:
        choices = await self._read(task_choices)
        self.projects = _options(_("No project"), choices.projects, found and found.project_id)
        self.people = _options(_("Nobody yet"), choices.people, found and found.assignee_id)
        self.columns = [(state.value, name) for state, name in await self._read(columns)]

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = read_task(texts)
        if self._row:
            await self._write(commands.edit_task, self._row, self._version, draft)
        else:
            await self._write(commands.create_task, draft)
        self._shut()
        return [TaskBoardState.reload]


class TaskColumnsState(FormState, AppState, rx.State):
    """The names of the columns and their order."""

    form_name: ClassVar[str] = "task-columns"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_TASKS, Permission.EDIT_PROJECTS}
    )

    _before: tuple[dict[Column, str], list[Column]] | None = None

    @rx.event
    async def start(self) -> None:
        """Open the form with the columns as they are."""
        shown = await self._read(columns)
        values: dict[str, str] = {}
        for place, (state, name) in enumerate(shown, start=1):
            values[state.value] = "" if name == COLUMN_NAMES[state] else name
            values[f"{state.value}-place"] = str(place)
        self._open(values)

    @rx.event
    async def undo(self) -> Any:
        """Give the columns the names and the order they had."""
        if self._before is None:
            return None
        async with undoing(self, TaskColumnsState.undo):
            await self._write(set_columns, *self._before)
            self._before = None
        return TaskBoardState.reload

    def _fields(self) -> tuple[str, ...]:
        return tuple(key for each in Column for key in (each.value, f"{each.value}-place"))

    async def _save(self, texts: dict[str, str]) -> Events:
        names = read_names(texts)
        places = {state: texts[f"{state.value}-place"] for state in Column}
        if sorted(places.values()) != ["1", "2", "3", "4"]:
            taken = [state for state in Column if [*places.values()].count(places[state]) > 1]
            wrong = _("Each place is given once.")
            raise Invalid(**{f"{state.value}-place": wrong for state in taken or Column})
        order = sorted(Column, key=lambda state: places[state])
        self._before = await self._write(set_columns, names, order)
        await tell(self, "success", _("The columns are changed."), TaskColumnsState.undo)
        self._shut()
        return [TaskBoardState.reload]


def _options(
    nothing: str, found: list[tuple[int, str]], chosen: int | None
) -> list[tuple[str, str]]:
    """What a list offers; what is chosen and no longer offered stays choosable."""
    options = [("", nothing), *((str(key), name) for key, name in found)]
    if chosen and str(chosen) not in dict(options):
        options.append((str(chosen), _("As it is")))
    return options
