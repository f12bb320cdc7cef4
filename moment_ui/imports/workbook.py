"""Excel workbooks: the first sheet, typed cells, read row by row. Bombs are refused unopened."""

import datetime as dt
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from moment_ui.imports.errors import (
    BrokenWorkbook,
    EmptyFile,
    FileRefused,
    NotATable,
    TooLarge,
)
from moment_ui.imports.values import Cell

MAX_UNPACKED = 1 << 30
MAX_TEXTS = 200 << 20
MAX_RATIO = 250
HEAD = 4096
SHEET = "xl/workbook.xml"
TEXTS = "xl/sharedStrings.xml"


@contextmanager
def rows_of(path: Path) -> Iterator[Iterator[tuple[int, list[Cell]]]]:
    """Numbered rows of the first sheet; the number is Excel's. Raises FileRefused."""
    from openpyxl import load_workbook  # noqa: PLC0415 - brings Pillow: 0.1 s of every start

    check_archive(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl lets anything through that a damaged file causes
        raise BrokenWorkbook from error
    try:
        if not book.worksheets:
            raise EmptyFile
        yield _read(book.worksheets[0])
    finally:
        book.close()


def check_archive(path: Path) -> None:
    """Refuse what is no workbook, what unpacks to far too much, and XML with entities."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive)
    except FileRefused:
        raise
    except Exception as error:  # zipfile has many ways to say that an archive is damaged
        raise BrokenWorkbook from error


def _check(archive: zipfile.ZipFile) -> None:
    if SHEET not in archive.namelist():
        raise NotATable
    members = archive.infolist()
    _check_sizes(members)
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as part:
                if b"<!" in part.read(HEAD).replace(b"<!--", b""):
                    raise BrokenWorkbook


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    texts = sum(member.file_size for member in members if member.filename == TEXTS)
    if unpacked > MAX_UNPACKED or texts > MAX_TEXTS:
        raise TooLarge(f"{unpacked >> 20} MB unpacked")
    if unpacked > 10 << 20 and unpacked / packed > MAX_RATIO:
        raise TooLarge(f"{unpacked >> 20} MB unpacked")


def _read(sheet: Any) -> Iterator[tuple[int, list[Cell]]]:
    try:
        sheet.reset_dimensions()  # some programs write wrong ones
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [_cell(cell) for cell in cells]
    except Exception as error:  # damage further down shows while reading
        raise BrokenWorkbook from error


def _cell(cell: object) -> Cell:
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date()
    return cast("Cell", cell)
