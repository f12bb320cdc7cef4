"""Finding duplicates, merging and searching among 100,000 customers with 100,000 invoices.

A database of its own, made once. Times are of the clock: what a reader waits for on the server.
"""

import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlmodel import col, select

from benchmarks.figures import Figure, at_most, told
from moment_ui.core.actor import Actor, Permission
from moment_ui.core.settings import settings
from moment_ui.db.engine import engine
from moment_ui.db.work import global_reading, writing
from moment_ui.domain.merging.commands import merge_customers, undo_merge
from moment_ui.domain.merging.fields import Choice
from moment_ui.domain.merging.finder import worked_out
from moment_ui.domain.search.queries import found
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice

FOLDER = Path(__file__).parent / "data" / "100000"
COMPANY, SCALE = "lysgard", "100000x100000"
INVOICES = 3_000
ROUNDS = 5
CONFIRMED = frozenset({"merge-org-numbers", "merge-currencies", "merge-blocked"})
TYPED = (
    *("10147", "5", "54", "100200", "havneparken", "skarvøy", "havn", "a", "ås bygg", "bergen rør"),
    *("399734118", "post@", "kunde 60000", "tindra bygg as", "finnes ikke", "zzzzzz", "999999999"),
)


def ensure() -> None:
    """Make the database unless it is there."""
    if (FOLDER / "made").exists():
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    environment = {**os.environ, "DATA_DIR": str(FOLDER)}
    command = [sys.executable, "-m", "moment_ui", "seed", "--scale", SCALE]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    (FOLDER / "made").touch()


def figures() -> Iterator[Figure]:
    """The finder, a merge of a customer with 3,000 invoices and its undo, and the search box."""
    ensure()
    os.environ["DATA_DIR"] = str(FOLDER)
    settings.cache_clear()
    engine.cache_clear()
    actor = _actor()
    yield at_most("Duplicate finder, 100,000 customers, anew", _seconds(actor, worked_out), 2, "s")
    yield from _merging(actor)
    yield from _searching(actor)


def _actor() -> Actor:
    with global_reading() as session:
        company_id = session.exec(select(Company.id).where(Company.slug == COMPANY)).one()
    return Actor(1, company_id or 0, frozenset(Permission))


def _seconds(actor: Actor, query: Callable[..., object]) -> float:
    def once() -> float:
        with writing(actor) as work:
            work.leave_figures()
            started = time.perf_counter()
            query(work)
            return time.perf_counter() - started

    return statistics.median(once() for _round in range(ROUNDS))


def _merging(actor: Actor) -> Iterator[Figure]:
    with writing(actor) as work:
        two = work.session.exec(
            select(Customer.id).where(col(Customer.merged_into_id).is_(None)).limit(2)
        ).all()
        stays, goes = (key or 0 for key in two)
        ids = work.session.exec(select(Invoice.id).limit(INVOICES)).all()
        work.update_rows(Invoice, [{"id": key, "customer_id": goes} for key in ids])
    started = time.perf_counter()
    with writing(actor) as work:
        merge = merge_customers(work, stays, goes, Choice(confirmed=CONFIRMED))
    merged = time.perf_counter()
    with writing(actor) as work:
        undo_merge(work, merge)
    undone = time.perf_counter()
    yield at_most("Merge of a customer with 3,000 invoices", merged - started, 1, "s")
    yield told("Undo of that merge", undone - merged, "s")


def _searching(actor: Actor) -> Iterator[Figure]:
    times = {text: _seconds(actor, lambda work, text=text: found(work, text)) for text in TYPED}
    median = statistics.median(times.values()) * 1000
    slowest = max(times, key=lambda text: times[text])
    yield at_most("Search box, 100,000 customers and invoices, median", median, 50)
    yield told(f"Search box, slowest ({slowest})", times[slowest] * 1000, "ms")
    yield told("Search box, floor: one bare reading of the names", _bare() * 1000, "ms")


def _bare() -> float:
    with sqlite3.connect(FOLDER / "moment.db") as bare:

        def once() -> float:
            started = time.perf_counter()
            bare.execute("SELECT count(*) FROM customer WHERE search LIKE '%zzzz%'").fetchall()
            return time.perf_counter() - started

        return statistics.median(once() for _round in range(ROUNDS))
