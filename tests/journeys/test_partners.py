"""Two administrators of two companies become partners, each page moving by itself when the other acts."""

import re

import pytest
from playwright.sync_api import Page, expect

from moment_ui.demo.logins import PASSWORD
from moment_ui.domain.access.commands import set_password
from tests import group
from tests.databases import using
from tests.journeys.acts import ADMINISTRATOR, fill_in_log_in, log_in
from tests.journeys.conftest import NewPage
from tests.serving import Served

KNOWN_TO_VARDAL = "Langnes Entreprenør AS"


@pytest.fixture
def companies(served: Served) -> None:
    """Two companies that know nothing of each other, each with an administrator."""
    with using(f"sqlite:///{served.data_dir / 'moment.db'}"):
        for slug, name in (("fjell", "Fjell Arkitekter"), ("fjord", "Fjord Ingeniører")):
            group.company(slug, name)
            set_password(f"administrator@{slug}.example", PASSWORD)


def set_up(page: Page, slug: str) -> None:
    """The set-up page of a company, through its own details."""
    page.goto(f"/{slug}/setup/company")
    fill_in_log_in(page, f"administrator@{slug}.example")
    page.goto(f"/{slug}/setup/company")
    navigation = page.get_by_role("navigation", name="Main")
    expect(navigation.get_by_role("link", name="Audit log")).to_be_visible()
    expect(navigation.get_by_role("link", name="Partner companies")).to_have_count(0)
    page.get_by_role("link", name="Set it up").click()
    page.get_by_role("button", name="Enable", exact=True).click()
    expect(navigation.get_by_role("link", name="Partner companies")).to_be_visible()


@pytest.mark.usefixtures("companies")
def test_two_administrators_and_no_operator(page: Page, new_page: NewPage) -> None:
    fjell, fjord = page, new_page()
    set_up(fjell, "fjell")
    set_up(fjord, "fjord")

    field = fjell.get_by_label("Add a company by database name")
    field.fill("fjordd")
    fjell.get_by_role("button", name="Add", exact=True).click()
    expect(
        fjell.get_by_role("alert").filter(has_text="No company has the database name")
    ).to_be_visible()
    fjell.get_by_label("Name of the group").fill("Fjellgruppen")
    field.fill("fjord")
    field.press("Enter")
    expect(fjell.get_by_text("Waiting for their administrator")).to_be_visible()

    # the other page shows the request by itself, and so does its bell
    asked = fjord.get_by_role("region", name="Requests to you")
    expect(asked).to_contain_text("Fjell Arkitekter asks you into Fjellgruppen")
    expect(fjord.get_by_role("button", name="Notifications, 1 waiting")).to_be_visible()
    asked.get_by_role("button", name="Confirm").click()
    expect(fjord.get_by_text("You are in Fjellgruppen now.")).to_be_visible()
    expect(fjell.get_by_text("Confirmed, customers not attached yet")).to_be_visible()

    attach(fjell)
    expect(fjell.get_by_text("They choose").first).to_be_visible()
    attach(fjord)
    expect(fjord.get_by_text("Linked both ways")).to_be_visible()
    expect(fjell.get_by_text("Linked both ways")).to_be_visible()

    share_and_finish(fjell)
    fjord.get_by_role("link", name="Choose what is shared").first.click()
    expect(fjord.get_by_text("Shared by Fjell Arkitekter").first).to_be_visible()


def share_and_finish(page: Page) -> None:
    """Customers are shared, and nothing is missing."""
    page.get_by_role("link", name="Choose what is shared").first.click()
    customers = page.get_by_role("switch", name="Customers")
    customers.click()
    expect(customers).to_be_checked()
    page.get_by_role("link", name="Check").first.click()
    page.get_by_role("button", name="Finish the set-up").click()
    expect(page.get_by_text(re.compile("Your partner companies are linked"))).to_be_visible()


def attach(page: Page) -> None:
    """A customer made of the partner's own data."""
    page.get_by_role("link", name="Attach customers").first.click()
    page.get_by_role("button", name="Create as new customer").click()
    expect(page.get_by_text("A customer stands for")).to_be_visible()


def test_a_customer_that_a_partner_has_is_brought_along(page: Page) -> None:
    """The prompt, its box, and what comes along; kept in step from then on."""
    log_in(page, ADMINISTRATOR, then="/lysgard/customers")
    page.get_by_role("button", name="New company").first.click()
    dialog = page.get_by_role("dialog", name="New customer")
    dialog.get_by_label("Name", exact=True).fill(KNOWN_TO_VARDAL)
    prompt = dialog.get_by_role("group").filter(has_text="is a customer of Vardal Ingeniører")
    prompt.get_by_text("is a customer of").click()
    expect(prompt.get_by_text("Status there")).to_be_visible()
    prompt.get_by_role("button", name="Use it").click()
    expect(dialog.get_by_text("Comes along from")).to_be_visible()
    expect(dialog.get_by_label("Company reg. no.")).not_to_have_value("")
    dialog.get_by_label("Keep in step: show me when it changes there").click()
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Came from Vardal")).to_be_visible()
    expect(page.get_by_role("button", name="Keep in step no longer")).to_be_visible()
