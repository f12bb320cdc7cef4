"""From a project without prices to hours that can be invoiced: price models, rates, plan, approval."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.acts import ECONOMY, log_in

PROJECTS = "/lysgard/projects"


def model_card(page: Page, name: str) -> Locator:
    """The card of a price model, by its heading."""
    heading = page.get_by_role("heading", name=name, exact=True)
    return page.locator("section.card").filter(has=heading)


def make_hourly(page: Page) -> None:
    """The model that was missing, and the rate that it then lacks."""
    page.get_by_role("button", name="Make a price model").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill("Timer")
    dialog.get_by_label("Rates", exact=True).select_option(label="One common rate")
    dialog.get_by_label("Estimated total fee").fill("250 000")
    page.keyboard.press("Control+Enter")
    hourly = model_card(page, "Timer")
    expect(hourly).to_contain_text("250\u00a0000,00 NOK")
    expect(page.get_by_text("has no common rate").first).to_be_visible()

    page.get_by_role("button", name="Set a rate").first.click()
    page.get_by_role("button", name="Add a row").click()
    row = page.get_by_role("dialog")
    row.get_by_label("Valid from").fill("01.01.2026")
    row.get_by_label("Rate per hour").fill("1 450")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Not everything can be invoiced")).to_have_count(0)


def make_fixed_price(page: Page) -> None:
    """A second model with a plan, of which a row is removed and comes back."""
    page.get_by_role("button", name="New price model").click()
    page.get_by_role("menuitem", name="Fixed price").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Total fixed price").fill("300 000")
    page.keyboard.press("Control+Enter")
    fixed = model_card(page, "Fixed price")
    fixed.get_by_role("button", name="Add a payment").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Date").fill("01.12.2026")
    dialog.get_by_label("Amount").fill("100 000")
    dialog.get_by_label("Text").fill("Forprosjekt")
    page.keyboard.press("Control+Enter")
    expect(fixed).to_contain_text("200\u00a0000,00 NOK of the fixed price is not planned yet")
    fixed.get_by_role("button", name="Remove Forprosjekt").click()
    expect(fixed).to_contain_text("No payments are planned")
    page.get_by_role("button", name="Undo").first.click()
    expect(fixed).to_contain_text("Forprosjekt")


def make_others(page: Page) -> None:
    """A subscription with what each period is billed for, and work that is not billed at all."""
    page.get_by_role("button", name="New price model").click()
    page.get_by_role("menuitem", name="Subscription").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Start").fill("01.11.2026")
    dialog.get_by_label("Interval").fill("3")
    page.keyboard.press("Control+Enter")
    running = model_card(page, "Subscription")
    running.get_by_role("button", name="Add a product").click()
    dialog.get_by_label("Product").fill("Innsyn i BIM-modell")
    dialog.get_by_label("Price").fill("1 250,50")
    page.keyboard.press("Control+Enter")
    expect(running.get_by_role("row", name="Total")).to_contain_text("1\u00a0250,50")
    page.get_by_role("button", name="New price model").click()
    page.get_by_role("menuitem", name="Non-billable").click()
    dialog.get_by_role("button", name="Save").click()
    expect(model_card(page, "Non-billable")).to_contain_text("not billed")


def test_a_project_without_prices_is_given_them(page: Page) -> None:
    log_in(page, ECONOMY, then=f"{PROJECTS}?sort=-number&status=active")
    page.locator("tbody tr", has_text="No price model").first.get_by_role("link").first.click()
    page.get_by_role("link", name="Price models").click()
    expect(page.get_by_text("The project has no price model in use")).to_be_visible()

    make_hourly(page)
    make_fixed_price(page)
    make_others(page)


def test_hours_are_corrected_approved_and_given_back(page: Page) -> None:
    log_in(page, ECONOMY, then=f"{PROJECTS}/hours-approval")
    rows = page.locator("tbody tr")
    expect(rows.first).to_be_visible()
    rows.first.get_by_role("button", name=re.compile("^Correct")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Billable hours").fill("1:15")
    dialog.get_by_label("Comment to the customer").fill("Befaring med byggherren")
    page.keyboard.press("Control+Enter")
    mine = rows.filter(has_text="Befaring med byggherren")
    expect(mine).to_contain_text("1,25")
    mine.get_by_role("checkbox").click()
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("1 time record approved")).to_be_visible()
    expect(mine).to_have_count(0)
    page.get_by_role("button", name="Undo").first.click()
    expect(mine).to_have_count(1)
