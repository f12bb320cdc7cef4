"""One invoice, read only."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, LoggedOut, NotFound
from moment_ui.core.words import _
from moment_ui.reports.invoice_page import InvoiceView, invoice_page
from moment_ui.state.base import AppState
from moment_ui.state.paths import base_of, id_after


class InvoiceState(AppState, rx.State):
    """The invoice in the address."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_INVOICES})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    shown: rx.Field[InvoiceView] = rx.field(default_factory=InvoiceView)

    @rx.event
    async def load(self) -> None:
        """Read the invoice that the address names."""
        path = self.router.url.path
        self.base = base_of(path)
        try:
            invoice_id = id_after(path, "invoices")
            if invoice_id is None:
                raise NotFound(_("The invoice"))
            self.shown = await self._read(invoice_page, invoice_id)
        except LoggedOut:
            raise
        except AppError as error:
            self.phase, self.problem = "failed", error.message
        else:
            self.phase = "ready"
