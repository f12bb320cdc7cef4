"""PDF: the report on paper. Head and page number on every page, hairlines, no figure cut.

Drawn straight on reportlab's canvas, row by row: a table engine would measure every cell again.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import BinaryIO

from moment_ui.core.table import Heading, Table
from moment_ui.formats.pdf_layout import faces, lay_out
from moment_ui.formats.pdf_page import LINE, QUIET, STRONG, Pages
from moment_ui.formats.text import Reader, heading_lines, texts_of, total_rows

SAMPLE = 400  # rows that decide the layout


def write(table: Table, heading: Heading, reader: Reader, out: BinaryIO) -> None:
    """Write the report as PDF. Reads `table.rows` once."""
    texts = texts_of(table, reader)
    kinds = [column.kind for column in table.columns]
    totals = [texts.row(total, kinds) for total in total_rows(table)]
    rows = (texts.row(row, kinds) for row in table.rows)
    sample = list(islice(rows, SAMPLE))
    layout = lay_out(table.columns, [*sample, *totals])
    pages = Pages(layout, out, heading, [column.label for column in table.columns])
    _draw_heading(pages, heading_lines(table, heading))
    _draw_rows(pages, chain(sample, rows))
    _draw_totals(pages, totals)
    pages.finish()


def _draw_heading(pages: Pages, lines: Sequence[str]) -> None:
    title, *facts = lines
    regular, bold = faces()
    pages.line(title, bold, 14)
    pages.down(6)
    for fact in facts:
        pages.line(fact, regular, 8.5, QUIET)
    pages.down(16)
    pages.head()


def _draw_rows(pages: Pages, rows: Iterable[Sequence[str]]) -> None:
    regular, _bold = faces()
    for row in rows:
        pages.row(row, regular, LINE)


def _draw_totals(pages: Pages, totals: Sequence[Sequence[str]]) -> None:
    _regular, bold = faces()
    pages.keep_together(len(totals))
    for total in totals:
        pages.row(total, bold, STRONG)
