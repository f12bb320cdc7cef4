"""A payment in doubt: attached to the invoices that somebody chooses, set aside, or brought back."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.decimals import Bounds, decimal
from moment_ui.core.errors import Invalid
from moment_ui.core.fields import Unfit, line
from moment_ui.core.money import ZERO
from moment_ui.core.words import _
from moment_ui.core.writing import Writer, writer
from moment_ui.domain.payment_files.single import Share, attach, bring_back, set_aside
from moment_ui.domain.payment_files.suggesting import Suggestion, invoices_found
from moment_ui.reports.payments.bank_pages import payment_asked
from moment_ui.reports.payments.payment_view import InvoiceChoice
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.undoing import undoing

AMOUNTS = Bounds(Decimal(-(10**12)), Decimal(10**12))
MAY = frozenset({Permission.REGISTER_PAYMENTS})


@dataclass
class ShareLine:
    """An invoice that was chosen, with its part as typed."""

    id: int = 0
    title: str = ""
    outstanding: str = ""
    amount: str = ""


class AttachState(FormState, AppState, rx.State):
    """One payment, and the invoices it is for."""

    form_name: ClassVar[str] = "attach"
    needs: ClassVar[frozenset[Permission]] = MAY

    title: rx.Field[str] = rx.field("")
    about: rx.Field[str] = rx.field("")
    offered: rx.Field[list[InvoiceChoice]] = rx.field(default_factory=list)
    found: rx.Field[list[InvoiceChoice]] = rx.field(default_factory=list)
    shares: rx.Field[list[ShareLine]] = rx.field(default_factory=list)
    left: rx.Field[str] = rx.field("")
    _entry_id: int = 0
    _amount: Decimal = ZERO
    _currency: str = "NOK"
    _known: dict[int, Suggestion] = {}

    @rx.event
    async def start(self, entry_id: int) -> None:
        """Open the dialog for a payment, with what it may be for."""
        asked = await self._read(payment_asked, check.row_id(entry_id))
        self._entry_id = entry_id
        self._amount, self._currency, self.about = asked.amount, asked.currency, asked.about
        self._known = {each.invoice_id: each for each in asked.offered}
        write = self._written()
        self.title = f"{write.amount(self._amount, self._currency)} {self._currency}"
        self.offered = [_choice(each, write, self._currency) for each in asked.offered]
        self.found, self.shares = [], []
        self._count()
        self._open({"find": ""})

    @rx.event
    async def find(self, words: str) -> None:
        """Look for invoices by number or customer."""
        if self.opened:
            found = await self._read(invoices_found, self._entry_id, check.text(words))
            self._known |= {each.invoice_id: each for each in found}
            write = self._written()
            self.found = [_choice(each, write, self._currency) for each in found]

    @rx.event
    async def choose(self, invoice_id: int) -> None:
        """Take an invoice: with what is left of the payment, at most what is outstanding on it."""
        invoice = self._known.get(check.row_id(invoice_id))
        if invoice is None or any(each.id == invoice.invoice_id for each in self.shares):
            return
        left = self._rest()
        part = min(left, invoice.outstanding) if invoice.outstanding > ZERO else left
        write = self._written()
        share = ShareLine(
            invoice.invoice_id,
            f"{invoice.number} {invoice.customer}",
            write.amount(invoice.outstanding, self._currency),
            write.exact(part or left, 2),
        )
        self.shares = [*self.shares, share]
        self._count()

    @rx.event
    async def drop(self, invoice_id: int) -> None:
        """Let go of an invoice that was chosen."""
        invoice_id = check.row_id(invoice_id)
        self.shares = [each for each in self.shares if each.id != invoice_id]
        self._count()

    @rx.event
    async def set_amount(self, invoice_id: int, text: str) -> None:
        """Say how much is for an invoice."""
        invoice_id, text = check.row_id(invoice_id), check.text(text, 40)
        self.shares = [
            replace(each, amount=text) if each.id == invoice_id else each for each in self.shares
        ]
        self._count()

    def _fields(self) -> tuple[str, ...]:
        return ("find",)

    async def _save(self, texts: dict[str, str]) -> Events:
        del texts
        try:
            shares = [Share(each.id, decimal(each.amount, AMOUNTS)) for each in self.shares]
        except Unfit as unfit:
            raise Invalid(shares=unfit.message) from unfit
        await self._write(attach, self._entry_id, shares)
        self._shut()
        await tell(
            self, "success", _("The payment of {amount} is posted.").format(amount=self.title)
        )
        return []

    def _rest(self) -> Decimal:
        """What is not given to any invoice yet; what cannot be read counts as nothing."""
        left = self._amount
        for each in self.shares:
            try:
                left -= decimal(each.amount, AMOUNTS)
            except Unfit:
                continue
        return left

    def _count(self) -> None:
        left = self._rest()
        words = f"{self._written().amount(left, self._currency)} {self._currency}"
        self.left = words if left else ""

    def _written(self) -> Writer:
        actor = self._actor()
        return writer(actor.locale, actor.timezone)


class SetAsideState(FormState, AppState, rx.State):
    """Why a payment is left out of the work list."""

    form_name: ClassVar[str] = "set-aside"
    needs: ClassVar[frozenset[Permission]] = MAY

    _entry_id: int = 0  # the form is about it
    _set_aside: int = 0

    @rx.event
    async def start(self, entry_id: int) -> None:
        """Ask for the reason."""
        self._entry_id = check.row_id(entry_id)
        self._open({"note": ""})

    @rx.event
    async def put_back(self, entry_id: int) -> None:
        """Put a payment back on the work list."""
        await self._write(bring_back, check.row_id(entry_id))

    @rx.event
    async def undo(self) -> None:
        """Put the payment set aside last back."""
        if self._set_aside:
            async with undoing(self, SetAsideState.undo):
                await self._write(bring_back, self._set_aside)
                self._set_aside = 0

    def _fields(self) -> tuple[str, ...]:
        return ("note",)

    async def _save(self, texts: dict[str, str]) -> Events:
        try:
            reason = line(texts["note"], 500)
        except Unfit as unfit:
            raise Invalid(note=unfit.message) from unfit
        await self._write(set_aside, self._entry_id, reason)
        self._set_aside = self._entry_id
        self._shut()
        await tell(self, "success", _("The payment is set aside."), SetAsideState.undo)
        return []


def _choice(each: Suggestion, write: Writer, currency: str) -> InvoiceChoice:
    return InvoiceChoice(
        each.invoice_id,
        str(each.number),
        each.customer,
        write.amount(each.outstanding, currency),
        why=" · ".join(each.reasons),
    )
