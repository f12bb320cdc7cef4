"""Fixtures for tests of assets/*.js: a real browser on a page of the test's own, no server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import FLAGS, installed_browser

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with an origin, so that it may remember things, and without network."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/*", lambda route: route.fulfill(body="<!doctype html><title>t</title>"))
    page.goto("http://moment.test/")
    yield page
    context.close()


def show(page: Page, body: str, *scripts: str) -> None:
    """Put the body on the page and run our scripts, as the head of every page does."""
    page.evaluate("(html) => { document.body.innerHTML = html }", body)
    for script in scripts:
        page.add_script_tag(path=ASSETS / script)
