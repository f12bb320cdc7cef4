"""What a first visit costs: the bytes on the wire before the work can be seen."""

import pytest
from playwright.sync_api import Page, Response

from tests.journeys.acts import ADMINISTRATOR, log_in

JAVASCRIPT_BYTES = 215_000
CSS_BYTES = 56_000
SMALL_BYTES = 1000  # Reflex leaves smaller files as they are
PAGES = (
    "/lysgard/customers",
    "/lysgard/customers/1",
    "/lysgard/finances/invoices",
    "/lysgard/setup/import",
    "/lysgard/setup/audit-log",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_stays_within_its_budget(page: Page, path: str) -> None:
    log_in(page, ADMINISTRATOR, then=path)
    page.goto("about:blank")
    sizes = {"script": 0, "stylesheet": 0}
    bare: list[str] = []

    def weigh(response: Response) -> None:
        kind = response.request.resource_type
        if kind in sizes:
            size = int(response.headers["content-length"])
            sizes[kind] += size
            if size > SMALL_BYTES and response.headers.get("content-encoding") != "br":
                bare.append(response.url)

    page.on("response", weigh)
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.goto(path, wait_until="networkidle")
    assert bare == []
    assert 50_000 < sizes["script"] <= JAVASCRIPT_BYTES, sizes
    assert 10_000 < sizes["stylesheet"] <= CSS_BYTES, sizes
