"""A customer's page with 3,000 invoices, and Previous and Next in a list of 100,000 customers.

The floors are the same page with 30 invoices, and the same step in a list of 100 customers. Times
on the server are of the clock, unit of work and all; in Chromium from the address to the figures.
"""

import statistics
import time
from collections.abc import Callable, Iterator

from playwright.sync_api import sync_playwright
from sqlmodel import col, select

from benchmarks.databases import COMPANY, opened, seeded
from benchmarks.figures import Figure, within
from benchmarks.pages import sight
from benchmarks.served import product
from moment_ui.core.actor import Actor
from moment_ui.db.work import reading, writing
from moment_ui.models.customer import Customer
from moment_ui.reports.address import parse
from moment_ui.reports.customers.customer_steps import Shown, page_in_list, step_from
from moment_ui.reports.customers.customers import CUSTOMERS
from moment_ui.reports.run import page_of
from tests.browser import FLAGS, installed_browser

MANY, FEW = "1x3000", "100x3000"
"""One customer with all 3,000 invoices; 100 customers with 30 each."""
LONG, SHORT = "100000x100000", "100x3000"
QUERIES = ("", "sort=-outstanding", "status=active", "text=a")
ROUNDS, WARM_UP = 40, 5
MOST_TIMES = 2
"""A hundred times the invoices, a thousand times the customers: at most twice the time."""


def figures() -> Iterator[Figure]:
    """Opening the page, then stepping, each against its floor."""
    many, few = _opening(MANY), _opening(FEW)
    yield within("Profile of 3,000 invoices, server, against 30", many, few, MOST_TIMES)
    seen = {scale: _seen(scale) for scale in (FEW, MANY)}
    name = "Profile of 3,000 invoices visible in Chromium, against 30"
    yield within(name, seen[MANY], seen[FEW], MOST_TIMES)
    long, short = _stepping(LONG), _stepping(SHORT)
    for query in QUERIES:
        for kind in ("", ", after a write"):
            name = f"Next [{query or 'no filter'}] of 100,000{kind}, against 100"
            yield within(name, long[query, kind], short[query, kind], MOST_TIMES)


def _opening(scale: str) -> float:
    """Median milliseconds of a page read anew."""
    with opened(seeded(scale)) as actor:
        customer_id = _newest(actor)

        def once() -> None:
            with reading(actor) as work:
                page_in_list(work, customer_id, "", 0)

        return _median([_timed(once) for _ in range(ROUNDS)])


def _newest(actor: Actor) -> int:
    """A customer that the scale has added."""
    with reading(actor) as work:
        newest = select(Customer.id).order_by(col(Customer.number).desc())
        return work.session.exec(newest).first() or 0


def _seen(scale: str) -> float:
    """Median milliseconds until the balance strip of the page stands in Chromium, warm cache."""
    folder = seeded(scale)
    with opened(folder) as actor:
        path = f"/{COMPANY}/customers/{_newest(actor)}/"
    with product(folder=folder) as served, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        seen = sight(browser, served, served.url + path, ".strip a", warm=True)
        browser.close()
    return seen


def _stepping(scale: str) -> dict[tuple[str, str], float]:
    """Median milliseconds of a step, by query, and of the first one after a colleague's write."""
    taken: dict[tuple[str, str], float] = {}
    with opened(seeded(scale)) as actor:
        for query in QUERIES:
            taken[query, ""] = _median(list(_steps(actor, query, lambda: None)))
            taken[query, ", after a write"] = _median(
                list(_steps(actor, query, lambda: _write(actor)))
            )
    return taken


def _steps(actor: Actor, query: str, before: Callable[[], None]) -> Iterator[float]:
    with reading(actor) as work:
        first = page_of(work, CUSTOMERS, parse(query, CUSTOMERS)).rows[0].id
    shown = Shown(first, query, 1, None)
    for _ in range(ROUNDS):
        before()
        started = time.perf_counter()
        with reading(actor) as work:
            step = step_from(work, shown, 1, {})
        yield time.perf_counter() - started
        if step is None or step.around is None:
            raise RuntimeError(f"The list [{query}] ended too soon")
        shown = Shown(step.customer_id, query, step.around.position, step.around.next)


def _write(actor: Actor) -> None:
    """Any write of the company: what was remembered of its lists no longer holds."""
    with writing(actor):
        pass


def _timed(call: Callable[[], None]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _median(seconds: list[float]) -> float:
    return statistics.median(seconds[WARM_UP:]) * 1000
