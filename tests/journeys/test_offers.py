"""Offers: composed, sent, answered in another browser without a log-in, seen live, made into a project."""

import email
import email.policy
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import PROJECT_LEADER, log_in
from tests.journeys.conftest import PHONE, NewPage
from tests.journeys.test_accessibility import findings
from tests.serving import Served


def compose(page: Page, name: str) -> None:
    """A draft with ten hours at 1 450, from the list."""
    page.get_by_role("button", name="New offer").first.click()
    dialog = page.get_by_role("dialog", name="New offer")
    dialog.get_by_placeholder("Name or number").fill("Skarvøy")
    choices = dialog.get_by_label("Customer", exact=True)
    expect(choices.locator("option").first).to_contain_text("Skarvøy")
    choices.select_option(index=0)
    dialog.get_by_label("Name", exact=True).fill(name)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(dialog).to_have_count(0)
    page.keyboard.press("Alt+h")
    expect(page.get_by_label("Name of the activity")).to_be_focused()
    page.keyboard.type("Skisseprosjekt")
    for text in ("Skisser", "10", "1450"):
        page.keyboard.press("Enter")
        page.keyboard.type(text, delay=40)  # the cell that was left is drawn anew meanwhile
    page.keyboard.press("Enter")
    row = page.locator("table.cells tbody tr").first
    for label, typed in (("Description", "Skisser"), ("Hours", "10"), ("Rate", "1\u00a0450,00")):
        expect(row.get_by_label(label)).to_have_value(typed)
    expect(page.locator(".offer-sums")).to_contain_text("18\u00a0125,00")


def link_in(folder: Path, subject: str) -> str:
    """The public address in the newest message with that subject."""
    for path in sorted(folder.glob("*.eml"), reverse=True):
        letter: Any = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if subject in letter["Subject"]:
            return re.search(r"/offer/\S+", letter.get_body(("plain",)).get_content())[0]  # type: ignore[index]
    raise AssertionError(f"No message about {subject}")


@pytest.fixture
def customer(new_page: NewPage) -> Page:
    """Somebody with a phone, no log-in and no scripts."""
    return new_page(viewport=PHONE, java_script_enabled=False)


def looks_of_the_public_page(reader: Page, link: str, name: str) -> dict[str, list[str]]:
    """What axe finds serious on the page of a link, in each theme."""
    reader.goto(link)
    expect(reader.get_by_role("heading", level=1)).to_have_text(name)
    found = {}
    for theme in ("light", "dark"):
        reader.emulate_media(color_scheme=theme)
        found[theme] = findings(reader)
    return {theme: serious for theme, serious in found.items() if serious}


def send(page: Page, name: str) -> None:
    """Send the offer to Kari, with the letter and its paper read first."""
    page.get_by_role("button", name="Send", exact=True).click()
    dialog = page.get_by_role("dialog", name="Send the offer")
    expect(dialog).to_contain_text("No mail server is configured")
    dialog.get_by_label("Other receivers").fill("kari@kunde.example")
    dialog.get_by_label("Subject").fill(f"Tilbudet vårt: {name}")
    letter = dialog.get_by_role("region", name="As it will leave")
    expect(letter).to_contain_text("kari@kunde.example")
    expect(letter.get_by_role("img", name="Page 1 of the offer as it is printed")).to_be_visible()
    dialog.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".offer-head .meta")).to_contain_text("Sent")
    expect(page.locator(".send-log")).to_contain_text("In the outbox")


def copied(page: Page) -> str:
    """The path of the customer's address, from the clipboard: signed anew, with a later date."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("[data-copied]")).to_be_visible()
    text: str = page.evaluate("() => navigator.clipboard.readText()")
    return text[text.index("/offer/") :]


def accept(customer: Page, link: str, name: str) -> None:
    """Read the offer on a phone, and accept it as Kari."""
    customer.goto(link)
    expect(customer.get_by_role("heading", level=1)).to_have_text(name)
    assert customer.evaluate("() => document.scrollingElement.scrollWidth") <= PHONE["width"]
    customer.get_by_label("Navnet ditt").first.fill("Kari Øst")
    customer.get_by_role("button", name="Godta tilbudet").click()
    expect(customer.get_by_role("status")).to_contain_text("Godtatt av Kari Øst")


def test_an_offer_from_the_first_word_to_the_project(
    page: Page, customer: Page, new_page: NewPage, served: Served
) -> None:
    name = "Kapell på Ål, é"
    log_in(page, PROJECT_LEADER, then="/lysgard/offers")
    compose(page, name)
    send(page, name)
    link = link_in(served.data_dir / "outbox", f"Tilbudet vårt: {name}")
    copy = copied(page)
    reader = new_page(bypass_csp=True, viewport=PHONE)
    assert looks_of_the_public_page(reader, copy, name) == {}
    accept(customer, link, name)

    expect(page.locator(".offer-head .meta")).to_contain_text("Accepted")  # by itself
    expect(page.locator(".offer-said")).to_contain_text("Kari Øst")
    page.get_by_role("button", name=re.compile("^Notifications")).click()
    news = page.get_by_role("link", name=re.compile(r"Offer \d+ is accepted By Kari Øst"))
    assert news.get_attribute("href") == page.url.removeprefix(served.url)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Create project").click()
    page.get_by_role("dialog").get_by_role("button", name="Create project").click()
    expect(page.get_by_role("link", name=re.compile(name))).to_be_visible()
