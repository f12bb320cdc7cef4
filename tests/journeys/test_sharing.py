"""Two companies at once: a leader takes somebody of a partner into a team, and both see what comes of it."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.acts import PROJECT_LEADER, log_in
from tests.journeys.conftest import NewPage
from tests.journeys.test_projects import card, choose, save

AT_HOME = "nora.aas@vardal.example"
NAME = "Felles badehus"


def begin(page: Page) -> None:
    """A new project in the main company, with one activity."""
    log_in(page, PROJECT_LEADER, then="/lysgard/projects")
    page.get_by_role("button", name="New project").first.click()
    dialog = page.get_by_role("dialog", name="New project")
    dialog.get_by_label("Find the customer").fill("kvitfjell")
    customer = dialog.get_by_label("Customer", exact=True)
    expect(customer.locator("option")).to_have_count(1)
    customer.select_option(index=0)
    dialog.get_by_label("Name", exact=True).fill(NAME)
    dialog.get_by_label("First activity").fill("Skisse")
    dialog.get_by_role("button", name="Create the project").click()
    expect(page).to_have_url(re.compile(r"/lysgard/projects/\d+"))


def test_somebody_of_a_partner_joins_and_both_companies_see_it(
    page: Page, new_page: NewPage
) -> None:
    """Nobody loads a page again: the secondary project arrives, follows, and says where it comes from."""
    home = new_page()
    log_in(home, AT_HOME, then="/vardal/projects?text=badehus")
    expect(home.get_by_text("No projects in this filter")).to_be_visible()
    begin(page)

    card(page, "Team").get_by_role("button", name="Add co-worker").click()
    dialog = page.get_by_role("dialog", name="Add co-worker")
    dialog.get_by_text("Add several at once").click()
    dialog.get_by_role("checkbox", name="Nora Aas").check()
    dialog.get_by_label("Role").fill("Rådgiver")
    save(page, "Add co-worker")
    shared = card(page, "External projects")
    expect(shared).to_contain_text("Vardal Ingeniører")
    expect(shared).to_contain_text("Linked")
    expect(shared).to_contain_text("Nora Aas")
    expect(page.get_by_text("Main project", exact=True)).to_be_visible()

    home.get_by_role("link", name=NAME).click()
    expect(home.get_by_text("Secondary project of")).to_contain_text("Secondary project of")
    expect(home.get_by_role("heading", level=1)).to_contain_text(NAME)
    expect(card(home, "Team")).to_contain_text("Rådgiver")
    expect(card(home, "Activities")).to_contain_text("Skisse")
    expect(home.get_by_role("button", name="Add activity")).to_have_count(0)
    expect(home.get_by_role("button", name="Add co-worker")).to_have_count(0)

    choose(page, "Skisse", "Edit")
    page.get_by_role("dialog", name="Edit the activity").get_by_label("Name").fill("Forprosjekt")
    save(page, "Edit the activity")
    expect(card(home, "Activities")).to_contain_text("Forprosjekt")
