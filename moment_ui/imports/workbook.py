"""Excel workbooks: the first sheet, typed cells, read row by row. Bombs are refused unopened."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from xml.parsers import expat

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
BLOCK = 1 << 16
SHEET = "xl/workbook.xml"
TEXTS = "xl/sharedStrings.xml"


@contextmanager
def rows_of(path: Path) -> Iterator[Iterator[tuple[int, list[Cell]]]]:
    """Numbered rows of the first sheet; the number is Excel's. Raises FileRefused."""
    # openpyxl brings Pillow: 0.1 s of every start
    from openpyxl import load_workbook  # noqa: PLC0415

    from moment_ui.imports.workbook_cells import cells_of  # noqa: PLC0415

    check_archive(path)
    with path.open("rb") as stream:  # by a path, openpyxl wants a name that ends in .xlsx
        try:
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # openpyxl lets anything through that a damaged file causes
            raise BrokenWorkbook from error
        try:
            if not book.worksheets:
                raise EmptyFile
            yield cells_of(book)
        finally:
            book.close()


def check_archive(path: Path) -> None:
    """Refuse what is no workbook, what unpacks to far too much, and XML that declares a type.

    Entities can be declared there only, and no spreadsheet program writes any.
    """
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
    for member in members:  # whatever it is called: other parts may refer to it by any name
        with archive.open(member) as part:
            if _declares_type(part):
                raise BrokenWorkbook


def _declares_type(part: IO[bytes]) -> bool:
    """Whether XML has a document type, which must stand before its first element.

    Read by the parser that reads the workbook afterwards, so both see the same encoding. What it
    cannot read is no XML, such as a picture.
    """
    found: list[bool] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_declaration: found.append(True)
    parser.StartElementHandler = lambda *_element: found.append(False)
    with suppress(expat.ExpatError):
        while not found and (block := part.read(BLOCK)):
            parser.Parse(block)
    return found[:1] == [True]


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    texts = sum(member.file_size for member in members if member.filename == TEXTS)
    if unpacked > MAX_UNPACKED or texts > MAX_TEXTS:
        raise TooLarge(f"{unpacked >> 20} MB unpacked")
    if unpacked > 10 << 20 and unpacked / packed > MAX_RATIO:
        raise TooLarge(f"{unpacked >> 20} MB unpacked")
