"""What a reader waits for in Chromium: clicks by hand on the socket, the first sight of the list.

The floor is a static page of the same server that uses a websocket once and draws a table.
"""

import re
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import floor
from benchmarks.figures import Figure, at_most, told, within
from benchmarks.served import LIST, OPERATIONS, Product, milliseconds, product, spare_port
from moment_ui.core import built
from moment_ui.state.base import NoticeState
from moment_ui.state.invoices.invoices import InvoicesState
from tests.browser import FLAGS, installed_browser

ROUNDS, WARM_UP, LOADS = 60, 8, 7
QUIET = 40
"""Milliseconds between the end of one round and the next, for the floor and for us."""

SCRIPT_KB, STYLE_KB = 215, 56
CLIENT = (Path(__file__).parent / "client.js").read_text()
EMPTY = f"{NoticeState.get_full_name()}.dismiss"
GO = f"{InvoicesState.get_full_name()}.go"
FIRST_SEEN = {"product": "tbody tr a", "floor": "td"}


def figures() -> Iterator[Figure]:
    """Clicks and first sights against their floors, and the weight of the first load."""
    with floor.serving(spare_port()) as bare, product() as served, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        yield from _clicks(browser, bare, served)
        yield from _firstsight(browser, bare, served)
        yield from _weights(browser, served)
        browser.close()


def _clicks(browser: Browser, bare: str, served: Product) -> Iterator[Figure]:
    page = browser.new_page()
    page.goto(bare)
    order = {"echo": True, "rounds": ROUNDS, "quiet": QUIET}
    echo, _p95 = _middle(page.evaluate(CLIENT, order)["echo"])
    page.close()
    page = _reader(browser, served)
    page.goto(f"{served.url}/robots.txt")  # of our origin, and without a tab of its own
    taken = page.evaluate(CLIENT, _order())
    page.context.close()
    empty, _p95 = _middle(taken.pop("empty"))
    yield within("Empty event, against a websocket echo", empty, echo, 6)
    for name, rounds in taken.items():
        middle, high = _middle(rounds)
        yield within(f"Invoice list: {name}, against the empty event", middle, empty, 3)
        yield within(f"Invoice list: {name}, p95 against the empty event", high, empty, 5)


def _order() -> dict[str, Any]:
    calls = [
        {"name": "empty", "handler": EMPTY, "payloads": [{"notice_id": 0}], "wanted": "notices"}
    ]
    calls += [
        {
            "name": name,
            "handler": GO,
            "payloads": [{"query": query} for query in queries],
            "wanted": "rows",
        }
        for name, queries in OPERATIONS.items()
    ]
    return {"path": LIST, "rounds": ROUNDS, "quiet": QUIET, "calls": calls}


def _middle(rounds: list[float]) -> tuple[float, float]:
    return milliseconds([each / 1000 for each in rounds[WARM_UP:]])


def _firstsight(browser: Browser, bare: str, served: Product) -> Iterator[Figure]:
    for name, warm, most in (("warm", True, 4), ("empty", False, 6)):
        ours = sight(browser, served, f"{served.url}{LIST}/", FIRST_SEEN["product"], warm=warm)
        least = sight(browser, served, bare, FIRST_SEEN["floor"], warm=warm)
        yield within(f"List visible in Chromium, {name} cache", ours, least, most)


def sight(browser: Browser, served: Product, url: str, selector: str, *, warm: bool) -> float:
    """Median milliseconds from the address to what is wanted, in fresh or in used profiles."""
    taken: list[float] = []
    context = _reader(browser, served).context
    for _ in range(LOADS + 1):
        if not warm:
            context.close()
            context = _reader(browser, served).context
        page = context.new_page()
        page.goto(url, wait_until="commit")
        page.wait_for_selector(selector)
        taken.append(page.evaluate("() => performance.now()"))
        page.close()
    context.close()
    return statistics.median(taken[1:])


def _weights(browser: Browser, served: Product) -> Iterator[Figure]:
    """Brotli kilobytes that the first load of the list asks for."""
    asked: set[str] = set()
    page = _reader(browser, served)
    page.on("request", lambda request: asked.add(request.url.removeprefix(served.url)))
    page.goto(f"{served.url}{LIST}/")
    page.wait_for_selector(FIRST_SEEN["product"])
    page.context.close()
    scripts, styles = (_kilobytes(asked, suffix) for suffix in ("js", "css"))
    yield at_most("First load of the list, JavaScript (brotli)", scripts, SCRIPT_KB, "KB")
    yield at_most("First load of the list, CSS (brotli)", styles, STYLE_KB, "KB")
    yield told("First load of the list, requests", len(asked), "")


def _kilobytes(asked: set[str], suffix: str) -> float:
    paths = [re.sub(r"[?#].*", "", url).lstrip("/") for url in asked]
    files = [built.CLIENT / path for path in paths if path.endswith(f".{suffix}")]
    return sum(len(brotli.compress(file.read_bytes())) for file in files if file.is_file()) / 1024


def _reader(browser: Browser, served: Product) -> Page:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nb-NO")
    name, _, value = served.cookies[0].partition("=")
    context.add_cookies([{"name": name, "value": value, "url": served.url}])
    return context.new_page()
