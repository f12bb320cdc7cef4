"""The dialog that says who can see a customer."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.reports.customers.who_can_see import Onlookers, who_can_see
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.paths import id_after


class WhoCanSeeState(AppState, rx.State):
    """Who can see the customer in the address, read when the dialog opens and at each search."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_CUSTOMERS})

    opened: rx.Field[bool] = rx.field(default=False)
    found: rx.Field[Onlookers] = rx.field(default_factory=Onlookers)

    @rx.event
    async def start(self) -> None:
        """Read them all and open the dialog."""
        await self._find("")
        self.opened = True

    @rx.event
    async def find(self, text: str) -> None:
        """Those whose name or e-mail has the text."""
        await self._find(check.text(text))

    @rx.event
    async def set_open(self, opened: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The dialog's own way to close."""
        self.opened = check.flag(opened) and self.opened

    async def _find(self, text: str) -> None:
        customer_id = id_after(self.router.url.path, "customers") or 0
        self.found = await self._read(who_can_see, customer_id, text)
