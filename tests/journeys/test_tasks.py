"""Tasks across companies, live, by keys and by mouse; and a claim on its way to the main company's project."""

import re

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.journeys.acts import ADMINISTRATOR, log_in, tick

NORA = "nora.aas@vardal.example"
PROJECT = "Fjordgata 8, ombygging"


def column(page: Page, name: str) -> Locator:
    """A column of the board."""
    return page.get_by_role("region", name=name, exact=True)


def card(where: Page | Locator, title: str) -> Locator:
    """A card by its title."""
    return where.get_by_role("listitem").filter(has_text=title)


def write_down(page: Page, title: str, whom: str) -> None:
    """A new task for somebody."""
    page.get_by_role("button", name="New task", exact=True).last.click()
    dialog = page.get_by_role("dialog", name="New task")
    dialog.get_by_label("Task", exact=False).first.fill(title)
    dialog.get_by_label("Assigned to").select_option(label=whom)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)


def test_a_task_of_a_partner_arrives_by_itself_and_its_own_moves_it(page, new_page):
    log_in(page, ADMINISTRATOR, then="/lysgard/tasks")
    tick(page.get_by_label("Vardal Ingeniører"))
    expect(page).to_have_url(re.compile("companies=vardal"))
    engineer = new_page()
    log_in(engineer, NORA, then="/vardal/tasks")
    write_down(engineer, "Regn på bjelken", "Ingrid Haugland")
    theirs = card(page, "Regn på bjelken")
    expect(theirs).to_contain_text("Vardal Ingeniører")
    theirs.get_by_role("button").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(card(column(engineer, "In progress"), "Regn på bjelken")).to_be_visible()
    expect(theirs.get_by_role("button")).to_be_focused()
    expect(
        page.get_by_role("status").filter(has_text="Regn på bjelken: In progress, ")
    ).to_have_count(1)

    write_down(page, "Sjekk takrenner", "Ingrid Haugland")
    card(page, "Sjekk takrenner").drag_to(column(page, "Waiting"))
    expect(card(column(page, "Waiting"), "Sjekk takrenner")).to_be_visible()
    page.get_by_role("button", name="Undo").last.click()
    expect(card(column(page, "To do"), "Sjekk takrenner")).to_be_visible()


def add_line(page: Page) -> None:
    """A line on the shared project that the customer pays, with its receipt."""
    page.get_by_role("button", name="New line").click()
    line = page.get_by_role("dialog", name="New line")
    line.get_by_label("What was it?").fill("Ferge og drosje")
    line.get_by_label("Amount").fill("412,50")
    options = line.get_by_label("Project").locator("option")
    ours = options.filter(has_text=PROJECT).first.get_attribute("value")
    line.get_by_label("Project").select_option(ours)
    line.get_by_label("The customer pays it").check()
    line.get_by_role("button", name="Save").click()
    expect(line).to_have_count(0)
    receipt: FilePayload = {
        "name": "ferge.pdf",
        "mimeType": "application/pdf",
        "buffer": b"%PDF-1.4 ferge",
    }
    page.get_by_label("Receipt of Ferge og drosje").set_input_files(receipt)
    expect(page.get_by_role("link", name="ferge.pdf")).to_be_visible()


def test_a_claim_becomes_an_expense_of_the_main_companys_project(page, new_page):
    log_in(page, NORA, then="/vardal/claims")
    page.get_by_role("button", name="Travel claim").click()
    dialog = page.get_by_role("dialog", name="Travel claim")
    dialog.get_by_label("What is it about?").fill("Befaring Fjordgata")
    dialog.get_by_label("To", exact=True).fill("Fjordgata 8")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Befaring Fjordgata")
    add_line(page)
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_text("Waiting for review", exact=True)).to_be_visible()

    chief = new_page()
    log_in(chief, ADMINISTRATOR, then="/vardal/claims/review")
    chief.get_by_role("link", name="Befaring Fjordgata").click()
    chief.get_by_role("button", name="Approve").click()
    expect(page.get_by_text(re.compile("Approved by Ingrid"))).to_be_visible()

    chief.goto("/lysgard/projects")
    chief.get_by_role("link", name=PROJECT).first.click()
    chief.get_by_role("link", name=re.compile("Expenses")).click()
    row = chief.get_by_role("row").filter(has_text="Ferge og drosje")
    expect(row).to_contain_text("From Vardal Ingeniører")
    expect(row).to_contain_text("412,50")
    expect(row.get_by_role("link", name="ferge.pdf")).to_be_visible()
