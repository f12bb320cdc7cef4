"""A month's end at the ledger: payments, write-offs, a bank's file, statements, reminders, a day that is past."""

import datetime as dt
import email
import email.policy
import re
import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from moment_ui.core import clock
from tests.formats.bank_files import Paid, ocr_file
from tests.journeys.acts import ECONOMY, PROJECT_LEADER, log_in, tick
from tests.journeys.conftest import NewPage
from tests.serving import Served

OVERDUE = "/lysgard/finances/invoices?state=overdue"
FILES = "/lysgard/finances/payment-files"
LEDGER = "/lysgard/finances/ledger"
SCALE = Decimal(10_000)
"""Amounts lie in the database as whole ten-thousandths."""

OPEN = """
SELECT i.id, i.number, i.payment_id, i.outstanding, i.customer_id, c.bank_account FROM invoice i
JOIN company c ON c.id = i.company_id AND c.slug = 'lysgard'
WHERE i.state IN ('finalised', 'sent') AND i.outstanding = i.gross AND i.outstanding > 0 AND i.currency = 'NOK'
AND i.due_date >= :today AND i.payment_id NOT IN (SELECT payment_id FROM bank_entry) ORDER BY i.number
"""
OWED = """
SELECT sum(amount) FROM (
SELECT i.gross AS amount FROM invoice i JOIN company c ON c.id = i.company_id AND c.slug = 'lysgard'
WHERE i.state <> 'draft' AND i.currency = 'NOK' AND i.issue_date <= :day
UNION ALL
SELECT -p.amount FROM payment p JOIN invoice i ON i.company_id = p.company_id AND i.id = p.invoice_id
JOIN company c ON c.id = i.company_id AND c.slug = 'lysgard'
WHERE i.state <> 'draft' AND i.currency = 'NOK' AND p.paid_on <= :day)
"""


@pytest.fixture
def books(served: Served) -> sqlite3.Connection:
    """The database of the server, to read."""
    connection = sqlite3.connect(f"file:{served.data_dir / 'moment.db'}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def today() -> dt.date:
    """Where the company is."""
    return clock.today("Europe/Oslo")


def written(amount: Decimal) -> str:
    """An amount as the page writes it."""
    return f"{amount:,.2f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")


def test_a_payment_in_part_and_too_much_from_the_list_and_both_taken_back(page: Page) -> None:
    log_in(page, ECONOMY, then=OVERDUE)
    owed = page.locator("table tbody button.act").first
    before = owed.inner_text()
    number = page.locator("table tbody a[href*='/finances/invoices/']").first.inner_text()
    for amount in ("100", "9999999"):
        page.goto(f"/lysgard/finances/invoices?text={number}")
        owed = page.locator("table tbody button.act").first
        expect(owed).to_have_text(before)
        owed.click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Amount").fill(amount)
        expect(dialog.get_by_role("status").last).to_contain_text(re.compile(r"\d"))
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text("is registered on")).to_be_visible()
        expect(owed).not_to_have_text(before)
        page.get_by_role("button", name="Undo").last.click()
        expect(owed).to_have_text(before)
    page.goto("/lysgard/finances/payments")
    page.get_by_role("button", name="New payment").click()
    finding = page.get_by_role("dialog", name="New payment", exact=True)
    finding.get_by_label("Invoice").fill(number)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name=f"New payment on {number}")).to_be_visible()
    expect(page.get_by_label("Amount")).not_to_have_value("")


def test_a_statement_is_chosen_downloaded_and_sent(page: Page) -> None:
    log_in(page, ECONOMY, then="/lysgard/finances/ledger")
    page.locator("table tbody a[href*='/statement']").first.click()
    expect(page.get_by_role("heading", level=1, name="Statement of account")).to_be_visible()
    page.get_by_label("Shows").select_option("All movements")
    page.get_by_label("From").fill("2026-01-01")
    expect(page).to_have_url(re.compile(r"everything=yes&since=2026-01-01"))
    expect(page.get_by_role("img", name="Page 1 of the statement")).to_be_visible()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="PDF").click()
    assert re.fullmatch(r"[a-z0-9-]+\.pdf", fetched.value.suggested_filename)
    page.get_by_role("button", name="Send by e-mail").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Other receivers").fill("regnskap@kunde.example")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("lies in the outbox.").first).to_be_visible()
    log = page.locator(".send-log li").first
    expect(log).to_contain_text("In the outbox")
    expect(log).to_contain_text("regnskap@kunde.example")
    page.get_by_role("link", name="Customer ledger").last.click()
    page.get_by_role("link", name="Statement", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Statement of account")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Sent", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Sent statements")).to_be_visible()
    expect(page.locator("table tbody tr").first).to_contain_text("regnskap@kunde.example")


def test_a_write_off_has_a_reason_and_is_taken_back_and_leaders_write_nothing_off(
    page: Page, new_page: NewPage, books: sqlite3.Connection
) -> None:
    one = books.execute(OPEN, {"today": today().isoformat()}).fetchone()
    invoice = f"/lysgard/finances/invoices/{one['id']}"
    log_in(page, ECONOMY, then=invoice)
    expect(page.get_by_role("heading", level=1)).to_contain_text(str(one["number"]))
    page.get_by_role("button", name="New payment").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Kind").select_option("Write-off")
    expect(dialog.get_by_label("Reason")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(dialog).to_contain_text("1 field needs you")
    dialog.get_by_label("Reason").select_option("Bad debt")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("is written off on")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Written off")
    page.get_by_role("button", name="Undo").last.click()
    expect(page.get_by_text("The payment is taken back.")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Taken back")
    leader = new_page()
    log_in(leader, PROJECT_LEADER, then=invoice)
    expect(leader.get_by_role("heading", level=1)).to_contain_text(str(one["number"]))
    expect(leader.get_by_role("button", name="New payment")).to_have_count(0)


def bring(page: Page, file: Path, says: str) -> None:
    """Bring a file, and wait until the page tells what became of it."""
    page.goto(FILES)
    expect(page.get_by_role("heading", level=1, name="Payment files")).to_be_visible()
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("main")).to_contain_text(says, timeout=30_000)


def test_a_broken_file_is_refused_and_a_whole_one_posted_so_that_its_invoice_is_paid_and_undone(
    page: Page, new_page: NewPage, tmp_path: Path, books: sqlite3.Connection
) -> None:
    now = today()
    whole, part, over = books.execute(OPEN, {"today": now.isoformat()}).fetchall()[1:4]
    paid = [
        Paid(row["payment_id"], Decimal(row["outstanding"]) / SCALE + more, now, type=kind)
        for row, more, kind in ((whole, 0, "10"), (part, -100, "11"), (over, 100, "15"))
    ]
    unknown = Paid("0099999998", Decimal(100), now)
    content = ocr_file(
        paid[:2], [paid[2], unknown], account=whole["bank_account"], transmission="0990001"
    )
    log_in(page, ECONOMY)
    broken, good = tmp_path / "ødelagt.txt", tmp_path / "innbetalinger.txt"
    broken.write_bytes(content.replace(b"NY090088", b"NY090077", 1))
    good.write_bytes(content)
    bring(page, broken, "Line 7:")
    bring(page, good, "Post 3 payments")
    expect(page.get_by_role("heading", level=1)).to_contain_text(good.name)
    groups = page.locator(".strip.groups")
    for group in ("Matched1", "Part payment1", "Over-payment1", "Unknown1"):
        expect(groups).to_contain_text(group)
    invoice = new_page()
    log_in(invoice, ECONOMY, then=f"/lysgard/finances/invoices/{whole['id']}")
    expect(invoice.get_by_role("heading", level=1)).to_contain_text(str(whole["number"]))
    state = invoice.locator("main .status").first
    expect(state).not_to_have_text("Paid")
    page.get_by_role("button", name="Post 3 payments").click()
    expect(page.get_by_text("3 payments are posted.")).to_be_visible(timeout=30_000)
    expect(state).to_have_text("Paid")
    page.get_by_role("button", name="Undo…").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Take 3 payments back").click()
    expect(page.get_by_text("3 payments are taken back.")).to_be_visible(timeout=30_000)
    expect(state).not_to_have_text("Paid")
    bring(page, good, "It is not read twice.")


def test_the_ledger_of_a_past_day_is_what_the_books_say_and_leads_to_statements_of_it(
    page: Page, served: Served, books: sqlite3.Connection
) -> None:
    day = today() - dt.timedelta(days=60)
    owed = Decimal(books.execute(OWED, {"day": day.isoformat()}).fetchone()[0]) / SCALE
    log_in(page, ECONOMY, then=f"{LEDGER}?period=..{day}&open=yes")
    expect(page.get_by_label("As of")).to_have_value(day.isoformat())
    expect(page.locator("tfoot")).to_contain_text(written(owed))
    rows = page.locator("table tbody tr")
    for at in (0, 1):
        rows.nth(at).get_by_role("checkbox").click()
    page.get_by_role("button", name="Send statements").click()
    dialog = page.get_by_role("dialog", name="Before they go")
    expect(dialog).to_contain_text(f"{day:%d.%m.%Y}")
    expect(dialog).to_contain_text("1 / 2")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("2 statements are sent.")).to_be_visible()
    rows.first.locator("a[href*='/statement']").click()
    expect(page).to_have_url(re.compile(rf"/statement\?until={day}$"))
    expect(page.locator(".send-log li").first).to_contain_text("In the outbox")
    expect(page.get_by_role("img", name="Page 1 of the statement")).to_be_visible()
    assert any(f"{day:%d.%m.%Y}" in letter["Subject"] for letter in letters(served))


def hold_back_and_let_go(page: Page, row: Locator) -> None:
    """A reason is asked for; until it is let go the invoice cannot be ticked."""
    row.get_by_role("button", name="Hold back").click()
    why = page.get_by_role("dialog", name="Hold back reminders")
    expect(why.get_by_label("Why")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(why).to_contain_text("Write why")
    why.get_by_label("Why").fill("Uenige om timene")
    page.keyboard.press("Control+Enter")
    expect(why).to_be_hidden()
    expect(row).to_contain_text("Uenige om timene")
    expect(row.get_by_role("checkbox")).to_be_disabled()
    row.get_by_role("button", name="Release the reminders").click()
    expect(row.get_by_role("checkbox")).to_be_enabled()
    tick(row.get_by_role("checkbox"))


def test_what_is_held_back_gets_no_reminder_and_what_is_sent_is_looked_at_and_logged(
    page: Page, served: Served
) -> None:
    log_in(page, ECONOMY, then="/lysgard/finances/reminders")
    debtors = page.locator("section.card")
    expect(debtors.first.get_by_role("checkbox").first).to_be_checked()
    page.get_by_label("Find a customer").fill("Tindra Bygg")
    expect(debtors).to_have_count(1)
    hold_back_and_let_go(page, debtors.get_by_role("row").nth(1))
    page.get_by_role("button", name="Look and send").click()
    dialog = page.get_by_role("dialog", name="Before they go")
    expect(dialog).to_contain_text("Tindra Bygg AS")
    expect(dialog).to_contain_text("1 / 1")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("1 reminder is sent.")).to_be_visible()
    expect(debtors.get_by_role("row").nth(1)).to_contain_text(
        f"{clock.today('Europe/Oslo'):%d.%m.%Y}"
    )
    (letter,) = [
        each
        for each in letters(served)
        if "tindra" in each["To"].lower() and "minnelse" in each["Subject"]
    ]
    (paper,) = letter.iter_attachments()
    assert paper.get_content_type() == "application/pdf"
    debtors.get_by_role("link").nth(1).click()
    expect(page.get_by_role("main")).to_contain_text("In the outbox")
    page.goto("/lysgard/finances/reminders")
    expect(debtors.first).to_be_visible()
    page.get_by_role("link", name="Sent", exact=True).click()
    expect(page.get_by_role("heading", name="Sent statements and reminders")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Tindra Bygg AS").first
    expect(row).to_contain_text("In the outbox")
    row.get_by_role("link", name=".pdf").click()
    expect(page.get_by_role("heading", name=letter["Subject"])).to_be_visible()
    with page.expect_download() as fetched:
        page.get_by_role("link", name=".pdf").click()
    assert fetched.value.path().read_bytes() == paper.get_content()


def letters(served: Served) -> list[Any]:
    """What lies in the outbox."""
    found = served.data_dir.rglob("*.eml")
    return [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in found
    ]
