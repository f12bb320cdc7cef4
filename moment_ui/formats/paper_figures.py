"""How papers write their figures: amounts, prices, percents, hours and days of one language."""

import datetime as dt
from decimal import Decimal

from moment_ui.core.money import currency_decimals, round_money
from moment_ui.core.writing import MINUS, Writer, writer

PERCENT = "\N{NO-BREAK SPACE}%"


class Figures:
    """Writes figures for a locale, amounts in one currency."""

    def __init__(self, locale: str, currency: str) -> None:
        self._write: Writer = writer(locale, "Europe/Oslo")
        self.locale = self._write.locale
        self._currency = currency
        self._decimals = currency_decimals(currency)

    def day(self, day: dt.date) -> str:
        """A day."""
        return self._write.day(day)

    def exact(self, number: Decimal) -> str:
        """A number with the decimals it has."""
        return self._write.exact(number)

    def money(self, amount: Decimal) -> str:
        """An amount in the paper's currency; nought is written out."""
        return self.money_in(amount, self._currency)

    def money_in(self, amount: Decimal, currency: str) -> str:
        """An amount in another currency."""
        return self._write.number(round_money(amount, currency), currency_decimals(currency))

    def price(self, price: Decimal) -> str:
        """A unit price: 0,3333 is not 0,33."""
        return self._write.exact(price, self._decimals)

    def percent(self, value: Decimal) -> str:
        """A percent, with the decimals it has."""
        return f"{self._write.exact(value)}{PERCENT}"

    def hours(self, minutes: int) -> str:
        """Minutes as decimal hours, or as hours and minutes where decimals would lie."""
        return clock(minutes) if minutes % 3 else self._write.exact(Decimal(minutes) / 60)

    def hours_in_column(self, minutes: int, *, by_clock: bool) -> str:
        """The same with two decimals, or by the clock because another row of the column must be."""
        return clock(minutes) if by_clock else self._write.number(Decimal(minutes) / 60, 2)


def clock(minutes: int) -> str:
    """Hours and minutes: −1:05."""
    sign, whole = MINUS if minutes < 0 else "", abs(minutes)
    return f"{sign}{whole // 60}:{whole % 60:02}"
