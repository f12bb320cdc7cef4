"""CSV files as people have them: any of the usual encodings, delimiters and quotings."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from moment_ui.core.words import _
from moment_ui.imports.errors import EmptyFile, NotATable, TooLarge
from moment_ui.imports.values import Cell

BLOCK = 1 << 20
HEAD = 1 << 16
SNIFFED_ROWS = 50
LIKELY = 0.5
DELIMITERS = ";\t,|"
MIXED = "utf-8 with other bytes"
CELL_LENGTH = 32_767  # what Excel allows
_MULTIBYTE = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x90-\xbf]")  # æ ø å ö é – in UTF-8
_GARBLED = re.compile("[\udc80-\udcff]")
_SEP = re.compile(r"sep=(.)\s*$")


@contextmanager
def rows_of(path: Path) -> Iterator[Iterator[tuple[int, list[Cell]]]]:
    """Numbered rows of cells; the number is the line a row ends on. Raises FileRefused."""
    encoding = encoding_of(path)
    mixed = encoding == MIXED
    named, errors = ("utf-8", "surrogateescape") if mixed else (encoding, "strict")
    with path.open(encoding=named, errors=errors, newline="") as stream:
        try:
            skipped, delimiter = _start(stream)
        except UnicodeDecodeError as error:
            raise NotATable from error
        yield _read(stream, delimiter, skipped)


def encoding_of(path: Path) -> str:
    """The encoding a file is written in, or MIXED. Raises NotATable for what is no text."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
        if not head.strip():
            raise EmptyFile
        if marked := _marked(head):
            return marked
        if b"\0" in head:
            return _without_mark(head)
        return _eight_bit(head, stream)


def is_garbled(cells: list[Cell]) -> bool:
    """Whether a row of a mixed file holds bytes of the other encoding."""
    return any(isinstance(cell, str) and _GARBLED.search(cell) for cell in cells)


def wrong_encoding() -> str:
    """What is said of such a row."""
    return _("Some letters of this row are in another encoding than the rest of the file (UTF-8).")


def wrong_width(found: int, expected: int) -> str:
    """What is said of a row with too many or too few cells."""
    return _("This row has {found} columns, the headings have {expected}.").format(
        found=found, expected=expected
    )


def delimiter_of(head: str) -> str:
    """The delimiter that gives the most even table; a comma when there is none at all.

    The headings decide how wide the table is, unless they are no table at all: then it begins
    further down, under a title.
    """
    widths = {delimiter: _widths(head, delimiter) for delimiter in DELIMITERS}
    for width_of in (_first, _commonest):
        scored = [(_score(rows, width_of(rows)), delimiter) for delimiter, rows in widths.items()]
        best, delimiter = max(scored, key=lambda pair: pair[0])
        if best >= LIKELY:
            return delimiter
    return delimiter if best > 0 else ","


def _widths(head: str, delimiter: str) -> list[int]:
    """How many cells the first rows have; none at all when the delimiter makes no sense."""
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    widths: list[int] = []
    try:
        for cells in reader:
            if any(cells):
                widths.append(len(cells))
            if len(widths) >= SNIFFED_ROWS:
                break
    except csv.Error:
        return []
    return widths


def _first(widths: list[int]) -> int:
    return widths[0] if widths else 0


def _commonest(widths: list[int]) -> int:
    return Counter(widths).most_common(1)[0][0] if widths else 0


def _score(widths: list[int], usual: int) -> float:
    """How even the rows are, times how many columns they have."""
    if usual < 2:
        return 0
    even = Counter(widths)[usual] / len(widths)
    return even * even * min(usual, 12)


def _start(stream: TextIO) -> tuple[int, str]:
    """Place the stream on the heading; returns the lines before it and the delimiter."""
    head = stream.read(HEAD)
    first = head.partition("\n")[0]
    stream.seek(0)
    if named := _SEP.match(first.strip("\r")):
        stream.readline()
        return 1, named[1]
    return 0, delimiter_of(head[: head.rfind("\n") + 1] or head)


def _read(stream: TextIO, delimiter: str, skipped: int) -> Iterator[tuple[int, list[Cell]]]:
    usual = csv.field_size_limit(CELL_LENGTH)  # of the whole process, hence given back
    reader = csv.reader(stream, delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num + skipped, list(cells)
    except csv.Error as error:
        raise TooLarge(
            _("line {line} has a cell that never ends").format(line=reader.line_num + skipped)
        ) from error
    except UnicodeDecodeError as error:
        raise NotATable from error
    finally:
        csv.field_size_limit(usual)


def _marked(head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return ""


def _without_mark(head: bytes) -> str:
    """UTF-16 without its mark has a NUL in every other byte of Latin text; else it is no text."""
    pairs = max(len(head) // 2, 1)
    if head[1::2].count(0) > 0.7 * pairs and head[::2].count(0) < 0.05 * pairs:
        return "utf-16-le"
    if head[::2].count(0) > 0.7 * pairs and head[1::2].count(0) < 0.05 * pairs:
        return "utf-16-be"
    raise NotATable


def _eight_bit(head: bytes, stream: io.BufferedReader) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    multibyte, valid, block = 0, True, head
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c" for byte in head)
    if controls > len(head) / 50:
        raise NotATable
    while block:
        multibyte += len(_MULTIBYTE.findall(block)) if multibyte < 20 or not valid else 0
        try:
            decoder.decode(block) if valid else None
        except UnicodeDecodeError:
            valid = False
        block = stream.read(BLOCK)
    if valid or multibyte > _odd_bytes(head):
        return "utf-8" if valid else MIXED
    return "cp1252" if not re.search(rb"[\x81\x8d\x8f\x90\x9d]", head) else "latin-1"


def _odd_bytes(head: bytes) -> int:
    """How many non-ASCII bytes stand alone, as in Latin-1."""
    return len(re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", head))
