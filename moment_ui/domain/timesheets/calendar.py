"""What is expected of days: working days of the company's country, without its public holidays."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

import holidays

SATURDAY = 5


@lru_cache(maxsize=256)
def holidays_of(country: str, year: int) -> dict[dt.date, str]:
    """The public holidays of a country (two letters) in a year, with their names in its language.

    None of a country whose holidays are not known. Works without a network.
    """
    if country not in holidays.list_supported_countries():
        return {}
    return dict(holidays.country_holidays(country, years=year))


def holiday(country: str, day: dt.date) -> str:
    """What a day is called that is a public holiday, "" for any other."""
    return holidays_of(country, day.year).get(day, "")


def expected_on(country: str, day: dt.date, day_minutes: int) -> int:
    """The whole minutes expected of a day: none on weekends and public holidays."""
    rests = day.weekday() >= SATURDAY or bool(holiday(country, day))
    return 0 if rests else day_minutes


def expected_in(country: str, days: Iterable[dt.date], day_minutes: int) -> int:
    """The whole minutes expected of several days."""
    return sum(expected_on(country, day, day_minutes) for day in days)
