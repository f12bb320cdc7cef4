"""The dialog that finds the invoice a payment is for; the next one registers it."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.reports.payments.payment_view import InvoiceChoice, payable_choices
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.form import Events, FormState
from moment_ui.state.payments.new_payment import NewPaymentState


class FindPayableState(FormState, AppState, rx.State):
    """Invoices by number, payment ID or customer; before anything is typed, those longest due."""

    form_name: ClassVar[str] = "payable"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_INVOICES, Permission.REGISTER_PAYMENTS}
    )

    choices: rx.Field[list[InvoiceChoice]] = rx.field(default_factory=list)
    words: rx.Field[str] = rx.field("")

    @rx.event
    async def start(self) -> None:
        """Open the dialog."""
        self.words, self.choices = "", await self._read(payable_choices, "")
        self._open({"find": ""})

    @rx.event(supersedes=True)
    async def find(self, words: str) -> None:
        """Offer the invoices that what was typed may mean."""
        words = check.text(words)
        found = await self._read(payable_choices, words)
        self.words, self.choices = words.strip(), found

    @rx.event
    async def choose(self, invoice: int) -> Events:
        """Go on with an invoice. A second click goes nowhere."""
        if not self.opened:
            return []
        return self._go_on(check.row_id(invoice))

    def _fields(self) -> tuple[str, ...]:
        return ("find",)

    async def _save(self, texts: dict[str, str]) -> Events:
        """Enter takes what was found, when it is one."""
        found = await self._read(payable_choices, texts["find"])
        self.words, self.choices = texts["find"].strip(), found
        if len(found) != 1:
            asked = _("Choose one of them.") if found else _("No invoice is called so.")
            raise Invalid(find=asked)
        return self._go_on(found[0].id)

    def _go_on(self, invoice_id: int) -> Events:
        self._shut()
        return [NewPaymentState.start(str(invoice_id))]
