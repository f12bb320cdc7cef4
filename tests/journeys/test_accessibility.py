"""Every page in both themes, wide and narrow: axe finds nothing serious, and nothing is cut off.

Pages come from ROUTES; a new one is tried without a word here.
"""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from moment_ui.pages import ROUTES
from tests.journeys.acts import ADMINISTRATOR, log_in
from tests.journeys.conftest import PHONE, WIDE, NewPage

SERIOUS = {"serious", "critical"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
NARROWEST: ViewportSize = {"width": 320, "height": 640}
LISTS = {
    "customer_id": "/lysgard/customers",
    "invoice_id": "/lysgard/finances/invoices",
}
"""Where an address with this parameter is found: the first row's link."""

PATHS = [route.path for route in ROUTES if route.path != "/"]


@pytest.fixture
def reader(new_page: NewPage) -> Page:
    """A reader whose page lets axe in, which the content policy refuses, and where nothing moves."""
    return new_page(bypass_csp=True, color_scheme="light", reduced_motion="reduce")


def open_page(page: Page, path: str) -> None:
    """Log in where needed, and open an address of this route."""
    if not path.startswith("/["):
        page.goto(f"{path}/")
        return
    log_in(page, ADMINISTRATOR, then=LISTS.get(parameter(path), "/lysgard/customers"))
    settled(page)
    page.goto(address(page, path))
    settled(page)


def parameter(path: str) -> str:
    """The name of a route's own parameter, empty without one."""
    return next((name for name in re.findall(r"\[(\w+)\]", path) if name != "company"), "")


def address(page: Page, path: str) -> str:
    """A real address of the route: the company filled in, ids taken from the list's first row."""
    path = path.replace("[company]", "lysgard")
    name = parameter(path)
    if not name:
        return path
    link = page.locator("table tbody a[href]").first.get_attribute("href") or ""
    return path.replace(f"[{name}]", link.partition("?")[0].split("/")[LISTS[name].count("/") + 1])


def settled(page: Page) -> None:
    """Wait until the frame knows its company and nothing on the page is on its way."""
    expect(page.locator(".company .db")).to_have_text("lysgard")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def findings(page: Page) -> list[str]:
    """What axe calls serious, with the first place of each."""
    violations: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for violation in violations
        if violation["impact"] in SERIOUS
        for node in violation["nodes"][:3]
    ]


def looks(page: Page) -> dict[str, list[str]]:
    """The findings in each theme and width."""
    found = {}
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        expect(page.locator("html")).to_have_class(re.compile(theme))
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)
            found[f"{theme} {size['width']}"] = findings(page)
    return {look: serious for look, serious in found.items() if serious}


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_serious(reader: Page, path: str) -> None:
    open_page(reader, path)
    assert looks(reader) == {}


@pytest.mark.parametrize("path", PATHS)
def test_at_320_pixels_nothing_is_cut_off_sideways(reader: Page, path: str) -> None:
    open_page(reader, path)
    reader.set_viewport_size(NARROWEST)
    width = reader.evaluate("() => document.scrollingElement.scrollWidth")
    assert width <= NARROWEST["width"]


def test_axe_finds_nothing_serious_in_what_opens_over_the_page(reader: Page) -> None:
    open_page(reader, "/[company]/customers")
    for opener in ("Lysgård Arkitekter", "Notifications", "your menu"):
        reader.get_by_role("button", name=opener).click()
        assert looks_wide(reader) == {}, opener
        reader.keyboard.press("Escape")
        expect(reader.locator("[data-radix-popper-content-wrapper]")).to_have_count(0)
    reader.keyboard.press("/")
    expect(reader.get_by_role("combobox", name="Search customers")).to_be_focused()
    reader.keyboard.type("bygg")
    expect(reader.get_by_role("listbox", name="Found")).to_be_visible()
    assert looks_wide(reader) == {}, "search"


def looks_wide(page: Page) -> dict[str, list[str]]:
    """The findings in each theme at a desk, where layers stay open."""
    found = {}
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        expect(page.locator("html")).to_have_class(re.compile(theme))
        found[theme] = findings(page)
    return {look: serious for look, serious in found.items() if serious}
