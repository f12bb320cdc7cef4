"""Numbers with right check digits that belong to nobody.

Norwegian organisation numbers begin with 3 here: the Norwegian tax administration keeps 2 and 3
for made-up organisations in test data, so no real company can be met.
"""

from random import Random

from stdnum import luhn
from stdnum.dk import cvr
from stdnum.no import orgnr

KENNITALA_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def org_number(country: str, chance: Random) -> str:
    """A made-up organisation number of NO, SE, DK or IS whose check digit is right."""
    return {"NO": _norwegian, "SE": _swedish, "DK": _danish, "IS": _icelandic}[country](chance)


def _norwegian(chance: Random) -> str:
    while True:
        number = f"3{chance.randrange(10**7):07}{chance.randrange(10)}"
        if orgnr.checksum(number) == 0:
            return number


def _swedish(chance: Random) -> str:
    body = f"559{chance.randrange(10**6):06}"
    return body + luhn.calc_check_digit(body)


def _danish(chance: Random) -> str:
    while True:
        number = f"99{chance.randrange(10**6):06}"
        if cvr.is_valid(number):
            return number


def _icelandic(chance: Random) -> str:
    while True:
        day, month, rest = (
            chance.randrange(41, 69),
            chance.randrange(1, 13),
            chance.randrange(10**4),
        )
        digits = f"{day}{month:02}{rest:04}"
        total = sum(w * int(d) for w, d in zip(KENNITALA_WEIGHTS, digits, strict=True))
        check = -total % 11
        if check < 10:
            return f"{digits}{check}9"


def vat_number(country: str, number: str) -> str:
    """The VAT number that goes with an organisation number."""
    return {
        "NO": f"NO{number}MVA",
        "SE": f"SE{number}01",
        "DK": f"DK{number}",
        "IS": f"IS{number[:5]}",
    }[country]


def payment_id(invoice_number: int) -> str:
    """A payment ID (KID): seven digits of the invoice number and a Luhn digit."""
    body = f"{invoice_number:07}"
    return body + luhn.calc_check_digit(body)


def phone(chance: Random) -> str:
    """Eight digits, as written in Norway."""
    digits = f"{chance.choice('79')}{chance.randrange(10**7):07}"
    return f"{digits[:3]} {digits[3:5]} {digits[5:]}"


def bank_account(chance: Random) -> str:
    """A Norwegian account number with its check digit."""
    while True:
        body = f"4212{chance.randrange(10**6):06}"
        check = _mod11_digit(body)
        if check < 10:
            return f"{body}{check}"


def _mod11_digit(body: str) -> int:
    weights = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    return -sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11
