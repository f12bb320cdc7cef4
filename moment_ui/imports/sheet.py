"""A file as a table: headings, and rows of cells with the number they have in the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from moment_ui.imports import text_file, workbook
from moment_ui.imports.errors import EmptyFile, TooLarge
from moment_ui.imports.values import Cell

MAX_COLUMNS = 500
MAX_ROWS = 2_000_000
SAMPLE_ROWS = 5
TITLE_ROWS = 10
ZIP_MAGIC = b"PK\x03\x04"
Cells = list[Cell]


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of the file. `cells` is as long as the headings; `problem` is about the whole row."""

    number: int
    cells: Cells
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An open file. `rows` can be read once."""

    headings: tuple[str, ...]
    rows: Iterator[RawRow]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file looks like: its headings, and the first values under each."""

    headings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]


@contextmanager
def opened(path: Path) -> Iterator[Sheet]:
    """The file as a table. Raises FileRefused when it is none."""
    with path.open("rb") as stream:
        is_workbook = stream.read(4) == ZIP_MAGIC
    source = workbook.rows_of(path) if is_workbook else text_file.rows_of(path)
    mixed = not is_workbook and text_file.encoding_of(path) == text_file.MIXED
    with source as numbered:
        rows = ((number, cells) for number, cells in numbered if not _is_blank(cells))
        rows = _from_headings(rows)
        headings = _headings(rows)
        shape = _Shape(len(headings), strict=not is_workbook, mixed=mixed)
        yield Sheet(headings, shape.fitted(rows))


def preview(path: Path) -> Preview:
    """The headings and a few sample values of each column. Raises FileRefused."""
    with opened(path) as sheet:
        rows = [row for row, _ in zip(sheet.rows, range(SAMPLE_ROWS), strict=False)]
    if not rows:
        raise EmptyFile
    samples = tuple(
        tuple(str(row.cells[place]) for row in rows if filled(row.cells[place]))
        for place in range(len(sheet.headings))
    )
    return Preview(sheet.headings, samples)


def filled(cell: Cell) -> bool:
    """Whether there is anything in the cell."""
    return cell is not None and cell != "" and not (isinstance(cell, str) and cell.isspace())


def _is_blank(cells: Cells) -> bool:
    first = cells[0] if cells else None
    if isinstance(first, str) and first and not first.isspace():  # nearly always
        return False
    return not any(map(filled, cells))


def _from_headings(rows: Iterator[tuple[int, Cells]]) -> Iterator[tuple[int, Cells]]:
    """The rows without titles above the table: single cells over what is wider."""
    first = list(islice(rows, TITLE_ROWS))
    widths = [sum(map(filled, cells)) for _number, cells in first]
    if max(widths, default=0) > 2:
        while widths[len(widths) - len(first)] == 1:
            first.pop(0)
    return chain(first, rows)


def _headings(rows: Iterator[tuple[int, Cells]]) -> tuple[str, ...]:
    first = next(rows, None)
    if first is None:
        raise EmptyFile
    cells = first[1]
    while cells and not filled(cells[-1]):
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise TooLarge(f"{len(cells)} columns")
    return tuple(_unique(" ".join(str(cell or "").split())[:100] for cell in cells))


def _unique(names: Iterator[str]) -> Iterator[str]:
    """Headings as keys: empty ones get a letter like Excel's, repeated ones a count."""
    seen: dict[str, int] = {}
    for place, name in enumerate(names):
        label = name or f"({column_letter(place)})"
        seen[label] = seen.get(label, 0) + 1
        yield label if seen[label] == 1 else f"{label} ({seen[label]})"


def column_letter(place: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    while place >= 0:
        letters = chr(65 + place % 26) + letters
        place = place // 26 - 1
    return letters


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a row must be like: `strict` files have no short rows, `mixed` ones foreign letters."""

    width: int
    strict: bool
    mixed: bool

    def fitted(self, rows: Iterator[tuple[int, Cells]]) -> Iterator[RawRow]:
        """The rows with as many cells as there are headings, and what is wrong with them."""
        for count, (number, cells) in enumerate(rows):
            if count >= MAX_ROWS:
                raise TooLarge(f"{MAX_ROWS} rows")
            yield self._row(number, cells)

    def _row(self, number: int, cells: Cells) -> RawRow:
        found, width = len(cells), self.width
        problem = text_file.wrong_encoding() if self.mixed and text_file.is_garbled(cells) else ""
        if found == width:
            return RawRow(number, cells, problem)
        if found > width and _is_blank(cells[width:]):
            return RawRow(number, cells[:width], problem)
        padded = cells[:width] + [None] * (width - found)
        if found < width and not self.strict:
            return RawRow(number, padded)
        return RawRow(number, padded, text_file.wrong_width(found, width))
