"""Check digits of payment IDs.

MOD10 is Luhn's. MOD11 weighs the digits 2 to 7 from the right, again and again, and writes a dash
for ten, as Norwegian banks do. RF references (ISO 11649) have two digits of MOD 97-10 in front.
"""

from itertools import cycle

from stdnum import iso11649, luhn
from stdnum.iso7064 import mod_97_10

from moment_ui.models.finances import CheckDigit

DASH, RF = "-", "RF"


def check_digit(body: str, kind: CheckDigit) -> str:
    """The check digit of these digits; a dash where MOD11 gives ten."""
    if kind is CheckDigit.MOD10:
        return str(luhn.calc_check_digit(body))
    weighed = zip(cycle(range(2, 8)), reversed(body), strict=False)
    digit = -sum(weight * int(one) for weight, one in weighed) % 11
    return DASH if digit == 10 else str(digit)


def verifies(payment_id: str, kind: CheckDigit) -> bool:
    """Whether the last character is the check digit of those before it."""
    body = payment_id[:-1]
    return is_digits(body) and payment_id[-1] == check_digit(body, kind)


def rf_of(body: str) -> str:
    """The RF reference of these digits."""
    return f"{RF}{mod_97_10.calc_check_digits(body + RF)}{body}"


def rf_verifies(payment_id: str) -> bool:
    """Whether this is an RF reference whose check digits are right."""
    return payment_id.isascii() and iso11649.is_valid(payment_id)


def is_digits(text: str) -> bool:
    """Whether there is something, of the digits 0 to 9 only."""
    return text.isascii() and text.isdigit()
