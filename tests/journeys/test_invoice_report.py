"""The article about a customer's Invoices tab: see all invoices, design the report, take it away.

"Here you can see all invoices and credit notes … Design your invoice report with the help of the
columns to your right, and print or download as a PDF or XLSX."
"""

import io
import re

import openpyxl
from playwright.sync_api import Locator, Page, expect

from tests.journeys.acts import ADMINISTRATOR, ECONOMY, log_in
from tests.journeys.conftest import PHONE, NewPage

INVOICES = "/lysgard/finances/invoices"
CUSTOMERS = "/lysgard/customers"


NOTHING_ASIDE = """() => {
    const table = document.querySelector(".table-scroll");
    return table.scrollWidth <= table.clientWidth;
}"""


def rows(page: Page) -> Locator:
    return page.locator("table[data-rows] tbody tr")


def heads(page: Page) -> list[str]:
    return [text for text in page.locator("thead th").all_inner_texts() if text]


def cells(page: Page, head: str) -> list[str]:
    at = page.locator("thead th").all_inner_texts().index(head) + 1
    return page.locator(f"tbody td:nth-child({at})").all_inner_texts()


def panel(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Filter, columns and views")


def open_panel(page: Page, tab: str) -> Locator:
    if not panel(page).is_visible():
        page.get_by_role("button", name="Filter, columns and views").click()
    panel(page).get_by_role("button", name=re.compile(f"^{tab}")).first.click()
    return panel(page)


def test_a_customers_invoices_are_designed_and_taken_away(page: Page) -> None:
    log_in(page, ECONOMY, then=CUSTOMERS)
    page.get_by_role("link", name="Skarvøy kommune").click()
    page.get_by_role("link", name=re.compile("^Invoices")).last.click()
    expect(page).to_have_url(re.compile(r"/customers/\d+/invoices"))
    expect(rows(page).first).to_be_visible()
    assert "Customer" not in heads(page)

    columns = open_panel(page, "Columns")
    columns.get_by_role("checkbox", name="Payment ID").click()
    expect(page.locator("thead")).to_contain_text("Payment ID")
    columns.get_by_role("checkbox", name="Days late").click()
    expect(page.locator("thead")).not_to_contain_text("Days late")
    columns.get_by_role("button", name="Move up: Payment ID").focus()
    page.keyboard.press("Enter")
    expect(page.locator("thead th").nth(-2)).to_have_text("Payment ID")
    designed = heads(page)

    page.reload()
    expect(rows(page).first).to_be_visible()
    assert heads(page) == designed

    page.get_by_role("button", name="Export", exact=True).click()
    with page.expect_download(timeout=30_000) as started:
        page.get_by_role("menuitem", name="XLSX").click()
    sheet = openpyxl.load_workbook(io.BytesIO(started.value.path().read_bytes())).active
    assert sheet is not None
    written = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(place for place, row in enumerate(written) if row[: len(designed)] == designed)
    numbers = [str(row[0]) for row in written[at + 1 : at + 1 + rows(page).count()]]
    assert numbers == cells(page, "Number")


def test_filter_sort_and_totals_follow_each_other(page: Page) -> None:
    log_in(page, ECONOMY, then=INVOICES)
    expect(rows(page)).to_have_count(50)
    filters = open_panel(page, "Filter")
    filters.get_by_label(re.compile("^Overdue")).click()
    expect(page).to_have_url(re.compile("state=overdue"))
    expect(page.locator("tbody")).not_to_contain_text("Paid")
    assert set(cells(page, "State")) == {"Overdue"}
    count = rows(page).count()
    expect(page.locator("tfoot")).to_contain_text(f"Total of {count} invoices")

    page.get_by_role("button", name="Days late").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text(re.compile("Days late"))
    days = [int(text) for text in cells(page, "Days late")]
    assert days == sorted(days)
    page.locator("thead").get_by_role("button", name="Customer").click(modifiers=["Shift"])
    expect(page).to_have_url(re.compile("sort=days_overdue,customer"))

    page.go_back()
    expect(page).to_have_url(re.compile("sort=days_overdue$"))
    page.get_by_role("button", name="Remove the filter Invoice state").click()
    expect(rows(page)).to_have_count(50)


def test_a_view_is_saved_found_again_and_its_link_shows_a_colleague_the_same(
    page: Page, new_page: NewPage
) -> None:
    log_in(
        page,
        ECONOMY,
        then=f"{INVOICES}?state=overdue&sort=-outstanding&columns=number,customer,outstanding",
    )
    expect(rows(page).first).to_be_visible()
    views = open_panel(page, "Views")
    views.get_by_label("Name of the view").fill("To call today")
    views.get_by_role("button", name="Save", exact=True).click()
    expect(views.get_by_role("list", name="My views")).to_contain_text("To call today")
    link, shown = page.url, cells(page, "Customer")

    colleague = new_page()
    log_in(colleague, ADMINISTRATOR)
    colleague.goto(link)
    expect(rows(colleague)).to_have_count(len(shown))
    assert cells(colleague, "Customer") == shown
    assert heads(colleague) == heads(page)

    page.goto(INVOICES)
    expect(rows(page)).to_have_count(50)
    page.get_by_role("button", name="All").first.click()
    page.get_by_role("menuitem", name="To call today").click()
    expect(rows(page)).to_have_count(len(shown))
    views = open_panel(page, "Views")
    views.get_by_role("button", name="More for To call today").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.get_by_text("The view To call today is deleted.")).to_be_visible()


def test_the_whole_list_is_worked_by_keyboard(page: Page) -> None:
    log_in(page, ECONOMY, then=INVOICES)
    expect(rows(page)).to_have_count(50)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_text("1 selected")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    expect(page.get_by_text("3 selected")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("3 selected")).to_be_hidden()
    page.keyboard.press("End")
    page.keyboard.press("PageDown")
    expect(page).to_have_url(re.compile("page=2"))
    expect(page.get_by_text("51–100 of")).to_be_visible()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/invoices/\d+"))
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Invoice|Credit note"))


def test_a_phone_shows_name_and_money_and_can_filter(new_page: NewPage) -> None:
    phone = new_page(viewport=PHONE, has_touch=True)
    log_in(phone, ECONOMY, then=CUSTOMERS)
    first = rows(phone).first
    expect(first).to_be_visible()
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    expect(panel(phone)).to_be_hidden()
    phone.get_by_role("button", name="Filter, columns and views").click()
    panel(phone).get_by_label(re.compile("^Blocked")).click()
    expect(phone).to_have_url(re.compile("status=blocked"))
    phone.get_by_role("button", name="Fold the panel").click()
    expect(panel(phone)).to_be_hidden()
    expect(rows(phone).first).to_contain_text("Blocked")


def test_customers_get_a_status_together_and_it_is_undone(page: Page) -> None:
    log_in(page, ADMINISTRATOR, then=f"{CUSTOMERS}?status=potential")
    expect(rows(page).first).to_be_visible()
    numbers = cells(page, "Number")
    page.get_by_label("Select all on the page").click()
    expect(page.get_by_text(f"{len(numbers)} selected")).to_be_visible()
    page.get_by_role("button", name="Set status").click()
    page.get_by_role("menuitem", name="Inactive").click()
    expect(page.get_by_text(f"{len(numbers)} customers are now Inactive.")).to_be_visible()
    for number in numbers:
        expect(page.get_by_role("cell", name=number, exact=True)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(rows(page)).to_have_count(len(numbers))
    assert cells(page, "Number") == numbers


def test_every_click_has_its_address_and_back_undoes_it(page: Page) -> None:
    log_in(page, ECONOMY, then=INVOICES)
    expect(rows(page).first).to_be_visible()
    newest = cells(page, "Number")
    page.locator("thead").get_by_role("button", name="Customer").click()
    expect(page).to_have_url(re.compile(r"/invoices/?\?sort=customer$"))
    by_customer = cells(page, "Number")
    assert by_customer != newest
    page.get_by_role("button", name="Next page").first.click()
    expect(page).to_have_url(re.compile("page=2"))

    page.go_back()
    expect(page).to_have_url(re.compile(r"\?sort=customer$"))
    expect(rows(page).first).to_contain_text(by_customer[0])
    page.go_back()
    expect(page).to_have_url(re.compile(r"/invoices/?$"))
    expect(rows(page).first).to_contain_text(newest[0])
    page.go_forward()
    expect(rows(page).first).to_contain_text(by_customer[0])

    page.reload()
    expect(rows(page).first).to_contain_text(by_customer[0])
    expect(page).to_have_url(re.compile(r"\?sort=customer$"))
    page.get_by_role("link", name="Invoices").first.click()
    expect(page).to_have_url(re.compile(r"/invoices/?$"))
    expect(rows(page).first).to_contain_text(newest[0])


def test_a_click_on_a_list_loads_no_page(page: Page) -> None:
    log_in(page, ECONOMY, then=CUSTOMERS)
    expect(rows(page).first).to_be_visible()
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda said: sent.append(str(said))))
    page.reload()
    expect(page.locator("thead")).to_be_visible()
    page.wait_for_load_state("networkidle")
    sent.clear()
    page.locator("thead").get_by_role("button", name="Name").click()
    expect(page).to_have_url(re.compile("sort=name"))
    page.locator("thead").get_by_role("button", name="Name").click()
    expect(page).to_have_url(re.compile("sort=-name"))
    assert not [message for message in sent if "on_load" in message]
    assert len([message for message in sent if "sort_by" in message]) == 2


def test_back_to_the_page_as_it_was_loaded_shows_what_it_showed(page: Page) -> None:
    log_in(page, ECONOMY, then=f"{INVOICES}?sort=customer")
    expect(rows(page).first).to_be_visible()
    loaded = cells(page, "Number")
    page.locator("thead").get_by_role("button", name="Number").click()
    expect(page).to_have_url(re.compile("sort=number"))
    expect(rows(page).first).not_to_contain_text(loaded[0])
    page.go_back()
    expect(page).to_have_url(re.compile("sort=customer"))
    expect(rows(page).first).to_contain_text(loaded[0])


def test_both_ends_of_a_range_typed_without_a_pause_count(page: Page) -> None:
    log_in(page, ECONOMY, then=f"{INVOICES}?gross=50000..")
    expect(rows(page).first).to_be_visible()
    filters = open_panel(page, "Filter")
    low = filters.get_by_role("textbox", name=re.compile("Gross.*from", re.IGNORECASE))
    low.fill("90000")
    page.keyboard.press("Tab")
    page.keyboard.type("200000")
    page.keyboard.press("Tab")
    expect(page).to_have_url(re.compile(r"gross=90000\.\.200000"))


def test_the_cogwheel_edits_the_export_status_of_a_range_and_takes_it_back(page: Page) -> None:
    """The article: "Click the cogwheel to edit the status of exported files"."""
    log_in(page, ECONOMY, then=f"{INVOICES}?sort=-number&export=transferred")
    expect(rows(page).first).to_be_visible()
    shown = cells(page, "Number")
    last, first = shown[0], shown[2]
    page.get_by_role("button", name="Accounting", exact=True).click()
    page.get_by_role("menuitem", name="Edit export status…").click()
    dialog = page.get_by_role("dialog", name="Edit export status")
    dialog.get_by_label("From number").fill(first)
    dialog.get_by_label("To number").fill(last)
    dialog.get_by_label("Export status").select_option(label="Do not transfer to accounting")
    expect(dialog.get_by_role("status").last).to_contain_text("will change")
    dialog.get_by_label("Reason").fill("Is in the old system")
    page.keyboard.press("Control+Enter")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("link", name=last, exact=True)).to_have_count(0)
    page.get_by_role("button", name="Undo").last.click()
    expect(page.get_by_role("link", name=last, exact=True)).to_have_count(1)
    choose_in_the_cell(page, last)
    page.wait_for_function(NOTHING_ASIDE)


def choose_in_the_cell(page: Page, number: str) -> None:
    """Give the first row another export status in its cell, by keyboard and by mouse, and take it back."""
    cell = rows(page).first.get_by_role("button", name=re.compile("^Change the export status"))
    cell.press("Enter")
    asked = page.get_by_role("dialog", name="Export status", exact=True)
    expect(asked).to_be_visible()
    page.keyboard.press("Escape")
    expect(asked).to_be_hidden()
    expect(cell).to_be_focused()
    cell.click()
    asked.get_by_role("button", name="Do not transfer to accounting").click()
    expect(asked).to_be_hidden()
    expect(page.get_by_role("link", name=number, exact=True)).to_have_count(0)
    page.get_by_role("button", name="Undo").last.click()
    expect(page.get_by_role("link", name=number, exact=True)).to_have_count(1)
