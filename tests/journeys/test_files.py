"""A customer's files: dropped several at once, looked at, in versions, deleted and put back."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.acts import ADMINISTRATOR, CO_WORKER, ECONOMY, log_in
from tests.journeys.conftest import PHONE, NewPage

CUSTOMER = "/lysgard/customers/{}/files"
SLOWLY = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 300_000}
DROP = """(target, files) => {
    const data = new DataTransfer();
    for (const [name, text] of files) data.items.add(new File([text.repeat(1 << 10)], name));
    for (const type of ["dragover", "drop"])
        target.dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


def open_files(page: Page, number: int, email: str = ADMINISTRATOR) -> None:
    log_in(page, email, then=CUSTOMER.format(number))
    expect(page.get_by_role("heading", name="Files", exact=True)).to_be_visible()


def drop(page: Page, *files: tuple[str, str]) -> None:
    page.locator("main").evaluate(DROP, list(files))


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_text(name, exact=True))


def slow_line(page: Page) -> None:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOWLY)


def test_files_are_dropped_anywhere_and_appear_at_a_colleagues_by_themselves(
    page: Page, new_page: NewPage, complaints: list[str]
) -> None:
    open_files(page, 40)
    colleague = new_page()
    open_files(colleague, 40, CO_WORKER)
    expect(colleague.get_by_text("No files yet")).to_be_visible()
    expect(colleague.get_by_label("Choose files")).to_have_count(0)
    drop(
        page,
        ("Plan å.txt", "one"),
        ("Møte.txt", "two"),
        ("Skisse.txt", "three"),
        ("program.exe", "x"),
    )
    for reader in (page, colleague):
        for name in ("Plan å.txt", "Møte.txt", "Skisse.txt"):
            expect(row(reader, name)).to_be_visible()
        expect(reader.get_by_role("link", name="Files 3")).to_be_visible()
    refused = page.get_by_role("listitem").filter(has_text="program.exe")
    expect(refused.get_by_role("alert")).to_contain_text("Programs are not taken")
    expect(refused.get_by_role("button", name="Try again")).to_have_count(0)
    refused.get_by_role("button", name="Close program.exe").click()
    expect(refused).to_have_count(0)
    complaints.clear()  # the browser tells of the one that was refused
    drop(page, ("plan å.TXT", "again"))
    expect(row(page, "Plan å.txt").get_by_text("Version 2", exact=True)).to_be_visible()
    row(colleague, "Plan å.txt").get_by_text("Version 2").click()
    with colleague.expect_download() as first:
        colleague.get_by_role("link", name="Version 1", exact=True).click()
    assert first.value.suggested_filename == "Plan å (v1).txt"
    assert Path(first.value.path()).read_text().startswith("oneone")


def test_a_file_on_its_way_shows_how_far_it_is_and_can_be_cancelled_and_tried_again(
    page: Page, complaints: list[str]
) -> None:
    open_files(page, 41)
    slow_line(page)
    page.route("**/files?name=Annen.txt", lambda route: route.abort("connectionreset"), times=1)
    drop(
        page, ("Stor.txt", "x" * 9000), ("Annen.txt", "y"), ("Tredje.txt", "z"), ("Siste.txt", "å")
    )
    large, other = (
        page.get_by_role("listitem").filter(has_text=name) for name in ("Stor", "Annen")
    )
    expect(large.get_by_role("progressbar")).to_be_visible()
    expect(large).to_contain_text(re.compile(r"[1-9]\d? %"))
    expect(other.get_by_role("alert")).to_have_text(
        "The connection was cut. Nothing of this file was kept."
    )
    expect(row(page, "Siste.txt")).to_be_visible()
    expect(row(page, "Annen.txt")).to_have_count(0)
    other.get_by_role("button", name="Try again Annen.txt").click()
    expect(row(page, "Annen.txt")).to_be_visible()
    large.get_by_role("button", name="Cancel Stor.txt").click()
    expect(large).to_have_count(0)
    expect(row(page, "Stor.txt")).to_have_count(0)
    complaints.clear()  # the browser tells of the connection that was cut


def test_files_dropped_while_the_page_is_still_loading_are_sent(page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/upload.js", hold)
    with page.expect_request("**/upload.js"):
        open_files(page, 45)
    drop(page, ("Tidlig.txt", "x"))
    held[0].continue_()
    expect(row(page, "Tidlig.txt")).to_be_visible()


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(page: Page) -> None:
    open_files(page, 42)
    drop(page, ("Film.mp4", "x" * (51 << 10)))
    refused = page.get_by_role("listitem").filter(has_text="Film.mp4")
    expect(refused.get_by_role("alert")).to_have_text("This file is too large: at most 50 MB.")


def test_one_looks_at_pictures_and_pages_without_fetching_them(page: Page) -> None:
    open_files(page, 1)
    expect(page.locator(".thumbnail img").first).to_have_js_property("complete", value=True)
    page.get_by_role("button", name="Plan 1. etasje.pdf", exact=True).press("Enter")
    dialog = page.get_by_role("dialog", name="Plan 1. etasje.pdf")
    shown = dialog.get_by_role("img", name="Plan 1. etasje.pdf: Page 1 of 2")
    expect(shown).to_be_visible()
    page.wait_for_function("() => document.querySelector('.paper img').naturalWidth > 1000")
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("img", name="Page 2 of 2")).to_be_visible()
    expect(dialog.get_by_role("button", name="Next page")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Fasade øst.png", exact=True).click()
    expect(page.get_by_role("dialog").get_by_role("img", name="Fasade øst.png")).to_be_visible()


def test_a_file_is_renamed_deleted_and_put_back(page: Page) -> None:
    open_files(page, 43, ECONOMY)
    drop(page, ("Utkast.txt", "x"))
    page.get_by_role("button", name="Rename or describe Utkast.txt").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Avtale.txt")
    dialog.get_by_label("Description").fill("Utkast til rammeavtale")
    page.keyboard.press("Control+Enter")
    expect(row(page, "Avtale.txt")).to_contain_text("Utkast til rammeavtale")
    page.get_by_role("searchbox", name="Find a file").fill("finnes ikke")
    expect(page.get_by_text("No file found")).to_be_visible()
    page.get_by_role("searchbox", name="Find a file").fill("ramme")
    expect(row(page, "Avtale.txt")).to_be_visible()
    page.get_by_role("button", name="Delete Avtale.txt").click()
    expect(row(page, "Avtale.txt")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(row(page, "Avtale.txt")).to_be_visible()
    page.get_by_role("button", name="Delete Avtale.txt").click()
    page.get_by_text("Deleted files").click()
    page.get_by_role("button", name="Put back Avtale.txt").click()
    expect(row(page, "Avtale.txt")).to_be_visible()


def test_files_are_chosen_on_a_phone(new_page: NewPage, tmp_path: Path) -> None:
    page = new_page(viewport=PHONE, has_touch=True)
    open_files(page, 44)
    for name in ("Én.txt", "To.txt"):
        (tmp_path / name).write_text("phone")
    page.get_by_label("Choose files").set_input_files([tmp_path / "Én.txt", tmp_path / "To.txt"])
    for name in ("Én.txt", "To.txt"):
        expect(row(page, name)).to_be_visible()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download Én.txt").click()
    assert fetched.value.suggested_filename == "Én.txt"
