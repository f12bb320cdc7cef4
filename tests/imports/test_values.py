"""Cells as people and programs write them."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moment_ui.core.fields import Unfit
from moment_ui.imports.decimals import decimal, decimal_sign
from moment_ui.imports.kind import RowReader
from moment_ui.imports.kinds import KINDS
from moment_ui.imports.kinds.customer_fields import country, credit_days, phone
from moment_ui.imports.kinds.invoice_fields import vat_rate
from moment_ui.imports.values import (
    UNCALCULATED,
    Style,
    day,
    flag,
    line,
    minutes,
    org_number,
    whole,
)

COMMA, POINT, UNKNOWN = Style(","), Style("."), Style("")


@pytest.mark.parametrize(
    ("cell", "style", "value"),
    [
        ("1234,50", COMMA, "1234.50"),
        ("1 234,50", COMMA, "1234.50"),
        ("1\u00a0234\u202f567,5", UNKNOWN, "1234567.5"),
        ("1.234,50", UNKNOWN, "1234.50"),
        ("1,234.50", UNKNOWN, "1234.50"),
        ("1.234.567", UNKNOWN, "1234567"),
        ("12.5", UNKNOWN, "12.5"),
        ("12.5", COMMA, "12.5"),
        ("1.234", COMMA, "1234"),
        ("1.234", POINT, "1.234"),
        ("1,234", POINT, "1234"),
        ("1,234", COMMA, "1.234"),
        ("0,125", UNKNOWN, "0.125"),
        ("-38750,00", UNKNOWN, "-38750"),
        ("−38 750,00", UNKNOWN, "-38750"),
        ("38750,00-", UNKNOWN, "-38750"),
        ("(38 750,00)", UNKNOWN, "-38750"),
        ("kr 100,00", UNKNOWN, "100"),
        ("100,-", UNKNOWN, "100"),
        ("100 NOK", UNKNOWN, "100"),
        ("25 %", UNKNOWN, "25"),
        ("1'234.50", UNKNOWN, "1234.50"),
        (1234, UNKNOWN, "1234"),
        (0.1 + 0.2, UNKNOWN, "0.3"),
        (1234.5, UNKNOWN, "1234.5"),
        (Decimal("7.25"), UNKNOWN, "7.25"),
    ],
)
def test_amounts_are_read_the_way_they_were_meant(cell, style, value):
    assert decimal(cell, style) == Decimal(value)


@pytest.mark.parametrize(
    "cell",
    [
        "abc",
        "12,34,5",
        "1.23.456,00",
        "=A1+B1",
        "1,23456",
        "1e9",
        "12345678901234",
        "#REF!",
        "1.234",
    ],
)
def test_what_is_no_amount_or_may_mean_two_things_is_refused(cell):
    with pytest.raises(Unfit):
        decimal(cell, UNKNOWN)


@given(st.decimals(Decimal(-99999999), Decimal(99999999), places=2), st.sampled_from(",."))
def test_an_amount_written_with_grouping_is_read_back(amount, sign):
    grouped = f"{abs(amount):,.2f}"
    if sign == ",":
        grouped = grouped.replace(",", " ").replace(".", ",")
    written = f"-{grouped}" if amount < 0 else grouped
    assert decimal(written, Style(sign)) == amount


@pytest.mark.parametrize(
    ("samples", "sign"),
    [
        (["1 234,50", "100"], ","),
        (["1234.50"], "."),
        (["1.234,50"], ","),
        (["1.234"], ""),
        (["1.5", "2,5"], ""),
        (["0,125"], ","),
        ([], ""),
        (["hei", "1.000.000"], ""),
    ],
)
def test_the_decimal_sign_shows_in_the_numbers_that_leave_no_doubt(samples, sign):
    assert decimal_sign(samples) == sign


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("21.11.2026", dt.date(2026, 11, 21)),
        ("1.2.26", dt.date(2026, 2, 1)),
        ("21/11/2026", dt.date(2026, 11, 21)),
        ("21-11-2026", dt.date(2026, 11, 21)),
        ("2026-11-21", dt.date(2026, 11, 21)),
        ("2026/11/21", dt.date(2026, 11, 21)),
        ("20261121", dt.date(2026, 11, 21)),
        ("2026-11-21T00:00:00", dt.date(2026, 11, 21)),
        ("21.11.2026 14:30", dt.date(2026, 11, 21)),
        (dt.datetime(2026, 11, 21, 8, tzinfo=None), dt.date(2026, 11, 21)),  # noqa: DTZ001 - Excel's
        (dt.date(2026, 11, 21), dt.date(2026, 11, 21)),
        (46347, dt.date(2026, 11, 21)),
        (46347.5, dt.date(2026, 11, 21)),
        ("", None),
    ],
)
def test_dates_are_read_the_nordic_way_the_iso_way_and_excels(cell, date):
    assert day(cell, UNKNOWN) == date


@pytest.mark.parametrize(
    "cell", ["32.01.2026", "12/31/2026", "i går", "0026-01-01", "2150-01-01", 12]
)
def test_days_that_do_not_exist_are_refused(cell):
    with pytest.raises(Unfit):
        day(cell, UNKNOWN)


@given(
    st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)),
    st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y"]),
)
def test_a_written_date_is_read_back(date, pattern):
    assert day(date.strftime(pattern), UNKNOWN) == date


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("7,5", 450),
        ("7.5", 450),
        ("7:30", 450),
        ("7:30:00", 450),
        ("0,25", 15),
        (7.5, 450),
        (8, 480),
        (dt.time(7, 30), 450),
        (dt.timedelta(hours=7, minutes=30), 450),
    ],
)
def test_hours_become_whole_minutes(cell, value):
    assert minutes(cell, UNKNOWN) == value


def test_text_numbers_and_flags():
    assert line()(10147, UNKNOWN) == "10147"
    assert line()(10147.0, UNKNOWN) == "10147"
    assert line()("  Tindra \n Bygg ", UNKNOWN) == "Tindra Bygg"
    assert whole()("10 147", UNKNOWN) == 10147
    assert whole()(10147.0, UNKNOWN) == 10147
    assert [flag(word, UNKNOWN) for word in ("Ja", "nei", "x", 1, False)] == [
        True,
        False,
        True,
        True,
        False,
    ]
    assert [country(word, UNKNOWN) for word in ("no", "Norge", "Sverige", "Denmark")] == [
        "NO",
        "NO",
        "SE",
        "DK",
    ]
    with pytest.raises(Unfit):
        flag("kanskje", UNKNOWN)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind.value)
def test_every_field_tells_a_formula_that_nobody_calculated(kind):
    for place, each in enumerate(kind.fields):
        cells = [None] * place + [UNCALCULATED]
        row = RowReader(kind, {each.key: place}, Style()).read(2, cells)
        assert "no stored value" in row.problems[each.key]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("994 218 766", "994 218 766"),
        ("NO 994 218 766 MVA", "994 218 766"),
        ("NO994218766MVA", "994218766"),
        ("994218766 mva", "994218766"),
        ("556016-0680", "556016-0680"),
        ("HRB 86891", "HRB 86891"),
        (994218766, "994218766"),
        (None, None),
    ],
)
def test_organisation_numbers_are_bare_of_what_letterheads_add(cell, kept):
    assert org_number(cell, UNKNOWN) == kept


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("tlf. 22 33 44 55", "22 33 44 55"),
        ("Tel: 22334455", "22334455"),
        ("(+47) 900 11 222", "+47 900 11 222"),
        ("08-123 45 67", "08-123 45 67"),
    ],
)
def test_phone_numbers_are_bare_of_words(cell, kept):
    assert phone(cell, UNKNOWN) == kept


@pytest.mark.parametrize(
    ("cell", "days"),
    [("30", 30), (14, 14), ("14 dager", 14), ("Netto 30 dager", 30), ("0", 0), ("", None)],
)
def test_terms_of_payment_are_days(cell, days):
    assert credit_days(cell, UNKNOWN) == days


@pytest.mark.parametrize("cell", ["kontant", "14/30", "500 dager"])
def test_terms_that_are_no_days_are_refused(cell):
    with pytest.raises(Unfit):
        credit_days(cell, UNKNOWN)


@pytest.mark.parametrize(
    ("cell", "rate"),
    [("25", "25"), (0.25, "25"), (0.15, "15"), ("11,11", "11.11"), (0, "0"), ("25 %", "25")],
)
def test_rates_of_vat_are_percents_and_spreadsheets_keep_fractions(cell, rate):
    assert vat_rate(cell, COMMA) == Decimal(rate)


def test_amounts_are_no_rates_of_vat():
    with pytest.raises(Unfit, match="VAT amount"):
        vat_rate("250,25", COMMA)
