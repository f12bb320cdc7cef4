"""Finances → Invoices."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.reports.invoices.invoices import INVOICES
from moment_ui.reports.report import Report
from moment_ui.reports.view import CHOOSE
from moment_ui.state import arguments as check
from moment_ui.state.base import requires, tell
from moment_ui.state.invoices.credit_forms import CreditState
from moment_ui.state.invoices.export_status import TickedExportStatus
from moment_ui.state.invoices.finalise_ticked import TickedDrafts
from moment_ui.state.invoices.one_export_status import OneExportStatusState
from moment_ui.state.invoices.send_ticked import TickedSending
from moment_ui.state.paths import base_of
from moment_ui.state.payments.new_payment import NewPaymentState

ON_A_PHONE = {
    "number": "l-number",
    "customer": "name grow l-name",
    "project": "grow quiet",
    "state": "l-sub",
    "gross": "l-amount",
    "outstanding": "l-side",
}
TOPICS = ("invoices", "customers", "projects")


class InvoiceListState(TickedDrafts, TickedSending, TickedExportStatus, mixin=True):
    """A list of invoices, on whose outstanding amounts payments are registered; each can be credited.

    Those that are ticked are finalised, sent, or get an export status together.
    """

    may_credit: rx.Field[bool] = rx.field(default=False)

    def _act_word(self) -> str:
        return _("New payment") if self._actor().may(Permission.REGISTER_PAYMENTS) else ""

    def _words(self) -> tuple[str, str]:
        may = self._actor().may(Permission.CHANGE_EXPORT_STATUS)
        return self._act_word(), _("Change the export status") if may else ""

    @rx.event
    async def press(self, button: str) -> Any:
        """Open what a button in a cell is for: a payment of the invoice, or its export status."""
        asked = check.text(button)
        if asked.startswith(CHOOSE):
            return OneExportStatusState.start(asked.removeprefix(CHOOSE))
        return NewPaymentState.start(asked)

    @rx.event
    @requires(Permission.CREATE_INVOICES)
    async def credit_ticked(self) -> Any:
        """Ask what the credit note of the invoice that is ticked shall do."""
        ids = await self._ticked_ids()
        if len(ids) == 1:
            return CreditState.start_for(ids[0])
        return await tell(self, "info", _("Tick the one invoice that is to be credited."))

    async def _open(self) -> None:
        await super()._open()
        self._put("may_credit", self._actor().may(Permission.CREATE_INVOICES))


class InvoicesState(InvoiceListState, rx.State):
    """All invoices and credit notes of the company."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_INVOICES})
    report: ClassVar[Report[Any]] = INVOICES
    topics: ClassVar[tuple[str, ...]] = TOPICS
    phone: ClassVar[Mapping[str, str]] = ON_A_PHONE

    @rx.event
    @requires(Permission.REGISTER_PAYMENTS)
    async def read_payments(self) -> Any:
        """Go where payment files are read."""
        return rx.redirect(f"{base_of(self.router.url.path)}/finances/payment-files")
