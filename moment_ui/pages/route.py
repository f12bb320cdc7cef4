"""What a page declares about itself, apart from its layout."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.state.bell import BellState
from moment_ui.state.forms import FormsState
from moment_ui.state.shell import ShellState


@dataclass(frozen=True, slots=True)
class Route:
    """One address and the page behind it.

    `path` is Reflex's, with parameters in brackets; `permission` is what a reader needs to open
    it (`None`: a log-in is enough); `public` pages open without one.
    """

    path: str
    page: Callable[[], rx.Component]
    title: str
    on_load: tuple[Any, ...] = ()
    permission: Permission | None = None
    public: bool = False

    @property
    def handlers(self) -> list[Any]:
        """What runs when the page is opened; pages of a company keep their frame up to date.

        Forms that were opened at another address are closed: they are about its row.
        The bell's watch stands last: Reflex ends it when the reader goes to another page.
        """
        if not self.path.startswith("/[company]"):
            return list(self.on_load)
        return [ShellState.load, FormsState.leave_behind, *self.on_load, BellState.watch]
