"""What the company's details must look like. No database."""

import re
from collections.abc import Callable, Mapping

from stdnum import bic, iban, luhn
from stdnum.exceptions import ValidationError

from moment_ui.core import fields, identifiers
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _

COMPANY_FIELDS = (
    "name",
    "org_number",
    "vat_number",
    "address_line1",
    "address_line2",
    "postal_code",
    "city",
    "email",
    "phone",
    "website",
    "bank_account",
)
BANK_FIELDS = ("iban", "bic", "bankgiro", "plusgiro")
MARKS = ("in_business_register", "has_f_tax")
FIELDS = (*COMPANY_FIELDS, *BANK_FIELDS, *MARKS)
_SHORT = {"postal_code": 20, "city": 100}


def read_company(texts: Mapping[str, str], country: str) -> dict[str, str | bool]:
    """The details that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    readers: dict[str, Callable[[str], str]] = {
        "name": fields.required_line,
        "org_number": lambda text: identifiers.org_number(text, country),
        "vat_number": lambda text: identifiers.vat_number(text, country),
        "email": fields.email,
        "phone": fields.phone,
        "website": fields.website,
        "bank_account": lambda text: identifiers.bank_account(text, country),
        "iban": _iban,
        "bic": _bic,
        "bankgiro": lambda text: _giro(text, 7, 8),
        "plusgiro": lambda text: _giro(text, 2, 8),
    }
    found: dict[str, str | bool] = {}
    for name in (*COMPANY_FIELDS, *BANK_FIELDS):
        longest = _SHORT.get(name, 200)
        found[name] = form.text(
            name, readers.get(name, lambda text, most=longest: fields.line(text, most))
        )
    for name in MARKS:
        found[name] = fields.truth(texts.get(name, ""))
    form.finish()
    return found


def _iban(text: str) -> str:
    plain = "".join(text.upper().split())
    try:
        return iban.validate(plain) if plain else ""
    except ValidationError:
        raise Unfit(_("Write an IBAN like NO93 8601 1117 947.")) from None


def _bic(text: str) -> str:
    plain = "".join(text.upper().split())
    try:
        return bic.validate(plain) if plain else ""
    except ValidationError:
        raise Unfit(_("Write a BIC like DNBANOKK.")) from None


def _giro(text: str, least: int, most: int) -> str:
    """A Swedish bankgiro or plusgiro number, whose last digit is Luhn's; kept with its dash."""
    digits = re.sub(r"[\s-]", "", text)
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdigit() and least <= len(digits) <= most):
        raise Unfit(_("Write {least} to {most} digits.").format(least=least, most=most))
    if not luhn.is_valid(digits):
        raise Unfit(_("The check digit does not fit. Check the number."))
    cut = 1 if least == 2 else 4
    return f"{digits[:-cut]}-{digits[-cut:]}"
