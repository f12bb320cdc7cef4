"""Rows of the project in the address, each edited in a form; what is done to them can be taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.state import arguments as check
from moment_ui.state.base import Operation, tell
from moment_ui.state.form import FormState
from moment_ui.state.paths import id_after
from moment_ui.state.projects.project_page import ProjectPageState
from moment_ui.state.undoing import undoing

MOST_KEPT = 20


@dataclass(frozen=True, slots=True)
class WayBack:
    """What takes an act back: a command with its arguments."""

    command: Operation[..., Any]
    args: tuple[Any, ...]
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RowKind:
    """A kind of row: the fields of its form, what they mean, and the command that moves one."""

    fields: tuple[str, ...]
    read: Callable[[Mapping[str, str]], Any]
    move: Operation[..., str]


class ProjectRows(FormState, mixin=True):
    """A mixin: a row being added or changed, and what is done to rows at once."""

    kind: ClassVar[RowKind]

    editing: rx.Field[bool] = rx.field(default=False)
    _ways_back: dict[int, WayBack] = {}
    _acts: int = 0

    @rx.event
    async def undo(self, act: int) -> Any:
        """Take an act back, by the number that its message has."""
        wanted = check.row_id(act)
        way = self._ways_back.get(wanted)
        if way is None:
            return None
        async with undoing(self, type(self).undo(wanted)):
            await self._write(way.command, *way.args, **way.options)
            kept = {key: each for key, each in self._ways_back.items() if key != wanted}
            self._ways_back = kept
        return ProjectPageState.reload

    @rx.event
    async def move(self, row_id: int, by: int) -> Any:
        """Move a row a place up (−1) or down (1); the message can take it back."""
        wanted, step = check.row_id(row_id), check.whole(by, -1, 1)
        if name := await self._write(self.kind.move, wanted, step):
            text = _("{name} is moved.").format(name=name)
            await self._done(text, self.kind.move, wanted, -step)
        return ProjectPageState.reload

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _done(
        self, said: str, command: Operation[..., Any], *args: Any, **options: Any
    ) -> None:
        """Tell of an act, with the command that takes it back."""
        self._acts += 1
        kept = dict(list(self._ways_back.items())[1 - MOST_KEPT :])
        self._ways_back = {**kept, self._acts: WayBack(command, args, options)}
        await tell(self, "success", said, type(self).undo(self._acts))

    def _project_id(self) -> int:
        return id_after(self.router.url.path, "projects") or 0

    def _fields(self) -> tuple[str, ...]:
        return self.kind.fields

    async def _check_field(self, key: str, text: str) -> str:
        try:
            self.kind.read({"name": "-", key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""
