"""PDF files, read back with pypdf."""

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from pypdf import PageObject, PdfReader

from moment_ui.core.money import Money
from moment_ui.core.table import Kind, Table, TableColumn, Total, Value
from moment_ui.formats.pdf_layout import broken, faces, lay_out
from moment_ui.formats.text import Texts
from tests.formats.tables import COLUMNS, NASTY, READER, invoice, invoices, rows, table_of, written


def pages_of(content: bytes) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(content), strict=True).pages)


def text_of(page: PageObject) -> str:
    return page.extract_text().replace("\xa0", " ")


def words_of(content: bytes) -> str:
    """Everything in the file, without spaces and line breaks, which reading back may move."""
    return "".join("".join(text_of(page) for page in pages_of(content)).split())


def test_first_page_says_what_when_and_for_whom() -> None:
    text = text_of(pages_of(written("pdf", invoices("NOK")))[0])
    for line in (
        "Invoices",
        "Lysgård Arkitekter AS",
        "Issued 01.07.2026–20.11.2026",
        "Type Invoice, Credit note",
        "3 rows · NOK",
        "Extracted 21.11.2026 14:05 · Ingrid Holm",
    ):
        assert line in text


def test_rows_show_what_the_screen_shows() -> None:
    text = text_of(pages_of(written("pdf", invoices("NOK")))[0])
    for cell in (
        "20000",
        "Skarvøy kommune",
        "Sent",
        "18.11.2026",
        "21.11.2026 14:05",
        "10 234,50",
        "\u221211 234,50",
        "1,50",
        "12,5 %",
        "Yes",
        "Offentlig, Viktig",
    ):
        assert cell in text


def test_columns_stand_in_the_order_of_the_table() -> None:
    text = text_of(pages_of(written("pdf", invoices("NOK")))[0])
    text = text[text.index("Number") :]
    places = [text.index(column.label) for column in COLUMNS[1:] if " " not in column.label]
    assert places == sorted(places)


def test_every_page_has_the_head_and_its_number() -> None:
    pages = pages_of(written("pdf", invoices("NOK", rows=100)))
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        text = text_of(page)
        assert "Outstanding" in text
        assert f"Page {number} of {len(pages)}" in text.replace("\n", "")


def test_every_row_is_there_once_and_in_order() -> None:
    text = "".join(text_of(page) for page in pages_of(written("pdf", invoices("NOK", rows=200))))
    places = [text.index(str(20000 + at)) for at in range(200)]
    assert places == sorted(places)
    assert text.count("20150") == 1


def test_totals_per_currency_stand_at_the_end() -> None:
    last = text_of(pages_of(written("pdf", invoices("NOK", "EUR", rows=40)))[-1])
    assert last.index("Total, NOK") < last.index("Total, EUR")
    assert "EUR" in last[last.index("Total, EUR") :]


def test_one_currency_is_said_once_and_several_in_every_cell() -> None:
    assert text_of(pages_of(written("pdf", invoices("NOK")))[0]).count("NOK") == 2
    assert "EUR 10 234,50" in text_of(pages_of(written("pdf", invoices("NOK", "EUR")))[0])


def test_narrow_reports_stand_upright_and_wide_ones_lie() -> None:
    narrow = Table(COLUMNS[:3], [invoice(1, "1")[:3]], (), 1)
    upright, lying = (pages_of(written("pdf", table))[0] for table in (narrow, invoices("NOK")))
    assert upright.mediabox.width < upright.mediabox.height
    assert lying.mediabox.width > lying.mediabox.height


def test_fonts_are_embedded() -> None:
    page = pages_of(written("pdf", invoices("NOK")))[0]
    embedded, unembedded = page._get_fonts()
    assert any("Inter" in name for name in embedded)
    assert not any("Inter" in name for name in unembedded)


@pytest.mark.parametrize(
    "text",
    ["Łódź", "Þór Ægisson", "Đorđe", "čšž", "Ŧ ŋ đ", "Ελλάς", "Жанна", "1\u202f000", "€ £ ¥"],
)
def test_european_letters_are_in_the_font(text: str) -> None:
    regular, bold = faces()
    assert regular.drawable(text) == bold.drawable(text) == text


def test_signs_the_font_has_not_become_boxes() -> None:
    assert faces()[0].drawable("😀 ok") == "□ ok"


def test_figures_are_tabular() -> None:
    regular, bold = faces()
    for face in (regular, bold):
        assert len({round(face.width(sign), 4) for sign in "0123456789\u2212"}) == 1


@pytest.mark.parametrize("columns", [1, 5, 12, 20, 40])
def test_columns_never_leave_the_paper_or_touch(columns: int) -> None:
    declared = [TableColumn(str(at), f"Column {at}", Kind.MONEY) for at in range(columns)]
    layout = lay_out(declared, [["\u22121 234 567,89"] * columns])
    ends = [left + width for left, width in zip(layout.lefts, layout.widths, strict=True)]
    assert ends[-1] <= layout.paper[0]
    assert all(end < left for end, left in zip(ends, layout.lefts[1:], strict=False))


def test_a_figure_wider_than_its_column_gets_smaller_and_is_not_cut() -> None:
    listed = [invoice(at, "1") for at in range(500)] + [invoice(500, "12345678901234.50")]
    assert "12345678901234,50" in words_of(written("pdf", Table(COLUMNS, listed, (), 501)))


def test_long_text_takes_lines_and_ends_in_an_ellipsis() -> None:
    face = faces()[0]
    lines = broken("word " * 400, face, 20)
    assert len(lines) == 8
    assert lines[-1].endswith("…")
    assert all(face.width(line) <= 20 for line in lines)
    assert all(face.width(line) <= 20 for line in broken("x" * 50_000, face, 20))


def test_short_text_is_one_line() -> None:
    assert broken("Skarvøy kommune", faces()[0], 30) == ["Skarvøy kommune"]
    assert broken("", faces()[0], 30) == [""]


@pytest.mark.parametrize("text", NASTY)
def test_any_text_can_be_drawn(text: str) -> None:
    table = Table((TableColumn("customer", "Customer", Kind.TEXT),), [(text,)], (), 1)
    assert len(pages_of(written("pdf", table))) == 1


def test_an_empty_table_has_its_head() -> None:
    assert "Customer" in text_of(pages_of(written("pdf", table_of([])))[0])


@settings(max_examples=25, deadline=None)
@given(rows())
def test_any_rows_can_be_drawn_and_show_their_figures(values: list[tuple[Value, ...]]) -> None:
    table = table_of(values)
    found = words_of(written("pdf", table))
    texts = Texts(READER, table.totals[0].currency if len(table.totals) == 1 else "")
    for figure in figures_of(values, table.totals, texts):
        assert "".join(figure.split()) in found


def figures_of(
    values: Sequence[tuple[Value, ...]], totals: Sequence[Total], texts: Texts
) -> list[str]:
    """The dates of the rows and the totals, as texts."""
    days = [
        texts.text(value, Kind.DATE)
        for row in values
        for value in row
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    ]
    sums = [
        texts.text(Money(amount, total.currency), Kind.MONEY).removeprefix(f"{total.currency}\xa0")
        for total in totals
        for amount in total.sums.values()
        if total.currency and amount != Decimal(0)
    ]
    return days + sums
