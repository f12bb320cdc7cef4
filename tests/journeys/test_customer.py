"""Customers, in the order of the articles: create, the profile page, edit, invoice preference."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.acts import ADMINISTRATOR, CO_WORKER, ECONOMY, log_in, tick
from tests.journeys.conftest import PHONE, NewPage

LIST = "/lysgard/customers"


def create(page: Page, name: str) -> None:
    """A customer of that name, from the list to its page."""
    page.get_by_role("button", name="New company").first.click()
    dialog = page.get_by_role("dialog", name="New customer")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def fact(page: Page, card: str, label: str) -> Locator:
    """The value beside a label in one of the cards at the right."""
    section = page.locator("section.card", has=page.get_by_role("heading", name=card, exact=True))
    return section.locator(f"dt:text-is('{label}') + dd")


def test_to_create_a_new_customer_go_to_customers_and_click_new_company(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then=LIST)
    page.get_by_role("button", name="New company").first.click()
    dialog = page.get_by_role("dialog", name="New customer")

    # Country: Choose the country where the company resides.
    expect(dialog.get_by_label("Country")).to_have_value("NO")
    # Number: defines the customer number. You can override it if you want.
    number = dialog.get_by_label("Number")
    expect(number).to_have_value(re.compile(r"\d+"))
    proposed = int(number.input_value())
    number.fill(str(proposed + 500))
    # Name: Add the name of the company.
    dialog.get_by_label("Name").fill("Kvernhuset Eiendom AS")
    # The org number decides where EHF invoices go; one of only zeros is refused.
    dialog.get_by_label("Company reg. no.").fill("000000000")
    page.keyboard.press("Tab")
    # Status: Active, Potential, Blocked or Inactive.
    status = dialog.get_by_label("Status")
    assert status.locator("option").all_inner_texts() == [
        "Active",
        "Potential",
        "Blocked",
        "Inactive",
    ]
    expect(dialog.get_by_text("An organisation number is not only zeros.")).to_be_visible()
    dialog.get_by_label("Company reg. no.").fill("974 760 673")
    # Tags: several.
    tick(dialog.get_by_label("Private"))
    tick(dialog.get_by_label("Reference"))
    # The company is: customer, project participant, or both.
    tick(dialog.get_by_label("Project participant"))
    dialog.get_by_role("button", name="Save").click()

    # Once the customer has been created, you will automatically redirect to the customer main page.
    expect(page).to_have_url(re.compile(r"/lysgard/customers/\d+$"))
    expect(page.get_by_role("heading", level=1, name="Kvernhuset Eiendom AS")).to_be_visible()
    head = page.locator(".profile-head")
    expect(head).to_contain_text(f"No. {proposed + 500}")
    expect(head).to_contain_text("Org. no. 974 760 673")
    expect(head).to_contain_text("Customer and project participant")
    expect(head.locator(".badge.tag")).to_have_text(["Private", "Reference"])
    expect(fact(page, "Invoicing", "Receiver")).to_contain_text("0192:974760673")


def test_what_does_not_fit_is_said_beside_the_field_and_nothing_typed_is_lost(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then=LIST)
    page.get_by_role("button", name="New company").first.click()
    dialog = page.get_by_role("dialog", name="New customer")
    dialog.get_by_label("Number").fill("10162")
    dialog.get_by_label("Company reg. no.").fill("994 218 765")
    page.keyboard.press("Tab")
    expect(dialog.get_by_text(re.compile(r"Taken by .+ Next free: \d+\."))).to_be_visible()
    dialog.get_by_role("button", name="Save").click()
    summary = dialog.get_by_role("alert").filter(has_text="fields need you:")
    expect(summary).to_be_visible()
    expect(dialog.get_by_label("Name")).to_be_focused()
    summary.get_by_role("button", name="Company reg. no.").click()
    expect(dialog.get_by_label("Company reg. no.")).to_be_focused()
    expect(dialog.get_by_label("Company reg. no.")).to_have_value("994 218 765")

    page.keyboard.press("Escape")
    expect(dialog.get_by_text("You have not saved what you typed.")).to_be_visible()
    page.keyboard.press("Enter")  # Keep editing has the focus
    expect(dialog.get_by_label("Company reg. no.")).to_have_value("994 218 765")
    dialog.get_by_role("button", name="Cancel").click()
    dialog.get_by_role("button", name="Discard").click()
    expect(dialog).to_be_hidden()


def test_a_company_that_may_exist_already_can_be_opened_instead(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then=LIST)
    page.get_by_role("button", name="New company").first.click()
    dialog = page.get_by_role("dialog", name="New customer")
    dialog.get_by_label("Name").fill("tindra bygg")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("This may be a customer you already have.")).to_be_visible()
    dialog.get_by_role("link", name=re.compile("Open .* Tindra Bygg AS")).click()
    expect(page.get_by_role("heading", level=1, name="Tindra Bygg AS")).to_be_visible()


def test_from_the_main_page_add_a_contact_with_an_address_for_this_customer(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then=LIST)
    create(page, "Solgløtt Borettslag")

    page.get_by_role("button", name="Add contact").click()
    page.get_by_role("menuitem", name="New contact").click()
    dialog = page.get_by_role("dialog", name="New contact")
    dialog.get_by_label("Name").fill("Lise Nygård")
    dialog.get_by_label("Job title").fill("Purchaser")
    dialog.get_by_label("E-mail", exact=True).fill("lise@solglott.example")
    dialog.get_by_label("E-mail for this customer").fill("innkjop@solglott.example")
    dialog.get_by_label("Employed to").fill("31.08.2026")
    page.keyboard.press("Control+Enter")
    contact = page.locator(".people li")
    expect(contact).to_contain_text("Purchaser, until 31.08.2026")
    expect(contact.locator("s")).to_have_text("lise@solglott.example")
    expect(contact.get_by_role("link", name="innkjop@solglott.example")).to_be_visible()


def test_from_the_main_page_add_a_project_and_a_note(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then=LIST)
    create(page, "Solglimt Borettslag")
    page.get_by_role("button", name="New project").click()
    dialog = page.get_by_role("dialog", name="New project")
    dialog.get_by_label("Name").fill("Ny fasade")
    dialog.get_by_label("Project leader").select_option(label="Marte Solberg")
    dialog.get_by_label("Budget").fill("120")
    dialog.get_by_label("First activity").fill("Prosjektering")
    page.keyboard.press("Control+Enter")
    row = page.get_by_role("row").filter(has_text="Ny fasade")
    expect(row).to_contain_text("Marte Solberg")
    expect(row).to_contain_text("120")

    page.get_by_role("button", name="New note").click()
    page.get_by_role("dialog", name="New note").get_by_label("Note").fill("One invoice a project.")
    page.keyboard.press("Control+Enter")
    note = page.locator(".note")
    expect(note).to_contain_text("One invoice a project.")
    note.hover()
    note.get_by_role("button", name="Remove the note").click()
    expect(note).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".note")).to_contain_text("One invoice a project.")


def test_click_edit_to_add_bank_account_address_and_email(page: Page) -> None:
    log_in(page, ECONOMY, then=LIST)
    create(page, "Bratsberg Vannverk SA")
    page.get_by_role("button", name="Edit", exact=True).click()
    dialog = page.get_by_role("dialog", name="Edit customer data")
    dialog.get_by_label("Bank account number").fill("8601 11 17947")
    dialog.get_by_label("Postal address").fill("Postboks 12")
    dialog.get_by_label("Postal code").last.fill("3701")
    dialog.get_by_label("City").last.fill("Skien")
    dialog.get_by_label("E-mail", exact=True).fill("post@bratsberg.example")
    dialog.get_by_label("Company reg. no.").fill("974 760 665")
    # Choose preferred invoice type, and an External receiver instead of the customer's e-mail.
    dialog.get_by_label("Preferred invoice type").select_option(label="Letter")
    dialog.get_by_label("External receiver").fill("faktura@bratsberg.example")
    dialog.get_by_label("Credit terms, days").fill("30")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()

    expect(fact(page, "Company data", "Bank account")).to_have_text("8601 11 17947")
    expect(fact(page, "Company data", "Postal address")).to_contain_text("3701 Skien")
    expect(fact(page, "Company data", "E-mail")).to_have_text("post@bratsberg.example")
    expect(fact(page, "Invoicing", "Invoice type")).to_have_text("Letter")
    expect(fact(page, "Invoicing", "External receiver")).to_have_text("faktura@bratsberg.example")
    expect(fact(page, "Invoicing", "Receiver")).to_contain_text("0192:974760665")
    expect(fact(page, "Invoicing", "Credit terms")).to_have_text("30 days")

    page.get_by_role("button", name="Actions").click()
    page.get_by_role("menuitem", name="Changes").click()
    changes = page.get_by_role("dialog", name="Changes")
    edit = changes.get_by_role("listitem").first
    expect(edit).to_contain_text("Edited the customer")
    expect(edit).to_contain_text("Trond Aasen")
    expect(edit).to_contain_text("post@bratsberg.example")


def test_use_previous_and_next_to_switch_between_customer_profiles(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then="/lysgard/customers?status=active&sort=number")
    names = page.locator("table tbody tr td.name a")
    first, second = names.nth(0).inner_text(), names.nth(1).inner_text()
    names.nth(0).click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(first)
    expect(page.get_by_role("button", name="Previous")).to_be_disabled()
    page.get_by_role("link", name="Next").click()
    expect(heading).to_have_text(second)
    page.keyboard.press("[")
    expect(heading).to_have_text(first)
    page.keyboard.press("]")
    expect(heading).to_have_text(second)
    expect(page.locator(".profile-head")).to_contain_text(re.compile(r"2 of \d+"))
    page.get_by_role("link", name="Customers", exact=True).last.click()
    expect(page).to_have_url(re.compile(r"status=active&sort=number"))


def _address_follows(page: Page) -> None:
    """The address bar reaches the Contacts tab of the customer whose links are on the screen."""
    tabs = page.get_by_role("navigation", name="Customer", exact=True)
    main = tabs.get_by_role("link").filter(has_text="Main").get_attribute("href") or ""
    path, _mark, query = main.partition("?")
    expect(page).to_have_url(re.compile(re.escape(f"{path}/contacts") + r"/?\?" + re.escape(query)))


def test_quick_steps_through_the_list_each_count(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then="/lysgard/customers?status=active&sort=number")
    links = page.locator("table tbody tr td.name a")
    names = [links.nth(place).inner_text() for place in range(4)]
    links.nth(0).click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(names[0])
    tab = page.get_by_role("navigation", name="Customer", exact=True).get_by_role("link")
    tab.filter(has_text="Contacts").click()
    expect(tab.filter(has_text="Contacts")).to_have_attribute("aria-current", "page")
    for _press in range(3):
        page.keyboard.press("]")
    expect(heading).to_have_text(names[3])
    expect(page.locator(".profile-head")).to_contain_text(re.compile(r"4 of \d+"))
    _address_follows(page)
    page.keyboard.press("[")
    expect(heading).to_have_text(names[2])
    _address_follows(page)
    page.go_back()
    expect(heading).to_have_text(names[3])


def test_next_opens_a_tab_of_its_own_when_ctrl_is_held(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then="/lysgard/customers?status=active&sort=number")
    links = page.locator("table tbody tr td.name a")
    names = [links.nth(place).inner_text() for place in range(2)]
    links.nth(0).click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(names[0])
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Next").click(modifiers=["Control"])
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(names[1])
    expect(heading).to_have_text(names[0])


def test_who_can_see_a_customer_stands_by_role(page: Page) -> None:
    log_in(page, CO_WORKER, then=LIST)
    page.locator("table tbody tr td.name a").first.click()
    page.get_by_role("button", name="Actions").click()
    page.get_by_role("menuitem", name="Who can see this?").click()
    dialog = page.get_by_role("dialog", name="Who can see this?")
    expect(dialog).to_contain_text("Ingrid Haugland")
    expect(dialog).to_contain_text(re.compile(r"\d+ of \d+ in the company can see this customer"))
    expect(dialog.get_by_role("heading", name=re.compile("Co-worker"))).to_be_visible()
    expect(dialog).to_contain_text("May see the customer, see files.")
    search = dialog.get_by_label("Find a person")
    if search.count():
        search.fill("ingrid")
        expect(dialog).not_to_contain_text("Trond Aasen")
        expect(dialog).to_contain_text("Ingrid Haugland")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_customer_is_created_with_the_keyboard_alone(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then=LIST)
    expect(page.get_by_role("button", name="New company").first).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("Tastaturet AS")
    page.keyboard.press("Tab")
    page.keyboard.type("974760657")
    page.keyboard.press("Tab")
    page.keyboard.type("Pot")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1, name="Tastaturet AS")).to_be_visible()
    expect(page.locator(".profile-head .status")).to_have_text("Potential")


def test_two_people_editing_at_once_lose_nothing(new_page: NewPage) -> None:
    first, second = new_page(), new_page()
    log_in(first, ADMINISTRATOR, then=LIST)
    create(first, "Tofold Arkiv AS")
    log_in(second, ECONOMY, then=first.url)
    for page in (first, second):
        page.get_by_role("button", name="Edit", exact=True).click()
        expect(page.get_by_role("dialog")).to_be_visible()
    second.get_by_label("Phone", exact=True).fill("735 40 100")
    second.get_by_role("button", name="Save").click()
    expect(fact(second, "Company data", "Phone")).to_have_text("735 40 100")

    first.get_by_label("Website").fill("tofold.example")
    first.get_by_role("button", name="Save").click()
    dialog = first.get_by_role("dialog")
    expect(dialog).to_contain_text("Trond Aasen saved this customer while you were editing.")
    expect(dialog).to_contain_text("Phone: 735 40 100")
    expect(dialog.get_by_label("Website")).to_have_value("tofold.example")
    dialog.get_by_role("button", name="Save").click()
    expect(fact(first, "Company data", "Phone")).to_have_text("735 40 100")
    expect(fact(first, "Company data", "Website")).to_have_text("tofold.example")


def test_a_figure_leads_to_the_invoices_it_is_made_of(page: Page) -> None:
    log_in(page, ECONOMY, then=f"{LIST}?overdue=yes&sort=overdue&view=0")
    page.locator("table[data-rows] tbody a").first.click()
    figure = page.locator(".strip a").filter(has_text="Overdue")
    expect(figure).to_contain_text("1 invoice,")
    amount = figure.locator(".figure").inner_text()
    figure.click()
    expect(page).to_have_url(re.compile(r"/customers/\d+/invoices\?overdue=yes"))
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text(amount)


def test_what_a_colleague_changes_shows_without_a_refresh(new_page: NewPage) -> None:
    mine, theirs = new_page(), new_page()
    log_in(mine, ADMINISTRATOR, then=LIST)
    create(mine, "Levende Bilder AS")
    log_in(theirs, ECONOMY, then=mine.url)
    theirs.get_by_role("button", name="Actions").click()
    theirs.get_by_role("menuitem", name="Set to Blocked").click()
    expect(mine.locator(".profile-head .status")).to_have_text("Blocked")
    theirs.get_by_role("button", name="Undo").click()
    expect(mine.locator(".profile-head .status")).to_have_text("Active")


def test_a_role_without_the_right_sees_no_buttons_to_change(page: Page) -> None:
    log_in(page, CO_WORKER, then=f"{LIST}/4")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for name in ("Edit", "New project", "New note", "Add contact", "Edit tags"):
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    expect(page.locator(".strip")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_and_its_form_fit_a_phone(new_page: NewPage, theme: str) -> None:
    page = new_page(viewport=PHONE, color_scheme=theme, has_touch=True)
    log_in(page, ADMINISTRATOR, then=f"{LIST}/4")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    width = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(width)
    page.get_by_role("button", name="Edit", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Save")).to_be_in_viewport()
    assert page.evaluate(width)
