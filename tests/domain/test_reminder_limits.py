"""What the law says about fees, waiting and interest: warned of, with where it stands."""

import datetime as dt
from decimal import Decimal

import pytest

from moment_ui.core.writing import writer
from moment_ui.domain.reminders.limits import (
    Asking,
    days_warning,
    fee_warning,
    percent_warning,
    warnings,
)

D = Decimal
WRITE = writer("nb-NO", "Europe/Oslo")


def asking(country="NO", currency="NOK", today=dt.date(2026, 11, 16)):
    return Asking(country, currency, today, WRITE)


@pytest.mark.parametrize(
    ("country", "currency", "level", "fee", "says"),
    [
        ("NO", "NOK", 1, "37.50", ""),
        ("NO", "NOK", 1, "37.51", "37,50 NOK"),
        ("NO", "NOK", 2, "70", "inkassoforskriften"),
        ("NO", "NOK", 3, "1", "for 2 reminders"),
        ("NO", "NOK", 3, "0", ""),
        ("NO", "EUR", 1, "70", ""),
        ("SE", "SEK", 3, "60", ""),
        ("SE", "SEK", 1, "60.01", "lag 1981:739"),
        ("DK", "DKK", 3, "100", ""),
        ("DK", "DKK", 2, "101", "renteloven"),
        ("IS", "ISK", 1, "951", "950 ISK"),
        ("IS", "ISK", 2, "950", "for 1 reminder"),
        ("DE", "EUR", 1, "500", ""),
    ],
)
def test_a_fee_above_what_the_country_allows_is_told_with_its_source(
    country, currency, level, fee, says
):
    found = fee_warning(asking(country, currency), level, D(fee))
    assert says in found
    assert bool(says) is bool(found)


@pytest.mark.parametrize(
    ("country", "level", "days", "fee", "warns"),
    [
        ("NO", 1, 13, "37", True),
        ("NO", 1, 14, "37", False),
        ("NO", 1, 0, "0", False),
        ("NO", 2, 7, "37", False),
        ("SE", 1, 0, "60", False),
    ],
)
def test_a_fee_waits_as_long_as_the_country_says(country, level, days, fee, warns):
    assert bool(days_warning(asking(country), level, days, D(fee))) is warns


@pytest.mark.parametrize(
    ("percent", "day", "says"),
    [
        ("12", dt.date(2026, 6, 30), ""),
        ("12.5", dt.date(2026, 6, 30), "12 %"),
        ("12", dt.date(2026, 7, 1), "earlier half-year"),
        ("11.75", dt.date(2026, 7, 1), ""),
        ("0", dt.date(2026, 7, 1), ""),
    ],
)
def test_a_rate_is_called_old_once_its_half_year_is_over(percent, day, says):
    found = percent_warning(asking(today=day), D(percent))
    assert says in found
    assert bool(says) is bool(found)
    assert percent_warning(asking("SE", today=day), D(percent)) == ""


def test_each_field_has_its_own_warning_and_what_cannot_be_read_has_none():
    assert sorted(warnings(asking(), 1, 7, D(50), D(12))) == ["days", "fee", "percent"]
    assert warnings(asking(), 1, None, None, None) == {}
