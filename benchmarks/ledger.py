"""The loaded database: 2,000 customers and 100,000 invoices of three lines, through the importer.

Made anew when the import is measured; others use what lies there, unless a migration has changed
since. The floor of the import is the same rows put into empty tables of the same
shape, one prepared statement each.
"""

import csv
import datetime as dt
import sqlite3
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks import databases
from benchmarks.databases import COMPANY
from benchmarks.figures import Figure, told, within

SOURCE = Path(__file__)
FOLDER = databases.DATA / "imported"
DATABASE = FOLDER / "moment.db"
CUSTOMERS, INVOICES, LINES = 2_000, 100_000, 3
FIRST_CUSTOMER, FIRST_INVOICE = 50_001, 500_001
MOST_TIMES_BARE = 6
_DAY = dt.date(2026, 11, 20)


def ensure() -> None:
    """Load the database unless it is there, in the shape that the migrations make."""
    if not databases.made(FOLDER, [SOURCE]):
        load()


def load() -> float:
    """Make the database anew; returns the seconds that the invoices took, process and all."""
    databases.emptied(FOLDER)
    databases.moment(FOLDER, "seed")
    _write(FOLDER / "customers.csv", CUSTOMER_FIELDS, customers())
    _write(FOLDER / "invoices.csv", INVOICE_FIELDS, lines())
    _write(FOLDER / "payments.csv", PAYMENT_FIELDS, payments())
    seconds = [_imported(kind) for kind in ("customers", "invoices", "payments")]
    databases.stamp(FOLDER, [SOURCE])
    return seconds[1]


def _imported(kind: str) -> float:
    file = str(FOLDER / f"{kind}.csv")
    return databases.moment(FOLDER, "import", "--company", COMPANY, "--kind", kind, file)


def figures() -> Iterator[Figure]:
    """Rows per second of the import, against bare inserts."""
    seconds = load()
    rows = INVOICES * (1 + LINES)
    bare = _bare_inserts()
    yield told("Import of 100,000 invoices, file rows per second", INVOICES * LINES / seconds, "/s")
    yield told("Bare inserts of the same rows, per second", rows / bare, "/s")
    yield within(
        "Import of 100,000 invoices, against bare inserts", seconds, bare, MOST_TIMES_BARE, "s"
    )


CUSTOMER_FIELDS = ("Number", "Name", "Email", "Status", "City")
INVOICE_FIELDS = (
    "Number",
    "Customer number",
    "Issue date",
    "Due date",
    "Line text",
    "Quantity",
    "Unit price",
    "VAT, %",
    "Payment ID",
)
PAYMENT_FIELDS = ("Invoice number", "Date", "Amount")


def customers() -> Iterator[tuple[object, ...]]:
    """The customers' rows."""
    statuses = ("Active", "Active", "Active", "Potential", "Inactive")
    for at in range(CUSTOMERS):
        number = FIRST_CUSTOMER + at
        name = f"{NAMES[at % len(NAMES)]} {PLACES[at // len(NAMES) % len(PLACES)]} {at} AS"
        yield number, name, f"post@{number}.example", statuses[at % 5], PLACES[at % len(PLACES)]


def lines() -> Iterator[tuple[object, ...]]:
    """The invoices' rows, one per line."""
    for at in range(INVOICES):
        issued = _DAY - dt.timedelta(days=at % 700)
        for line in range(LINES):
            yield (
                FIRST_INVOICE + at,
                FIRST_CUSTOMER + at * 7 % CUSTOMERS,
                issued,
                issued + dt.timedelta(14 + at % 3 * 8),
                WORK[(at + line) % len(WORK)],
                _comma(100 * (1 + (at + line) % 60)),
                _comma(100 * (950 + at % 40 * 25)),
                25,
                f"{FIRST_INVOICE + at}7",
            )


def payments() -> Iterator[tuple[object, ...]]:
    """All is paid but one invoice in forty, and a third of what is younger than forty days."""
    for at in range(INVOICES):
        young = at % 700 < 40 and at % 3 == 0
        if at % 40 and not young:
            price = 950 + at % 40 * 25
            net = sum((1 + (at + line) % 60) * price for line in range(LINES))
            paid_on = _DAY - dt.timedelta(days=max(0, at % 700 - 12))
            yield FIRST_INVOICE + at, paid_on, _comma(net * 125)


NAMES = ("Skarvøy", "Tindra", "Ytre Fjord", "Elvebakken", "Havneparken", "Stødig", "Furuhaugen")
PLACES = ("Bergen", "Ålesund", "Tromsø", "Bodø", "Røros", "Stavanger", "Ås", "Lillehammer")
WORK = ("Forprosjekt", "Detaljprosjekt", "Byggeledelse", "Reisetid", "Møter", "Kontroll av tegning")


def _comma(hundredths: int) -> str:
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02}"


def _write(path: Path, head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(head)
        writer.writerows(rows)


def _bare_inserts() -> float:
    """Seconds to put the rows that the importer made into empty tables of the same shape."""
    copy = FOLDER / "bare.db"
    copy.unlink(missing_ok=True)
    with sqlite3.connect(copy) as bare:
        bare.execute("ATTACH ? AS loaded", (str(DATABASE),))
        seconds = sum(_inserted(bare, table) for table in ("invoice", "invoice_line"))
    copy.unlink()
    return seconds


def _inserted(bare: sqlite3.Connection, table: str) -> float:
    shape = "SELECT sql FROM loaded.sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL"
    for (statement,) in bare.execute(f"{shape} ORDER BY type DESC", (table,)).fetchall():
        bare.execute(statement)
    rows = bare.execute(f"SELECT * FROM loaded.{table}").fetchall()  # noqa: S608 - our own names
    marks = ",".join("?" * len(rows[0]))
    started = time.perf_counter()
    bare.executemany(f"INSERT INTO main.{table} VALUES ({marks})", rows)  # noqa: S608 - see above
    bare.commit()
    return time.perf_counter() - started


if __name__ == "__main__":
    ensure()
