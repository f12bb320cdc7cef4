"""Taking the invoice report away: what the file holds is what the screen shows."""

import re
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.acts import CO_WORKER, ECONOMY, log_in
from tests.journeys.conftest import NewPage

INVOICES = "/lysgard/finances/invoices?state=overdue&columns=number,customer,due_date,outstanding"


def open_menu(page: Page) -> None:
    page.get_by_role("button", name="Export", exact=True).click()


def shown_totals(page: Page) -> list[Decimal]:
    """The totals on the screen, as numbers."""
    cells = page.locator("tfoot .num").all_inner_texts()
    numbers = [re.sub(r"[^\d,\u2212]", "", cell).replace("\u2212", "-") for cell in cells]
    return [Decimal(number.replace(",", ".")) for number in numbers if number]


def taken_away(page: Page, item: str, folder: Path) -> Path:
    """Choose a format and wait for the file that downloads itself."""
    open_menu(page)
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("menuitem", name=item, exact=True).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_report_goes_to_excel_and_to_paper_with_its_columns_rows_and_totals(
    page: Page, tmp_path: Path
) -> None:
    log_in(page, ECONOMY, then=INVOICES)
    expect(page.locator("tfoot .num").first).not_to_be_empty()
    labels = ["Number", "Customer", "Due", "Outstanding"]
    first = page.locator("tbody tr").first.locator("a").first.inner_text()

    book = taken_away(page, "XLSX", tmp_path)
    assert re.fullmatch(r"invoices-lysgard-\d{4}-\d\d-\d\d\.xlsx", book.name)
    rows = list(load_workbook(book).worksheets[0].iter_rows(values_only=True))
    head = rows.index(tuple(labels))
    assert ("Invoice state: Overdue", None, None, None) in rows
    assert str(rows[head + 1][0]) == first
    totals = [Decimal(str(row[3])) for row in rows if str(row[0]).startswith("Total")]
    assert totals == shown_totals(page)

    paper = taken_away(page, "PDF", tmp_path)
    text = PdfReader(paper).pages[0].extract_text()
    assert "Invoice state: Overdue" in text
    assert first in text

    plain = taken_away(page, "CSV", tmp_path)
    lines = plain.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].split(";")[:4] == labels
    assert lines[1].startswith(f"{first};")


def test_the_whole_filter_is_printed_on_a_page_of_its_own(page: Page) -> None:
    log_in(page, ECONOMY, then=INVOICES)
    expect(page.locator("tfoot .num").first).not_to_be_empty()
    count = int(page.locator("h1 + *").inner_text().replace("\xa0", ""))
    open_menu(page)
    with page.expect_popup(timeout=60_000) as opened:
        page.get_by_role("menuitem", name="Print", exact=True).click()
    paper = opened.value
    expect(paper.locator("tbody").first.locator("tr")).to_have_count(count)
    expect(paper.get_by_role("button", name="Print")).to_be_visible()
    expect(page.get_by_text("The page to print is ready")).to_be_visible()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_text("The page to print is ready")).to_have_count(0)


def test_the_menu_is_worked_by_keyboard(page: Page) -> None:
    log_in(page, ECONOMY, then=INVOICES)
    expect(page.locator("tfoot .num").first).not_to_be_empty()
    page.get_by_role("button", name="Export", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Print", exact=True)).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("menuitem", name="CSV, decimal point")).to_be_focused()
    with page.expect_download(timeout=60_000) as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".csv")
    expect(page.get_by_role("menuitem")).to_have_count(0)


def test_a_file_is_its_readers_own(page: Page, new_page: NewPage) -> None:
    log_in(page, ECONOMY, then=INVOICES)
    expect(page.locator("tfoot .num").first).not_to_be_empty()
    open_menu(page)
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("menuitem", name="XLSX", exact=True).click()
    address = download.value.url
    assert page.request.get(address).status == 200
    other = new_page()
    log_in(other, CO_WORKER)
    assert other.request.get(address).status == 404
