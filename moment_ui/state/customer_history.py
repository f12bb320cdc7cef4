"""The drawer with a customer's changes."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.reports.history import ChangeLine, history
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.paths import id_after


class CustomerHistoryState(AppState, rx.State):
    """Who changed what in the customer in the address."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_CUSTOMERS})

    opened: rx.Field[bool] = rx.field(default=False)
    lines: rx.Field[list[ChangeLine]] = rx.field(default_factory=list)

    @rx.event
    async def start(self) -> None:
        """Read the changes and open the drawer."""
        customer_id = id_after(self.router.url.path, "customers") or 0
        self.lines = await self._read(history, customer_id)
        self.opened = True

    @rx.event
    async def set_open(self, opened: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The drawer's own way to close."""
        self.opened = check.flag(opened) and self.opened
