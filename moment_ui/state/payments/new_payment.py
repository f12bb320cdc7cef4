"""The dialog that registers a payment or writes off, from an invoice's page and from lists of them."""

import secrets
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core import fields
from moment_ui.core.actor import Permission
from moment_ui.core.decimals import Bounds, decimal
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.core.writing import Writer, writer
from moment_ui.domain.payments.commands import post_payment, take_back, terms, write_off
from moment_ui.domain.payments.queries import Payable, payable
from moment_ui.domain.payments.rules import PaymentDraft
from moment_ui.models.payment import PaymentKind, WriteOffReason
from moment_ui.reports.payments import payment_view
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.form import Events, FormState

FIELDS = ("kind", "amount", "paid_on", "reason", "description")
KINDS = (PaymentKind.MANUAL.value, PaymentKind.WRITE_OFF.value)
BOUNDS = Bounds(Decimal(-1_000_000_000), Decimal(1_000_000_000), places=4)


class NewPaymentState(FormState, AppState, rx.State):
    """A payment on one invoice: part of it, all, too much, or money given back."""

    form_name: ClassVar[str] = "payment"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_INVOICES, Permission.REGISTER_PAYMENTS}
    )

    title: rx.Field[str] = rx.field("")
    about: rx.Field[str] = rx.field("")
    currency: rx.Field[str] = rx.field("")
    effect: rx.Field[str] = rx.field("")
    writes_off: rx.Field[bool] = rx.field(default=False)
    may_write_off: rx.Field[bool] = rx.field(default=False)
    needs_description: rx.Field[bool] = rx.field(default=False)
    _owed: Payable | None = None
    _amount: Decimal = Decimal(0)
    _act: str = ""

    @rx.event
    async def start(self, invoice: str) -> None:
        """Open the dialog for an invoice, with the amount that settles it."""
        owed = await self._read(payable, check.row_id(invoice))
        asked = await self._read(terms)
        self._owed, write = owed, self._writer()
        self.title, self.about = payment_view.title(owed), payment_view.about(owed, write)
        self.currency, self.writes_off = owed.currency, False
        self.may_write_off = self._actor().may(Permission.WRITE_OFF)
        self.needs_description = asked.need_description
        self._weigh(owed.outstanding)
        self._act = secrets.token_urlsafe(16)
        amount = payment_view.proposal(owed.outstanding, owed.currency, write)
        self._open(
            dict.fromkeys(FIELDS, "")
            | {
                "kind": PaymentKind.MANUAL.value,
                "amount": amount,
                "paid_on": write.day(asked.today),
            }
        )

    @rx.event
    async def choose(self, kind: str) -> None:
        """A payment, or a write-off, which has a reason."""
        self.writes_off = check.one_of(kind, KINDS) == PaymentKind.WRITE_OFF
        self._weigh(self._amount)

    @rx.event
    async def weigh(self, amount: str) -> None:
        """Say what the amount being typed would leave; nothing while it is none."""
        try:
            typed = decimal(check.text(amount), BOUNDS)
        except fields.Unfit:
            typed = Decimal(0)
        self._weigh(typed)

    @rx.event
    async def take_back_payment(self, payment: int) -> None:
        """Take back a payment: one that is shown, or that was registered just now."""
        await self._write(take_back, check.row_id(payment))
        await tell(self, "success", _("The payment is taken back. Both stay in the ledger."))

    def _weigh(self, amount: Decimal) -> None:
        self._amount = amount
        kind = PaymentKind.WRITE_OFF if self.writes_off else PaymentKind.MANUAL
        if self._owed is not None:
            self.effect = payment_view.effect(self._owed, amount, self._writer(), kind)

    def _fields(self) -> tuple[str, ...]:
        return FIELDS

    def _writer(self) -> Writer:
        actor = self._actor()
        return writer(actor.locale, actor.timezone)

    async def _check_field(self, key: str, text: str) -> str:
        try:
            _read_draft({"paid_on": "1.1.2026", "amount": "1", key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        owed = self._owed
        if owed is None:
            raise check.BadArgument
        draft = _read_draft(texts, act=self._act, seen=owed.outstanding)
        command = write_off if draft.kind is PaymentKind.WRITE_OFF else post_payment
        posted = await self._write(command, owed.invoice_id, draft, confirmed=self._confirmed)
        self._shut()
        said = payment_view.registered(owed, draft.amount, draft.kind, self._writer())
        undo: Any = NewPaymentState.take_back_payment
        await tell(self, "success", said, undo(posted))
        return []


def _read_draft(
    texts: Mapping[str, str], act: str = "", seen: Decimal | None = None
) -> PaymentDraft:
    """The payment that was typed. Raises Invalid, by field."""
    form = fields.Reading(texts)
    kind = PaymentKind(check.one_of(texts.get("kind") or PaymentKind.MANUAL.value, KINDS))
    amount = form.read("amount", partial(decimal, bounds=BOUNDS)) or Decimal(0)
    paid_on = form.read("paid_on", fields.day)
    description = form.text("description", partial(fields.line, longest=500))
    reason = texts.get("reason") or "" if kind is PaymentKind.WRITE_OFF else ""
    known = ("", *(each.value for each in WriteOffReason))
    chosen = check.one_of(reason, known)
    if not amount and "amount" not in form.errors:
        form.errors["amount"] = _("Write an amount; a negative one gives money back.")
    if paid_on is None:
        form.errors.setdefault("paid_on", _("Write the day it was paid."))
    form.finish()
    if paid_on is None:  # finish has raised
        raise check.BadArgument
    return PaymentDraft(
        paid_on, amount, kind, description, WriteOffReason(chosen) if chosen else None, act, seen
    )
