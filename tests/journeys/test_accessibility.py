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
ZOOMED: ViewportSize = {"width": 720, "height": 450}
"""A desk of 1440 pixels at a zoom of 200 %."""

NARROWEST: ViewportSize = {"width": 320, "height": 640}
BEYOND_REACH = """() => [...document.querySelectorAll("main *, header *")].filter((element) => {
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || (box.right <= innerWidth + 1 && box.left >= -1)) return false;
    if (element.closest("svg, .vh, thead, [hidden]")) return false;
    for (let around = element.parentElement; around; around = around.parentElement) {
        const {overflowX, textOverflow} = getComputedStyle(around);
        if (["auto", "scroll"].includes(overflowX) || textOverflow === "ellipsis") return false;
    }
    return element.textContent || element.matches("button, input");
}).map((element) => element.outerHTML.slice(0, 120))"""
"""What stands outside of the window and can be scrolled to by nothing."""
LISTS = {
    "customer_id": "/lysgard/customers",
    "list_id": "/lysgard/mailing-lists",
    "contact_id": "/lysgard/contacts",
    "invoice_id": "/lysgard/finances/invoices",
    "offer_id": "/lysgard/offers",
    "project_id": "/lysgard/projects",
    "message_id": "/lysgard/finances/reminders/sent",
    "file_id": "/lysgard/finances/payment-files",
    "claim_id": "/lysgard/claims/review",
    "batch_id": "/lysgard/finances/sendings",
}
"""Where an address with this parameter is found: the first row's link."""

FOUND: dict[str, str] = {}
"""What was found there, by parameter."""

CUSTOMERS = "/[company]/customers"
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
    name = parameter(path)
    path = path.replace("[company]", "lysgard")
    if name and name not in FOUND:
        FOUND[name] = first_of(page, LISTS[name])
    log_in(page, ADMINISTRATOR, then=path.replace(f"[{name}]", FOUND.get(name, "")))
    settled(page)


def parameter(path: str) -> str:
    """The name of a route's own parameter, empty without one."""
    return next((name for name in re.findall(r"\[(\w+)\]", path) if name != "company"), "")


def first_of(page: Page, listed: str) -> str:
    """The id of what the first row of a list links to."""
    log_in(page, ADMINISTRATOR, then=listed)
    settled(page)
    link = page.locator("table tbody a[href]").first.get_attribute("href") or ""
    [found] = re.findall(r"/(\d+)(?:[/?]|$)", link)
    return found


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


def cut_off(page: Page) -> dict[str, list[str]]:
    """What stands outside of the window, at a zoom of 200 % and on phones."""
    found = {}
    for size in (ZOOMED, PHONE, NARROWEST):
        page.set_viewport_size(size)
        wide = page.evaluate("() => document.scrollingElement.scrollWidth")
        found[f"{size['width']} px"] = page.evaluate(BEYOND_REACH)
        if wide > size["width"]:
            found[f"{size['width']} px"].append(f"the page is {wide} px wide")
    return {size: outside for size, outside in found.items() if outside}


@pytest.mark.parametrize("path", PATHS)
def test_everybody_can_use_the_page(reader: Page, path: str) -> None:
    open_page(reader, path)
    assert looks(reader) | cut_off(reader) == {}


@pytest.mark.parametrize("opener", ["Export", "Columns", "Views"])
def test_axe_finds_nothing_serious_in_what_a_list_opens(reader: Page, opener: str) -> None:
    open_page(reader, CUSTOMERS)
    reader.get_by_role("button", name=opener, exact=True).first.click()
    reader.wait_for_timeout(300)
    assert looks_wide(reader) == {}


@pytest.mark.parametrize(
    ("path", "opener"), [(CUSTOMERS, "New company"), (f"{CUSTOMERS}/[customer_id]", "Edit")]
)
def test_axe_finds_nothing_serious_in_a_form_and_its_errors(
    reader: Page, path: str, opener: str
) -> None:
    open_page(reader, path)
    reader.get_by_role("button", name=opener, exact=True).first.click()
    dialog = reader.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert looks_wide(reader) == {}
    dialog.locator("input[name=name]").fill("")
    reader.keyboard.press("Control+Enter")
    expect(dialog.get_by_text("needs you")).to_be_visible()
    assert looks_wide(reader) == {}


def test_axe_finds_nothing_serious_in_who_can_see_a_customer(reader: Page) -> None:
    open_page(reader, f"{CUSTOMERS}/[customer_id]")
    reader.get_by_role("button", name="Actions", exact=True).click()
    reader.get_by_role("menuitem", name="Who can see this?").click()
    expect(reader.get_by_role("dialog", name="Who can see this?")).to_be_visible()
    assert looks_wide(reader) == {}


def test_axe_finds_nothing_serious_in_what_can_be_done_with_rows(reader: Page) -> None:
    open_page(reader, "/[company]/finances/invoices")
    reader.locator("tbody input[type=checkbox]").first.click()
    reader.get_by_role("button", name="Export the rows selected").click()
    expect(reader.get_by_role("menuitem", name="XLSX")).to_be_visible()
    assert looks_wide(reader) == {}


def test_axe_finds_nothing_serious_in_what_opens_over_the_page(reader: Page) -> None:
    open_page(reader, CUSTOMERS)
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
