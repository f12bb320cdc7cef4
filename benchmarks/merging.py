"""Finding duplicates, merging and searching among 100,000 customers with 100,000 invoices.

Times are of the clock: what a reader waits for on the server. Every fiftieth customer is made a
double of the one before, in one of four ways, so that the finder has 2,000 pairs to tell of.
"""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from benchmarks.databases import opened, seeded
from benchmarks.figures import Figure, at_most, told, within
from moment_ui.core.actor import Actor
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.merging.commands import merge_customers, undo_merge
from moment_ui.domain.merging.fields import Choice
from moment_ui.domain.merging.finder import duplicates, worked_out
from moment_ui.domain.merging.queries import comparison, undo_preview
from moment_ui.domain.search.queries import found
from moment_ui.models.base import following
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice

SCALE = "100000x100000"
INVOICES = 3_000
ROUNDS = 5
EVERY = 50
CONFIRMED = frozenset({"merge-org-numbers", "merge-currencies", "merge-blocked", "merge-rates"})
SHARED = (("org_number",), ("name",), ("name", "email"), ("email", "phone"))
TYPED = (
    *("10147", "5", "54", "100200", "havneparken", "skarvøy", "havn", "a", "ås bygg", "bergen rør"),
    *("399734118", "post@", "kunde 60000", "tindra bygg as", "finnes ikke", "zzzzzz", "999999999"),
    *("lise nygård", "1001"),
)


def figures() -> Iterator[Figure]:
    """The finder, a merge of a customer with 3,000 invoices and its undo, and the search box."""
    folder = seeded(SCALE)
    with opened(folder) as actor:
        with writing(actor) as work:
            _write_twice(work)
        yield from _finding(actor)
        yield from _merging(actor)
        yield from _searching(actor, folder)


def _write_twice(work: Work) -> None:
    """Make the doubles, unless they were made before."""
    if len(worked_out(work)) > 1_000:
        return
    names: tuple[str, ...] = ("id", "name", "email", "phone", "org_number", "country")
    columns: list[Any] = [col(getattr(Customer, name)) for name in names]
    rows = work.session.exec(select(*columns).order_by(col(Customer.id))).all()
    changed: list[dict[str, Any]] = []
    for place in range(EVERY, len(rows), EVERY):
        one, other = (_named(names, rows[n]) for n in (place - 1, place))
        shared = SHARED[place // EVERY % len(SHARED)]
        other |= {name: one[name] for name in shared}
        if "org_number" not in shared:
            other["org_number"] = ""
        changed.append(other | following(Customer, other))
    work.update_rows(Customer, changed)


def _named(names: tuple[str, ...], row: Any) -> dict[str, Any]:
    return dict(zip(names, row, strict=True))


def _finding(actor: Actor) -> Iterator[Figure]:
    anew = _seconds(actor, worked_out)
    yield at_most("Duplicate finder, 100,000 customers, anew", anew, 2, "s")
    again = _seconds(actor, duplicates)
    yield told("Duplicate finder, a page of it again", again * 1000, "ms")


def _seconds(actor: Actor, query: Callable[..., object]) -> float:
    def once() -> float:
        with reading(actor) as work:
            started = time.perf_counter()
            query(work)
            return time.perf_counter() - started

    return statistics.median(once() for _round in range(ROUNDS))


def _merging(actor: Actor) -> Iterator[Figure]:
    stays, goes = _two_with_invoices(actor)
    preview = _seconds(actor, lambda work: comparison(work, stays, goes))
    merged, undone, undo_seen = [], [], []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        with writing(actor) as work:
            merge = merge_customers(work, stays, goes, Choice(confirmed=CONFIRMED))
        merged.append(time.perf_counter() - started)
        undo_seen.append(_seconds(actor, lambda work, key=merge: undo_preview(work, key)))
        started = time.perf_counter()
        with writing(actor) as work:
            undo_merge(work, merge)
        undone.append(time.perf_counter() - started)
    name = "Merge of a customer with 3,000 invoices"
    yield at_most(name, statistics.median(merged), 1, "s")
    yield at_most("Preview of that merge", preview, 1, "s")
    yield at_most("Undo of that merge", statistics.median(undone), 1, "s")
    yield told("Preview of its undo", statistics.median(undo_seen), "s")


def _two_with_invoices(actor: Actor) -> tuple[int, int]:
    with writing(actor) as work:
        alive = select(Customer.id).where(col(Customer.merged_into_id).is_(None))
        stays, goes = (key or 0 for key in work.session.exec(alive.limit(2)))
        ids = work.session.exec(select(Invoice.id).limit(INVOICES)).all()
        work.update_rows(Invoice, [{"id": key, "customer_id": goes} for key in ids])
        return stays, goes


def _searching(actor: Actor, folder: Path) -> Iterator[Figure]:
    times = {text: _seconds(actor, lambda work, text=text: found(work, text)) for text in TYPED}
    median = statistics.median(times.values()) * 1000
    slowest = max(times, key=lambda text: times[text])
    yield at_most("Search box, 100,000 customers and invoices, median", median, 50)
    yield told(f"Search box, slowest ({slowest})", times[slowest] * 1000, "ms")
    bare = _bare(folder) * 1000
    yield within("Search box, median to one bare reading of the names", median, bare, 8)


def _bare(folder: Path) -> float:
    with sqlite3.connect(folder / "moment.db") as bare:

        def once() -> float:
            started = time.perf_counter()
            bare.execute("SELECT count(*) FROM customer WHERE search LIKE '%zzzz%'").fetchall()
            return time.perf_counter() - started

        return statistics.median(once() for _round in range(ROUNDS))
