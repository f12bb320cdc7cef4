"""Numbers and periods as a reader writes them, wherever the reader is from."""

import datetime as dt
from decimal import Decimal

import pytest

from moment_ui.core.period import Period, Preset
from moment_ui.core.writing import writer

FIRST, LAST = dt.date(2026, 7, 1), dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (Preset.THIS_YEAR, "This year"),
        (Period.including(FIRST, LAST), "01.07.2026–20.11.2026"),
        (Period.including(FIRST, None), "from 01.07.2026"),
        (Period.including(None, LAST), "to 20.11.2026"),
    ],
)
def test_a_period_is_said_with_its_last_day_and_open_on_either_side(period, said):
    assert writer("nb_NO", "Europe/Oslo").period(period) == said


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("nb_NO", "−1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,50"),
        ("en_GB", "−1,234,567.50"),
        ("en_IN", "−12,34,567.50"),  # the first three, then two by two
        ("xx_NOWHERE", "−1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,50"),
    ],
)
def test_a_number_is_grouped_as_its_reader_groups_it(locale, written):
    assert writer(locale, "Europe/Oslo").number(Decimal("-1234567.5"), 2) == written
