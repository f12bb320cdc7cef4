"""From hours to an invoice at a month's end: held back, mended, drafted, shared, finalised; figures as stored."""

import re
import sqlite3
from contextlib import closing
from decimal import Decimal

from playwright.sync_api import Locator, Page, expect

from tests.journeys.acts import ECONOMY, log_in
from tests.serving import Served

TO_BE_INVOICED = "/lysgard/finances/to-be-invoiced"
SCALE = 10_000
"""Amounts are kept in so many parts."""


def money(amount: Decimal) -> str:
    """An amount as a Norwegian reader sees it."""
    return f"{amount:,.2f}".replace(",", "\u00a0").replace(".", ",")


def draft_sums(served: Served, project: str) -> list[tuple[int, Decimal, Decimal]]:
    """The latest drafts of a project as stored: id, net and gross, the last made first."""
    query = (
        "SELECT i.id, i.net, i.gross FROM invoice i JOIN project p ON p.id = i.project_id"
        " WHERE p.name = ? AND i.state = 'draft' ORDER BY i.id DESC"
    )
    with closing(sqlite3.connect(served.data_dir / "moment.db")) as database:
        rows = database.execute(query, (project,)).fetchall()
    return [(key, Decimal(net) / SCALE, Decimal(gross) / SCALE) for key, net, gross in rows]


def open_sheet(page: Page, project: str) -> None:
    """A project's sheet, from the list."""
    page.goto(f"{TO_BE_INVOICED}?text={project}")
    rows = page.locator("table tbody tr")
    expect(rows).to_have_count(1)
    rows.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(project)
    expect(page.locator(".billing-sheet")).to_be_visible()


def held_back(page: Page) -> Locator:
    """The rows that say what is held back."""
    return page.locator(".blockers li")


def preview(page: Page) -> Locator:
    """The dialog with the drafts that would arise."""
    page.get_by_role("button", name="Create drafts…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("will be made")
    return dialog


def approve_all(page: Page) -> None:
    """Approve the hours that wait, if any do; the row that said so goes."""
    waiting = held_back(page).filter(has_text="The hours are not approved")
    if waiting.count():
        waiting.get_by_role("button", name="Approve").click()
        expect(waiting).to_have_count(0)


def test_hours_are_approved_drafted_mended_and_finalised_as_the_database_has_them(
    page: Page, served: Served
) -> None:
    project = "Torvtak, søknad"
    log_in(page, ECONOMY, then=TO_BE_INVOICED)
    open_sheet(page, project)
    expect(held_back(page).filter(has_text="has no e-invoice address")).to_be_visible()
    approve_all(page)
    dialog = preview(page)
    dialog.get_by_role("button", name="Create 1 draft").dblclick()
    expect(page).to_have_url(re.compile(r"/finances/invoices/\d+"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Draft of an invoice")
    ((draft, net, gross),) = draft_sums(served, project)
    expect(page).to_have_url(re.compile(f"/{draft}$"))
    expect(page.locator("body")).to_contain_text(money(net))

    page.get_by_role("button", name="Finalise").click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("has no e-invoice address")
    expect(asked.get_by_role("button", name="Finalise")).to_be_disabled()
    page.keyboard.press("Escape")
    page.get_by_label("Invoice type").select_option("email")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.get_by_role("button", name="Finalise").click()
    asked.get_by_role("button", name="Finalise").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(r"\d{5}"))
    expect(page.locator("body")).to_contain_text(money(gross))
    assert draft_sums(served, project) == []

    page.goto(f"{TO_BE_INVOICED}?text={project}")
    expect(page.get_by_text("Nothing to invoice up to this day")).to_be_visible()


def share(page: Page, way: str) -> None:
    """Let two customers pay the project's price model, two thirds to one."""
    page.get_by_role("link", name="the project").click()
    page.get_by_role("link", name="Price models").click()
    page.get_by_role("button", name="More of Medgått tid").click()
    page.get_by_role("menuitem", name="Who pays").click()
    dialog = page.get_by_role("dialog", name="Who pays")
    expect(dialog.locator(".payers li").first).to_be_visible()
    if dialog.locator(".payers li").count() < 2:
        dialog.get_by_label("Another customer").fill("brattlia")
        dialog.get_by_role("button", name="Brattlia Barnehage SA").first.click()
        expect(dialog.locator(".payers li")).to_have_count(2)
        for box, percent in zip(
            dialog.locator(".payers input").all(), ("66,67", "33,33"), strict=True
        ):
            box.fill(percent)
    dialog.get_by_label("Divided").select_option(label=way)
    page.keyboard.press("Control+Enter")
    expect(dialog).to_have_count(0)


def divided(page: Page, served: Served, project: str) -> list[Decimal]:
    """Make the drafts of a shared project, see each in the list; returns their nets as stored."""
    open_sheet(page, project)
    dialog = preview(page)
    said = dialog.inner_text()
    dialog.get_by_role("button", name="Create 2 drafts").click()
    expect(page.get_by_text("2 drafts are made.")).to_be_visible()
    expect(page).to_have_url(re.compile("state=draft"))
    stored = draft_sums(served, project)
    rows = page.locator("table tbody tr", has_text=project)
    expect(rows).to_have_count(2)
    for _key, net, gross in stored:
        assert money(net) in said
        expect(rows.filter(has_text=money(gross))).to_have_count(1)
    assert money(sum((net for _key, net, _gross in stored), Decimal(0))) in said
    return [net for _key, net, _gross in stored]


def take_back(page: Page, served: Served, project: str) -> None:
    """Undo by the message: the drafts are gone, and the list of what can be invoiced is shown."""
    page.get_by_role("button", name="Undo").last.click()
    expect(page).to_have_url(re.compile(f"{TO_BE_INVOICED}$"))
    assert draft_sums(served, project) == []


def test_a_price_model_is_shared_by_percentage_and_by_hours_and_the_parts_are_the_whole(
    page: Page, served: Served
) -> None:
    project = "Klubbhus, garderober"
    log_in(page, ECONOMY, then=TO_BE_INVOICED)
    open_sheet(page, project)
    approve_all(page)
    share(page, "By percentage of the total")
    by_percentage = divided(page, served, project)
    take_back(page, served, project)
    open_sheet(page, project)
    share(page, "By hours")
    by_hours = divided(page, served, project)
    assert sum(by_hours) == sum(by_percentage)
    take_back(page, served, project)
