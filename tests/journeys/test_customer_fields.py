"""A customer's data on its page: edited where it stands, its history, and an earlier value put back."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.journeys.acts import ADMINISTRATOR, CO_WORKER, ECONOMY, log_in
from tests.journeys.conftest import PHONE, WIDE, NewPage
from tests.journeys.test_accessibility import RULES, SERIOUS
from tests.journeys.test_customer import LIST, create, fact


def company(page: Page, label: str) -> Locator:
    """The value beside a label in the card Company data."""
    return fact(page, "Company data", label)


def fill_in(page: Page, label: str, text: str) -> None:
    """Add what is empty, from the keyboard."""
    company(page, label).get_by_role("button", name=f"Add {label.lower()}").click()
    page.get_by_role("textbox", name=label, exact=True).fill(text)
    page.keyboard.press("Enter")
    expect(company(page, label)).to_have_text(text)


def violations(page: Page, part: str) -> list[Any]:
    """What axe finds serious in a part of the page."""
    found = Axe().run(page, context=part, options=RULES).response["violations"]
    return [rule for rule in found if rule["impact"] in SERIOUS]


def test_a_value_is_edited_where_it_stands_with_the_keyboard(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then=LIST)
    create(page, "Åsgård Feltarbeid AS")
    fill_in(page, "E-mail", "post@asgard.example")

    # Enter has put the cursor back on the value; Enter opens it again, Escape gives up.
    value = company(page, "E-mail").get_by_role("button", name="post@asgard.example")
    expect(value).to_be_focused()
    page.keyboard.press("Enter")
    field = page.get_by_role("textbox", name="E-mail", exact=True)
    expect(field).to_be_focused()
    field.fill("gitt@opp.example")
    page.keyboard.press("Escape")
    expect(value).to_be_focused()

    # What does not fit is said beside it, and what was typed stays.
    page.keyboard.press("Enter")
    field.fill("ikke en adresse")
    page.keyboard.press("Enter")
    expect(company(page, "E-mail").get_by_role("alert")).not_to_be_empty()
    expect(field).to_have_value("ikke en adresse")
    field.fill("ny@asgard.example")
    page.keyboard.press("Enter")
    expect(company(page, "E-mail")).to_have_text("ny@asgard.example")
    page.get_by_role("button", name="Undo").last.click()
    expect(company(page, "E-mail")).to_have_text("post@asgard.example")


def test_leaving_a_changed_field_saves_it_and_a_choice_is_a_list(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then=LIST)
    create(page, "Østbø Feltarbeid AS")
    company(page, "Phone").get_by_role("button", name="Add phone").click()
    page.get_by_role("textbox", name="Phone", exact=True).fill("73 54 01 00")
    page.get_by_role("heading", level=1).click()
    expect(company(page, "Phone")).to_have_text("73 54 01 00")

    company(page, "Currency").get_by_role("button", name="NOK").click()
    page.get_by_role("combobox", name="Currency").select_option("EUR")
    page.keyboard.press("Enter")
    expect(company(page, "Currency")).to_have_text("EUR")
    fact(page, "Invoicing", "Credit terms").get_by_role("button", name="As the company").click()
    page.get_by_role("textbox", name="Credit terms").fill("20")
    page.keyboard.press("Enter")
    expect(fact(page, "Invoicing", "Credit terms")).to_have_text("20 days")

    # In Sweden e-invoices go by a channel that is chosen; only Peppol's is asked about.
    company(page, "Country").get_by_role("button", name="Norway").click()
    page.get_by_role("combobox", name="Country").select_option("SE")
    page.keyboard.press("Enter")
    channel = fact(page, "Invoicing", "Channel")
    channel.get_by_role("button", name="Peppol").click()
    page.get_by_role("combobox", name="Channel").select_option("svefaktura")
    page.keyboard.press("Enter")
    expect(channel).to_contain_text("Svefaktura, by the access point")
    expect(channel).to_contain_text("Peppol's look-up does not know it: ask them.")


def test_the_history_of_a_field_and_the_way_back(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then=LIST)
    create(page, "Ærfugl Feltarbeid AS")
    fill_in(page, "E-mail", "post@aerfugl.example")
    fill_in(page, "Phone", "73 54 01 00")
    company(page, "E-mail").get_by_role("button", name="post@").click()
    page.get_by_role("textbox", name="E-mail", exact=True).fill("feil@aerfugl.example")
    page.keyboard.press("Enter")
    expect(company(page, "E-mail")).to_have_text("feil@aerfugl.example")

    page.get_by_role("button", name="History of E-mail").click()
    changes = page.get_by_role("dialog", name="Changes")
    expect(changes.get_by_label("Field")).to_have_value("email")
    expect(changes.locator("dt").filter(has_text="Phone")).to_have_count(0)
    changes.get_by_role("button", name="Restore E-mail").first.click()
    preview = changes.get_by_role("group", name="Restore E-mail")
    expect(preview).to_contain_text("now feil@aerfugl.example")
    expect(preview.locator("b")).to_have_text("post@aerfugl.example")
    preview.get_by_role("button", name="Put it back").click()
    expect(preview).to_have_count(0)
    changes.get_by_role("button", name="Close").click()
    expect(company(page, "E-mail")).to_have_text("post@aerfugl.example")
    page.get_by_role("button", name="Undo").last.click()
    expect(company(page, "E-mail")).to_have_text("feil@aerfugl.example")


def test_two_people_in_the_same_field_lose_nothing(new_page: NewPage) -> None:
    first, second = new_page(), new_page()
    log_in(first, ADMINISTRATOR, then=LIST)
    create(first, "Øyvær Feltarbeid AS")
    fill_in(first, "E-mail", "post@oyvaer.example")
    log_in(second, ECONOMY, then=first.url)
    for page in (first, second):
        company(page, "E-mail").get_by_role("button", name="post@").click()
    second.get_by_role("textbox", name="E-mail", exact=True).fill("deres@oyvaer.example")
    second.keyboard.press("Enter")
    expect(company(second, "E-mail")).to_have_text("deres@oyvaer.example")
    field = first.get_by_role("textbox", name="E-mail", exact=True)
    field.fill("min@oyvaer.example")
    first.keyboard.press("Enter")
    expect(company(first, "E-mail")).to_contain_text("saved this customer while you were editing")
    expect(company(first, "E-mail")).to_contain_text("deres@oyvaer.example")
    expect(field).to_have_value("min@oyvaer.example")
    first.get_by_role("button", name="Save again").click()
    expect(company(second, "E-mail")).to_have_text("min@oyvaer.example")


def test_a_role_without_the_right_is_offered_no_field(page: Page) -> None:
    log_in(page, CO_WORKER, then="/lysgard/customers/1")
    expect(company(page, "Country")).to_have_text("Norway")
    expect(page.locator(".in-place .value")).to_have_count(0)
    expect(page.locator(".in-place").get_by_role("button", name=re.compile("^Add "))).to_have_count(
        0
    )


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_editor_and_the_changes(
    new_page: NewPage, theme: str, size: Any
) -> None:
    page = new_page(viewport=size, color_scheme=theme, bypass_csp=True, reduced_motion="reduce")
    log_in(page, ADMINISTRATOR, then="/lysgard/customers/1")
    company(page, "E-mail").get_by_role("button").first.click()
    field = page.get_by_role("textbox", name="E-mail", exact=True)
    field.fill("ikke en adresse")
    page.keyboard.press("Enter")
    expect(company(page, "E-mail").get_by_role("alert")).not_to_be_empty()
    assert violations(page, ".in-place") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    company(page, "E-mail").get_by_role("button", name="History of E-mail").click()
    expect(page.get_by_role("dialog", name="Changes")).to_be_visible()
    assert violations(page, "[role=dialog]") == []
