"""One invoice, read only; a draft can be refreshed and removed."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, LoggedOut, NotFound
from moment_ui.core.words import _, plural
from moment_ui.domain.drafts.commands import refresh_draft
from moment_ui.domain.drafts.removing import RemovedDraft, remove_draft, restore_draft
from moment_ui.reports.invoice_page import InvoiceView, invoice_page
from moment_ui.state.base import AppState, requires, tell
from moment_ui.state.paths import base_of, id_after


class InvoiceState(AppState, rx.State):
    """The invoice in the address."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_INVOICES})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    shown: rx.Field[InvoiceView] = rx.field(default_factory=InvoiceView)
    _removed: RemovedDraft | None = None

    @rx.event
    async def load(self) -> None:
        """Read the invoice that the address names."""
        path = self.router.url.path
        self.base = base_of(path)
        try:
            self.shown = await self._read(invoice_page, self._invoice())
        except LoggedOut:
            raise
        except AppError as error:
            self.phase, self.problem = "failed", error.message
        else:
            self.phase = "ready"

    @rx.event
    @requires(Permission.CREATE_INVOICES)
    async def refresh(self) -> None:
        """Make the draft anew with the options that hold now."""
        count = await self._write(refresh_draft, self._invoice())
        self.shown = await self._read(invoice_page, self._invoice())
        text = plural("{count} option was different.", "{count} options were different.", count)
        said = text if count else _("Nothing was different.")
        await tell(self, "success", _("The draft is refreshed.") + " " + said)

    @rx.event
    @requires(Permission.CREATE_INVOICES)
    async def remove(self) -> Any:
        """Remove the draft; the message can take it back."""
        removed = self._removed = await self._write(remove_draft, self._invoice())
        await tell(self, "success", _("The draft is deleted."), InvoiceState.undo_remove)
        return rx.redirect(f"{self.base}/customers/{removed.customer_id}/invoices")

    @rx.event
    @requires(Permission.CREATE_INVOICES)
    async def undo_remove(self) -> Any:
        """Put the draft removed last back, and show it."""
        removed, self._removed = self._removed, None
        if removed is None:
            return None
        draft_id = await self._write(restore_draft, removed)
        return rx.redirect(f"{base_of(self.router.url.path)}/finances/invoices/{draft_id}")

    def _invoice(self) -> int:
        """The invoice that the address names."""
        invoice_id = id_after(self.router.url.path, "invoices")
        if invoice_id is None:
            raise NotFound(_("The invoice"))
        return invoice_id
