"""One invoice as it stands: read by its address, kept up to date, its paper drawn beside it."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.domain.access.cookies import slug_in
from moment_ui.reports.invoices.invoice_page import invoice_page
from moment_ui.reports.invoices.invoice_preview import page_count
from moment_ui.reports.invoices.invoice_view import InvoiceView
from moment_ui.state.base import Operation
from moment_ui.state.composing import Composing
from moment_ui.state.paths import id_after

TOPICS = ("invoices", "customers", "contacts", "projects", "hours", "vat", "invoicing")


class InvoiceCore(Composing, mixin=True):
    """The invoice in the address, and the handlers that read it."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_INVOICES})

    shown: rx.Field[InvoiceView] = rx.field(default_factory=InvoiceView)

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    def _id(self) -> int:
        return id_after(self.router.url.path, "invoices") or 0

    def _topics(self) -> tuple[str, ...]:
        return TOPICS

    def _page(self) -> Operation[[int], InvoiceView]:
        return invoice_page

    def _view(self) -> InvoiceView:
        return self.shown

    def _put_view(self, view: InvoiceView) -> None:
        self.shown = view

    async def _pictures(self, row_id: int) -> list[str]:
        count, stamp = await self._read(page_count, row_id)
        slug = slug_in(self.router.url.path)
        return [
            f"/api/invoices/{slug}/{row_id}/pages/{page}.png?v={stamp}"
            for page in range(1, count + 1)
        ]
