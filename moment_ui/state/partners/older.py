"""Expenses that were written before two companies began to share them: brought over from the set-up."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import plural
from moment_ui.domain.expenses import sharing
from moment_ui.state.base import AppState, tell
from moment_ui.state.partners.setup import PartnersState
from moment_ui.state.undoing import undoing


class OlderExpensesState(AppState, rx.State):
    """Bringing older expenses over, and taking that back."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.SETUP_PARTNERS, Permission.EDIT_EXPENSES}
    )

    _brought: list[int] = []

    @rx.event
    async def bring(self) -> Any:
        """Clone what waits to the main projects; the message takes it back."""
        self._brought = await self._write(sharing.bring_older)
        count = len(self._brought)
        said = plural(
            "{count} expense is brought over.", "{count} expenses are brought over.", count
        )
        await tell(self, "success", said, OlderExpensesState.take_back if count else None)
        return PartnersState.load

    @rx.event
    async def take_back(self) -> Any:
        """Take what was brought over last out of the main projects again."""
        if not self._brought:
            return None
        async with undoing(self, OlderExpensesState.take_back):
            await self._write(sharing.take_back, self._brought)
            self._brought = []
        return PartnersState.load
