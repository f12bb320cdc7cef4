"""What an invoice adds up to, what payments leave of it, and where it stands. No database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from moment_ui.core.money import ZERO, round_money
from moment_ui.models.invoice import InvoiceKind, InvoiceState

HUNDRED = Decimal(100)
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class LineAmounts:
    """What a line is computed from: `unit_price` for `per` units excludes VAT, percents are 0–100."""

    quantity: Decimal
    unit_price: Decimal
    vat_percent: Decimal
    discount_percent: Decimal = ZERO
    vat_code: str = ""
    per: Decimal = ONE


@dataclass(frozen=True, slots=True)
class VatGroup:
    """The VAT of one code and rate on one invoice."""

    vat_code: str
    vat_percent: Decimal
    basis: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True)
class InvoiceTotals:
    """An invoice added up: `gross` = `net` + `vat`, all in the currency's decimals.

    `rounding` is how much the VAT was moved to what another system had rounded it to.
    """

    line_nets: tuple[Decimal, ...]
    groups: tuple[VatGroup, ...]
    net: Decimal
    vat: Decimal
    gross: Decimal
    rounding: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Balance:
    """Where an invoice stands after its payments; `paid_on` is the day that settled it.

    `written_off` is the part of `paid` that nobody paid.
    """

    paid: Decimal
    outstanding: Decimal
    paid_on: dt.date | None
    written_off: Decimal = ZERO


@dataclass(frozen=True, slots=True, order=True)
class Posted:
    """A payment or a write-off on an invoice; a negative amount takes back."""

    day: dt.date
    amount: Decimal
    written_off: bool = field(default=False, kw_only=True)


class ShownState(StrEnum):
    """Where an invoice stands as a reader sees it, in the order of its life."""

    DRAFT = "draft"
    FINALISED = "finalised"
    SENT = "sent"
    PARTLY_PAID = "partly-paid"
    OVERDUE = "overdue"
    PAID = "paid"
    OVERPAID = "overpaid"
    CREDITED = "credited"
    WRITTEN_OFF = "written-off"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the shown state follows from. Amounts of credit notes are negative."""

    kind: InvoiceKind
    state: InvoiceState
    paid: Decimal
    outstanding: Decimal
    due_date: dt.date | None


def shown_state(standing: Standing, today: dt.date) -> ShownState:
    """Where the invoice stands on the day `today`.

    Draft, credited and written off are told as stored. Else the amounts speak: settled, overpaid,
    overdue from the day after the due date, partly paid. A credit note is never overdue.
    """
    return _AS_STORED.get(standing.state) or _state_of_amounts(standing, today)


def _state_of_amounts(standing: Standing, today: dt.date) -> ShownState:
    owed = -standing.outstanding if is_credit_note(standing) else standing.outstanding
    if owed <= ZERO:
        return ShownState.OVERPAID if owed else ShownState.PAID
    if is_late(standing, today):
        return ShownState.OVERDUE
    if standing.paid:
        return ShownState.PARTLY_PAID
    return ShownState.SENT if standing.state is InvoiceState.SENT else ShownState.FINALISED


_AS_STORED = {
    InvoiceState.DRAFT: ShownState.DRAFT,
    InvoiceState.CREDITED: ShownState.CREDITED,
    InvoiceState.WRITTEN_OFF: ShownState.WRITTEN_OFF,
}


def is_credit_note(standing: Standing) -> bool:
    """Whether the amounts run the other way."""
    return standing.kind is InvoiceKind.CREDIT_NOTE


def is_late(standing: Standing, today: dt.date) -> bool:
    """Whether the due date of an invoice has passed."""
    due = standing.due_date
    return due is not None and due < today and not is_credit_note(standing)


def days_overdue(standing: Standing, today: dt.date) -> int | None:
    """Whole days since the due date; None unless overdue."""
    due = standing.due_date
    if not standing.outstanding or due is None or due >= today:
        return None
    overdue = shown_state(standing, today) is ShownState.OVERDUE
    return (today - due).days if overdue else None


def line_net(line: LineAmounts, currency: str) -> Decimal:
    """Quantity times price less discount, rounded to the currency's decimals. Divided once, at the end."""
    whole = line.quantity * line.unit_price * (HUNDRED - line.discount_percent)
    return round_money(whole / (line.per * HUNDRED), currency)


def totals_of_nets(nets: Iterable[tuple[Decimal, str, Decimal]], currency: str) -> InvoiceTotals:
    """Add up `(net, VAT code, VAT percent)` per line; VAT is rounded per code and rate."""
    lines = list(nets)
    bases: dict[tuple[str, Decimal], Decimal] = {}
    for net, code, percent in lines:
        bases[code, percent] = bases.get((code, percent), ZERO) + net
    groups = tuple(
        VatGroup(code, percent, basis, round_money(basis * percent / HUNDRED, currency))
        for (code, percent), basis in bases.items()
    )
    net, vat = sum(bases.values(), ZERO), sum((group.vat for group in groups), ZERO)
    return InvoiceTotals(tuple(line[0] for line in lines), groups, net, vat, net + vat)


def with_vat(totals: InvoiceTotals, vat: Decimal) -> InvoiceTotals:
    """The totals with the VAT another system printed; the largest group takes the difference."""
    moved = vat - totals.vat
    if not moved or not totals.groups:
        return totals
    largest = max(totals.groups, key=lambda group: abs(group.vat))
    groups = tuple(
        replace(group, vat=group.vat + moved) if group is largest else group
        for group in totals.groups
    )
    return replace(totals, groups=groups, vat=vat, gross=totals.net + vat, rounding=moved)


def balance(gross: Decimal, payments: Iterable[Posted]) -> Balance:
    """What is paid and outstanding after payments in any order.

    A negative payment gives money back. Nothing is settled before the first payment.
    """
    paid, written_off, settled_on = ZERO, ZERO, None
    for posted in sorted(payments):
        paid += posted.amount
        written_off += posted.amount if posted.written_off else ZERO
        if not is_settled(gross, paid):
            settled_on = None
        elif settled_on is None:
            settled_on = posted.day
    return Balance(paid, gross - paid, settled_on, written_off)


def settled_state(state: InvoiceState, now: Balance, *, was_sent: bool) -> InvoiceState:
    """The state that the balance leaves an invoice in.

    Settled with a write-off, however small and in whatever order: written off. Written off or
    credited and no longer settled, because more was paid or something taken back: as it was before,
    so that the amounts speak. Everything else stays.
    """
    settled = not now.outstanding
    if settled and now.written_off and state is not InvoiceState.DRAFT:
        return InvoiceState.WRITTEN_OFF
    if state is InvoiceState.WRITTEN_OFF or (state is InvoiceState.CREDITED and not settled):
        return InvoiceState.SENT if was_sent else InvoiceState.FINALISED
    return state


def is_settled(gross: Decimal, paid: Decimal) -> bool:
    """Whether nothing is owed any more by the side that owes; overpaid counts as settled."""
    return paid <= gross if gross < 0 else paid >= gross
