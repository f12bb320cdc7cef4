"""CSV files, read back with the csv module."""

import csv as reading
import datetime as dt
import io
from decimal import Decimal

import pytest
from hypothesis import given, settings

from moment_ui.core.money import Money
from moment_ui.core.table import Kind, Mark, Table, TableColumn, Toned, Value
from moment_ui.formats import csv
from moment_ui.formats.text import clean
from tests.formats.tables import (
    COLUMNS,
    HEADING,
    NASTY,
    READER,
    invoices,
    rows,
    table_of,
    written,
)


def lines_of(content: bytes, separator: str = ";") -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(reading.reader(io.StringIO(text, newline=""), delimiter=separator))


def test_labels_and_rows_stand_as_in_the_table() -> None:
    head, first, *_others = lines_of(written("csv", invoices("NOK")))
    assert head == [column.label for column in COLUMNS]
    assert first == [
        "20000",
        "Skarvøy kommune",
        "Sent",
        "2026-11-18",
        "2026-11-21 14:05:00",
        "10234,50",
        "10234,50",
        "9",
        "1,50",
        "12,5",
        "Yes",
        "Offentlig, Viktig",
    ]


def test_the_usual_dialect_opens_in_excel_by_a_double_click() -> None:
    content = written("csv", invoices("NOK"))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")


def test_the_other_dialect_has_commas_and_points() -> None:
    first = lines_of(written("csv-point", invoices("NOK")), ",")[1]
    assert first[5] == "10234.50"
    assert first[8] == "1.50"


def test_negative_amounts_are_numbers() -> None:
    assert lines_of(written("csv", invoices("NOK")))[2][5] == "-11234,50"


def test_several_currencies_are_named_in_one_more_column() -> None:
    head, *body = lines_of(written("csv", invoices("NOK", "EUR", rows=1)))
    assert head[-1] == "Currency"
    assert [line[-1] for line in body] == ["NOK", "EUR"]


def test_totals_stand_last_when_asked_for() -> None:
    out = io.BytesIO()
    csv.write(invoices("NOK"), HEADING, READER, out, csv.Dialect(totals=True))
    assert lines_of(out.getvalue())[-1][:6] == ["Total, NOK", "", "", "", "", "11234,50"]


@pytest.mark.parametrize("text", NASTY)
def test_text_that_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    table = Table((TableColumn("customer", "Customer", Kind.TEXT),), [(text,)], (), 1)
    cell = "".join(lines_of(written("csv", table))[-1:][0])
    assert not cell.lstrip(" \n").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.removeprefix("'") == clean(text)


@pytest.mark.parametrize("money", ["1", "1.5", "1234.5678", "-0.0001", "90000000000000.0001"])
def test_amounts_keep_all_their_digits(money: str) -> None:
    assert Decimal(csv.exact(Money(Decimal(money), "NOK"))) == Decimal(money)


def test_amounts_have_at_least_their_currencys_decimals() -> None:
    assert csv.exact(Money(Decimal("5.0000"), "NOK")) == "5.00"
    assert csv.exact(Money(Decimal("5.0000"), "JPY")) == "5"
    assert csv.exact(Money(Decimal("5.1250"), "NOK")) == "5.125"


@settings(max_examples=80, deadline=None)
@given(rows())
def test_any_rows_come_back_as_they_were(values: list[tuple[Value, ...]]) -> None:
    head, *body = lines_of(written("csv", table_of(values)))
    assert head[: len(COLUMNS)] == [column.label for column in COLUMNS]
    assert len(body) == len(values)
    for row, line in zip(values, body, strict=True):
        for column, value, text in zip(COLUMNS, row, line, strict=False):
            assert_same(column.kind, value, text)


def assert_same(kind: Kind, value: Value, text: str) -> None:
    number = text.replace(",", ".")
    if value is None:
        assert text == ""
    elif isinstance(value, bool):
        assert text == ("Yes" if value else "No")
    elif isinstance(value, Money | Toned):
        money = value.money if isinstance(value, Toned) else value
        assert Decimal(number) == money.amount
    elif kind is Kind.HOURS:
        assert isinstance(value, int)
        assert abs(Decimal(number) - Decimal(value) / 60) <= Decimal("0.005")
    elif isinstance(value, int | Decimal):
        assert Decimal(number) == value
    elif isinstance(value, dt.datetime):
        assert dt.datetime.fromisoformat(text).utcoffset() is None
    elif isinstance(value, dt.date):
        assert dt.date.fromisoformat(text) == value
    else:
        words = value.word if isinstance(value, Mark) else value
        said = ", ".join(words) if isinstance(words, tuple) else str(words)
        assert text.removeprefix("'") == clean(said).removeprefix("'")
