"""Invoicing options, drafts made with them, and price lists, as readers use them."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.acts import ADMINISTRATOR, ECONOMY, log_in
from tests.journeys.test_customer import create

LIST = "/lysgard/customers"


def stands_in(page: Page, name: str, text: str) -> None:
    """The field of this name is seen and holds exactly this text."""
    field = page.get_by_role("textbox", name=name, exact=True)
    expect(field).to_be_visible()
    expect(field).to_have_value(text)


def test_a_text_set_on_the_customer_appears_on_a_new_draft(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then=LIST)
    create(page, "Ødegård Møbelverksted AS")
    page.get_by_role("link", name="Invoicing options").click()
    row = page.locator("#your_reference")
    expect(row).to_contain_text("Not set")
    row.get_by_role("switch").click()
    row.get_by_role("textbox", name="Your reference").fill("André Næss")
    expect(page.get_by_text("1 change not saved: Your reference")).to_be_visible()

    # A link away asks first.
    page.get_by_role("link", name="Main", exact=True).click()
    expect(page.get_by_text("You have not saved what you changed.")).to_be_visible()
    page.get_by_role("button", name="Keep editing").click()

    # So does a step back, and it is taken only when told so.
    page.go_back()
    expect(page.get_by_text("You have not saved what you changed.")).to_be_visible()
    page.get_by_role("button", name="Keep editing").click()
    expect(page).to_have_url(re.compile("/invoicing-options$"))
    expect(row.get_by_role("textbox", name="Your reference")).to_have_value("André Næss")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("1 option is saved.")).to_be_visible()
    expect(row).to_contain_text("This customer")

    page.get_by_role("button", name="New invoice").click()
    page.get_by_role("button", name="Create the draft").click()
    expect(page.get_by_role("heading", level=1, name="Draft of an invoice")).to_be_visible()
    stands_in(page, "Your reference", "André Næss")
    stands_in(page, "Before the lines", "Arkitekttjenester etter avtale.")
    page.get_by_role("button", name="Actions", exact=True).click()
    page.get_by_role("menuitem", name="Delete draft").click()
    expect(page.get_by_text("The draft is deleted.")).to_be_visible()
    page.get_by_role("button", name="Undo").last.click()
    expect(page.get_by_role("heading", level=1, name="Draft of an invoice")).to_be_visible()


def test_every_option_is_found_with_its_value_and_where_it_comes_from(page: Page) -> None:
    log_in(page, ECONOMY, then=f"{LIST}?text=tindra")
    page.get_by_role("link", name="Tindra Bygg AS").first.click()
    expect(page.get_by_role("heading", level=1, name="Tindra Bygg AS")).to_be_visible()
    page.get_by_role("link", name="Invoicing options").click()
    expect(page.locator("#hour_columns")).to_contain_text("1 project says otherwise:")
    page.get_by_role("searchbox", name="Find an option").fill("footer")
    expect(page.locator(".option-table tbody tr[id]")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?find=footer$"))
    page.reload()
    expect(page.locator(".option-table tbody tr[id]")).to_have_count(1)
    page.locator("#footer_text").get_by_role("link", name="Company").click()
    expect(page).to_have_url(re.compile(r"/setup/invoicing#footer_text$"))
    expect(page.get_by_role("heading", level=1, name="Invoicing")).to_be_visible()


def test_a_rate_to_come_is_written_in_place_and_taken_back(page: Page) -> None:
    log_in(page, ECONOMY, then="/lysgard/setup/price-lists")
    cell = page.locator("table.rates tbody tr").first.locator("input").last
    before = cell.input_value()
    cell.fill("1 834,50")
    page.keyboard.press("Tab")
    expect(page.get_by_text("The rate is saved.")).to_be_visible()
    expect(cell).to_have_value(re.compile("1.834,50"))
    page.get_by_role("button", name="Undo").click()
    expect(cell).to_have_value(before)
