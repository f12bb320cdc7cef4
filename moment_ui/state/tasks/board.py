"""Tasks → Taskboard: what it shows, its filter in the address, and moving cards."""

import dataclasses
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.tasks import commands
from moment_ui.domain.tasks.commands import DeletedTask, Moved
from moment_ui.domain.tasks.partners import move_partner_task, sharing_partners
from moment_ui.domain.tasks.rules import Due
from moment_ui.models.task import TaskState as Column
from moment_ui.reports.tasks.board_view import BoardView, board_view
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, shown_or_failed, tell
from moment_ui.state.paths import base_of
from moment_ui.state.tasks.board_address import LONGEST_TEXT, BoardAddress
from moment_ui.state.undoing import undoing

TOPICS = ("tasks", "projects", "partners")
COLUMNS = tuple(column.value for column in Column)


class TaskBoardState(AppState, rx.State):
    """The board that the address asks for."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_TASKS})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    view: rx.Field[BoardView] = rx.field(default_factory=BoardView)
    whose: rx.Field[str] = rx.field("")
    find_text: rx.Field[str] = rx.field("")
    project: rx.Field[str] = rx.field("")
    assignee: rx.Field[str] = rx.field("")
    due: rx.Field[str] = rx.field("")
    column: rx.Field[str] = rx.field(Column.TO_DO.value)
    said: rx.Field[str] = rx.field("")
    _moved: tuple[str, Moved] | None = None
    _deleted: DeletedTask | None = None

    @rx.event
    async def load(self) -> None:
        """Read the board that the address asks for."""
        asked = self._asked()
        self.whose, self.find_text, self.due = asked.whose, asked.find, asked.due
        self.project, self.assignee, self.said = asked.project, asked.assignee, ""
        with shown_or_failed(self):
            self.view = await self._read(board_view, asked.wanted())

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what others do, also in partner companies that share tasks; after `load` in `on_load`."""
        whose, query = self._whose(), self.router.url.query
        beside = tuple(each.company_id for each in await self._read(sharing_partners))
        async for _change in self._news(*TOPICS, beside=beside):
            view = await self._read(board_view, BoardAddress.of(query).wanted())
            async with self:
                same = (self._whose(), self.router.url.query) == (whose, query)
                if same and view != self.view:
                    self.view = view

    @rx.event
    async def reload(self) -> None:
        """Read the board again: something on it has just been changed."""
        await self._show()

    @rx.event
    async def show_whose(self, whose: str) -> Any:
        """Show one's own tasks, of all companies, or everybody's."""
        return self._go(whose=check.one_of(whose, ("", "mine")))

    @rx.event(supersedes=True)
    async def find(self, text: str) -> Any:
        """Show the tasks whose title holds the words."""
        return self._go(find=check.text(text, LONGEST_TEXT).strip(), replace=True)

    @rx.event
    async def set_project(self, key: str) -> Any:
        """Show one project's tasks."""
        return self._go(project=str(check.row_id(key)) if key else "")

    @rx.event
    async def set_assignee(self, key: str) -> Any:
        """Show one co-worker's tasks."""
        return self._go(assignee=str(check.row_id(key)) if key else "")

    @rx.event
    async def set_due(self, due: str) -> Any:
        """Show tasks by their due dates."""
        return self._go(due=check.one_of(due, tuple(each.value for each in Due)))

    @rx.event
    async def tick_company(self, slug: str, ticked: bool) -> Any:  # noqa: FBT001 - a box calls it so
        """Show a partner company's tasks too, or no longer."""
        code, yes = check.text(slug), check.flag(ticked)
        others = [one for one in self._asked().ticked if one != code]
        return self._go(companies=",".join([*others, code] if yes else others))

    @rx.event
    async def show_column(self, column: str) -> None:
        """Show another column on a narrow screen."""
        self.column = check.one_of(column, COLUMNS)

    @rx.event
    async def move(self, form: dict[str, Any]) -> None:
        """Put a card behind another one in a column, or at its top: dragged, or moved by keys."""
        key, column = check.form_text(form, "card"), check.form_text(form, "column")
        after = check.form_text(form, "after")
        behind = check.row_id(after) if after.isdigit() else None
        await self._move(key, Column(check.one_of(column, COLUMNS)), behind)

    @rx.event
    async def move_to(self, key: str, column: str) -> None:
        """Put a card at the top of a column."""
        await self._move(check.text(key), Column(check.one_of(column, COLUMNS)), None)

    @rx.event
    async def undo_move(self) -> None:
        """Put the card moved last back."""
        if self._moved is None:
            return
        slug, moved = self._moved
        async with undoing(self, TaskBoardState.undo_move):
            if slug:
                await self._write(move_partner_task, slug, moved.task_id, moved.before)
            else:
                await self._write(commands.undo_move, moved)
            self._moved = None
        await self._show()

    @rx.event
    @requires(Permission.EDIT_TASKS)
    async def restore(self) -> None:
        """Bring the task deleted last back."""
        if self._deleted is None:
            return
        async with undoing(self, TaskBoardState.restore):
            await self._write(commands.restore_task, self._deleted)
            self._deleted = None
        await self._show()

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _move(self, key: str, column: Column, behind: int | None) -> None:
        slug, _dash, number = key.rpartition("-")
        if slug:
            moved = await self._write(move_partner_task, slug, check.row_id(number), column)
        else:
            moved = await self._write(commands.move_task, check.row_id(number), column, behind)
        await self._show()
        self.said = self._place_of(key, moved.title)
        if moved.before is not moved.now:
            self._moved = (slug, moved)
            name = next(each.name for each in self.view.columns if each.state == column)
            text = _("{title}: {column}").format(title=moved.title, column=name)
            await tell(self, "success", text, TaskBoardState.undo_move)

    def _place_of(self, key: str, title: str) -> str:
        """Where a card stands now, for who cannot see it."""
        for column in self.view.columns:
            keys = [card.key for card in column.cards]
            if key in keys:
                text = _("{title}: {column}, {place} of {count}")
                place = keys.index(key) + 1
                return text.format(title=title, column=column.name, place=place, count=len(keys))
        return ""

    async def _show(self) -> None:
        self.view = await self._read(board_view, self._asked().wanted())
        self.phase = "ready"

    async def _forget(self, deleted: DeletedTask) -> None:
        """Say that a task was deleted, with the way back."""
        self._deleted = deleted
        await self._show()
        text = _("{title} is deleted.").format(title=deleted.title)
        await tell(self, "success", text, TaskBoardState.restore)

    def _asked(self) -> BoardAddress:
        return BoardAddress.of(self.router.url.query)

    def _go(self, *, replace: bool = False, **changes: str) -> Any:
        asked = dataclasses.replace(self._asked(), **changes)
        path = f"{base_of(self.router.url.path)}/tasks"
        return rx.redirect(f"{path}?{asked.query}" if asked.query else path, replace=replace)
