"""XLSX files, read back with openpyxl."""

import datetime as dt
import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from moment_ui.core.money import Money
from moment_ui.core.table import Kind, Mark, Table, TableColumn, Toned, Value
from moment_ui.formats import xlsx
from moment_ui.formats.text import clean, local, total_rows
from tests.formats.tables import (
    COLUMNS,
    HEADING,
    NASTY,
    READER,
    invoice,
    invoices,
    rows,
    table_of,
    wall,
    written,
)


def sheet_of(content: bytes) -> Worksheet:
    sheet = load_workbook(io.BytesIO(content)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def body_of(sheet: Worksheet) -> list[tuple[Any, ...]]:
    """Every row below the labels, totals included."""
    found = list(sheet.iter_rows())
    head = next(at for at, row in enumerate(found) if row[1].value == "Customer")
    return found[head + 1 :]


def test_heading_says_what_when_and_for_whom() -> None:
    sheet = sheet_of(written("xlsx", invoices("NOK")))
    lines = [sheet.cell(row, 1).value for row in range(1, 7)]
    assert lines == [
        "Invoices",
        "Lysgård Arkitekter AS",
        "Issued 01.07.2026–20.11.2026",
        "Type Invoice, Credit note",
        "3 rows · NOK",
        "Extracted 21.11.2026 14:05 · Ingrid Holm",
    ]


def test_columns_stand_in_the_order_of_the_table() -> None:
    sheet = sheet_of(written("xlsx", invoices("NOK")))
    assert [cell.value for cell in sheet[8]] == [column.label for column in COLUMNS]


def test_cells_are_typed() -> None:
    first = body_of(sheet_of(written("xlsx", invoices("NOK"))))[0]
    assert [cell.value for cell in first] == [
        20000,
        "Skarvøy kommune",
        "Sent",
        wall("2026-11-18"),
        wall("2026-11-21T14:05"),
        10234.5,
        10234.5,
        9,
        1.5,
        0.125,
        True,
        "Offentlig, Viktig",
    ]
    assert [cell.data_type for cell in first] == list("nssddnnnnnbs")


def test_number_formats_follow_kind_and_currency() -> None:
    body = body_of(sheet_of(written("xlsx", invoices("NOK", "JPY", rows=1))))
    assert body[0][5].number_format == "#,##0.00 [$NOK]"
    assert body[1][5].number_format == "#,##0 [$JPY]"
    assert body[0][0].number_format == "0"
    assert body[0][3].number_format == "dd.mm.yyyy"
    assert body[0][4].number_format == "dd.mm.yyyy hh:mm"


def test_totals_per_currency_are_the_last_rows_and_bold() -> None:
    table = invoices("NOK", "EUR")
    body = body_of(sheet_of(written("xlsx", table)))
    nok, eur = body[-2:]
    assert (nok[0].value, nok[5].value) == ("Total, NOK", 10234.5 - 11234.5 + 12234.5)
    assert nok[8].value == 9.0
    assert (eur[0].value, eur[5].number_format) == ("Total, EUR", "#,##0.00 [$EUR]")
    assert all(cell.font.b for row in (nok, eur) for cell in row if cell.value is not None)
    assert not body[0][5].font.b


def test_head_is_frozen_filterable_and_printed_on_every_page() -> None:
    sheet = sheet_of(written("xlsx", invoices("NOK")))
    assert sheet.freeze_panes == "A9"
    assert sheet.auto_filter.ref == "A8:L11"
    assert sheet.print_title_rows == "$8:$8"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    fitting = sheet.sheet_properties.pageSetUpPr
    assert fitting is not None
    assert fitting.fitToPage


def test_columns_are_as_wide_as_their_content() -> None:
    table = table_of([invoice(1, "1234567890123.45")])
    widths = sheet_of(written("xlsx", table)).column_dimensions
    assert widths["F"].width >= len("1 234 567 890 123,45")
    assert widths["A"].width < 16


@pytest.mark.parametrize("text", NASTY)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    table = Table((TableColumn("customer", "Customer", Kind.TEXT),), [(text,)], (), 1)
    cell = list(sheet_of(written("xlsx", table)).iter_rows())[-1][0]
    assert cell.data_type == "s"
    if text.lstrip()[:1] in ("=", "+", "-", "@"):
        assert cell.quotePrefix
        assert cell.value == clean(text)


def test_text_beyond_a_cells_limit_says_that_it_was_cut() -> None:
    long = (1, "x" * 40_000, *invoice(1, "1")[2:])
    cell = body_of(sheet_of(written("xlsx", table_of([long]))))[0][1]
    assert len(str(cell.value)) == 32_767
    assert "cut here" in str(cell.value)


def test_emoji_count_twice_towards_the_limit_and_are_not_torn() -> None:
    table = Table((TableColumn("customer", "Customer", Kind.TEXT),), [("😀" * 20_000,)], (), 1)
    value = str(list(sheet_of(written("xlsx", table)).iter_rows())[-1][0].value)
    assert len(value.encode("utf-16-le")) <= 32_767 * 2
    assert set(value[:1000]) == {"😀"}


def test_long_identifying_numbers_keep_every_digit() -> None:
    row = (123_456_789_012_345_678, *invoice(1, "1")[1:])
    assert body_of(sheet_of(written("xlsx", table_of([row]))))[0][0].value == "123456789012345678"


def test_days_before_excels_calendar_are_text() -> None:
    row = (*invoice(1, "1")[:3], dt.date(1899, 5, 17), *invoice(1, "1")[4:])
    assert body_of(sheet_of(written("xlsx", table_of([row]))))[0][3].value == "1899-05-17"


def test_an_empty_table_has_its_head() -> None:
    sheet = sheet_of(written("xlsx", table_of([])))
    assert sheet.cell(8, 1).value == "Number"
    assert body_of(sheet) == []


def test_rows_beyond_a_sheets_limit_go_on_to_the_next() -> None:
    out = io.BytesIO()
    table = table_of([invoice(number, "1") for number in range(25)])
    xlsx.write(table, HEADING, READER, out, max_rows=20)
    sheets = load_workbook(out).worksheets
    assert [sheet.title for sheet in sheets] == ["Invoices", "Invoices 2", "Invoices 3"]
    numbers = [row[0].value for sheet in sheets for row in body_of(sheet)]
    assert [number for number in numbers if isinstance(number, int)] == list(range(25))
    assert numbers[-1] == "Total, NOK"
    assert max(sheet.max_row for sheet in sheets) <= 20


def test_the_package_names_nothing_foreign() -> None:
    with zipfile.ZipFile(io.BytesIO(written("xlsx", invoices("NOK")))) as archive:
        assert archive.testzip() is None
        assert {name.split("/")[0] for name in archive.namelist()} == {
            "[Content_Types].xml",
            "_rels",
            "docProps",
            "xl",
        }


@settings(max_examples=60, deadline=None)
@given(rows())
def test_any_rows_come_back_as_they_were(values: list[tuple[Value, ...]]) -> None:
    table = table_of(values)
    body = body_of(sheet_of(written("xlsx", table)))
    sums = total_rows(table)
    assert len(body) == len(values) + len(sums)
    for row, cells in zip(values, body, strict=False):
        for column, value, cell in zip(COLUMNS, row, cells, strict=True):
            assert_same(column.kind, value, cell.value)
    for total, cells in zip(sums, body[len(values) :], strict=True):
        for column, value, cell in zip(COLUMNS, total, cells, strict=True):
            if not isinstance(value, str):
                assert_same(column.kind, value, cell.value)


def assert_same(kind: Kind, value: Value, found: Any) -> None:
    if value is None:
        assert found is None
    elif kind in (Kind.TEXT, Kind.STATUS, Kind.TAGS):
        word = value.word if isinstance(value, Mark) else value
        text = clean(", ".join(word) if isinstance(word, tuple) else str(word))
        if len(text) < 16_000:
            assert unescape(found or "") == text
    elif isinstance(value, Money | Toned | Decimal | int) and not isinstance(value, bool):
        money = value.money if isinstance(value, Toned) else value
        amount = Decimal(money.amount if isinstance(money, Money) else money)
        scale = {Kind.HOURS: 60, Kind.PERCENT: 100}.get(kind, 1)
        assert float(found) == pytest.approx(float(amount / scale), rel=1e-14)
    elif isinstance(value, dt.datetime):
        wanted = local(value, READER.timezone).replace(microsecond=0)
        assert abs(found - wanted) < dt.timedelta(seconds=1)
    elif isinstance(value, dt.date):
        day = value.isoformat() if isinstance(found, str) else value
        assert (found if isinstance(found, str) else found.date()) == day
    else:
        assert found == value
