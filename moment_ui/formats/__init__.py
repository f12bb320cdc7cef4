"""What a reader takes away: `Table` in, bytes out. Pure; nothing here knows the database.

`FORMATS` lists every format by hand. A format's module is imported when it is used: a job that
writes CSV should not wait for the PDF library.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO

from moment_ui.core.table import Heading, Table
from moment_ui.core.words import _
from moment_ui.formats.text import Reader

Write = Callable[[Table, Heading, Reader, BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: its key in handlers and jobs, its name in the menu, what is sent."""

    key: str
    label: str
    suffix: str
    media_type: str
    module: str
    function: str = "write"

    def write(self, table: Table, heading: Heading, reader: Reader, out: BinaryIO) -> None:
        """Write the table to `out`. Reads `table.rows` once; memory does not grow with the rows."""
        module = import_module(f"{__name__}.{self.module}")
        write: Write = getattr(module, self.function)
        write(table, heading, reader, out)


FORMATS: tuple[Format, ...] = (
    Format("print", _("Print"), "html", "text/html; charset=utf-8", "page"),
    Format("pdf", _("PDF"), "pdf", "application/pdf", "pdf"),
    Format(
        "xlsx",
        _("XLSX"),
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    ),
    Format("csv", _("CSV"), "csv", "text/csv; charset=utf-8", "csv"),
    Format(
        "csv-point", _("CSV, decimal point"), "csv", "text/csv; charset=utf-8", "csv", "write_point"
    ),
)

_BY_KEY = {each.key: each for each in FORMATS}


def find_format(key: str) -> Format | None:
    """The format with this key, or None."""
    return _BY_KEY.get(key)
