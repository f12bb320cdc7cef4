"""The dialog that makes a draft's lines anew from what they bill, after showing what changes."""

from typing import ClassVar

import reflex as rx

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, LoggedOut
from moment_ui.core.words import plural
from moment_ui.domain.billing.commands import refresh_lines
from moment_ui.domain.composing.rows import Seen
from moment_ui.reports.invoices.refresh_view import ChangeLine, refresh_view
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.paths import id_after


class RefreshLinesState(AppState, rx.State):
    """What would change on the draft in the address."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {
            Permission.VIEW_INVOICES,
            Permission.CREATE_INVOICES,
            Permission.EDIT_BILLING,
            Permission.VIEW_CUSTOMERS,
            Permission.VIEW_RATES,
        }
    )

    opened: rx.Field[bool] = rx.field(default=False)
    problem: rx.Field[str] = rx.field("")
    lines: rx.Field[list[ChangeLine]] = rx.field(default_factory=list)
    _seen: Seen = Seen(0, 0)
    _opened_at: str = ""

    @rx.event
    async def start(self) -> None:
        """Show what would change up to today."""
        try:
            await self._look()
        except LoggedOut:
            raise
        except AppError as error:
            await tell(self, "error", error.message)
            return
        self._opened_at = self.router.url.path
        self.problem, self.opened = "", True

    @rx.event
    async def apply(self) -> None:
        """Change the lines that are shown. A second click changes nothing."""
        if not self.opened or not self.lines:
            return
        seen, self._seen = self._seen, Seen(0, 0)
        if not seen.row_id:
            return
        today = clock.today(self._actor().timezone)
        try:
            count = await self._write(refresh_lines, seen, today)
        except LoggedOut:
            raise
        except AppError as error:
            await self._look()
            self.problem = error.message
            return
        self._shut()
        text = plural("{count} line is made anew.", "{count} lines are made anew.", count)
        await tell(self, "success", text)

    @rx.event
    async def close(self) -> None:
        """Leave the draft as it is."""
        self._shut()

    @rx.event
    async def set_open(self, opened: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The dialog's own way to close: Escape and the cross."""
        if not check.flag(opened):
            self._shut()

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _look(self) -> None:
        invoice_id = id_after(self.router.url.path, "invoices") or 0
        today = clock.today(self._actor().timezone)
        self.lines, version = await self._read(refresh_view, invoice_id, today)
        self._seen = Seen(invoice_id, version)

    def _shut(self) -> None:
        self.opened = False

    def _leave_behind(self) -> None:
        if self.opened and self.router.url.path != self._opened_at:
            self._shut()
