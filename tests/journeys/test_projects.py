"""A project from nothing to ready for hours and a draft, on the labels that stand on the screen."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.acts import PROJECT_LEADER, log_in

LIST = "/lysgard/projects"


def card(page: Page, title: str) -> Locator:
    """A card of the page by its title."""
    return page.locator("section.card", has=page.get_by_role("heading", name=title, exact=True))


def save(page: Page, title: str) -> None:
    """Save the dialog of this title, and wait until it has gone."""
    dialog = page.get_by_role("dialog", name=title)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)


def choose(page: Page, whose: str, what: str) -> None:
    """A line of the menu at the end of a row."""
    page.get_by_role("button", name=f"More about {whose}").click()
    page.get_by_role("menuitem", name=what).click()


def begin(page: Page) -> None:
    """A new project, from the list to its page."""
    page.get_by_role("button", name="New project").first.click()
    dialog = page.get_by_role("dialog", name="New project")
    dialog.get_by_label("Find the customer").fill("kvitfjell")
    customer = dialog.get_by_label("Customer", exact=True)
    expect(customer.locator("option")).to_have_count(1)
    customer.select_option(index=0)
    dialog.get_by_label("Name", exact=True).fill("Badstuen på Kvitfjell")
    dialog.get_by_label("Project leader").select_option(label="Marte Solberg")
    dialog.get_by_label("First activity").fill("Skisse")
    dialog.get_by_label("Price model").select_option(label="Hourly")
    dialog.get_by_role("button", name="Create the project").click()
    expect(page).to_have_url(re.compile(r"/lysgard/projects/\d+"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Badstuen på Kvitfjell")


def add_activities(page: Page) -> None:
    """Activities: one more, and moved first."""
    card(page, "Activities").get_by_role("button", name="Add activity").click()
    page.get_by_role("dialog", name="Add activity").get_by_label("Name").fill("Befaring")
    save(page, "Add activity")
    rows = card(page, "Activities").locator("tbody tr")
    expect(rows).to_have_count(2)
    choose(page, "Befaring", "Move up")
    expect(rows.first).to_contain_text("Befaring")


def change_team(page: Page) -> None:
    """Team: somebody joins, leaves, and is brought back by the message."""
    team = card(page, "Team").locator("li")
    expect(team).to_have_count(1)
    card(page, "Team").get_by_role("button", name="Add co-worker").click()
    dialog = page.get_by_role("dialog", name="Add co-worker")
    dialog.get_by_label("Co-worker").select_option(index=1)
    dialog.get_by_label("Role").fill("Sivilarkitekt")
    save(page, "Add co-worker")
    expect(team).to_have_count(2)
    joined = team.filter(has_text="Sivilarkitekt")
    joined.get_by_role("button").click()
    page.get_by_role("menuitem", name="Take out of the team").click()
    expect(team).to_have_count(1)
    page.get_by_role("button", name="Undo").last.click()
    expect(joined).to_have_count(1)


def plan(page: Page) -> None:
    """Milestones and a note."""
    card(page, "Milestones").get_by_role("button", name="Add milestone").click()
    dialog = page.get_by_role("dialog", name="Add milestone")
    dialog.get_by_label("Name").fill("Rammesøknad")
    dialog.get_by_label("Date").fill("01.03.2031")
    save(page, "Add milestone")
    choose(page, "Rammesøknad", "Reached")
    expect(card(page, "Milestones")).to_contain_text("1 of 1 reached")
    card(page, "Notes").get_by_role("button", name="New note").click()
    page.get_by_role("dialog", name="New note").get_by_label("Note").fill("Nøkkel i resepsjonen")
    save(page, "New note")
    expect(card(page, "Notes")).to_contain_text("Nøkkel i resepsjonen")


def fill_in(page: Page) -> None:
    """Data where it stands: a budget, and the description in several lines."""
    page.get_by_role("button", name="Add budget, hours").click()
    page.get_by_label("Budget, hours").fill("120")
    page.keyboard.press("Enter")
    expect(page.locator("#value-budget_minutes")).to_have_text("120")
    page.get_by_role("button", name="Add description").click()
    page.get_by_role("textbox", name="Description").fill("Nytt anneks.")
    page.keyboard.press("Enter")
    page.keyboard.type("To badstuer.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#value-description")).to_have_text("Nytt anneks.\nTo badstuer.")


def spend(page: Page) -> None:
    """An expense gets its receipt, before any other page that takes files was looked at."""
    page.get_by_role("link", name="Expenses and products", exact=True).click()
    page.get_by_role("button", name="New expense").click()
    dialog = page.get_by_role("dialog", name="New expense")
    dialog.get_by_label("Date").fill("12.01.2026")
    dialog.get_by_label("Expense", exact=True).fill("Ferge")
    dialog.get_by_label("Cost").fill("120")
    save(page, "New expense")
    page.get_by_label("Receipt of Ferge").set_input_files(
        {"name": "Ferge å.txt", "mimeType": "text/plain", "buffer": b"betalt"}
    )
    expect(page.get_by_role("link", name="Ferge å.txt")).to_be_visible()


def bring_a_file(page: Page) -> None:
    """Files: one that goes with invoices."""
    page.get_by_role("link", name="Files", exact=True).click()
    expect(page.get_by_text("No files yet")).to_be_visible()
    page.get_by_label("Choose files").set_input_files(
        {"name": "Avtale å.txt", "mimeType": "text/plain", "buffer": b"avtalt"}
    )
    mark = page.get_by_role("button", name="Goes with invoices: Avtale å.txt")
    mark.click()
    expect(mark).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Choose files").set_input_files(
        {"name": "Skisse é.txt", "mimeType": "text/plain", "buffer": b"tegnet"}
    )
    expect(page.get_by_role("button", name="Goes with invoices: Skisse é.txt")).to_be_visible()


def draft_with_it(page: Page) -> None:
    """A draft for the project has the file; it is taken off and put back, and another is picked."""
    page.locator(".profile-head .meta").get_by_role("link").click()
    page.get_by_role("button", name="New invoice").first.click()
    dialog = page.get_by_role("dialog", name="New invoice")
    project = dialog.get_by_label("Project", exact=True)
    own = project.locator("option", has_text="Badstuen på Kvitfjell").get_attribute("value")
    project.select_option(own)
    page.keyboard.press("Control+Enter")
    files = card(page, "Files that go with it")
    expect(files.get_by_role("link", name="Avtale å.txt")).to_be_visible()
    files.get_by_role("button", name="Does not go with the invoice: Avtale å.txt").click()
    expect(files).to_contain_text("No files go with it.")
    page.get_by_role("button", name="Undo").last.click()
    expect(files.get_by_role("link", name="Avtale å.txt")).to_be_visible()
    files.get_by_role("button", name="Add file").click()
    page.get_by_role("menuitem", name="Skisse é.txt").click()
    expect(files.get_by_role("link")).to_have_count(2)
    expect(files.get_by_role("link", name="Skisse é.txt")).to_be_visible()


def close_and_reopen(page: Page) -> None:
    """Status: nothing is to be invoiced, so nothing is asked."""
    page.get_by_role("button", name="Actions").click()
    page.get_by_role("menuitem", name="Set to Closed").click()
    expect(page.locator(".profile-head .status")).to_have_text("Closed")
    page.get_by_role("button", name="Undo").last.click()
    expect(page.locator(".profile-head .status")).to_have_text("Active")


def test_a_project_is_made_from_nothing_to_a_draft_with_its_file(page: Page) -> None:
    log_in(page, PROJECT_LEADER, then=LIST)
    begin(page)
    add_activities(page)
    change_team(page)
    plan(page)
    fill_in(page)
    close_and_reopen(page)
    spend(page)
    bring_a_file(page)
    draft_with_it(page)
