"""To be invoiced with 1,000,000 hours behind it, and 500 drafts: made, finalised one by one, looked at to be sent.

98 of 100 hours are invoiced, as they are after some years. The floor of the page is one statement that
sums the open hours of the same projects; that of the drafts is bare inserts of as many rows.
"""

import datetime as dt
import math
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from benchmarks.figures import Figure, at_most, told
from moment_ui.core import clock
from moment_ui.core.settings import settings
from moment_ui.db.work import reading, writing
from moment_ui.domain.batches.proposal import proposal
from moment_ui.domain.billing.commands import create_drafts, planned_drafts
from moment_ui.domain.billing.filters import Wanted
from moment_ui.domain.billing.plan import Order
from moment_ui.domain.billing.queries import PAGE, billing_page, billing_sums
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.finalising.checking import checked_drafts
from moment_ui.domain.finalising.commands import finalise_draft
from moment_ui.models.customer import InvoiceType
from moment_ui.models.hours import NOT_INVOICED, HoursStatus, TimeRecord
from moment_ui.models.invoice import Invoice
from moment_ui.models.project import Activity, Project
from tests.api.test_einvoices import ready
from tests.databases import filled, using
from tests.domain.billing_world import hourly

HOURS, PROJECTS, OPEN_EACH, AT_ONCE = 1_000_000, 500, 40, 20_000
PAGE_MILLISECONDS, SECONDS, LOOK_SECONDS = 400, 120, 2
UNTIL = dt.date(2026, 11, 30)


def figures() -> Iterator[Figure]:
    """Milliseconds of the page, drafts per second."""
    with tempfile.TemporaryDirectory() as folder:
        template = filled(f"sqlite:///{Path(folder) / 'billing.db'}")
        with using(template.url):
            place = template.world.nord
            projects = _projects(place)
            _hours(place, projects)
            yield from _of_the_page(place)
            yield from _of_drafts(place, projects, Path(folder))


def _of_the_page(place: Any) -> Iterator[Figure]:
    wanted = Wanted(UNTIL)
    with reading(place.economy) as work:
        query = (
            select(col(TimeRecord.project_id), sa.func.sum(col(TimeRecord.billable_minutes)))
            .where(NOT_INVOICED)
            .group_by(col(TimeRecord.project_id))
            .limit(PAGE)
        )
        bare, _found = _timed(lambda: work.session.exec(query).all())
        page, _found = _timed(lambda: billing_page(work, wanted))
        whole, _found = _timed(lambda: billing_sums(work, wanted))
    count = f"{HOURS:,} hours behind"
    yield told(f"Bare sum of open hours, {count}", bare * 1000, "ms")
    yield at_most(f"A page of To be invoiced, {count}", page * 1000, PAGE_MILLISECONDS)
    yield told(f"What the whole filter comes to, {count}", whole * 1000, "ms")


def _of_drafts(place: Any, projects: list[int], folder: Path) -> Iterator[Figure]:
    orders = [Order(key) for key in projects]

    def make() -> list[int]:
        with writing(place.economy) as work:
            seen = planned_drafts(work, orders, UNTIL).seen
            return create_drafts(work, orders, UNTIL, seen)

    making, made = _timed(make)
    _as_e_invoices(place, made[::2])
    finalising, _done = _timed(lambda: [_finalised(place, key) for key in made])
    bare = _bare_inserts(folder, len(made))
    yield told(
        "Bare inserts of a draft and a line, each committed, per second", len(made) / bare, "/s"
    )
    yield told(f"Making {len(made)} drafts, per second", len(made) / making, "/s")
    yield told(f"Finalising {len(made)} drafts, per second", len(made) / finalising, "/s")
    yield at_most(f"Finalising {len(made)} drafts", finalising, SECONDS, "s")
    yield at_most(
        f"Looking at {len(made)} invoices to be sent", _looked_at(place, made), LOOK_SECONDS, "s"
    )


def _as_e_invoices(place: Any, drafts: list[int]) -> None:
    """Let these go as e-invoices, with nothing that stops them."""
    ready(place)
    with writing(place.administrator) as work:
        for key in drafts:
            draft = work.session.get_one(Invoice, key)
            draft.invoice_type, draft.your_reference = InvoiceType.E_INVOICE, "Kari"


def _looked_at(place: Any, made: list[int]) -> float:
    """Seconds to say of each which way it goes or why not."""
    with tempfile.TemporaryDirectory() as network, reading(place.economy) as work:
        os.environ["EINVOICE_FOLDER"] = network
        settings.cache_clear()
        taken, found = _timed(lambda: proposal(work, made))
        del os.environ["EINVOICE_FOLDER"]
        settings.cache_clear()
    return taken if len(found.found) == len(made) else math.inf


def _finalised(place: Any, key: int) -> None:
    with writing(place.economy) as work:
        (checked,) = checked_drafts(work, [key])
        asked = frozenset(one.key for one in checked.problems if not one.stops)
        finalise_draft(work, Seen(key, work.session.get_one(Invoice, key).version), confirmed=asked)


def _projects(place: Any) -> list[int]:
    """Projects of one customer, each with an activity and an hourly price."""
    found: list[int] = []
    customer, now = place.customers[10001], clock.now()
    with writing(place.administrator) as work:
        for at in range(PROJECTS):
            number = f"B-{at:04}"
            row = Project(
                number=number, name=number, customer_id=customer, search=number, created_at=now
            )
            work.session.add(row)
            work.session.flush()
            work.session.add(Activity(project_id=row.key, name="Prosjektering"))
            work.session.flush()
            hourly(work, row.key, 1000)
            found.append(row.key)
    return found


def _hours(place: Any, projects: list[int]) -> None:
    who, now = next(iter(place.co_workers.values())), clock.now()
    with writing(place.administrator) as work:
        query = select(col(Activity.project_id), col(Activity.id))
        named = work.session.exec(query.where(col(Activity.project_id).in_(projects)))
        activities = dict(named.all())
        is_open = PROJECTS * OPEN_EACH
        for start in range(0, HOURS, AT_ONCE):
            rows = [
                {
                    "co_worker_id": who,
                    "project_id": projects[n % PROJECTS],
                    "activity_id": activities[projects[n % PROJECTS]],
                    "day": UNTIL - dt.timedelta(days=n // PROJECTS % 1500),
                    "minutes": 60,
                    "billable_minutes": 60,
                    "status": HoursStatus.APPROVED if n < is_open else HoursStatus.INVOICED,
                    "created_at": now,
                }
                for n in range(start, min(start + AT_ONCE, HOURS))
            ]
            work.insert_rows(TimeRecord, rows)


def _bare_inserts(folder: Path, count: int) -> float:
    """Seconds for as many drafts with a line, in tables without an index, each committed."""
    with sqlite3.connect(folder / "bare.db", isolation_level=None) as bare:
        bare.execute("PRAGMA journal_mode=WAL")
        bare.execute("CREATE TABLE draft (id INTEGER PRIMARY KEY, customer, day, net)")
        bare.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, draft, text, net)")
        started = time.perf_counter()
        for at in range(count):
            bare.execute("BEGIN")
            bare.execute("INSERT INTO draft VALUES (?, 1, '2026-11-30', 40000)", (at,))
            bare.execute("INSERT INTO line VALUES (?, ?, 'Prosjektering', 40000)", (at, at))
            bare.execute("COMMIT")
        return time.perf_counter() - started


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    found = act()
    return time.perf_counter() - started, found
