"""The statements behind the invoice list, against the same SQL sent straight to SQLite."""

import os
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlmodel import select

from benchmarks import ledger
from benchmarks.figures import Figure, at_most, within
from moment_ui.core.actor import Actor, Permission
from moment_ui.core.settings import settings
from moment_ui.db.engine import engine
from moment_ui.db.work import Work, global_reading, reading
from moment_ui.models.company import Company
from moment_ui.reports.address import parse
from moment_ui.reports.invoices import INVOICES
from moment_ui.reports.run import page_of, selection_of

ROUNDS = 40
PAGE_MS, TOTALS_MS, MOST_TIMES_BARE = 1, 30, 4
PAGES = {
    "page 1": "",
    "sorted by gross": "sort=-gross",
    "sorted by customer": "sort=customer",
    "what is overdue": "state=overdue",
    "one customer": "customer={customer}",
    "page 1,000": "page=1000",
}
TOTALS = {
    "everything": "",
    "what is overdue": "state=overdue",
    "what is paid": "state=paid",
    "this year": "issued=this-year",
    "a range of amounts": "gross=100000..200000",
    "one customer": "customer={customer}",
    "words": "text=skarvøy bergen",
}

Statement = tuple[str, Any]


def figures() -> Iterator[Figure]:
    """Page and totals of several filters: the median, and how it compares."""
    ledger.ensure()
    with loaded_database() as actor, reading(actor) as work:
        customer = _a_customer(work)
        for name, query in PAGES.items():
            address = parse(query.format(customer=customer), INVOICES)
            page_of(work, INVOICES, address)
            yield from _compared(
                f"Page query, {name}", lambda at=address: page_of(work, INVOICES, at), PAGE_MS
            )
        for name, query in TOTALS.items():
            address = parse(query.format(customer=customer), INVOICES)
            selection = selection_of(work, INVOICES, address).unsorted()
            yield from _compared(
                f"Totals, {name}",
                lambda at=selection: INVOICES.source.totals(work, at),
                TOTALS_MS,
            )


@contextmanager
def loaded_database() -> Iterator[Actor]:
    """Make the loaded database that of this process; gives an administrator of its company."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(ledger.environment())
    settings.cache_clear()
    engine.cache_clear()
    with global_reading() as session:
        company = session.exec(select(Company).where(Company.slug == ledger.COMPANY)).one()
        actor = Actor(0, company.id or 0, frozenset(Permission), "Benchmark")
    try:
        yield actor
    finally:
        engine().dispose()
        os.environ.clear()
        os.environ.update(before)
        settings.cache_clear()
        engine.cache_clear()


def _a_customer(work: Work) -> int:
    page = page_of(work, INVOICES, parse("", INVOICES))
    return page.rows[0].customer_id


def _compared(name: str, ours: Callable[[], object], limit_ms: float) -> Iterator[Figure]:
    """Our call and its bare statements in turns, so that the machine's moods hit both."""
    with _statements() as statements:
        ours()
    own: list[float] = []
    bare: list[float] = []
    with sqlite3.connect(ledger.DATABASE) as connection:
        for _ in range(ROUNDS):
            own.append(_timed(ours))
            bare.append(_timed(lambda: _run(connection, statements)))
    value, floor = statistics.median(own) * 1000, statistics.median(bare) * 1000
    yield within(f"{name}, against bare SQL", value, floor, MOST_TIMES_BARE)
    yield at_most(f"{name}", value, limit_ms)


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


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
