"""The payments and reminders on an invoice's page, by themselves up to date."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, LoggedOut
from moment_ui.reports.ledger.reminder_view import SentLine, sent_view
from moment_ui.reports.payments.payment_view import PaymentsView, payments_view
from moment_ui.state.base import AppState
from moment_ui.state.paths import id_after


class InvoicePaymentsState(AppState, rx.State):
    """The payments of the invoice in the address."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_INVOICES})

    view: rx.Field[PaymentsView] = rx.field(default_factory=PaymentsView)
    reminders: rx.Field[list[SentLine]] = rx.field(default_factory=list)

    @rx.event
    async def load(self) -> None:
        """Read them; that there is no such invoice is said by the page."""
        try:
            self.view = await self._read(payments_view, self._here())
            self.reminders = await self._read(sent_view, self._here())
        except LoggedOut:
            raise
        except AppError:
            self.view, self.reminders = PaymentsView(), []

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what is paid meanwhile, by whomever; after `load` in `on_load`."""
        whose, invoice_id = self._whose(), self._here()
        async for _change in self._news("invoices"):
            try:
                view = await self._read(payments_view, invoice_id)
                reminders = await self._read(sent_view, invoice_id)
            except AppError:
                return
            async with self:
                here = (self._whose(), self._here())
                if here == (whose, invoice_id) and (view, reminders) != self._shown():
                    self.view, self.reminders = view, reminders

    def _shown(self) -> tuple[PaymentsView, list[SentLine]]:
        return self.view, self.reminders

    def _here(self) -> int:
        return id_after(self.router.url.path, "invoices") or 0
