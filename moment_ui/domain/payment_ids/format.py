"""The language that payment IDs are described in, as `INV6CLI6` or `COM23INV7CLI6COM4`.

INVn is the invoice's number in n digits and CLIn the customer's, filled up with noughts. TYPE is 1
for an invoice and 3 for a credit note, ISSUE the invoice's date as ddmmyy, COMx the digits x.
"""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.domain.payment_ids.errors import PaymentIdRefused
from moment_ui.models.invoice import InvoiceKind

_TOKEN = re.compile(
    r"INV(?P<INV>\d+)|CLI(?P<CLI>\d+)|COM(?P<COM>\d+)|(?P<TYPE>TYPE)|(?P<ISSUE>ISSUE)"
)
_TYPES = {InvoiceKind.INVOICE: "1", InvoiceKind.CREDIT_NOTE: "3"}
MOST_DIGITS = 20
DATE_DIGITS = 6


class Token(StrEnum):
    """What a part of a payment ID holds."""

    INVOICE = "INV"
    CUSTOMER = "CLI"
    LITERAL = "COM"
    TYPE = "TYPE"
    ISSUE = "ISSUE"


@dataclass(frozen=True, slots=True)
class Part:
    """One part, `width` digits wide. `literal` is what a COM part always says."""

    token: Token
    width: int
    literal: str = ""

    @property
    def written(self) -> str:
        """As it stands in a format."""
        if self.token is Token.LITERAL:
            return f"COM{self.literal}"
        counted = self.token in {Token.INVOICE, Token.CUSTOMER}
        return f"{self.token.value}{self.width}" if counted else self.token.value


@dataclass(frozen=True, slots=True)
class Identified:
    """What a payment ID tells of: numbers are whole, `issued` the invoice's date."""

    kind: InvoiceKind
    number: int
    customer_number: int
    issued: dt.date


def parts_of(text: str) -> tuple[Part, ...]:
    """The parts that a format describes; letters may be small and blanks stand between.

    Raises Unfit naming the place that is not understood, or when the invoice's number is missing.
    """
    plain = "".join(text.upper().split())
    parts: list[Part] = []
    at = 0
    while at < len(plain):
        found = _TOKEN.match(plain, at)
        if found is None or not plain.isascii():
            raise Unfit(_not_understood(plain[at:]))
        parts.append(_part(str(found.lastgroup), found[str(found.lastgroup)]))
        at = found.end()
    if all(part.token is not Token.INVOICE for part in parts):
        raise Unfit(
            _("Put the invoice’s number in, such as INV7: it tells which invoice was paid.")
        )
    return tuple(parts)


def written(parts: tuple[Part, ...]) -> str:
    """The format of these parts."""
    return "".join(part.written for part in parts)


def body_of(parts: tuple[Part, ...], invoice: Identified) -> str:
    """The digits of an invoice, without check digit. Raises PaymentIdRefused for a number too long."""
    return "".join(_digits(part, invoice) for part in parts)


def _part(name: str, value: str) -> Part:
    token = Token(name)
    if token is Token.LITERAL:
        return Part(token, len(value), value)
    if token is Token.TYPE:
        return Part(token, 1)
    if token is Token.ISSUE:
        return Part(token, DATE_DIGITS)
    width = int(value) if len(value) < 3 else 0
    if not 1 <= width <= MOST_DIGITS:
        raise Unfit(
            _("{part} is not possible: say 1 to {most} digits.").format(
                part=f"{name}{value}"[:20], most=MOST_DIGITS
            )
        )
    return Part(token, width)


def _not_understood(rest: str) -> str:
    for token in (Token.INVOICE, Token.CUSTOMER):
        if rest.startswith(token):
            return _("Say in how many digits, such as {token}6.").format(token=token.value)
    if rest.startswith(Token.LITERAL):
        return _("Write the digits that always stand there, such as COM23.")
    text = _("“{rest}” is not understood. Write INVn, CLIn, TYPE, ISSUE and COM with digits.")
    return text.format(rest=rest[:20])


def _digits(part: Part, invoice: Identified) -> str:
    numbers = {Token.INVOICE: invoice.number, Token.CUSTOMER: invoice.customer_number}
    if part.token in numbers:
        return _filled_up(numbers[part.token], part)
    texts = {
        Token.TYPE: _TYPES[invoice.kind],
        Token.ISSUE: f"{invoice.issued:%d%m%y}",
        Token.LITERAL: part.literal,
    }
    return texts[part.token]


def _filled_up(number: int, part: Part) -> str:
    if number < 0:
        raise PaymentIdRefused.negative(number)
    digits = str(number)
    if len(digits) > part.width:
        raise PaymentIdRefused.too_long(number, part.width, part.written)
    return digits.rjust(part.width, "0")
