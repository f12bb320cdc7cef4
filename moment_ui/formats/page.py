"""A page to print: the whole report as plain HTML, with a stylesheet and a script of our own.

The script opens the browser's print dialog; the page reads as well without it. Everything from
the table is escaped, and the page works under a content policy that allows our own files only.
"""

from collections.abc import Sequence
from html import escape
from itertools import islice
from typing import BinaryIO

from moment_ui.core.settings import settings
from moment_ui.core.table import RIGHT_ALIGNED, Heading, Table
from moment_ui.core.words import _
from moment_ui.formats.text import (
    Reader,
    clean,
    heading_lines,
    texts_of,
    total_rows,
)

STYLE, SCRIPT = "/print.css", "/print.js"
_CHUNK = 500


def write(table: Table, heading: Heading, reader: Reader, out: BinaryIO) -> None:
    """Write the page. Reads `table.rows` once; memory does not grow with them."""
    texts = texts_of(table, reader)
    kinds = [column.kind for column in table.columns]
    classes = [' class="num"' if kind in RIGHT_ALIGNED else "" for kind in kinds]
    out.write(_start(table, heading, classes).encode())
    rows = iter(table.rows)
    while chunk := list(islice(rows, _CHUNK)):
        written = [_row(texts.row(row, kinds), classes) for row in chunk]
        out.write("".join(written).encode())
    foot = "".join(_row(texts.row(total, kinds), classes) for total in total_rows(table))
    # A tfoot would be repeated on every page: totals are rows of a last body.
    out.write(f'</tbody><tbody class="totals">{foot}</tbody></table></body></html>'.encode())


def _start(table: Table, heading: Heading, classes: Sequence[str]) -> str:
    title, *facts = map(escape, heading_lines(table, heading))
    labels = "".join(
        f'<th scope="col"{look}>{escape(clean(column.label))}</th>'
        for column, look in zip(table.columns, classes, strict=True)
    )
    return (
        f'<!doctype html><html lang="{escape(settings().language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title}</title><link rel="stylesheet" href="{STYLE}">'
        f'<script src="{SCRIPT}" defer></script></head><body>'
        f'<button type="button" id="print">{escape(_("Print"))}</button><h1>{title}</h1>'
        f"<p>{'<br>'.join(facts)}</p>"
        f"<table><thead><tr>{labels}</tr></thead><tbody>"
    )


def _row(texts: Sequence[str], classes: Sequence[str]) -> str:
    cells = [f"<td{look}>{escape(text)}</td>" for look, text in zip(classes, texts, strict=True)]
    return f"<tr>{''.join(cells)}</tr>\n"
