"""Browser fixtures: `page` is a fresh reader, `new_page` makes more of them for a second browser.

What the browser complains about, console errors and refusals by the content policy, fails the
journey. A step that provokes a complaint on purpose calls `complaints.clear()` after it.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, sync_playwright

from tests.browser import FLAGS, installed_browser
from tests.serving import Served

WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 400, "height": 800}
WAIT_MS = 10_000

NewPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a real browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all journeys."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about so far."""
    return []


@pytest.fixture
def new_page(browser: Browser, served: Served, complaints: list[str]) -> Iterator[NewPage]:
    """Make a page in a browser profile of its own; keywords go to Playwright's `new_context`."""
    contexts = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    def make(**options: object) -> Page:
        settings = {"viewport": WIDE, "locale": "nb-NO", "timezone_id": "Europe/Oslo", **options}
        context = browser.new_context(base_url=served.url, **settings)
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A reader at a desk who has not logged in."""
    return new_page()
