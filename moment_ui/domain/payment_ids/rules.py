"""Making payment IDs as a company has agreed with its bank, and checking what is agreed.

A KID has 2 to 25 digits, checked by MOD10 or MOD11. A Swedish OCR number has 2 to 25, checked by
Luhn, with a digit for its own length before that if agreed. A Danish FIK is filled up with noughts to
what its card type demands, checked by Luhn. An RF reference (ISO 11649) begins with RF and two check
digits (ISO 7064 MOD 97-10), and has 25 characters at most.
"""

import datetime as dt

from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.domain.payment_ids.digits import RF, check_digit, rf_of, rf_verifies, verifies
from moment_ui.domain.payment_ids.errors import PaymentIdRefused
from moment_ui.domain.payment_ids.format import Identified, Part, body_of, parts_of
from moment_ui.models.finances import CheckDigit, FinanceSettings, PaymentIdKind
from moment_ui.models.invoice import InvoiceKind

STANDARD_FORMAT = "INV7"
"""What holds until a company sets its own."""

SHORTEST, LONGEST = 2, 25
FIK_LENGTHS: dict[str, int] = {"71": 15, "75": 16, "04": 16}
"""Digits with the check digit, by card type. Type 73 carries no payment ID."""

ID, CARD, CREDITOR = "{ID}", "{CARD}", "{CREDITOR}"
FIK_SHOWN = f"+{CARD}<{ID}+{CREDITOR}<"


def payment_id_of(
    settings: FinanceSettings,
    kind: InvoiceKind,
    number: int,
    customer_number: int,
    issue_date: dt.date,
) -> tuple[str, str]:
    """The payment ID of an invoice, and how it is printed.

    Raises PaymentIdRefused when a number is too long for its field, or the format is wrong.
    """
    invoice = Identified(kind, number, customer_number, issue_date)
    try:
        parts = checked_parts(settings)
    except Unfit as unfit:
        raise PaymentIdRefused.format(unfit.message) from unfit
    payment_id = completed(settings, body_of(parts, invoice))
    return payment_id, shown(settings, payment_id)


def checked_parts(settings: FinanceSettings) -> tuple[Part, ...]:
    """The parts of the company's format. Raises Unfit where its length breaks the kind's rules."""
    parts = parts_of(settings.payment_id_format or STANDARD_FORMAT)
    length = sum(part.width for part in parts) + added(settings)
    most = longest(settings)
    if not SHORTEST <= length <= most:
        text = _("This makes {length} characters with the check; at most {most} are allowed.")
        raise Unfit(text.format(length=length, most=most))
    return parts


def longest(settings: FinanceSettings) -> int:
    """How many digits are allowed, with the check digit. Raises Unfit for a card type without any."""
    if settings.payment_id_kind is not PaymentIdKind.FIK:
        return LONGEST
    if settings.fik_card_type not in FIK_LENGTHS:
        text = _("Card type {type} carries no payment ID. Choose 71, 75 or 04.")
        raise Unfit(text.format(type=settings.fik_card_type or "–"))
    return FIK_LENGTHS[settings.fik_card_type]


def added(settings: FinanceSettings) -> int:
    """How many characters stand beside those of the format: its checks."""
    if settings.payment_id_kind is PaymentIdKind.RF:
        return len(RF) + 2
    return 1 + has_length_digit(settings)


def holds(settings: FinanceSettings, payment_id: str) -> bool:
    """Whether the check digits of a payment ID are right."""
    if settings.payment_id_kind is PaymentIdKind.RF:
        return rf_verifies(payment_id)
    return verifies(payment_id, check_kind(settings))


def has_length_digit(settings: FinanceSettings) -> bool:
    """Whether a digit for the length stands before the check digit: in Sweden, if agreed."""
    return settings.payment_id_kind is PaymentIdKind.OCR and settings.payment_id_length_digit


def check_kind(settings: FinanceSettings) -> CheckDigit:
    """How the check digit is worked out: only a KID may have MOD11."""
    if settings.payment_id_kind is PaymentIdKind.KID:
        return settings.payment_id_check
    return CheckDigit.MOD10


def completed(settings: FinanceSettings, body: str) -> str:
    """The digits with what follows them, filled up for a FIK. Raises PaymentIdRefused if too long."""
    if settings.payment_id_kind is PaymentIdKind.RF:
        return rf_of(body)
    if has_length_digit(settings):
        body += str((len(body) + 2) % 10)
    if settings.payment_id_kind is PaymentIdKind.FIK:
        body = body.rjust(longest(settings) - 1, "0")
    return body + check_digit(body, check_kind(settings))


def shown(settings: FinanceSettings, payment_id: str) -> str:
    """How a payment ID is printed: in the display format, or plain.

    A FIK without a display format has the usual one, when the creditor's number is known.
    """
    pattern = settings.payment_id_display
    if not pattern and settings.payment_id_kind is PaymentIdKind.FIK and settings.fik_creditor:
        pattern = FIK_SHOWN
    if not pattern and payment_id.startswith(RF):
        return " ".join(payment_id[at : at + 4] for at in range(0, len(payment_id), 4))
    if not pattern:
        return payment_id
    filled = pattern.replace(CARD, settings.fik_card_type).replace(CREDITOR, settings.fik_creditor)
    return filled.replace(ID, payment_id)


def check_display(pattern: str) -> str:
    """A display format as it is kept. Raises Unfit when the payment ID has no place in it."""
    plain = " ".join(pattern.split())
    if plain and ID not in plain:
        raise Unfit(_("Write {ID} where the payment ID shall stand, such as +71<{ID}+99999999<."))
    return plain
