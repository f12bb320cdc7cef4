"""What readers do in every journey."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from moment_ui.demo.logins import PASSWORD

ADMINISTRATOR = "ingrid.haugland@lysgard.example"
ECONOMY = "trond.aasen@lysgard.example"
PROJECT_LEADER = "marte.solberg@lysgard.example"
CO_WORKER = "sunniva.lie@lysgard.example"

_COOKIES: dict[str, list[Any]] = {}
"""What a browser holds after a log-in, by reader."""


def log_in(page: Page, email: str, password: str = PASSWORD, *, then: str = "/") -> None:
    """Be logged in, and on the page that the log-in leads to.

    The form is filled in once for each reader; later journeys come with the same cookies, as somebody
    who opens another browser window does.
    """
    context = page.context
    known = _COOKIES.get(email, [])
    context.add_cookies(known)
    page.goto(then)
    if "/login" in page.url:
        fill_in_log_in(page, email, password)
        _COOKIES[email] = context.cookies()


def fill_in_log_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Log in by the form that is open, and wait for the page the log-in leads to."""
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("form button[type=submit]").first.click()
    expect(page).not_to_have_url(re.compile(r"/login"))


def tick(box: Locator) -> None:
    """Tick a box or choose one of several; the server says that it is ticked."""
    box.click()
    expect(box).to_be_checked()
