"""A week of hours: by the keyboard at a desk, and on a phone that loses its connection."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.acts import CO_WORKER, log_in
from tests.journeys.conftest import PHONE, NewPage

WEEK = "/lysgard/timesheet?week=2031-W10"


def write_by_the_keyboard(page: Page) -> None:
    """Times from-to, a slip that stays in its cell, and a comment by C."""
    expect(page.get_by_role("button", name=re.compile("Week 10"))).to_be_visible()
    monday = page.locator("input[data-hour$='-0']").first
    monday.focus()
    page.keyboard.type("0730-1500")
    page.keyboard.press("Tab")
    expect(monday).to_have_value("7,5")
    expect(page.get_by_text(re.compile(r"Saved \d\d:\d\d"))).to_be_visible()
    page.keyboard.type("seven")
    page.keyboard.press("Tab")
    tuesday = page.locator("input[data-hour$='-1']").first
    expect(page.get_by_text("Write hours like 7,5 or 7:30")).to_be_visible()
    expect(tuesday).to_have_value("seven")
    tuesday.fill("7:20")
    tuesday.press("c")
    expect(page.get_by_label("Comment to the customer").first).to_be_focused()
    expect(page.get_by_label("Comment to the customer").first).to_be_editable()
    page.keyboard.type("Trapp 2")
    page.keyboard.press("Enter")
    expect(tuesday).to_be_focused()
    expect(tuesday).to_have_value("7:20")
    expect(page.get_by_role("row", name=re.compile("^Sum"))).to_contain_text("14:50")
    page.reload()
    expect(page.locator("input[data-hour$='-1']").first).to_have_value("7:20")


def submit_copy_and_go_back(page: Page) -> None:
    """Handed in and taken back, copied into the next week and undone, and back by the browser."""
    page.get_by_role("button", name="Submit the week").click()
    expect(page.get_by_text(re.compile("^Submitted"))).to_be_visible()
    expect(page.locator("input[data-hour$='-0']").first).not_to_be_editable()
    page.get_by_role("button", name="Take back").click()
    page.get_by_role("link", name="The week after").click()
    expect(page).to_have_url(re.compile("week=2031-W11"))
    page.get_by_role("button", name="Copy last week").click()
    dialog = page.get_by_role("dialog", name="Copy last week")
    expect(dialog).to_contain_text("2 entries, 14:50 h")
    dialog.get_by_role("button", name="Copy rows with hours").click()
    expect(page.locator("input[data-hour$='-1']").first).to_have_value("7:20")
    page.get_by_role("button", name="Undo").last.click()
    expect(page.locator("input[data-hour$='-1']").first).to_have_value("")
    page.go_back()
    expect(page).to_have_url(re.compile("week=2031-W10"))
    expect(page.locator("input[data-hour$='-1']").first).to_have_value("7:20")


def test_a_week_is_written_by_the_keyboard_and_submitted(page: Page) -> None:
    log_in(page, CO_WORKER, then=WEEK)
    write_by_the_keyboard(page)
    submit_copy_and_go_back(page)


def test_hours_written_on_a_phone_without_a_connection_arrive_when_it_is_back(
    new_page: NewPage, complaints: list[str]
) -> None:
    page = new_page(viewport=PHONE, has_touch=True)
    log_in(page, CO_WORKER, then="/lysgard/timesheet?week=2031-W12")
    friday = page.get_by_role("button", name=re.compile("^Fri"))
    friday.click()
    cell = page.locator("input[data-hour$='-4']").first
    cell.click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="7,5", exact=True).click()
    sheet.get_by_label("Comment to the customer").fill("Akse C")
    sheet.get_by_role("button", name=re.compile("Save")).click()
    expect(page.get_by_text("Akse C").locator("visible=true")).to_be_visible()
    expect(friday).to_contain_text("7,5")
    page.context.set_offline(True)
    cell.click()
    sheet.get_by_role("button", name="Half an hour less").click()
    sheet.get_by_role("button", name=re.compile("Save")).click()
    expect(page.get_by_text("No connection. Your hours are kept")).to_be_visible()
    expect(page.get_by_text("1 to send").locator("visible=true")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("No connection. Your hours are kept")).to_be_hidden()
    complaints.clear()
    page.reload()
    page.get_by_role("button", name=re.compile("^Fri")).click()
    expect(page.locator("input[data-hour$='-4']").first).to_have_value("7,0")
    complaints.clear()
