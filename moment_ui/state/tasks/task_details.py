"""A task that the reader may look at, tick and move, and not change: one's own, where one is a guest."""

from dataclasses import replace
from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.domain.tasks import commands
from moment_ui.domain.tasks.queries import task
from moment_ui.reports.tasks.board_view import CardLine, ItemLine, item_lines
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.tasks.board import TaskBoardState
from moment_ui.state.tasks.task_forms import TaskState


class TaskDetailsState(AppState, rx.State):
    """The card that was opened."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_TASKS})

    opened: rx.Field[bool] = rx.field(default=False)
    card: rx.Field[CardLine] = rx.field(default_factory=CardLine)
    text: rx.Field[str] = rx.field("")
    lines: rx.Field[list[ItemLine]] = rx.field(default_factory=list)
    may_tick: rx.Field[bool] = rx.field(default=False)

    @rx.event
    async def show(self, key: str) -> None:
        """Open a card of the board."""
        wanted = check.text(key)
        board = await self.get_state(TaskBoardState)
        cards = [card for column in board.view.columns for card in column.cards]
        found = next((card for card in cards if card.key == wanted), None)
        if found is None:
            raise check.BadArgument
        self.card, self.text, self.lines, self.may_tick = found, found.about, [], False
        if not found.company:
            stored = await self._read(task, found.id)
            self.text, self.lines = stored.description, item_lines(stored.items)
            self.may_tick = stored.may_tick
        self.opened = True

    @rx.event
    async def open_row(self, task_id: str) -> object:
        """Open a task of the list: its form for who may change it."""
        key = check.row_id(task_id)
        if self._actor().may(Permission.EDIT_TASKS):
            return TaskState.edit(str(key))
        stored = await self._read(task, key)
        self.card = CardLine(key=str(key), id=key, title=stored.title)
        self.text, self.lines, self.may_tick = (
            stored.description,
            item_lines(stored.items),
            stored.may_tick,
        )
        self.opened = True
        return None

    @rx.event
    async def tick(self, item_id: int, done: bool) -> object:  # noqa: FBT001 - a box calls it so
        """Tick a line of the checklist."""
        key, yes = check.row_id(item_id), check.flag(done)
        await self._write(commands.tick_item, key, done=yes)
        self.lines = [replace(one, done=yes) if one.id == key else one for one in self.lines]
        return TaskBoardState.reload

    @rx.event
    async def move_to(self, column: str) -> object:
        """Put the card into a column, and close it."""
        self.opened = False
        return TaskBoardState.move_to(self.card.key, check.text(column))

    @rx.event
    async def set_open(self, opened: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """Close the card."""
        self.opened = self.opened and check.flag(opened)
