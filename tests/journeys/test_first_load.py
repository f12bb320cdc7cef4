"""What a first visit costs: the bytes on the wire before the customers can be seen."""

from playwright.sync_api import Page, Response

from tests.journeys.acts import ADMINISTRATOR, log_in

JAVASCRIPT_BYTES = 215_000
CSS_BYTES = 56_000


def test_the_customers_page_stays_within_its_budget(page: Page) -> None:
    log_in(page, ADMINISTRATOR)
    page.goto("about:blank")
    sizes = {"script": 0, "stylesheet": 0}
    encodings = set()

    def weigh(response: Response) -> None:
        kind = response.request.resource_type
        if kind in sizes:
            sizes[kind] += int(response.headers["content-length"])
            encodings.add(response.headers.get("content-encoding"))

    page.on("response", weigh)
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    page.goto("/lysgard/customers", wait_until="networkidle")
    assert encodings <= {"br"}
    assert sizes["script"] <= JAVASCRIPT_BYTES, sizes
    assert sizes["stylesheet"] <= CSS_BYTES, sizes
