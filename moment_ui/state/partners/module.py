"""Whether the company has partner companies on: for the pages that lead to the set-up."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.domain.partners.commands import partners_on
from moment_ui.state.base import AppState


class PartnerModuleState(AppState, rx.State):
    """On or off; `shown` to those who may change it."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_INVOICES})

    on: rx.Field[bool] = rx.field(default=False)
    shown: rx.Field[bool] = rx.field(default=False)

    @rx.event
    async def load(self) -> None:
        """Read whether it is on."""
        self.shown = self._actor().may(Permission.SETUP_PARTNERS)
        self.on = await self._read(partners_on)
