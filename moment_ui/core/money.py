"""Amounts of money: exact decimals with a currency, and the only rounding function."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel.numbers import get_currency_precision

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217 code)."""

    amount: Decimal
    currency: str

    def __bool__(self) -> bool:
        return bool(self.amount)


@cache
def currency_decimals(currency: str) -> int:
    """How many decimals the currency is written with (CLDR)."""
    return get_currency_precision(currency)


@cache
def smallest(currency: str) -> Decimal:
    """The smallest amount that the currency is written with."""
    return Decimal(1).scaleb(-currency_decimals(currency))


def round_money(amount: Decimal, currency: str) -> Decimal:
    """The amount in the currency's decimals, halves away from zero. The only rounding of money."""
    return amount.quantize(smallest(currency), rounding=ROUND_HALF_UP)


def round_to_step(amount: Decimal, step: Decimal, currency: str) -> Decimal:
    """The multiple of the step next to the amount, halves away from zero; the amount without a step."""
    if step <= 0:
        return amount
    steps = (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return round_money(steps * step, currency)


def can_be_paid(amount: Decimal, currency: str) -> bool:
    """Whether the amount has no more decimals than the currency is written with."""
    return amount == round_money(amount, currency)
