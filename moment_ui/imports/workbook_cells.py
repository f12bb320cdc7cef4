"""The cells of a workbook's first sheet, and which of them nobody has calculated yet."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

from moment_ui.imports.errors import BrokenWorkbook
from moment_ui.imports.values import UNCALCULATED, Cell


class _Cells(WorkSheetParser):
    """openpyxl's reader, which gives nothing for an empty cell and for a formula without a value.

    Excel stores values beside its formulas, an empty text as one; programs that write workbooks
    often store none.
    """

    def parse_cell(self, element: Element) -> dict[str, Any]:
        cell = super().parse_cell(element)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            is_text = element.get("t") == "str" and element.find(VALUE_TAG) is not None
            cell["value"] = None if is_text else UNCALCULATED
        return cell


def cells_of(book: Workbook) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of the first sheet that hold anything, with Excel's numbers.

    `book` is opened read-only and for values. Raises BrokenWorkbook.
    """
    try:
        with _reader(book) as reader:
            for number, cells in reader.parse():
                yield number, _row(cells)
    except Exception as error:  # damage further down shows while reading
        raise BrokenWorkbook from error


@contextmanager
def _reader(book: Any) -> Iterator[_Cells]:
    """The reader that openpyxl makes for a read-only sheet, but ours."""
    sheet: Any = book.worksheets[0]
    formats: dict[str, Any] = {
        "date_formats": book._date_formats,  # noqa: SLF001 - as openpyxl's own sheet does
        "timedelta_formats": book._timedelta_formats,  # noqa: SLF001
    }
    with sheet._get_source() as source:  # noqa: SLF001
        texts = sheet._shared_strings  # noqa: SLF001
        yield _Cells(source, texts, data_only=True, epoch=book.epoch, **formats)


def _row(cells: list[dict[str, Any]]) -> list[Cell]:
    row: list[Cell] = []
    for cell in cells:
        place = cell["column"] - 1
        row += [None] * (place + 1 - len(row))
        row[place] = _plain(cell["value"])
    return row


def _plain(value: Any) -> Cell:
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return value
