"""Files against the floor: XLSX against openpyxl's write-only mode, PDF against a bare canvas.

Each writer runs in a process of its own, so that its peak memory is its own.
"""

import datetime as dt
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from benchmarks.figures import Figure, at_most, faster, within
from moment_ui.core.money import Money
from moment_ui.core.table import Heading, Kind, Mark, Table, TableColumn, Tone, Toned, Total, Value
from moment_ui.formats import find_format
from moment_ui.formats.text import Reader, Texts

XLSX_ROWS, PDF_ROWS = 100_000, 5_000
COLUMNS = (
    TableColumn("number", "Number", Kind.NUMBER),
    TableColumn("customer", "Customer", Kind.TEXT),
    TableColumn("project", "Project", Kind.TEXT),
    TableColumn("state", "State", Kind.STATUS),
    TableColumn("issued", "Issued", Kind.DATE),
    TableColumn("due", "Due", Kind.DATE),
    TableColumn("gross", "Gross", Kind.MONEY, adds_up=True),
    TableColumn("outstanding", "Outstanding", Kind.MONEY, adds_up=True),
    TableColumn("net", "Net", Kind.MONEY, adds_up=True),
    TableColumn("vat", "VAT", Kind.MONEY, adds_up=True),
    TableColumn("days", "Days late", Kind.COUNT),
    TableColumn("tags", "Tags", Kind.TAGS),
)
HEADING = Heading(
    "Invoices", "Lysgård Arkitekter AS", ("State Sent",), "Extracted 21.11.2026", "I H"
)
_STATES = tuple(map(Mark, ("Sent", "Paid", "Overdue", "Partly paid")))
_FIRST = dt.date(2025, 1, 1)


def invoice(at: int) -> tuple[Value, ...]:
    """One invoice of a large ledger."""
    gross = Decimal(at % 900_000 * 125 + 25) / 4
    issued = _FIRST + dt.timedelta(at % 690)
    return (
        20_000 + at,
        f"Skarvøy kommune {at % 2_000}",
        f"{2_000 + at % 700} Rådhus, tilbygg",
        _STATES[at % 4],
        issued,
        issued + dt.timedelta(30),
        Money(gross, "NOK"),
        Toned(Money(gross if at % 3 else Decimal(0), "NOK"), Tone.GOOD),
        Money(gross / 5 * 4, "NOK"),
        Money(gross / 5, "NOK"),
        at % 90 or None,
        ("Offentlig", "Viktig")[: at % 3],
    )


def ledger(rows: int, columns: int) -> Table:
    """A table of so many invoices with the first columns; rows come one by one."""
    total = Total("NOK", {"gross": Decimal(rows) * 10_000, "outstanding": Decimal(rows) * 5_000})
    listed = (invoice(at)[:columns] for at in range(rows))
    return Table(COLUMNS[:columns], listed, (total,), rows)


def figures() -> Iterator[Figure]:
    """XLSX of 100,000 x 12 and PDF of 5,000 x 8."""
    ours, theirs = measured("xlsx", 3), measured("openpyxl", 1)
    yield faster("XLSX of 100,000 x 12, against openpyxl write-only", ours[0], theirs[0], 4)
    yield at_most("XLSX of 100,000 x 12, peak above idle", ours[1], 100, "MB")
    ours, bare = measured("pdf", 3), measured("canvas", 3)
    yield within("PDF of 5,000 x 8, against a bare canvas", ours[0], bare[0], 2, "s")
    yield at_most("PDF of 5,000 x 8, peak above idle", ours[1], 100, "MB")


def measured(writer: str, times: int) -> tuple[float, float]:
    """Median seconds and the highest peak in MB above idle, each run in a new process."""
    runs = [_run(writer) for _ in range(times)]
    return statistics.median(run[0] for run in runs), max(run[1] for run in runs)


def _run(writer: str) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.exports", writer]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def _write_xlsx(path: Path) -> None:
    _write("xlsx", ledger(XLSX_ROWS, 12), path)


def _write_pdf(path: Path) -> None:
    _write("pdf", ledger(PDF_ROWS, 8), path)


def _write(key: str, table: Table, path: Path) -> None:
    written_as = find_format(key)
    if written_as is not None:
        with path.open("wb") as out:
            written_as.write(table, HEADING, Reader(), out)


def _write_openpyxl(path: Path) -> None:
    from openpyxl import Workbook  # noqa: PLC0415 - only the process that needs it pays for it

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Invoices")
    sheet.append([column.label for column in COLUMNS])
    for row in ledger(XLSX_ROWS, 12).rows:
        sheet.append([_bare(value) for value in row])
    book.save(path)


def _bare(value: Value) -> object:
    if isinstance(value, Toned):
        return value.money.amount
    if isinstance(value, Money):
        return value.amount
    if isinstance(value, Mark):
        return value.word
    return ", ".join(value) if isinstance(value, tuple) else value


def _write_canvas(path: Path) -> None:
    from reportlab.lib.pagesizes import A4, landscape  # noqa: PLC0415 - see above
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - see above

    from moment_ui.formats.pdf_layout import faces  # noqa: PLC0415 - see above

    regular, _bold = faces()
    texts, kinds = Texts(Reader(), "NOK"), [column.kind for column in COLUMNS[:8]]
    canvas = Canvas(str(path), pagesize=landscape(A4), pageCompression=1)
    for at, row in enumerate(ledger(PDF_ROWS, 8).rows):
        line = at % 30
        if not line:
            if at:
                canvas.showPage()
            canvas.setFont(regular.name, 8)
        for column, text in enumerate(texts.row(row, kinds)):
            canvas.drawString(34 + column * 96, 540 - line * 16, text)
    canvas.save()


_WRITERS: dict[str, Callable[[Path], None]] = {
    "xlsx": _write_xlsx,
    "openpyxl": _write_openpyxl,
    "pdf": _write_pdf,
    "canvas": _write_canvas,
}


def _peak() -> float:
    """The highest memory of this process so far, in MB; getrusage would count the parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main(writer: str) -> None:
    """Write once and print seconds and MB above idle."""
    idle = _peak()
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        _WRITERS[writer](Path(folder, "file"))
        seconds = time.perf_counter() - started
    print(json.dumps([seconds, _peak() - idle]))


if __name__ == "__main__":
    main(sys.argv[1])
