"""Values as readers see them."""

import datetime as dt
from decimal import Decimal

import pytest

from moment_ui.core.money import Money
from moment_ui.core.table import Kind, Mark, Table, TableColumn, Tone, Toned, Total, Value
from moment_ui.formats.text import (
    Reader,
    Texts,
    clean,
    local,
    starts_a_formula,
    texts_of,
    total_rows,
    total_values,
)
from tests.formats.tables import wall

NORWEGIAN = Texts(Reader(), "NOK")


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, Kind.MONEY, ""),
        (Money(Decimal(412500), "NOK"), Kind.MONEY, "412\xa0500,00"),
        (Money(Decimal(-38750), "NOK"), Kind.MONEY, "\u221238\xa0750,00"),
        (Money(Decimal("1.005"), "NOK"), Kind.MONEY, "1,01"),
        (Money(Decimal(0), "NOK"), Kind.MONEY, "\u2013"),
        (Money(Decimal("12.5"), "EUR"), Kind.MONEY, "EUR\xa012,50"),
        (Money(Decimal("1234.5"), "JPY"), Kind.MONEY, "JPY\xa01\xa0235"),
        (Toned(Money(Decimal(-12500), "NOK"), Tone.WARN), Kind.MONEY, "\u221212\xa0500,00"),
        (20398, Kind.NUMBER, "20398"),
        (20398, Kind.COUNT, "20\xa0398"),
        (90, Kind.HOURS, "1,50"),
        (Decimal("25.00"), Kind.PERCENT, "25,0\xa0%"),
        (Decimal("12.50"), Kind.PERCENT, "12,5\xa0%"),
        (dt.date(2026, 11, 21), Kind.DATE, "21.11.2026"),
        (dt.datetime(2026, 6, 1, 22, 30, tzinfo=dt.UTC), Kind.INSTANT, "02.06.2026 00:30"),
        (Mark("Partly paid"), Kind.STATUS, "Partly paid"),
        (("A", "B"), Kind.TAGS, "A, B"),
        (True, Kind.FLAG, "Yes"),
        (False, Kind.FLAG, ""),
        (0, Kind.COUNT, "\u2013"),
        (0, Kind.HOURS, "\u2013"),
    ],
)
def test_values_in_norwegian(value: Value, kind: Kind, text: str) -> None:
    assert NORWEGIAN.text(value, kind) == text


def test_numbers_and_dates_follow_the_readers_language() -> None:
    american = Texts(Reader("en_US", "America/New_York"), "USD")
    assert american.text(Money(Decimal("-1234.5"), "USD"), Kind.MONEY) == "\u22121,234.50"
    assert american.text(dt.date(2026, 11, 2), Kind.DATE) == "11/02/2026"


def test_instants_are_told_in_the_readers_zone() -> None:
    instant = dt.datetime(2026, 1, 1, 0, 30, tzinfo=dt.UTC)
    assert local(instant, "America/New_York") == wall("2025-12-31T19:30")
    assert local(wall("2026-01-01"), "America/New_York") == wall("2026-01-01")


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@x", "\t=1", "  =1", "\n=1", "\uff1d1", "\u00a0-1"]
)
def test_formulas_are_recognised(text: str) -> None:
    assert starts_a_formula(text)


@pytest.mark.parametrize("text", ["", "a=1", "1+1", "#REF!", "–5", "Skarvøy"])
def test_other_text_is_no_formula(text: str) -> None:
    assert not starts_a_formula(text)


def test_cleaning_keeps_what_can_be_read() -> None:
    assert clean("a\x00b\r\nc\rd\te\ud800\uffff") == "ab\nc\nd\te"
    assert clean("Skarvøy\u00a0\u202e😀") == "Skarvøy\u00a0\u202e😀"


def test_sums_without_a_currency_stand_in_the_first_row_of_totals() -> None:
    columns = (
        TableColumn("customer", "Customer", Kind.TEXT),
        TableColumn("hours", "Hours", Kind.HOURS, adds_up=True),
        TableColumn("gross", "Gross", Kind.MONEY, adds_up=True),
    )
    totals = (
        Total("", {"hours": Decimal(90)}),
        Total("NOK", {"gross": Decimal(1)}),
        Total("EUR", {"gross": Decimal(2)}),
    )
    assert total_rows(Table(columns, (), totals)) == [
        ("Total, NOK", Decimal(90), Money(Decimal(1), "NOK")),
        ("Total, EUR", None, Money(Decimal(2), "EUR")),
    ]
    assert total_rows(Table(columns, (), totals[:1])) == [("Total", Decimal(90), None)]
    assert total_rows(Table(columns, ())) == []


def test_a_column_of_currencies_saves_saying_it_in_every_cell() -> None:
    money = TableColumn("gross", "Gross", Kind.MONEY)
    currency = TableColumn("currency", "Currency", Kind.TEXT)
    amount = Money(Decimal(5), "EUR")
    with_column, without = Table((money, currency), ()), Table((money,), ())
    assert texts_of(with_column, Reader()).text(amount, Kind.MONEY) == "5,00"
    assert texts_of(without, Reader()).text(amount, Kind.MONEY) == "EUR\xa05,00"


def test_the_label_of_totals_takes_the_first_free_column() -> None:
    columns = (
        TableColumn("gross", "Gross", Kind.MONEY, adds_up=True),
        TableColumn("customer", "Customer", Kind.TEXT),
    )
    total = Total("NOK", {"gross": Decimal(5)})
    assert total_values(total, columns) == (Money(Decimal(5), "NOK"), "Total, NOK")
