"""The list of contacts and a mailing list over 100,000 contacts, against bare SQL in the same run.

The database of `benchmarks.merging`. Times are CPU of this thread, as in `benchmarks.queries`.
"""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import databases
from benchmarks.figures import Figure, at_most, within
from moment_ui.core.actor import Actor
from moment_ui.core.garbage import settle
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.mailing import commands, listing, queries
from moment_ui.reports.address import parse
from moment_ui.reports.contacts.contacts import CONTACTS
from moment_ui.reports.contacts.mailing import MAILING
from moment_ui.reports.report import Report
from moment_ui.reports.run import page_of, selection_of

SCALE = "100000x100000"
ROUNDS = 7
NAME = "Everybody who agreed"
FLOOR = """SELECT place.id, place.contact_id, place.email, own.email, contact.consent
FROM customer_contact AS place JOIN contact ON contact.id = place.contact_id
LEFT JOIN contact_email AS own ON own.company_id = place.company_id AND own.contact_id = contact.id
WHERE place.company_id = 1"""
"""What has to be read of everybody, at the least."""

MOST_TIMES_BARE = 10
WARM_MS = 30
CONTACTS_ASKED = (
    *(("page", query, 10) for query in ("", "sort=-name", "consent=yes", "global=yes")),
    *(("page", query, 60) for query in ("text=nygård", "employed=ended", "sort=customers")),
    *(("totals", query, 60) for query in ("", "consent=yes", "text=nygård")),
    ("counts", "", 400),
)


def figures() -> Iterator[Figure]:
    """A mailing list after a write, its next page and its counts; the list of contacts."""
    folder = databases.seeded(SCALE)
    settle()  # as the server does before it serves
    with databases.opened(folder) as actor:
        report = MAILING.fixed_to(mailing_list=(_list(actor),))
        yield from _mailing(actor, report, folder)
        for way, query, limit in CONTACTS_ASKED:
            name = f"Contacts, {way} [{query or 'no filter'}]"
            yield at_most(name, _of_contacts(actor, way, query), limit)


def _mailing(actor: Actor, report: Report[listing.MailingRow], folder: Path) -> Iterator[Figure]:
    members = parse("standing=member", report)

    def preview(work: Work) -> object:
        return listing.page(work, selection_of(work, report, members), offset=0, limit=50)

    def next_page(work: Work) -> object:
        return listing.page(work, selection_of(work, report, members), offset=50, limit=50)

    def counts(work: Work) -> object:
        return listing.counts(work, selection_of(work, report, members).unsorted())

    first = statistics.median(_after_a_write(actor, preview) for _round in range(ROUNDS))
    name = "Mailing list of 100,000, preview after a write, to bare SQL"
    yield within(name, first, _bare(folder), MOST_TIMES_BARE)
    yield at_most("Mailing list of 100,000, next page", _median(actor, next_page), WARM_MS)
    yield at_most("Mailing list of 100,000, counts of all filters", _median(actor, counts), 1000)


def _of_contacts(actor: Actor, way: str, query: str) -> float:
    address = parse(query, CONTACTS)

    def ask(work: Work) -> object:
        if way == "page":
            return page_of(work, CONTACTS, address)
        selection = selection_of(work, CONTACTS, address).unsorted()
        return getattr(CONTACTS.source, way)(work, selection)

    return _median(actor, ask)


def _list(actor: Actor) -> int:
    with writing(actor) as work:
        known = {one.name: one.id for one in queries.mailing_lists(work)}
        return known.get(NAME) or commands.create_list(work, NAME, needs_consent=True)


def _after_a_write(actor: Actor, ask: Callable[[Work], object]) -> float:
    with writing(actor):
        pass  # raises the data version: nothing that is kept counts any more
    with reading(actor) as work:
        return _timed(lambda: ask(work))


def _median(actor: Actor, ask: Callable[[Work], object]) -> float:
    with reading(actor) as work:
        ask(work)
        return statistics.median(_timed(lambda: ask(work)) for _round in range(ROUNDS))


def _bare(folder: Path) -> float:
    with sqlite3.connect(folder / "moment.db") as bare:
        return statistics.median(
            _timed(lambda: bare.execute(FLOOR).fetchall()) for _round in range(ROUNDS)
        )


def _timed(call: Callable[[], object]) -> float:
    started = time.thread_time()
    call()
    return (time.thread_time() - started) * 1000
