"""Makes the README's screenshots from a demo server of its own: `make screenshots`."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import FLAGS, installed_browser
from tests.journeys.acts import ADMINISTRATOR, CO_WORKER, log_in
from tests.serving import serving

FOLDER = Path(__file__).parent / "images"
DESK, PHONE = (1440, 900), (400, 800)
Act = Callable[[Page], None]


def nothing(_page: Page) -> None:
    """Take the page as it opens."""


def open_second_row(page: Page) -> None:
    """Follow the second row of a list: a customer with projects under way."""
    page.locator("table[data-rows] tbody a").nth(1).click()
    page.wait_for_load_state("networkidle")


def open_first_row(page: Page) -> None:
    """Follow the first row of a list."""
    page.locator("table[data-rows] tbody a").first.click()
    page.wait_for_load_state("networkidle")


def open_first_list(page: Page) -> None:
    """Follow the first of the mailing lists."""
    page.locator("main a.medium").first.click()
    page.wait_for_load_state("networkidle")


def add_up(page: Page) -> None:
    """Wait until the foot adds up the whole filter, which comes after the rows."""
    page.get_by_text("Adding up the whole filter").wait_for(state="hidden")


def compare(page: Page) -> None:
    """Open the first pair of probable duplicates."""
    page.get_by_text("Merge into").first.click()
    page.wait_for_load_state("networkidle")


def last_week(page: Page) -> None:
    """Go to the week before, which has hours on any weekday that pictures are made on."""
    page.get_by_role("link", name="The week before").click()
    page.wait_for_load_state("networkidle")


def open_first_board(page: Page) -> None:
    """Follow the project with the newest hours."""
    page.locator("main tbody a").first.click()
    page.wait_for_load_state("networkidle")


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: where, what is done there first, the theme and the size of the window."""

    name: str
    path: str
    act: Act = nothing
    theme: str = "light"
    size: tuple[int, int] = DESK
    reader: str = ADMINISTRATOR


SHOTS = (
    Shot("log-in", "/login/", reader=""),
    Shot("customers", "/lysgard/customers"),
    Shot("customers-dark", "/lysgard/customers", theme="dark"),
    Shot("customers-phone", "/lysgard/customers", size=PHONE),
    Shot("customer", "/lysgard/customers", open_second_row),
    Shot("offer", "/lysgard/offers?state=draft", open_first_row),
    Shot("mailing-list", "/lysgard/mailing-lists", open_first_list),
    Shot("merge", "/lysgard/customers/duplicates", compare),
    Shot("invoicing-options", "/lysgard/setup/invoicing"),
    Shot("invoices", "/lysgard/finances/invoices"),
    Shot("project", "/lysgard/projects", open_second_row),
    Shot("to-be-invoiced", "/lysgard/finances/to-be-invoiced", add_up),
    Shot("draft", "/lysgard/finances/invoices?state=draft", open_first_row),
    Shot("ledger", "/lysgard/finances/ledger"),
    Shot("project-hours", "/lysgard/projects/live", open_first_board),
    Shot("timesheet", "/lysgard/timesheet", last_week, reader=CO_WORKER),
    Shot("timesheet-phone", "/lysgard/timesheet", last_week, size=PHONE, reader=CO_WORKER),
    Shot("partners", "/lysgard/setup/partners"),
    Shot("taskboard", "/lysgard/tasks"),
    Shot("import", "/lysgard/setup/import"),
)


def main() -> None:
    """Make every picture anew."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        for shot in SHOTS:
            width, height = shot.size
            context = browser.new_context(
                base_url=server.url,
                viewport={"width": width, "height": height},
                color_scheme="dark" if shot.theme == "dark" else "light",
                locale="nb-NO",
                timezone_id="Europe/Oslo",
            )
            take(context.new_page(), shot)
            context.close()
        browser.close()


def take(page: Page, shot: Shot) -> None:
    """Go there, do what the shot says, and keep the picture."""
    if shot.reader:
        log_in(page, shot.reader, then=shot.path)
    else:
        page.goto(shot.path)
    page.wait_for_load_state("networkidle")
    shot.act(page)
    page.wait_for_timeout(600)  # skeletons have given way to rows
    page.screenshot(path=FOLDER / f"{shot.name}.png")


if __name__ == "__main__":
    main()
