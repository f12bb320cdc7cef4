"""Organisation numbers, VAT numbers, bank accounts and e-invoice addresses, checked by python-stdnum.

Each reader takes what was typed and returns the compact form that is kept, or raises `Unfit`.
"""

import re
from collections.abc import Callable

from babel import Locale
from stdnum import ean, get_cc_module, iban, luhn
from stdnum.dk import cvr
from stdnum.exceptions import InvalidChecksum, InvalidFormat, ValidationError
from stdnum.fi import ytunnus
from stdnum.is_ import kennitala
from stdnum.no import kontonr
from stdnum.no import orgnr as no_orgnr
from stdnum.se import orgnr as se_orgnr

from moment_ui.core.fields import Unfit
from moment_ui.core.words import _

Check = Callable[[str], str]

ORG_NUMBERS: dict[str, tuple[Check, str]] = {
    "NO": (no_orgnr.validate, "994 218 766"),
    "SE": (se_orgnr.validate, "556016-0680"),
    "DK": (cvr.validate, "13585628"),
    "IS": (kennitala.validate, "450401-3150"),
    "FI": (ytunnus.validate, "2077474-0"),
}
COUNTRIES = frozenset(
    code for code in map(str, Locale("en").territories) if re.fullmatch("[A-Z]{2}", code)
)
"""The codes of ISO 3166, as far as the locale data names them."""

EINVOICE_SCHEMES = {"NO": "0192", "SE": "0007", "DK": "0184", "IS": "0196"}
_SCHEME_CHECKS: dict[str, Check] = {
    "0192": no_orgnr.validate,
    "0007": se_orgnr.validate,
    "0184": cvr.validate,
    "0196": kennitala.validate,
    "0088": ean.validate,
}
_ISO_6523 = range(2, 251)
"""The codes that ISO 6523 has given out so far (0002 SIRENE to 0244), and a few to come."""

_PEPPOLS_OWN = frozenset(
    {"9901", "9906", "9907", "9910", "9913", "9914", "9915", "9918", "9919", "9920"}
) | {str(code) for code in range(9922, 9960)}
"""Schemes that Peppol uses beside ISO's, mostly a country's VAT number. 9908 is Norway's old one."""

_VAT_PREFIXES = {"GR": "EL"}


def org_number(text: str, country: str) -> str:
    """An organisation number of the country, checked where the Nordic check digits are known.

    Elsewhere letters, digits and . / - are kept as typed. Only zeros are refused everywhere, although
    000000000 has a check digit that fits.
    """
    plain = " ".join(text.split())
    if not plain:
        return ""
    if not plain.strip("0 .-/"):
        raise Unfit(_("An organisation number is not only zeros."))
    if country in ORG_NUMBERS:
        check, example = ORG_NUMBERS[country]
        return _checked(check, plain, example)
    if len(plain) > 30 or not re.fullmatch(r"[\w ./-]+", plain):
        raise Unfit(_("Write letters, digits and . / - only, at most 30."))
    return plain


def vat_number(text: str, country: str) -> str:
    """A VAT number with its country's letters, such as NO995525828MVA or SE556016068001."""
    plain = "".join(text.upper().split())
    if not plain:
        return ""
    prefix = _VAT_PREFIXES.get(country, country)
    known = get_cc_module(country.lower(), "vat")
    if known is None:
        if not re.fullmatch(r"[A-Z0-9./-]{2,30}", plain):
            raise Unfit(_("Write letters, digits and . / - only, at most 30."))
        return plain
    if re.match("[A-Z]{2}", plain) and not plain.startswith(prefix) and country != "CH":
        raise Unfit(_("A VAT number of this country begins with {prefix}.").format(prefix=prefix))
    try:
        return prefix + known.validate(plain).removeprefix(prefix)
    except ValidationError:
        raise Unfit(_("This is not a VAT number of the country. Check the digits.")) from None


def bank_account(text: str, country: str) -> str:
    """A bank account: an IBAN anywhere, else a Norwegian account of 11 digits or another's digits."""
    plain = "".join(text.upper().split())
    if not plain:
        return ""
    if re.match("[A-Z]{2}", plain):
        return _checked(iban.validate, plain, "NO93 8601 1117 947")
    if country == "NO":
        return _checked(kontonr.validate, plain, "8601 11 17947")
    if not re.fullmatch(r"[0-9-]{4,24}", plain):
        raise Unfit(_("Write an IBAN, or the account's digits."))
    return plain


def own_account(text: str, country: str) -> str:
    """An account that money comes to, as the country's banks write it in their files; an IBAN anywhere.

    Norway 11 digits (MOD11); Sweden a bankgiro or plusgiro (Luhn), or clearing number and account; Denmark
    registration number and account; Iceland bank, ledger and account. Elsewhere as `bank_account`.
    """
    plain = re.sub(r"[\s.]", "", text.upper())
    if re.match("[A-Z]{2}", plain) or country not in _OWN_ACCOUNTS:
        return bank_account(plain, country)
    check, example = _OWN_ACCOUNTS[country]
    return _checked(check, plain.replace("-", ""), example)


def einvoice_address(country: str, number: str) -> tuple[str, str]:
    """The scheme and identifier that follow from an organisation number; both empty elsewhere."""
    scheme = EINVOICE_SCHEMES.get(country, "")
    return (scheme, number) if scheme and number else ("", "")


def einvoice_parts(text: str) -> tuple[str, str]:
    """An e-invoice address as typed, `0088:7300010000001`, in its scheme and identifier."""
    plain = "".join(text.split())
    if not plain:
        return "", ""
    typed = re.fullmatch(r"(\d{4}):([\w.:-]{1,50})", plain, re.ASCII)
    if not typed:
        raise Unfit(_("Write four digits, a colon and the identifier, such as 0088:7300010000001."))
    scheme, identifier = typed[1], typed[2]
    if scheme == "9908":
        raise Unfit(_("9908 is no longer used. Write 0192 and the nine digits."))
    if int(scheme) not in _ISO_6523 and scheme not in _PEPPOLS_OWN:
        raise Unfit(
            _("The scheme {scheme} is not known. Check its four digits.").format(scheme=scheme)
        )
    if scheme in _SCHEME_CHECKS:
        try:
            identifier = _SCHEME_CHECKS[scheme](identifier)
        except ValidationError:
            raise Unfit(
                _("The identifier does not fit the scheme {scheme}.").format(scheme=scheme)
            ) from None
    return scheme, identifier


def shown_org_number(number: str, country: str) -> str:
    """The number as people of the country write it."""
    if country == "NO" and len(number) == 9:
        return f"{number[:3]} {number[3:6]} {number[6:]}"
    if country in {"SE", "IS"} and len(number) == 10:
        return f"{number[:6]}-{number[6:]}"
    if country == "FI" and len(number) == 8:
        return f"{number[:7]}-{number[7:]}"
    return number


def shown_bank_account(number: str) -> str:
    """The account in its usual groups."""
    if re.fullmatch(r"\d{11}", number):
        return f"{number[:4]} {number[4:6]} {number[6:]}"
    if re.match("[A-Z]{2}", number):
        return iban.format(number)
    return number


def _swedish_account(digits: str) -> str:
    if not re.fullmatch(r"[0-9]{2,15}", digits) or len(digits) == 9:
        raise InvalidFormat
    return luhn.validate(digits) if len(digits) < 9 else digits


def _danish_account(digits: str) -> str:
    if not re.fullmatch(r"[0-9]{11,14}", digits):
        raise InvalidFormat
    return digits[:4] + digits[4:].rjust(10, "0")  # as it stands in an IBAN


def _icelandic_account(digits: str) -> str:
    if not re.fullmatch(r"[0-9]{12}", digits):
        raise InvalidFormat
    return digits


_OWN_ACCOUNTS: dict[str, tuple[Check, str]] = {
    "SE": (_swedish_account, "5050-1055"),
    "DK": (_danish_account, "1234 0012345678"),
    "IS": (_icelandic_account, "0101-26-012345"),
}


def _checked(check: Check, text: str, example: str) -> str:
    try:
        return check(text)
    except InvalidChecksum:
        raise Unfit(_("The check digit does not fit. Check the number.")) from None
    except ValidationError:
        raise Unfit(_("Write it like {example}.").format(example=example)) from None
