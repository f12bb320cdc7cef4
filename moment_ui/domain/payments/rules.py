"""What may be paid, written off and taken back. No database."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from moment_ui.core.errors import Invalid
from moment_ui.core.money import ZERO
from moment_ui.core.words import _
from moment_ui.domain.invoices.rules import Balance
from moment_ui.domain.payments.errors import NotTakenBack, PaymentRefused, in_closed_period
from moment_ui.models.invoice import InvoiceState
from moment_ui.models.payment import Payment, PaymentKind, WriteOffReason

EARLIEST = dt.date(1990, 1, 1)
"""A day before this is a slip of the pen."""

_FROM_ELSEWHERE = {
    PaymentKind.OCR: NotTakenBack.of_a_file,
    PaymentKind.BANK_FILE: NotTakenBack.of_a_file,
    PaymentKind.CREDIT: NotTakenBack.of_a_credit_note,
    PaymentKind.SYNC: NotTakenBack.of_accounting,
}


@dataclass(frozen=True, slots=True)
class PaymentDraft:
    """A payment to be posted, in the invoice's currency; negative gives money back.

    `reason` is that of a write-off. `act` is the dialog's own key: the same one twice is one payment.
    `seen` is what the dialog showed as outstanding: when that is true no longer, it is asked about.
    """

    paid_on: dt.date
    amount: Decimal
    kind: PaymentKind = PaymentKind.MANUAL
    description: str = ""
    reason: WriteOffReason | None = None
    act: str = ""
    seen: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What the company asks of payments registered by hand on the day `today`."""

    today: dt.date
    closed_until: dt.date | None = None
    need_description: bool = False


class Leaves(StrEnum):
    """What a payment leaves of an invoice."""

    SETTLED = "settled"
    LESS = "less"
    OVERPAID = "overpaid"


def left_by(outstanding: Decimal, amount: Decimal) -> tuple[Leaves, Decimal]:
    """What a payment leaves of what is outstanding, and how much; owed by either side."""
    rest = outstanding - amount
    if not rest:
        return Leaves.SETTLED, ZERO
    crossed = (rest > 0) is not (outstanding > 0) if outstanding else True
    return (Leaves.OVERPAID if crossed else Leaves.LESS), rest


def check_payment(state: InvoiceState, amount: Decimal) -> None:
    """Whether a payment may be posted. Raises PaymentRefused."""
    if state is InvoiceState.DRAFT:
        raise PaymentRefused.on_draft()
    if not amount:
        raise PaymentRefused.of_nothing()


def may_be_written_off(now: Balance, amount: Decimal) -> bool:
    """Whether the amount may be written off: at most what is outstanding.

    The opposite sign takes back what was written off, at most all of it.
    """
    return _is_part(amount, now.outstanding) or _is_part(amount, -now.written_off)


def check_by_hand(draft: PaymentDraft, terms: Terms) -> None:
    """Whether a payment is what the company asks of those registered by hand. Raises Invalid."""
    wrong: dict[str, str] = {}
    if draft.paid_on > terms.today:
        wrong["paid_on"] = _("The day has not come yet.")
    elif draft.paid_on < EARLIEST:
        wrong["paid_on"] = _("This is too long ago.")
    elif terms.closed_until and draft.paid_on <= terms.closed_until:
        wrong["paid_on"] = in_closed_period(terms.closed_until)
    if terms.need_description and not draft.description:
        wrong["description"] = _("The company asks for a description of every payment.")
    if draft.kind is PaymentKind.WRITE_OFF and draft.reason is None:
        wrong["reason"] = _("Choose why it is written off.")
    if draft.reason is WriteOffReason.OTHER and not draft.description:
        wrong["description"] = _("Write why it is written off.")
    if wrong:
        raise Invalid(**wrong)


def check_take_back(payment: Payment, *, taken_back: bool) -> None:
    """Whether a payment may be taken back by itself. Raises NotTakenBack."""
    if taken_back:
        raise NotTakenBack.already()
    if payment.takes_back_id is not None:
        raise NotTakenBack.takes_back()
    refusal = _FROM_ELSEWHERE.get(payment.kind)
    if refusal is not None:
        raise refusal()


def may_take_back(kind: PaymentKind, takes_back_id: int | None, *, taken_back: bool) -> bool:
    """The same, as an answer."""
    return not taken_back and takes_back_id is None and kind not in _FROM_ELSEWHERE


def day_of_taking_back(paid_on: dt.date, terms: Terms) -> dt.date:
    """The payment's own day, so that it never was; today when that day's period is closed."""
    is_closed = terms.closed_until is not None and paid_on <= terms.closed_until
    return terms.today if is_closed else paid_on


def _is_part(amount: Decimal, whole: Decimal) -> bool:
    return (amount > 0) is (whole > 0) and abs(amount) <= abs(whole)
