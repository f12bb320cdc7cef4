"""Reading a payment ID back to what it was made of: the test box, and suggestions for lost payments."""

import datetime as dt
import re
from dataclasses import dataclass

from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.domain.payment_ids.digits import (
    DASH,
    RF,
    check_digit,
    is_digits,
    rf_of,
    rf_verifies,
)
from moment_ui.domain.payment_ids.format import Part, Token
from moment_ui.domain.payment_ids.rules import check_kind, checked_parts, has_length_digit, longest
from moment_ui.models.finances import FinanceSettings, PaymentIdKind
from moment_ui.models.invoice import InvoiceKind

_KINDS = {"1": InvoiceKind.INVOICE, "3": InvoiceKind.CREDIT_NOTE}
_MAY_BE = re.compile(rf"[0-9]{{1,25}}-?|{RF}[0-9]{{2}}[0-9A-Z]{{1,21}}")
_PRINTED = re.compile(r"\+(?P<card>\d\d)<(?P<id>[\d ]+)\+\d{8}<")


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a payment ID says; None where its format says nothing of it."""

    number: int
    customer_number: int | None = None
    kind: InvoiceKind | None = None
    issued: dt.date | None = None


def plain(text: str) -> str:
    """A payment ID without what it is printed with: blanks, points, and the frame of a FIK; RF in capitals."""
    printed = _PRINTED.search(text)
    bare = re.sub(r"[\s.\u00a0\u202f]", "", printed["id"] if printed else text)
    return bare.upper() if bare[:2].upper() == RF else bare


def payment_id_in(words: str) -> str:
    """The payment ID that somebody may look for with these words; "" where they can be none."""
    said = plain(words)
    return said if _MAY_BE.fullmatch(said) else ""


def read_back(settings: FinanceSettings, text: str) -> ReadBack:
    """What a payment ID of the company's format says.

    Raises Unfit with what is wrong first: characters, length, check digit, or a part.
    """
    payment_id = plain(text)
    parts = checked_parts(settings)
    body = _checked_body(settings, parts, payment_id)
    found: dict[Token, str] = {}
    at = 0
    for part in parts:
        said = body[at : at + part.width]
        _check_part(part, said, found)
        found[part.token] = said
        at += part.width
    return _read(found)


def _checked_body(settings: FinanceSettings, parts: tuple[Part, ...], payment_id: str) -> str:
    """The digits of the parts alone."""
    if settings.payment_id_kind is PaymentIdKind.RF:
        return _checked_rf(parts, payment_id)
    if not is_digits(payment_id.removesuffix(DASH)):
        raise Unfit(_("A payment ID has digits only, and perhaps a dash at the end."))
    width = sum(part.width for part in parts)
    tail = 1 + has_length_digit(settings)
    is_fik = settings.payment_id_kind is PaymentIdKind.FIK
    wanted = longest(settings) if is_fik else width + tail
    if len(payment_id) != wanted:
        text = _("It has {count} digits; the format makes {wanted}.")
        raise Unfit(text.format(count=len(payment_id), wanted=wanted))
    right = check_digit(payment_id[:-1], check_kind(settings))
    if payment_id[-1] != right:
        text = _("The check digit is {found}; it would be {right}.")
        raise Unfit(text.format(found=payment_id[-1], right=right))
    if has_length_digit(settings) and payment_id[-2] != str(wanted % 10):
        text = _("The digit for the length is {found}; it would be {right}.")
        raise Unfit(text.format(found=payment_id[-2], right=wanted % 10))
    filling, body = payment_id[: -tail - width], payment_id[-tail - width : -tail]
    if filling.strip("0"):
        raise Unfit(_("It begins with {found}, where there are noughts.").format(found=filling))
    return body


def _checked_rf(parts: tuple[Part, ...], reference: str) -> str:
    """The digits of the parts in an RF reference; noughts in front may be lost."""
    width = sum(part.width for part in parts)
    body = reference.removeprefix(RF)[2:]
    if not reference.startswith(RF) or not is_digits(body) or len(body) > width:
        text = _("Such a reference is RF and {count} digits.")
        raise Unfit(text.format(count=width + 2))
    if not rf_verifies(reference):
        right = rf_of(body)[2:4]
        text = _("The check digits are {found}; they would be {right}.")
        raise Unfit(text.format(found=reference[2:4], right=right))
    return body.rjust(width, "0")


def _check_part(part: Part, said: str, found: dict[Token, str]) -> None:
    if part.token is Token.LITERAL and said != part.literal:
        text = _("It says {found} where {right} always stands.")
        raise Unfit(text.format(found=said, right=part.literal))
    earlier = found.get(part.token, said)
    counted = part.token in {Token.INVOICE, Token.CUSTOMER}
    if part.token is not Token.LITERAL and (
        int(earlier) != int(said) if counted else earlier != said
    ):
        text = _("It says {found} in one place and {other} in another.")
        raise Unfit(text.format(found=earlier, other=said))


def _read(found: dict[Token, str]) -> ReadBack:
    return ReadBack(
        number=int(found[Token.INVOICE]),
        customer_number=int(found[Token.CUSTOMER]) if Token.CUSTOMER in found else None,
        kind=_kind(found[Token.TYPE]) if Token.TYPE in found else None,
        issued=_day(found[Token.ISSUE]) if Token.ISSUE in found else None,
    )


def _kind(digit: str) -> InvoiceKind:
    if digit not in _KINDS:
        text = _("Its type is {found}; 1 is an invoice and 3 a credit note.")
        raise Unfit(text.format(found=digit))
    return _KINDS[digit]


def _day(digits: str) -> dt.date:
    try:
        return dt.date(2000 + int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        text = _("{found} is not a date (day, month, year).")
        raise Unfit(text.format(found=digits)) from None
