"""A planted difference between two companies is found, mended and signed off in the browser."""

import sqlite3

from playwright.sync_api import Page, expect

from tests.journeys.acts import ECONOMY, log_in
from tests.serving import Served


def test_a_planted_difference_is_found_and_mended(page: Page, served: Served) -> None:
    """Somebody shortened a mirror by force; the main company's economy finds it and signs the project off."""
    with sqlite3.connect(served.data_dir / "moment.db") as database:
        project, mirror = database.execute(
            "SELECT r.project_id, max(r.id) FROM time_record r JOIN company c ON c.id = r.company_id"
            " WHERE c.slug = 'lysgard' AND r.origin_id IS NOT NULL AND r.status = 'not-approved'"
        ).fetchone()
        database.execute("UPDATE time_record SET minutes = minutes + 30 WHERE id = ?", (mirror,))
    log_in(page, ECONOMY, then="/lysgard/hours/control")
    expect(page.get_by_text("1 row differs")).to_be_visible()
    page.goto(f"/lysgard/projects/{project}/hours-control")
    page.get_by_role("button", name="Mend all").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Becomes as at home: 1")
    dialog.get_by_role("button", name="Mend").click()
    expect(page.get_by_text("1 row mended.")).to_be_visible()
    expect(page.get_by_text("1 row differs")).to_have_count(0)
    page.get_by_role("button", name="Sign off").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Sign off").click()
    expect(page.get_by_text("Signed off by Trond Aasen").first).to_be_visible()
