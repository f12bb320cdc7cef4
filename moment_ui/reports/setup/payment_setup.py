"""What Setup → Payments offers and shows, in words."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.finances.queries import (
    finance_settings,
    highest_numbers,
    uses_payment_ids,
)
from moment_ui.domain.finances.rules import STEPS, Stands
from moment_ui.domain.invoicing.queries import options_at
from moment_ui.domain.invoicing.reading import Place
from moment_ui.domain.payment_ids.digits import RF
from moment_ui.domain.payment_ids.format import Token
from moment_ui.domain.payment_ids.preview import Preview, Room, Sample
from moment_ui.domain.payment_ids.reading import ReadBack
from moment_ui.domain.payment_ids.rules import FIK_LENGTHS, LONGEST
from moment_ui.models.company import Company
from moment_ui.models.finances import CheckDigit, PaymentIdKind
from moment_ui.models.invoice import InvoiceKind

TICKS = (
    "use",
    "payment_id_length_digit",
    "payments_need_description",
    "drafts_need_approval",
)
TEXTS = (
    "payment_id_kind",
    "payment_id_format",
    "payment_id_check",
    "payment_id_display",
    "fik_card_type",
    "fik_creditor",
    "other_accounts",
    "closed_until",
    "round_to",
    "reminders_by",
)
KIND_CHOICES = (
    (PaymentIdKind.KID.value, _("KID (Norway)")),
    (PaymentIdKind.OCR.value, _("OCR number (Sweden)")),
    (PaymentIdKind.FIK.value, _("FIK (Denmark)")),
    (PaymentIdKind.RF.value, _("RF reference (ISO 11649)")),
)
CHECK_CHOICES = (
    (CheckDigit.MOD10.value, _("MOD10 (Luhn)")),
    (CheckDigit.MOD11.value, _("MOD11 (may be a dash)")),
)
CARD_CHOICES = tuple(
    (card, _("{card}, {length} digits").format(card=card, length=length))
    for card, length in FIK_LENGTHS.items()
)
STEP_CHOICES = tuple(
    (step, step.replace(".", ",") if step != "0" else _("Not rounded")) for step in STEPS
)
KIND_WORDS = {InvoiceKind.INVOICE: _("Invoice"), InvoiceKind.CREDIT_NOTE: _("Credit note")}


@dataclass
class SampleView:
    """A sample: what it is made of, the ID and how it is printed."""

    what: str = ""
    payment_id: str = ""
    shown: str = ""


def sample_view(sample: Sample) -> SampleView:
    """A sample in words."""
    text = _("{kind} {number} to customer {customer}")
    what = text.format(
        kind=KIND_WORDS[sample.kind], number=sample.number, customer=sample.customer_number
    )
    printed = sample.shown if sample.shown != sample.payment_id else ""
    return SampleView(what, sample.payment_id, printed)


def as_typed(value: Any, write: Writer) -> str:
    """A setting as its field shows it."""
    if isinstance(value, dt.date):
        return write.day(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def length_line(kind: PaymentIdKind, made: Preview) -> str:
    """How long the IDs are; an RF reference has letters among its characters."""
    if kind is PaymentIdKind.RF:
        text = _("RF, two check digits and {count} digits: {length} characters of at most {most}")
        digits = made.length - len(RF) - 2
        return text.format(count=digits, length=made.length, most=LONGEST)
    return plural("{count} digit in all", "{count} digits in all", made.length)


def room_line(room: Room) -> str:
    """How long a part of the format will last."""
    word = _("Invoice numbers") if room.token is Token.INVOICE else _("Customer numbers")
    if not room.left:
        text = _("{what}: {width} digits are full; {number} is the highest so far")
    else:
        text = plural(
            "{{what}}: {count} digit is left until it overflows",
            "{{what}}: {count} digits are left until it overflows",
            room.left,
        )
    return text.format(what=word, width=room.width, number=room.number)


def part_lines(back: ReadBack, write: Writer) -> list[tuple[str, str]]:
    """What a payment ID was read back to."""
    parts = [(_("Invoice number"), str(back.number))]
    if back.customer_number is not None:
        parts.append((_("Customer number"), str(back.customer_number)))
    if back.kind is not None:
        parts.append((_("Type"), KIND_WORDS[back.kind]))
    if back.issued is not None:
        parts.append((_("Invoice date"), write.day(back.issued)))
    return parts


@dataclass(frozen=True, slots=True)
class PaymentSettings:
    """What the page is made of: fields as typed, and what `own` the company says of payment IDs."""

    version: int
    values: dict[str, str]
    own: str | None
    numbers: tuple[int, int]
    today: dt.date
    stands: Stands


def payment_settings(work: Work) -> PaymentSettings:
    """The settings, and the highest numbers that a format has to hold."""
    settings = finance_settings(work)
    write = writer(work.actor.locale, work.actor.timezone)
    values = {name: as_typed(getattr(settings, name), write) for name in TEXTS}
    values |= {name: "on" if getattr(settings, name) else "" for name in TICKS[1:]}
    values["use"] = "on" if uses_payment_ids(work) else ""
    values["other_accounts"] = values["other_accounts"].replace(" ", ", ")
    own = options_at(work, Place()).own.get("payment_id")
    company = work.session.get(Company, work.company_id)
    accounts = frozenset(settings.other_accounts.split())
    stands = Stands(company.country if company else "", accounts)
    numbers = highest_numbers(work)
    return PaymentSettings(settings.version, values, own, numbers, work.today(), stands)
