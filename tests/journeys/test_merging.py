"""Two customers that are one: found, merged, found by the old number, and two again."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.acts import ADMINISTRATOR, log_in

FINDER = "/lysgard/customers/duplicates"


def test_duplicates_are_merged_found_by_the_old_number_and_undone(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then=FINDER)
    group = page.locator("section.card").first
    stays = group.locator("h2").inner_text()
    lines = group.locator("ul.duplicates li")
    kept, gone = (lines.nth(n).locator(".tn").first.inner_text() for n in (0, 1))
    group.get_by_role("link", name=f"Merge into {kept}").click()

    # Fields side by side: what is chosen survives a reload, for the address holds it.
    expect(page.get_by_role("heading", name="Merge two customers")).to_be_visible()
    row = page.get_by_role("row", name=re.compile("^Status"))
    row.get_by_role("radio").nth(1).click()
    expect(page).to_have_url(re.compile(r"take=.*status"))
    page.reload()
    expect(row.get_by_role("radio").nth(1)).to_be_checked()
    row.get_by_role("radio").nth(0).click()
    expect(row.get_by_role("radio").nth(0)).to_be_checked()
    foot = page.locator(".foot-bar")
    foot.get_by_role("link", name="See what moves").click()
    expect(page.get_by_role("heading", name=f"What moves to {kept}")).to_be_visible()
    foot.get_by_role("link", name="Confirm").click()
    expect(foot.get_by_role("button", name="Merge")).to_be_visible()
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("heading", level=1, name=stays)).to_be_visible()
    expect(page.get_by_text(f"Also known as {gone}")).to_be_visible()
    page.get_by_role("combobox", name=re.compile("^Search")).fill(gone)
    expect(page.get_by_role("option", name=re.compile(gone)).first).to_be_visible()
    page.keyboard.press("Escape")

    page.locator(".meta.alias").get_by_role("link", name="Undo").click()
    expect(page.get_by_role("heading", level=1, name="Undo a merge")).to_be_visible()
    page.get_by_role("button", name="Undo the merge").click()
    expect(page.get_by_text(f"No. {gone}")).to_be_visible()


def test_an_answer_not_duplicates_is_listed_and_taken_back(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then=FINDER)
    group = page.locator("section.card").last
    number = group.locator("ul.duplicates li").nth(1).locator(".tn").first.inner_text()
    group.get_by_role("button", name=re.compile("^Not duplicates")).click()
    expect(page.locator("section.card").filter(has_text=number)).to_have_count(0)
    page.get_by_role("link", name=re.compile("^Answered")).click()
    answer = page.locator("ul.duplicates li").filter(has_text=number)
    expect(answer).to_contain_text("Ingrid Haugland said so on")
    answer.get_by_role("button", name=re.compile("^Look again")).click()
    expect(page.get_by_role("heading", name="No answers yet")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Likely duplicates")).click()
    expect(page.locator("section.card").filter(has_text=number)).to_have_count(1)
