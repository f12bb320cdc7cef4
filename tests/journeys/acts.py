"""What readers do in every journey."""

import re

from playwright.sync_api import Page, expect

from moment_ui.demo.logins import PASSWORD

ADMINISTRATOR = "ingrid.haugland@lysgard.example"
ECONOMY = "trond.aasen@lysgard.example"
PROJECT_LEADER = "marte.solberg@lysgard.example"
CO_WORKER = "sunniva.lie@lysgard.example"


def log_in(page: Page, email: str, password: str = PASSWORD, *, then: str = "/") -> None:
    """Log in, and wait for the page the log-in leads to."""
    page.goto(then)
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("form button[type=submit]").first.click()
    expect(page).not_to_have_url(re.compile(r"/login"))
