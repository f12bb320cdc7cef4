"""XLSX: heading, frozen head, typed cells and totals, written row by row in constant memory.

ECMA-376 (Office Open XML). Text is written inline and never as a formula; text that looks like
one also carries Excel's quote prefix, so that editing the cell cannot turn it into one. Amounts
carry their own currency's number format.
"""

import zipfile
from collections.abc import Iterator
from itertools import chain, islice
from typing import IO, BinaryIO

from moment_ui.core.table import Heading, Table, Value
from moment_ui.formats.text import Reader, heading_lines, total_rows
from moment_ui.formats.xlsx_cells import Cells, column_letters
from moment_ui.formats.xlsx_parts import package_parts, sheet_end, sheet_start
from moment_ui.formats.xlsx_styles import Styles

MAX_ROWS = 1_048_576  # of one sheet; what is more goes on to the next sheet
SAMPLE = 300  # rows that decide the widths
_CHUNK = 500  # rows handed to the compressor at a time
_LEVEL = 1
_NAME_LENGTH = 31

Row = tuple[Value, ...]


def write(
    table: Table, heading: Heading, reader: Reader, out: BinaryIO, max_rows: int = MAX_ROWS
) -> None:
    """Write the table as a workbook. Reads `table.rows` once; memory does not grow with them."""
    styles = Styles()
    book = _Book(table, heading, Cells(table, reader, styles), max_rows)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        names = book.write_sheets(archive)
        for path, content in package_parts(heading, names, book.head_row):
            archive.writestr(path, content)
        archive.writestr("xl/styles.xml", styles.xml())


class _Book:
    """The sheets of one workbook, as the rows come."""

    def __init__(self, table: Table, heading: Heading, cells: Cells, max_rows: int) -> None:
        self._rows = iter(table.rows)
        self._cells = cells
        self._title = heading.title
        self._lines = heading_lines(table, heading)
        self._totals = total_rows(table)
        self._last_letters = column_letters(len(table.columns))
        self.head_row = len(self._lines) + 2
        self._last_row = max_rows - len(self._totals)

    def write_sheets(self, archive: zipfile.ZipFile) -> list[str]:
        """Write sheets until the rows are out; returns the names of the sheets."""
        names: list[str] = []
        more = True
        while more:
            names.append(_sheet_name(self._title, len(names) + 1))
            part = zipfile.ZipInfo(f"xl/worksheets/sheet{len(names)}.xml")
            part.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(part, "w", force_zip64=True) as sheet:
                more = self._write_sheet(sheet)
        return names

    def _write_sheet(self, sheet: IO[bytes]) -> bool:
        """Write one sheet; returns whether rows are left for another."""
        room = islice(self._rows, self._last_row - self.head_row)
        sample = list(islice(room, SAMPLE))
        widths = self._cells.widths([*sample, *self._totals])
        sheet.write((sheet_start(widths, self.head_row) + self._head()).encode())
        number = self._write_rows(sheet, chain(sample, room))
        following = next(self._rows, None)
        if following is None:
            sheet.write(self._cells.rows(self._totals, number + 1, "total").encode())
        else:
            self._rows = chain([following], self._rows)
        sheet.write(sheet_end(f"A{self.head_row}:{self._last_letters}{number}").encode())
        return following is not None

    def _write_rows(self, sheet: IO[bytes], rows: Iterator[Row]) -> int:
        number = self.head_row
        while chunk := list(islice(rows, _CHUNK)):
            sheet.write(self._cells.rows(chunk, number + 1).encode())
            number += len(chunk)
        return number

    def _head(self) -> str:
        lines = [
            self._cells.line(line, number, "quiet" if number > 1 else "title")
            for number, line in enumerate(self._lines, 1)
        ]
        return "".join([*lines, self._cells.head(self.head_row)])


def _sheet_name(title: str, number: int) -> str:
    suffix = f" {number}" if number > 1 else ""
    kept = "".join(" " if sign in "[]:*?/\\" or not sign.isprintable() else sign for sign in title)
    return (kept[: _NAME_LENGTH - len(suffix)].strip("' ") or "Sheet") + suffix
