"""Contacts: global, in a customer, in a project; and mailing lists of them."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.acts import ADMINISTRATOR, CO_WORKER, log_in

CONTACTS = "/lysgard/contacts"
LISTS = "/lysgard/mailing-lists"


def add_new(page: Page, name: str, email: str, **fields: str) -> None:
    """A new contact on the page of a customer or project one is on."""
    page.get_by_role("button", name="Add contact").click()
    page.get_by_role("menuitem", name="New contact").click()
    dialog = page.get_by_role("dialog", name="New contact")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_label("E-mail", exact=True).fill(email)
    for label, text in fields.items():
        dialog.get_by_label(label.replace("E_mail", "E-mail").replace("_", " ")).fill(text)
    dialog.get_by_role("button", name="Save").click()


def make_and_find(page: Page, name: str, typed: str) -> None:
    """A contact in no customer, made on the list, which the search at the top finds at once."""
    page.get_by_role("button", name="New contact").click()
    dialog = page.get_by_role("dialog", name="New contact")
    dialog.get_by_label("Name").fill(name)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    expect(page.locator("main")).to_contain_text("In no customer")
    page.keyboard.press("/")
    page.keyboard.type(typed)
    found = page.get_by_role("group", name="Contacts").get_by_role("option", name=name)
    expect(found).to_be_visible()
    page.keyboard.press("Escape")


def first_customer(page: Page) -> None:
    """Open the first customer of the list."""
    page.goto("/lysgard/customers")
    page.locator("table[data-rows] tbody a").first.click()
    expect(page.locator(".profile-head h1")).to_be_visible()


def test_a_contact_is_found_in_the_list_and_has_a_page(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then=CONTACTS)
    make_and_find(page, "Øyvind Én", "oyvind en")
    page.goto(f"{CONTACTS}?global=yes")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    row = page.locator("table[data-rows] tbody a").first
    name = row.inner_text()
    row.click()
    expect(page).to_have_url(re.compile(r"/lysgard/contacts/\d+$"))
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    expect(page.locator(".profile-head")).to_contain_text("Global contact")

    # Any number of e-mail addresses: one more, put first, and taken away again with undo.
    page.get_by_role("button", name="Add address").click()
    dialog = page.get_by_role("dialog", name="Add address")
    dialog.get_by_label("E-mail").fill("not an address")
    page.keyboard.press("Control+Enter")
    expect(dialog.get_by_text("This is not an e-mail address")).to_be_visible()
    dialog.get_by_label("E-mail").fill("blåbær@hytta.example")
    page.keyboard.press("Control+Enter")
    expect(dialog).to_be_hidden()
    own = page.locator(".own-addresses li")
    expect(own.last).to_contain_text("blåbær@hytta.example")
    page.get_by_role("button", name="Move blåbær@hytta.example up").click()
    expect(own.first).to_contain_text("blåbær@hytta.example")
    page.get_by_role("button", name="Remove blåbær@hytta.example").click()
    expect(own.filter(has_text="blåbær")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(own.first).to_contain_text("blåbær@hytta.example")


def test_an_address_for_the_customer_strikes_the_persons_own(page: Page) -> None:
    log_in(page, ADMINISTRATOR)
    first_customer(page)
    add_new(page, "Åse Brønn", "ase.bronn@egen.example")
    line = page.locator(".people li", has_text="Åse Brønn")
    expect(line).to_contain_text("ase.bronn@egen.example")
    line.hover()
    page.get_by_role("button", name="Edit Åse Brønn").click()
    dialog = page.get_by_role("dialog", name="Edit the contact")
    dialog.get_by_label("E-mail for this customer").fill("innkjop@brønn.example")
    dialog.get_by_label("Employed to").fill("31.12.2020")
    page.keyboard.press("Control+Enter")
    expect(line.locator("s")).to_have_text("ase.bronn@egen.example")
    expect(line).to_contain_text("innkjop@brønn.example for this customer")
    expect(line).to_contain_text("until 31.12.2020")

    # The Contacts tab tells who is there from who has left.
    page.locator("nav.tabs").get_by_role("link", name="Contacts").click()
    former = page.locator("section.card", has=page.get_by_role("heading", name="Former contacts"))
    expect(former).to_contain_text("Åse Brønn")

    # Somebody with the same address is not doubled: the one who is known is used.
    page.goto("/lysgard/customers?sort=-number")
    page.locator("table[data-rows] tbody a").first.click()
    add_new(page, "Å. Brønn", "ASE.Bronn@egen.example")
    expect(page.get_by_text("This may be somebody you know already.")).to_be_visible()
    page.get_by_role("button", name="Use this contact").click()
    expect(page.locator(".people li", has_text="Åse Brønn")).to_be_visible()


def test_a_contact_in_a_project_has_an_address_of_its_own_there(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then="/lysgard/projects?sort=-number")
    page.locator("table[data-rows] tbody a").first.click()
    expect(page).to_have_url(re.compile(r"/projects/\d+"))
    add_new(page, "Siri Ås", "siri@egen.example", E_mail_for_this_project="p@egen.example")
    line = page.locator(".people li", has_text="Siri Ås")
    expect(line.locator("s")).to_have_text("siri@egen.example")
    expect(line).to_contain_text("p@egen.example for this project")
    line.hover()
    page.get_by_role("button", name="Remove Siri Ås").click()
    expect(line).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(line).to_be_visible()


def test_a_mailing_list_is_made_filtered_saved_and_its_addresses_copied(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then=LISTS)
    page.get_by_role("button", name="New mailing list").click()
    dialog = page.get_by_role("dialog", name="New mailing list")
    dialog.get_by_label("Name").fill("Sommerfest")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1, name="Sommerfest")).to_be_visible()
    line = page.locator(".list-line")
    before = line.get_by_role("button", name="Members").inner_text()
    page.get_by_label("Filter, columns and views").get_by_label("Newsletter").click()
    expect(line).to_contain_text("The filter is not saved.")
    expect(line.get_by_role("button", name="Members")).not_to_have_text(before)
    line.get_by_role("button", name="Save the filter").click()
    expect(line.get_by_text("The filter is not saved.")).to_have_count(0)

    # Why each of the others was left out.
    line.get_by_role("button", name="Left out").click()
    expect(page.locator("table[data-rows]")).to_contain_text("No consent")

    # All addresses to the clipboard, with a semicolon between.
    page.get_by_role("button", name="Copy addresses").click()
    copy = page.get_by_role("dialog", name="Copy addresses")
    copy.get_by_label("Semicolon, for Outlook").click()
    expect(copy.get_by_label("Addresses", exact=True)).to_have_value(re.compile(r"@.+; .+@"))
    page.keyboard.press("Escape")

    # The list is a link: the bare address shows the saved filter.
    page.goto(page.url.partition("?")[0])
    expect(page).to_have_url(re.compile(r"contact_tags="))

    # Deleted, and brought back.
    page.get_by_role("button", name="Actions").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page).to_have_url(re.compile(rf"{LISTS}/?$"))
    expect(page.get_by_role("link", name="Sommerfest")).to_have_count(0)
    page.get_by_role("button", name="Undo").last.click()
    expect(page.get_by_role("heading", level=1, name="Sommerfest")).to_be_visible()


def test_mailing_lists_are_not_for_everybody(page: Page) -> None:
    log_in(page, CO_WORKER)
    expect(page.get_by_role("link", name="Mailing lists")).to_have_count(0)
    page.goto(LISTS)
    expect(page.get_by_text("Your role does not show this page")).to_be_visible()
