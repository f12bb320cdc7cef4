"""The statements behind the lists, against the same SQL sent straight to SQLite in the same run.

What stands in a figure's name is the list's address: its filter, its sort and its page. Totals and
counts are worked out anew each time, past the caches. Times are CPU: both sides run in this thread
and read from memory, so what else the machine does need not count.
"""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from benchmarks import ledger
from benchmarks.databases import opened
from benchmarks.figures import Figure, at_most, within
from moment_ui.core.actor import Actor
from moment_ui.db.engine import engine
from moment_ui.db.work import Work, reading
from moment_ui.reports.address import ReportAddress, parse
from moment_ui.reports.customers.customers import CUSTOMERS
from moment_ui.reports.invoices.invoices import INVOICES
from moment_ui.reports.report import Report
from moment_ui.reports.run import page_of, selection_of, totals_of
from moment_ui.reports.screen import look

ROUNDS = 40
MOST_TIMES_BARE = 4
LEAST_FLOOR_MS = 0.05
"""Below that, what is compared is Python calling anything at all."""

Statement = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One way of asking lists, the limit in ms that holds for it, and the addresses to ask for."""

    name: str
    ask: Callable[[Work, Report[Any], ReportAddress], object]
    limit_ms: float
    addresses: tuple[str, ...]
    report: Report[Any] = INVOICES


def _page(work: Work, report: Report[Any], address: ReportAddress) -> object:
    return page_of(work, report, address)


def _totals(work: Work, report: Report[Any], address: ReportAddress) -> object:
    return report.source.totals(work, selection_of(work, report, address).unsorted())


def _counts(work: Work, report: Report[Any], address: ReportAddress) -> object:
    return report.source.counts(work, selection_of(work, report, address).unsorted())


BY_INDEX = (
    *("", "sort=number", "sort=-gross", "sort=customer", "sort=-issue_date", "sort=-due_date"),
    *("sort=-outstanding", "sort=payment_id", "page=20"),
    *("state=overdue", "overdue=yes", "state=paid", "state=paid&sort=-gross"),
    *("kind=invoice", "currency=NOK", "export=do-not-transfer", "sent_as=email"),
    *("issued=this-year", "issued=this-year&sort=issue_date", "due=last-12-months&sort=-due_date"),
    *("settled=this-year", "gross=100000..200000", "net=100000..", "outstanding=1.."),
    *("customer={customer}", "customer={customer}&sort=-gross", "number=540000..540100"),
)
BY_READING = (
    *("state=overdue&sort=-due_date", "state=overdue&sort=customer", "overdue=yes&sort=-gross"),
    *("text=bergen", "text=skarvøy bergen", "text=1650", "finalised=last-year&sort=issue_date"),
    *("gross=100000..100100", "gross=100000..100100&sort=gross", "page=1000"),
)
"""An index is read from end to end or far into: 4,400 open items, or up to 100,000 invoices."""

SUMMED = (
    *("", "state=overdue", "overdue=yes", "state=paid", "state=paid,sent", "issued=this-year"),
    *("gross=100000..200000", "currency=SEK", "customer={customer}", "kind=credit-note"),
    *("text=bergen", "text=skarvøy bergen", "text=1650"),
)
COUNTED = (
    *("", "state=overdue", "state=paid", "issued=this-year", "gross=100000..200000"),
    *("customer={customer}", "text=skarvøy bergen"),
)
ASKED = (
    Asked("Page", _page, 1, BY_INDEX),
    Asked("Page", _page, 30, BY_READING),
    Asked("Totals", _totals, 30, SUMMED),
    Asked("Counts", _counts, 60, COUNTED),
    Asked(
        "Customers, page", _page, 5, ("", "sort=name", "status=active", "overdue=yes"), CUSTOMERS
    ),
    Asked("Customers, totals", _totals, 30, ("", "status=active", "overdue=yes"), CUSTOMERS),
    Asked("Customers, counts", _counts, 60, ("", "status=active"), CUSTOMERS),
)
LOOK_MS = 2.5
"""For a list of 50 rows from its address to its strings, totals known, unit of work and all."""


def figures() -> Iterator[Figure]:
    """Every way of asking under every address: the median, and how it compares."""
    ledger.ensure()
    with opened(ledger.FOLDER) as actor:
        with reading(actor) as work:
            customer = page_of(work, INVOICES, parse("", INVOICES)).rows[0].customer_id
            for asked in ASKED:
                for query in asked.addresses:
                    yield from _compared(work, asked, query.format(customer=customer))
        yield from _looked(actor)


def _looked(actor: Actor) -> Iterator[Figure]:
    shown = "number,customer,project,state,issue_date,due_date,net,vat,gross,outstanding,days_overdue,export"
    address = parse(f"columns={shown}", INVOICES)

    def list_of_twelve() -> None:
        with reading(actor) as work:
            look(work, INVOICES, address)

    with reading(actor) as work:
        totals_of(work, INVOICES, address)
    times = [_timed(list_of_twelve) for _ in range(5 * ROUNDS)]
    yield at_most(
        "List of 50 rows x 12 columns, from address to strings",
        statistics.median(times) * 1000,
        LOOK_MS,
    )


def _compared(work: Work, asked: Asked, query: str) -> Iterator[Figure]:
    """Our call and its bare statements in turns, so that the machine's moods hit both."""
    address = parse(query, asked.report)

    def ours() -> None:
        asked.ask(work, asked.report, address)

    ours()
    with _statements() as statements:
        ours()
    own: list[float] = []
    bare: list[float] = []
    with sqlite3.connect(ledger.DATABASE) as connection:
        for _ in range(ROUNDS):
            own.append(_timed(ours))
            bare.append(_timed(lambda: _run(connection, statements)))
    value, floor = statistics.median(own) * 1000, statistics.median(bare) * 1000
    name = f"{asked.name} [{query or 'no filter'}]"
    if floor >= LEAST_FLOOR_MS:
        yield within(f"{name} to bare SQL", value, floor, MOST_TIMES_BARE)
    yield at_most(name, value, asked.limit_ms)


def _timed(call: Callable[[], object]) -> float:
    started = time.thread_time()
    call()
    return time.thread_time() - started


def _run(connection: sqlite3.Connection, statements: list[Statement]) -> None:
    for sql, parameters in statements:
        connection.execute(sql, parameters).fetchall()


@contextmanager
def _statements() -> Iterator[list[Statement]]:
    """What is sent to the database within the block."""
    heard: list[Statement] = []

    def hear(_c: Any, _cursor: Any, sql: str, parameters: Any, *_rest: Any) -> None:
        heard.append((sql, parameters))

    event.listen(engine(), "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine(), "before_cursor_execute", hear)
