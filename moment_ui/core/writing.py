"""Values as a reader's language writes them: amounts, counts, dates, instants, hours, periods.

Formatters are made once per locale and kept, so that a page of 750 cells takes a millisecond.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import (
    format_decimal,
    format_percent,
    get_decimal_symbol,
    get_group_symbol,
    get_minus_sign_symbol,
)

from moment_ui.core.money import currency_decimals, round_money
from moment_ui.core.period import Period, Preset
from moment_ui.core.words import _

NIL = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"
_FALLBACK = "nb_NO"

PRESETS = {
    Preset.THIS_MONTH: _("This month"),
    Preset.LAST_MONTH: _("Last month"),
    Preset.THIS_QUARTER: _("This quarter"),
    Preset.LAST_QUARTER: _("Last quarter"),
    Preset.THIS_YEAR: _("This year"),
    Preset.LAST_YEAR: _("Last year"),
    Preset.LAST_12_MONTHS: _("Last 12 months"),
}


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes values for one locale and time zone. Amounts carry no currency; nil is an en dash."""

    number: Callable[[Decimal | int, int], str]
    day: Callable[[dt.date], str]
    instant: Callable[[dt.datetime], str]
    locale: Locale

    def amount(self, amount: Decimal, currency: str) -> str:
        """An amount in the currency's decimals, with a real minus."""
        if not amount:
            return NIL
        return self.number(round_money(amount, currency), currency_decimals(currency))

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount with its currency, nought too: 0,00 NOK."""
        written = self.number(round_money(amount, currency), currency_decimals(currency))
        return f"{written}\N{NO-BREAK SPACE}{currency}"

    def exact(self, number: Decimal, least: int = 0) -> str:
        """A number with the decimals it has, at least so many: 33,5 is not 34."""
        exponent = number.normalize().as_tuple().exponent
        return self.number(number, max(least, -exponent if isinstance(exponent, int) else 0))

    def asked(self, bound: Decimal) -> str:
        """A bound as somebody asked for it: 1500, 1500,50, 1500,505."""
        return self.exact(bound, 2 if bound % 1 else 0)

    def count(self, count: int | Decimal) -> str:
        """A whole number."""
        return self.number(count, 0) if count else NIL

    def hours(self, minutes: int) -> str:
        """Whole minutes as decimal hours."""
        return self.number(Decimal(minutes) / 60, 2) if minutes else NIL

    def period(self, value: Preset | Period) -> str:
        """A period in words: "This year", "01.07.2026–20.11.2026", "from 01.07.2026"."""
        if isinstance(value, Preset):
            return PRESETS[value]
        if value.start is None:
            return _("to {day}").format(day=self.day(value.last or dt.date.max))
        if value.last is None:
            return _("from {day}").format(day=self.day(value.start))
        return f"{self.day(value.start)}{NIL}{self.day(value.last)}"


@lru_cache(maxsize=64)
def writer(locale: str, timezone: str) -> Writer:
    """The writer for a reader's locale and time zone; an unknown locale is taken as Norwegian."""
    known = _locale(locale)
    zone = ZoneInfo(timezone)

    @lru_cache(maxsize=4096)
    def day(value: dt.date) -> str:
        return format_date(value, day_pattern(known), locale=known)

    @lru_cache(maxsize=4096)
    def instant(value: dt.datetime) -> str:
        local = value.astimezone(zone)
        return f"{day(local.date())} {format_datetime(local, 'HH:mm', locale=known)}"

    return Writer(_number_writer(known), day, instant, known)


def percent_in(language: str, percent: Decimal) -> str:
    """A percentage as it is written in a language, with the decimals it has: `33,34 %`, `33.34%`."""
    locale = _locale(language or "en")
    pattern = locale.percent_formats[None].pattern.replace("#,##0", "#,##0.####")
    return format_percent(percent / 100, pattern, locale=locale)


def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name)
    except (ValueError, UnknownLocaleError):
        return Locale.parse(_FALLBACK)


def day_pattern(locale: Locale) -> str:
    """The locale's short date, with the whole year and two-digit days and months."""
    short = str(locale.date_formats["short"].pattern)
    return re.sub("y+", "y", re.sub("M+", "MM", re.sub("d+", "dd", short)))


def _number_writer(locale: Locale) -> Callable[[Decimal | int, int], str]:
    if locale.decimal_formats[None].grouping != (3, 3):
        return lambda number, decimals: _by_babel(locale, number, decimals)
    group, point = get_group_symbol(locale), get_decimal_symbol(locale)
    group = group.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
    signs = str.maketrans({",": group, ".": point, "-": _minus(locale)})
    formats = tuple(f",.{decimals}f" for decimals in range(8))
    return lambda number, decimals: format(number, formats[decimals]).translate(signs)


def _by_babel(locale: Locale, number: Decimal | int, decimals: int) -> str:
    pattern = locale.decimal_formats[None].pattern.split(".")[0] + "." * bool(decimals)
    written = format_decimal(number, pattern + "0" * decimals, locale=locale)
    return written.replace("-", _minus(locale))


def _minus(locale: Locale) -> str:
    sign = get_minus_sign_symbol(locale)
    return MINUS if sign == "-" else sign
