"""The frame: logging in, companies, search, theme, and the drawer of a narrow screen."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.acts import ADMINISTRATOR, CO_WORKER, log_in
from tests.journeys.conftest import PHONE, NewPage

ON_CUSTOMERS = re.compile(r"/lysgard/customers$")


def test_a_demo_log_in_is_filled_in_by_one_click(page: Page) -> None:
    page.goto("/login/")
    page.get_by_role("button", name="Ingrid Haugland").click()
    expect(page.get_by_label("E-mail")).to_have_value(ADMINISTRATOR)
    page.keyboard.press("Enter")
    expect(page).to_have_url(ON_CUSTOMERS)
    expect(page.get_by_role("button", name="Ingrid Haugland, your menu")).to_be_visible()


def test_a_wrong_password_is_told_beside_the_field_and_the_address_is_kept(page: Page) -> None:
    page.goto("/login/?next=/vardal/customers")
    page.get_by_label("E-mail").fill(ADMINISTRATOR)
    page.get_by_label("Password", exact=True).fill("not this one")
    page.keyboard.press("Enter")
    field = page.get_by_label("Password", exact=True)
    expect(field).to_have_accessible_description(re.compile("do not fit together"))
    expect(field).to_be_focused()
    expect(page.get_by_label("E-mail")).to_have_value(ADMINISTRATOR)
    field.fill("moment-demo")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/vardal/customers$"))


def test_a_password_can_be_looked_at(page: Page) -> None:
    page.goto("/login/")
    field = page.get_by_label("Password", exact=True)
    field.fill("moment")
    page.get_by_role("button", name="Show password").click()
    expect(field).to_have_attribute("type", "text")


def test_logging_out_ends_the_log_in(page: Page) -> None:
    log_in(page, ADMINISTRATOR)
    page.get_by_role("button", name="your menu").click()
    page.get_by_role("button", name="Log out").click()
    expect(page).to_have_url(re.compile("/login/"))
    page.goto("/lysgard/customers")
    expect(page).to_have_url(re.compile("/login/"))


def test_the_company_changes_by_keyboard_and_the_page_stays(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then="/lysgard/finances/invoices")
    switcher = page.get_by_role("button", name="Lysgård Arkitekter")
    switcher.focus()
    page.keyboard.press("Enter")
    vardal = page.get_by_role("menuitem", name="Vardal Ingeniører")
    expect(vardal).to_be_visible()
    page.keyboard.press("V")
    expect(vardal).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/vardal/finances/invoices$"))
    expect(page.get_by_role("button", name="Vardal Ingeniører")).to_contain_text("vardal")


def test_two_tabs_show_two_companies(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then="/lysgard/customers")
    other = page.context.new_page()
    other.goto("/vardal/customers")
    expect(other.locator(".company .db")).to_have_text("vardal")
    page.reload()
    expect(page.locator(".company .db")).to_have_text("lysgard")


def test_the_navigation_holds_what_the_reader_may_open(page: Page) -> None:
    log_in(page, CO_WORKER, then="/lysgard/customers")
    navigation = page.get_by_role("navigation", name="Main")
    expect(navigation.get_by_role("link", name="Overview")).to_have_attribute(
        "aria-current", "page"
    )
    expect(navigation.get_by_role("link", name="Finances")).to_have_count(0)
    page.goto("/lysgard/setup/audit-log")
    expect(page.get_by_text("Your role does not show this page")).to_be_visible()


def test_the_search_is_reached_used_and_left_by_keyboard(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then="/lysgard/customers")
    expect(page.locator(".company .db")).to_have_text("lysgard")
    page.keyboard.press("/")
    field = page.get_by_role(
        "combobox", name="Search customers, contacts, projects, offers, invoices"
    )
    expect(field).to_be_focused()
    page.keyboard.type("tindra")
    found = page.get_by_role("listbox", name="Found")
    expect(found.get_by_role("option", name="Tindra Bygg AS").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/lysgard/customers/\d+"))
    expect(page.get_by_role("heading", name="Tindra Bygg AS")).to_be_visible()
    page.keyboard.press("Control+K")
    expect(field).to_be_focused()
    page.keyboard.type("no such customer")
    expect(page.get_by_text("Nothing found.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(field).not_to_be_focused()
    expect(page.get_by_text("Nothing found.")).to_be_hidden()


def test_a_theme_follows_the_reader_to_another_browser(page: Page, new_page: NewPage) -> None:
    log_in(page, CO_WORKER, then="/lysgard/customers")
    page.get_by_role("button", name="your menu").click()
    page.get_by_role("radio", name="Dark").click(force=True)
    expect(page.locator("html")).to_have_class(re.compile("dark"))
    other = new_page()
    log_in(other, CO_WORKER, then="/lysgard/customers")
    expect(other.locator("html")).to_have_class(re.compile("dark"))
    page.get_by_role("radio", name="System").click(force=True)
    expect(page.locator("html")).to_have_class(re.compile("light"))


def test_the_folded_navigation_stays_folded_and_usable(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then="/lysgard/customers")
    page.get_by_role("button", name="Fold the menu").click()
    page.reload()
    navigation = page.get_by_role("navigation", name="Main")
    expect(navigation.get_by_role("link", name="Finances")).to_be_visible()
    assert (navigation.bounding_box() or {"width": 999})["width"] < 60
    navigation.get_by_role("link", name="Finances").click()
    expect(page).to_have_url(re.compile("/finances/invoices"))


def test_the_first_tab_stop_skips_to_the_content(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then="/lysgard/customers")
    expect(page.locator(".company .db")).to_have_text("lysgard")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_on_a_phone_the_navigation_is_a_drawer(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    log_in(page, ADMINISTRATOR, then="/lysgard/customers")
    menu = page.get_by_role("button", name="Menu", exact=True)
    menu.click()
    drawer = page.get_by_role("dialog", name="Menu")
    expect(drawer.get_by_role("link", name="Overview")).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(menu).to_be_focused()
    menu.click()
    drawer.get_by_role("link", name="Finances").click()
    expect(page).to_have_url(re.compile("/finances/invoices"))
    expect(drawer).to_be_hidden()


def test_on_a_phone_the_search_opens_over_the_top(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    log_in(page, ADMINISTRATOR, then="/lysgard/customers")
    page.get_by_role("button", name="Search", exact=True).click()
    page.keyboard.type("tindra")
    page.get_by_role("option", name="Tindra Bygg AS").first.click()
    expect(page).to_have_url(re.compile(r"/lysgard/customers/\d+"))


def test_a_lost_connection_is_said_and_its_return_too(page: Page, complaints: list[str]) -> None:
    log_in(page, ADMINISTRATOR, then="/lysgard/customers")
    expect(page.locator(".company .db")).to_have_text("lysgard")
    page.context.set_offline(True)
    page.evaluate("() => window.dispatchEvent(new Event('offline'))")
    page.get_by_role("combobox", name="Search customers").fill("x")
    expect(page.get_by_text("Reconnecting")).to_be_visible(timeout=60_000)
    page.context.set_offline(False)
    expect(page.get_by_text("Reconnecting")).to_be_hidden(timeout=60_000)
    complaints.clear()


def test_a_page_of_another_company_leads_home_and_was_never_a_page_of_it(
    page: Page, complaints: list[str]
) -> None:
    log_in(page, CO_WORKER)
    answer = page.goto("/no-such-company/customers")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading")).to_have_text("There is no page at this address")
    complaints.clear()
    page.get_by_role("link", name="Go to your company").click()
    expect(page).to_have_url(ON_CUSTOMERS)


def test_a_page_that_the_role_does_not_show_says_so_once(page: Page) -> None:
    log_in(page, CO_WORKER)
    row = page.locator("table[data-rows] tbody a").first
    customer = (row.get_attribute("href") or "").partition("?")[0]
    for path in ("/lysgard/finances/invoices", f"{customer}/invoices"):
        page.goto(path)
        expect(page.get_by_text("Your role does not show this page")).to_have_count(1)
        expect(page.locator(".notice")).to_have_count(0)


def test_what_one_types_in_the_search_while_the_page_changes_is_not_lost(page: Page) -> None:
    log_in(page, ADMINISTRATOR)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    page.get_by_role("link", name="Finances").evaluate("link => link.click()")
    page.keyboard.press("/")
    page.keyboard.type("fjord", delay=8)
    expect(page).to_have_url(re.compile("/finances/invoices"))
    field = page.get_by_role("combobox", name="Search customers")
    expect(field).to_have_value("fjord")
    expect(field).to_be_focused()


def test_a_form_is_not_reopened_when_its_page_is_loaded_again(page: Page) -> None:
    log_in(page, ADMINISTRATOR)
    page.get_by_role("button", name="New company").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog").get_by_text("needs you")).to_be_visible()
    page.reload()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_project_found_leads_to_its_page(page: Page) -> None:
    log_in(page, ADMINISTRATOR)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    page.keyboard.press("/")
    page.keyboard.type("26")
    project = page.get_by_role("group", name="Projects").get_by_role("option").first
    number = project.locator(".quiet").inner_text()
    project.click()
    expect(page).to_have_url(re.compile(r"/lysgard/projects/\d+$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)
