"""Acts on the group that are asked about first, with what they will do: one dialog for all of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.domain.partners import answering, asking, membership
from moment_ui.reports.partners import consequences
from moment_ui.reports.partners.consequences import Act, Consequences
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.partners.setup import RIGHTS, PartnersState
from moment_ui.state.shell import ShellState


@dataclass
class Question:
    """What the dialog says: the act in words, what it does line by line, and the button."""

    title: str = ""
    lines: list[str] = field(default_factory=list[str])
    verb: str = ""
    grave: bool = False


class GroupActsState(AppState, rx.State):
    """The dialog that stands before pausing, leaving, removing and the like."""

    needs: ClassVar[frozenset[Permission]] = RIGHTS

    asking: rx.Field[bool] = rx.field(default=False)
    question: rx.Field[Question] = rx.field(default_factory=Question)
    _act: str = ""
    _about: int = 0
    _version: int = 0

    @rx.event
    async def ask(self, act: str, about: int, version: int) -> None:
        """Show what an act will do; `about` is the company or the group it is done to, 0 for ours."""
        self._act = check.one_of(act, tuple(Act))
        self._about, self._version = check.whole(about, 0), check.whole(version, 0)
        found: Consequences = await self._read(consequences.consequences, self._act, self._about)
        self.question = Question(found.title, list(found.lines), found.verb, found.grave)
        self.asking = True

    @rx.event
    async def forget(self) -> None:
        """Close the question when the page is opened anew; in `on_load`."""
        self.asking = False

    @rx.event
    async def set_asking(self, asking: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The dialog's own way to close."""
        self.asking = check.flag(asking) and self.asking

    @rx.event
    async def do(self) -> Any:
        """Do what was asked about."""
        if not self.asking:
            return None
        self.asking = False
        act = Act(self._act)
        doing = _DOING[act]
        name = await doing(self)
        undo = PartnersState.undo_pause() if act is Act.PAUSE else None
        said = consequences.DONE[act].format(name=name)
        await tell(self, "success", said, undo)
        if act is Act.SWITCH_OFF:
            shell = await self.get_state(ShellState)
            shell._shown = ()  # noqa: SLF001 - it reads anew
            return [PartnersState.load, ShellState.load]
        return PartnersState.load

    async def _withdraw(self) -> str:
        return await self._write(asking.withdraw, self._about, self._version)

    async def _decline(self) -> str:
        return await self._write(answering.decline, self._about, self._version)

    async def _pause(self) -> str:
        await self._write(membership.pause)
        return ""

    async def _leave(self) -> str:
        return await self._write(membership.leave, self._version)

    async def _remove(self) -> str:
        return await self._write(membership.remove, self._about, self._version)

    async def _hand_over(self) -> str:
        return await self._write(membership.hand_over, self._about, self._version)

    async def _switch_off(self) -> str:
        await self._write(membership.switch_off)
        return ""


_DOING: dict[Act, Callable[[GroupActsState], Any]] = {
    Act.WITHDRAW: GroupActsState._withdraw,  # noqa: SLF001 - one module
    Act.DECLINE: GroupActsState._decline,  # noqa: SLF001
    Act.PAUSE: GroupActsState._pause,  # noqa: SLF001
    Act.LEAVE: GroupActsState._leave,  # noqa: SLF001
    Act.REMOVE: GroupActsState._remove,  # noqa: SLF001
    Act.HAND_OVER: GroupActsState._hand_over,  # noqa: SLF001
    Act.SWITCH_OFF: GroupActsState._switch_off,  # noqa: SLF001
}
