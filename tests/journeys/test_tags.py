"""Setup → Tags: made, coloured, put in order by keyboard and drag, merged, deleted and put back."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.acts import ECONOMY, PROJECT_LEADER, log_in, tick
from tests.journeys.conftest import NewPage

TAGS = "/lysgard/setup/tags"


def group(page: Page, name: str) -> Locator:
    return page.locator("section.card", has=page.get_by_role("heading", name=name, exact=True))


def names(page: Page, name: str) -> list[str]:
    return group(page, name).locator(".tag-rows .badge").all_inner_texts()


def new_tag(page: Page, in_group: str, name: str, colour: str) -> None:
    page.get_by_role("button", name=f"New tag in {in_group}").click()
    dialog = page.get_by_role("dialog", name="New tag")
    dialog.get_by_label("Name").fill(name)
    tick(dialog.get_by_label(colour, exact=True))
    page.keyboard.press("Control+Enter")
    expect(dialog).to_have_count(0)


def test_tags_are_made_put_in_order_and_seen_by_a_colleague(page: Page, new_page: NewPage) -> None:
    log_in(page, ECONOMY, then=f"{TAGS}?kind=offer")
    colleague = new_page()
    log_in(colleague, ECONOMY, then=f"{TAGS}?kind=offer")
    expect(page.get_by_role("link", name="Offers", exact=True).last).to_have_attribute(
        "aria-current", "page"
    )
    page.get_by_role("button", name="New group").first.click()
    page.get_by_role("dialog", name="New group").get_by_label("Name").fill("Utfall")
    page.keyboard.press("Control+Enter")
    expect(group(page, "Utfall")).to_be_visible()
    new_tag(page, "Utfall", "Første", "Teal")
    new_tag(page, "Utfall", "Andre", "Purple")
    expect(group(colleague, "Utfall").get_by_text("Andre")).to_have_class(re.compile("purple"))
    page.get_by_role("button", name="Move up Andre").press("Enter")
    expect(page.get_by_role("button", name="Move up Andre")).to_be_disabled()
    assert names(page, "Utfall") == ["Andre", "Første"]
    page.get_by_role("listitem").filter(has_text="Første").last.drag_to(
        page.get_by_role("listitem").filter(has_text="Andre").last
    )
    expect(page.get_by_role("button", name="Move up Første")).to_be_disabled()


def test_a_tag_leads_to_those_who_have_it_and_is_deleted_merged_and_put_back(page: Page) -> None:
    log_in(page, ECONOMY, then=TAGS)
    new_tag(page, "Relation", "Julekort", "Red")
    page.get_by_role("button", name="Merge Follow up").click()
    dialog = page.get_by_role("dialog", name="Merge Follow up")
    dialog.get_by_label("Into").select_option(label="Julekort · Relation")
    expect(dialog).to_contain_text(re.compile(r"\d+ customers change"))
    dialog.get_by_role("button", name="Merge", exact=True).click()
    expect(group(page, "Relation").get_by_text("Follow up")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(group(page, "Relation").get_by_text("Follow up")).to_be_visible()
    page.get_by_role("button", name="Delete Follow up").click()
    question = page.get_by_role("alertdialog", name="Delete Follow up?")
    expect(question).to_contain_text(re.compile(r"\d+ customers lose it"))
    question.get_by_role("button", name="Delete the tag").click()
    expect(group(page, "Relation").get_by_text("Follow up")).to_have_count(0)
    page.get_by_role("button", name="Undo").last.click()
    link = page.get_by_role("link", name="Show those with Follow up")
    count = link.inner_text()
    link.click()
    expect(page).to_have_url(re.compile(r"/customers\?tags=\d+"))
    expect(page.locator(".head")).to_contain_text(count)


def test_a_project_leader_does_not_set_tags_up(page: Page) -> None:
    log_in(page, PROJECT_LEADER, then=TAGS)
    expect(page.get_by_text("Your role does not show this page")).to_be_visible()
