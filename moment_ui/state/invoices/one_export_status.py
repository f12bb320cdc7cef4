"""The export status of one invoice: asked for in its cell of a list, or on its page."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.invoices.export_status import (
    ExportStatusChange,
    export_status,
    restore_export_status,
    set_export_status,
)
from moment_ui.models.invoice import ExportStatus
from moment_ui.reports.invoices.invoice_page import title
from moment_ui.reports.marks import EXPORT_STATUS
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.invoices.export_status import said_back
from moment_ui.state.undoing import undoing


class OneExportStatusState(AppState, rx.State):
    """Whether one invoice goes to accounting. What is chosen is saved at once, and can be taken back."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_INVOICES, Permission.CHANGE_EXPORT_STATUS}
    )

    opened: rx.Field[bool] = rx.field(default=False)
    name: rx.Field[str] = rx.field("")
    status: rx.Field[str] = rx.field("")
    _invoice_id: int = 0
    _opened_at: str = ""
    _change: ExportStatusChange | None = None

    @rx.event
    async def start(self, invoice: str) -> None:
        """Show what can be chosen for an invoice, and what it has."""
        found = await self._read(export_status, check.row_id(invoice))
        self.name, self.status = title(found), found.export_status.value
        self._invoice_id, self._opened_at = found.key, self.router.url.path
        self.opened = True

    @rx.event
    async def choose(self, status: str) -> None:
        """Give it this status. A second click changes nothing."""
        wanted = ExportStatus(check.one_of(status, tuple(ExportStatus)))
        if not self.opened:
            return
        change = await self._write(set_export_status, [self._invoice_id], wanted)
        self._shut()
        if not change.count:
            return
        self._change = change
        said = _("{name} is now “{status}”.").format(
            name=self.name, status=EXPORT_STATUS[wanted].word
        )
        await tell(self, "success", said, OneExportStatusState.undo)

    @rx.event
    async def undo(self) -> None:
        """Take the last choice back."""
        change = self._change
        if change is None:
            return
        async with undoing(self, OneExportStatusState.undo):
            count = await self._write(restore_export_status, change)
            self._change = None
            await tell(self, "success", said_back(count))

    @rx.event
    async def set_open(self, opened: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """Leave it as it is: Escape, the cross, or a click beside the dialog."""
        if not check.flag(opened):
            self._shut()

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    def _shut(self) -> None:
        self.opened = False

    def _leave_behind(self) -> None:
        if self.opened and self.router.url.path != self._opened_at:
            self._shut()
