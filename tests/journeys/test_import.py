"""A ledger with mistakes in it: read, checked, mended, imported, and taken back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import ECONOMY, log_in, tick
from tests.journeys.conftest import PHONE, NewPage
from tests.journeys.test_accessibility import findings

PATIENTLY = 30_000  # milliseconds; the work is done by a process of low priority
HEADING = "Fakturanr;Kundenr;Fakturadato;Forfall;Beskrivelse;Antall;Enhetspris;MVA %;Rabattkode"
RIGHT = (
    "90001;10147;01.10.2026;15.10.2026;Skisseprosjekt;37,5;1 450,00;25;X",
    "90001;10147;01.10.2026;15.10.2026;Reise;2;489,00;12;",
    "90002;10147;02.10.2026;16.10.2026;Møter på byggeplass;7,5;1 450,00;25;",
)
WRONG = (
    "90003;10147;31.11.2026;;Tegning;1;1 450,00;25;",
    "90004;77;03.10.2026;;Tegning;1;tusen;25;",
)


def choose(page: Page, folder: Path, *lines: str) -> None:
    path = folder / "reskontro.csv"
    path.write_bytes("\r\n".join((HEADING, *lines)).encode("cp1252"))
    tick(page.get_by_role("radio", name="Invoices", exact=True))
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("heading", name="reskontro.csv")).to_be_visible()


def test_a_ledger_with_mistakes_is_mended_imported_and_undone(page: Page, tmp_path: Path) -> None:
    log_in(page, ECONOMY, then="/lysgard/setup/import")
    choose(page, tmp_path, *RIGHT, *WRONG)
    expect(page.get_by_label("Field for Fakturanr")).to_have_value("number")
    expect(page.get_by_label("Field for Rabattkode")).to_have_value("")
    expect(page.get_by_text("Møter på byggeplass")).to_be_visible()

    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_text("Some rows are wrong, and nothing was written.")).to_be_visible(
        timeout=PATIENTLY
    )
    expect(
        page.get_by_role("row", name="5 Fakturadato 31.11.2026 This day does not exist")
    ).to_be_visible()
    expect(page.get_by_role("row", name="6 Kundenr 77 There is no customer 77")).to_be_visible()
    expect(page.get_by_role("row", name="6 Enhetspris tusen This is not a number")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="All as CSV").click()
    assert "Enhetspris" in Path(download.value.path()).read_text("utf-8-sig")

    page.get_by_role("link", name="Upload the mended file").click()
    choose(page, tmp_path, *RIGHT)
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_text("Every row is right.")).to_be_visible(timeout=PATIENTLY)
    page.get_by_role("button", name="Import 2 invoices").click()
    expect(page.get_by_text("The file is imported.")).to_be_visible(timeout=PATIENTLY)

    page.get_by_role("button", name="Undo the import of reskontro.csv").first.click()
    expect(page.get_by_text("2 invoices will be removed")).to_be_visible()
    expect(page.get_by_role("button", name="Keep the import")).to_be_focused()
    page.get_by_role("button", name="Undo the import", exact=True).click()
    expect(page.get_by_text("The import of reskontro.csv is undone.")).to_be_visible()


def test_a_broken_workbook_is_told_and_another_file_can_be_chosen(
    page: Page, tmp_path: Path
) -> None:
    log_in(page, ECONOMY, then="/lysgard/setup/import")
    broken = tmp_path / "bok.xlsx"
    broken.write_bytes(b"PK\x03\x04 cut off")
    tick(page.get_by_role("radio", name="Customers", exact=True))
    page.locator("input[type=file]").set_input_files(broken)
    expect(page.get_by_role("alert")).to_contain_text("damaged or protected")
    expect(page.get_by_role("radio", name="Customers", exact=True)).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_step_is_accessible_and_fits_a_phone(
    new_page: NewPage, tmp_path: Path, theme: str
) -> None:
    page = new_page(bypass_csp=True, color_scheme=theme, viewport=PHONE, reduced_motion="reduce")
    log_in(page, ECONOMY, then="/lysgard/setup/import")
    choose(page, tmp_path, *RIGHT, *WRONG)
    assert findings(page) == []
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_text("Some rows are wrong")).to_be_visible(timeout=PATIENTLY)
    assert findings(page) == []
    too_wide = page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth")
    assert not too_wide


def test_a_sample_of_each_kind_of_file_is_fetched_with_a_click(page: Page) -> None:
    log_in(page, ECONOMY, then="/lysgard/setup/import")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Sample file: Customers").click()
    assert fetched.value.suggested_filename == "customers.csv"
    expect(page).to_have_url(re.compile("/setup/import"))
