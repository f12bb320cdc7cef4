"""A new company with the register's help, by keyboard and on a phone, whatever the register does."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.acts import ADMINISTRATOR, log_in
from tests.journeys.conftest import PHONE, NewPage
from tests.registers.served import Register

LIST = "/lysgard/customers"


@pytest.fixture
def register(company_register: Register) -> Iterator[Register]:
    company_register.mood = "well"
    yield company_register
    company_register.mood = "well"


def opened(page: Page) -> Locator:
    """The dialog, from the list."""
    log_in(page, ADMINISTRATOR, then=LIST)
    page.get_by_role("button", name="New company").first.click()
    dialog = page.get_by_role("dialog", name="New customer")
    expect(dialog.get_by_label("Name", exact=True)).to_be_focused()
    return dialog


def companies(dialog: Locator) -> Locator:
    return dialog.get_by_role("listbox", name="Companies in the register").get_by_role("option")


def test_a_company_is_found_and_saved_with_the_keyboard_alone(
    page: Page, register: Register
) -> None:
    dialog = opened(page)
    name = dialog.get_by_label("Name", exact=True)
    page.keyboard.type("tindra", delay=30)
    expect(companies(dialog)).to_have_count(2)
    expect(name).to_have_attribute("aria-expanded", "true")
    expect(companies(dialog).nth(1)).to_contain_text("bankrupt, not in the VAT register")
    page.keyboard.press("ArrowDown")
    expect(companies(dialog).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(name).to_have_value("Tindra Bygg AS")
    expect(name).to_be_focused()
    expect(companies(dialog)).to_have_count(0)
    for label, filled in (
        ("Company reg. no.", "990001111"),
        ("E-mail", "post@tindra.example"),
        ("Postal address", "Postboks 214"),
        ("VAT no.", "NO990001111MVA"),
    ):
        expect(dialog.get_by_label(label, exact=True)).to_have_value(filled)
    expect(dialog.get_by_text("E-invoices go to 0192:990001111.")).to_be_visible()
    # Written as people write it; the register's own spelling is offered beside.
    spelling = dialog.get_by_role("button", name="Write it as the register does")
    expect(spelling).to_contain_text("TINDRA BYGG AS")
    # The demo has a Tindra Bygg AS: it is shown before saving, and asked about when saving.
    expect(dialog.get_by_text("You may have this customer already.")).to_be_visible()
    page.keyboard.type(" II")
    expect(dialog.get_by_text("You may have this customer already.")).to_be_hidden()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1, name="Tindra Bygg AS II")).to_be_visible()
    expect(page.locator(".profile-head")).to_contain_text("Org. no. 990 001 111")


def test_escape_closes_the_list_and_leaves_the_form(page: Page, register: Register) -> None:
    dialog = opened(page)
    page.keyboard.type("tindra", delay=30)
    expect(companies(dialog)).to_have_count(2)
    page.keyboard.press("Escape")
    expect(companies(dialog)).to_have_count(0)
    expect(dialog.get_by_label("Name", exact=True)).to_have_value("tindra")
    expect(dialog.get_by_text("You have not saved what you typed.")).to_be_hidden()


def test_what_was_filled_in_can_be_changed_and_another_company_picked(
    page: Page, register: Register
) -> None:
    dialog = opened(page)
    page.keyboard.type("tindra", delay=30)
    companies(dialog).first.click()
    expect(dialog.get_by_label("Phone", exact=True)).to_have_value("73 54 01 00")
    dialog.get_by_label("Phone", exact=True).fill("911 22 348")
    dialog.get_by_label("Name", exact=True).fill("tindra tak")
    companies(dialog).first.click()
    expect(dialog.get_by_label("Name", exact=True)).to_have_value("Tindra Tak og Blikk AS")
    expect(dialog.get_by_label("VAT no.", exact=True)).to_have_value("")
    expect(dialog.get_by_label("Phone", exact=True)).to_have_value("911 22 348")
    expect(dialog.get_by_role("note").filter(has_text="bankrupt")).to_be_visible()


def test_nine_digits_are_looked_up_in_either_field(page: Page, register: Register) -> None:
    dialog = opened(page)
    page.keyboard.type("990 001 111", delay=20)
    expect(companies(dialog)).to_have_count(1)
    # A sub-unit, which the list of companies does not hold, is found by its number too.
    dialog.get_by_label("Name", exact=True).fill("990 045 054")
    expect(companies(dialog)).to_contain_text("part of 990 001 111")
    dialog.get_by_label("Name", exact=True).fill("")
    dialog.get_by_label("Company reg. no.").press_sequentially("990023468", delay=20)
    expect(dialog.get_by_label("Name", exact=True)).to_have_value("Tindra Drift AS")
    expect(
        dialog.get_by_role("note").filter(has_text=re.compile("deleted 04.03.2026"))
    ).to_be_visible()


@pytest.mark.parametrize(
    ("mood", "said"),
    [
        ("hanging", "did not answer in time"),
        ("resetting", "cannot be reached"),
        ("html", "gave an answer that cannot be read"),
        ("broken", "has a fault of its own"),
    ],
)
def test_a_register_that_fails_leaves_one_line_and_the_form(
    page: Page, register: Register, mood: str, said: str
) -> None:
    register.mood = mood
    dialog = opened(page)
    name = f"Uten Register {mood} AS"
    page.keyboard.type(name, delay=10)
    line = dialog.locator("p").filter(has_text=re.compile("^The company register"))
    if mood == "hanging":
        # While it hangs the rest of the form answers at once.
        expect(dialog.get_by_text("Asking the company register…")).to_be_visible()
        dialog.get_by_label("Status").select_option("potential")
        expect(dialog.get_by_text("Gets offers; is activated")).to_be_visible()
        expect(line).to_be_hidden()
    expect(line).to_contain_text(said)
    expect(line).to_have_count(1)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def test_it_is_saved_while_the_register_still_hangs(page: Page, register: Register) -> None:
    register.mood = "hanging"
    dialog = opened(page)
    page.keyboard.type("Rask Lagring AS", delay=10)
    expect(dialog.get_by_text("Asking the company register…")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1, name="Rask Lagring AS")).to_be_visible(timeout=2500)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_phone_the_list_fits_and_is_picked_by_touch(
    new_page: NewPage, register: Register, theme: str
) -> None:
    page = new_page(viewport=PHONE, color_scheme=theme, has_touch=True)
    dialog = opened(page)
    page.keyboard.type("tindra", delay=30)
    expect(companies(dialog).nth(1)).to_be_in_viewport()
    width = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(width)
    companies(dialog).first.tap()
    expect(dialog.get_by_label("Name", exact=True)).to_have_value("Tindra Bygg AS")
    assert page.evaluate(width)
    expect(dialog.get_by_role("button", name="Save")).to_be_in_viewport()


def test_what_the_register_says_stands_in_the_head_and_is_asked_for_again(
    page: Page, register: Register
) -> None:
    dialog = opened(page)
    page.keyboard.type("tindra tak", delay=30)
    companies(dialog).first.click()
    expect(dialog.get_by_label("Company reg. no.")).to_have_value("990012288")
    page.keyboard.press("Control+Enter")
    head = page.locator(".profile-head")
    # What was learnt in the form is there at once.
    expect(head).to_contain_text(re.compile(r"bankrupt \(checked \d\d\.\d\d\.\d{4}\)"))

    register.mood = "broken"
    head.get_by_role("button", name="Check the register").click()
    expect(head).to_contain_text("could not be asked")
    expect(head).to_contain_text("bankrupt")
    register.mood = "well"
    head.get_by_role("button", name="Check the register").click()
    expect(head).not_to_contain_text("could not be asked")

    # Nobody answers for Peppol in the tests: that is not "not registered".
    invoicing = page.locator("section.card").filter(has_text="Invoice type")
    invoicing.get_by_role("button", name="Check the address").click()
    expect(invoicing).to_contain_text("could not be asked")
    expect(invoicing).not_to_contain_text("not registered")


def test_the_registers_name_and_address_are_shown_before_they_are_taken_over(
    page: Page, register: Register
) -> None:
    dialog = opened(page)
    register.mood = "broken"
    page.keyboard.type("Gammelt Navn AS", delay=10)
    dialog.get_by_label("Company reg. no.").fill("990023468")
    expect(dialog.get_by_text("E-invoices go to").or_(dialog.get_by_text("fault"))).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1, name="Gammelt Navn AS")).to_be_visible()

    register.mood = "well"
    head = page.locator(".profile-head")
    head.get_by_role("button", name="Check the register").click()
    expect(head).to_contain_text("The register says otherwise: Name.")
    head.get_by_role("button", name="Look…").click()
    dialog = page.get_by_role("dialog", name="Use the register's name and address")
    expect(dialog.get_by_label("Name")).to_be_checked()
    expect(dialog).to_contain_text("Gammelt Navn AS")
    dialog.get_by_role("button", name="Take over what is ticked").click()
    expect(page.get_by_role("heading", level=1, name="Tindra Drift AS")).to_be_visible()
    expect(head).not_to_contain_text("The register says otherwise")

    # What the register says otherwise of others waits behind the bell, until somebody answers.
    page.get_by_role("button", name=re.compile("^Notifications")).click()
    page.get_by_role("link", name=re.compile("in the register")).click()
    expect(page).to_have_url(re.compile("register=otherwise"))
    page.get_by_role("link", name="Kvitfjell Hotell AS").click()
    expect(head).to_contain_text("The register says otherwise: Name.")
    head.get_by_role("button", name="Leave it").click()
    expect(head).not_to_contain_text("The register says otherwise")
