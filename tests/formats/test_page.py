"""The page to print, read back with an HTML parser."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from moment_ui.core.settings import ROOT
from moment_ui.core.table import Kind, Mark, Table, TableColumn, Value
from moment_ui.formats import page
from moment_ui.formats.text import Texts, clean, single_currency, total_rows
from tests.formats.tables import COLUMNS, NASTY, READER, invoices, rows, table_of, written


class Read(HTMLParser):
    """What a browser would see: rows of cells, and the elements there are."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.sources: list[str] = []
        self._in_cell = False
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.sources += [value or "" for name, value in attrs if name in ("src", "href")]
        assert not any(name.startswith("on") or name == "style" for name, _value in attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


def test_it_holds_every_row_in_order_and_the_totals_last() -> None:
    read = Read(written("print", invoices("NOK", rows=1200)))
    assert read.rows[0] == [column.label for column in COLUMNS]
    assert [row[0] for row in read.rows[1:1201]] == [str(20000 + at) for at in range(1200)]
    assert [row[0] for row in read.rows[1201:]] == ["Total, NOK"]


def test_it_loads_our_own_files_only_and_runs_nothing_inline() -> None:
    content = written("print", invoices("NOK"))
    read = Read(content)
    assert read.sources == [page.STYLE, page.SCRIPT]
    assert b"<script src=" in content
    assert re.findall(rb"<script(?![^>]*src=)|<style|javascript:", content) == []


@pytest.mark.parametrize("name", [page.STYLE, page.SCRIPT])
def test_the_files_it_loads_are_there(name: str) -> None:
    assert Path(ROOT, "assets", name.lstrip("/")).is_file()


@pytest.mark.parametrize("text", NASTY)
def test_text_is_never_markup(text: str) -> None:
    table = Table((TableColumn("customer", text, Kind.TEXT),), [(text,)], (), 1)
    read = Read(written("print", table))
    assert read.tags <= {
        *("html", "head", "meta", "title", "link", "script", "body", "button", "h1", "p"),
        *("br", "table", "thead", "tbody", "tr", "th", "td"),
    }
    assert read.rows[1][0] == clean(text)


@settings(max_examples=40, deadline=None)
@given(rows())
@example([(0, *[None] * 11), (0, None, Mark("\r"), *[None] * 9)])
def test_any_rows_come_back_as_the_screen_shows_them(values: list[tuple[Value, ...]]) -> None:
    table = table_of(values)
    texts = Texts(READER, single_currency(table))
    kinds = [column.kind for column in COLUMNS]
    wanted = [texts.row(row, kinds) for row in values]
    wanted += [texts.row(total, kinds) for total in total_rows(table)]
    assert Read(written("print", table)).rows[1:] == wanted
