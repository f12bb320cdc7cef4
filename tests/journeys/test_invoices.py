"""From hours to an invoice and back again: what stands in the way, credit notes in every way, a letter that arrives."""

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Actor, Permission
from moment_ui.db.work import reading
from moment_ui.domain.billing import queries
from moment_ui.domain.billing.lines import PlannedLine
from moment_ui.domain.billing.plan import Order
from moment_ui.domain.billing.planning import plan_drafts
from moment_ui.domain.billing.sheet import Why
from moment_ui.models.invoice import LineKind
from moment_ui.models.project import Project
from tests.databases import using
from tests.journeys.acts import ECONOMY, fill_in_log_in, log_in, tick
from tests.mail.test_post import Box, server
from tests.serving import Served, serving

ECONOMIST = Actor(1, 1, frozenset(Permission))
CUSTOMER = "Ørland Sykehjem"
TO_BE_INVOICED = "/lysgard/finances/to-be-invoiced?text={project}"


def heading(page: Page, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("heading", level=1, name=name)


def row_of(page: Page, project: str) -> Locator:
    """The project's row of what can be invoiced."""
    page.goto(TO_BE_INVOICED.format(project=project))
    row = page.locator("table tbody tr", has_text=project)
    expect(row).to_have_count(1)
    return row


def draft_of(page: Page, project: str) -> None:
    """A draft of all that can be invoiced for a project, on the screen."""
    row_of(page, project).get_by_role("checkbox").click()
    page.get_by_role("button", name="Create drafts…").click()
    page.get_by_role("dialog").get_by_role("button", name="Create 1 draft").click()
    expect(heading(page, "Draft of an invoice")).to_be_visible()


def fill(page: Page, label: str, text: str) -> None:
    """Write a field of the draft's head; it is kept before anything that is clicked later."""
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Tab")


def finalise(page: Page, what: str) -> str:
    """Finalise the draft on the screen, whatever is asked; returns its number."""
    page.get_by_role("button", name="Finalise", exact=True).click()
    dialog = page.get_by_role("dialog", name=re.compile("^Finalise the"))
    expect(dialog.get_by_text("Stops")).to_have_count(0)
    dialog.get_by_role("button", name=re.compile("^Finalise")).click()
    expect(page.get_by_text(re.compile(rf"^{what} \d+ is finalised\.$"))).to_be_visible()
    shown = heading(page, re.compile(rf"^{what} \d+$"))
    expect(shown).to_be_visible()
    return shown.inner_text().split()[-1]


def credit(page: Page, *, way: str = "", customer: str = "", back: str = "") -> None:
    """Make the draft of a credit note for the invoice on the screen."""
    page.get_by_role("button", name="Actions").click()
    page.get_by_role("menuitem", name="Credit note for this invoice").click()
    dialog = page.get_by_role("dialog", name="Credit note")
    if way:
        dialog.get_by_label("What shall happen").select_option(label=way)
        dialog.get_by_label("Find the customer").fill(customer)
        found = dialog.get_by_label("Customer", exact=True)
        expect(found.get_by_role("option")).to_have_count(1)
        found.select_option(index=0)
    if back:
        dialog.get_by_label("Hours and others that it bills").select_option(label=back)
    page.keyboard.press("Control+Enter")
    expect(heading(page, "Draft of a credit note")).to_be_visible()


def state_of(page: Page) -> Locator:
    return page.locator("main .status").first


def on_page(page: Page, address: str, title: str) -> None:
    """Open an invoice again, and be sure that it is shown."""
    page.goto(address)
    expect(heading(page, title)).to_be_visible()


def lacks_a_reference(page: Page) -> None:
    """The draft on the screen is an e-invoice without one; the dialog leads to the field."""
    page.get_by_role("button", name="Finalise", exact=True).click()
    dialog = page.get_by_role("dialog", name="Finalise the invoice")
    expect(dialog).to_contain_text("e-invoices need one of them")
    expect(dialog.get_by_role("button", name="Finalise")).to_be_disabled()
    dialog.get_by_role("button", name="Show the field").click()
    expect(page.get_by_label("Your reference", exact=True)).to_be_focused()
    fill(page, "Your reference", "Åse Østby")


class Found(NamedTuple):
    """A project of the demo with two lines of hours to invoice, others not approved yet, and no reference."""

    project: str
    first: PlannedLine
    second: PlannedLine


def two_lines(served: Served) -> Found:
    """What the journey needs is asked of the demo, which is made anew for each day."""
    with using(f"sqlite:///{served.data_dir / 'moment.db'}"), reading(ECONOMIST) as work:
        today = work.today()
        for project in work.session.exec(select(Project).order_by(col(Project.number))):
            sheet = queries.sheet(work, project.key, today)
            if {why.why for why in sheet.blockers} != {Why.NOT_APPROVED} or not sheet.items:
                continue
            order = Order(project.key, frozenset(item.key for item in sheet.items))
            plan = plan_drafts(work, [order], today)
            lines = [one.line for draft in plan.drafts for one in draft.lines]
            lacks = [blocker.why for _customer, blocker in plan.warnings]
            kinds = [line.kind for line in lines]
            if kinds == [LineKind.HOURS] * 2 and len(plan.drafts) == 1 and lacks == [Why.REFERENCE]:
                return Found(project.number, lines[0], lines[1])
    raise AssertionError("The demo has no such project.")


def hours(quantity: Decimal) -> str:
    return f"{quantity:.2f}".replace(".", ",")


def test_hours_are_invoiced_credited_in_part_then_wholly_and_go_back(
    page: Page, served: Served
) -> None:
    project, first, second = two_lines(served)
    every = hours(first.quantity + second.quantity)
    log_in(page, ECONOMY)
    expect(row_of(page, project)).to_contain_text(every)
    draft_of(page, project)
    lacks_a_reference(page)
    number = finalise(page, "Invoice")
    title, invoice = f"Invoice {number}", page.url
    expect(row_of(page, project)).not_to_contain_text(every)

    on_page(page, invoice, title)
    credit(page, back="Go back to approved, to be invoiced again")
    page.get_by_role("button", name=re.compile(f"^Take out: {first.text}")).click()
    expect(page.get_by_text(f"{first.text} is taken out.")).to_be_visible()
    finalise(page, "Credit note")
    on_page(page, invoice, title)
    expect(state_of(page)).to_have_text("Partly paid")
    expect(row_of(page, project)).to_contain_text(hours(second.quantity))

    on_page(page, invoice, title)
    credit(page, back="Go back to approved, to be invoiced again")
    finalise(page, "Credit note")
    page.get_by_role("link", name=re.compile(f"^{number} ·")).click()
    expect(heading(page, title)).to_be_visible()
    expect(state_of(page)).to_have_text("Credited")
    expect(row_of(page, project)).to_contain_text(every)


def test_a_project_moves_to_another_customer_with_a_copy_of_its_invoice(page: Page) -> None:
    log_in(page, ECONOMY)
    draft_of(page, "2541")
    number = finalise(page, "Invoice")
    invoice = page.url
    credit(page, way="Credit it, and move the project to another customer", customer="10281")
    note = finalise(page, "Credit note")
    on_page(page, invoice, f"Invoice {number}")
    expect(state_of(page)).to_have_text("Credited")
    expect(page.get_by_role("link", name=re.compile(f"^{note} ·"))).to_be_visible()

    page.get_by_role("link", name=re.compile("^Draft ·")).click()
    expect(heading(page, "Draft of an invoice")).to_be_visible()
    expect(page.get_by_role("link", name="Solvika Hytteutleie AS")).to_be_visible()
    fill(page, "Your reference", "Åse Østby")
    copy = finalise(page, "Invoice")
    page.get_by_role("button", name="Mark as sent").click()
    expect(state_of(page)).to_have_text("Sent")
    expect(row_of(page, "2541")).not_to_contain_text("12,50")
    page.goto(invoice)
    expect(page.get_by_role("link", name=re.compile(f"^{copy} ·"))).to_be_visible()


@pytest.fixture(scope="module")
def box() -> Box:
    """Where the post of this module's own server arrives."""
    return Box()


@pytest.fixture(scope="module")
def posting(tmp_path_factory: pytest.TempPathFactory, box: Box) -> Iterator[str]:
    """A server of its own, whose settings may be turned about, with a real mail server; its address."""
    with server(box) as port:
        mail = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port), "SMTP_SECURITY": "none"}
        with serving(tmp_path_factory.mktemp("posting") / "data", **mail) as own:
            yield own.url


def settle(page: Page, address: str, label: str, text: str) -> None:
    """Write one of the settings of payments."""
    page.goto(f"{address}/lysgard/setup/payments")
    page.get_by_label(label, exact=True).fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("The settings are saved.")).to_be_visible()


def has_no_room(page: Page, address: str) -> None:
    """A format of payment IDs that today's numbers do not fit into is refused beside its field."""
    page.goto(f"{address}/lysgard/setup/payments")
    page.get_by_label("Format", exact=True).fill("INV2")
    page.keyboard.press("Control+Enter")
    settings = page.get_by_role("group", name="Settings")
    expect(settings.get_by_text("INV2 has no room for invoice")).to_be_visible()
    page.get_by_label("Format", exact=True).fill("INV7")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("The settings are saved.")).to_be_visible()


def stopped(page: Page, why: str, mend: str) -> None:
    """What stops the draft on the screen, and follow what mends it."""
    page.get_by_role("button", name="Finalise", exact=True).click()
    row = page.get_by_role("dialog").locator("li", has_text=why)
    expect(row).to_contain_text("Stops")
    row.get_by_text(mend, exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def file_of_the_customer(page: Page, address: str) -> str:
    """A file that goes with the invoices of a customer; returns the address of its page."""
    page.goto(f"{address}/lysgard/customers?text={CUSTOMER}")
    page.get_by_role("link", name=CUSTOMER, exact=True).click()
    expect(heading(page, CUSTOMER)).to_be_visible()
    customer = page.url
    page.get_by_role("link", name=re.compile("^Files")).last.click()
    page.get_by_label("Choose files").set_input_files(
        {"name": "Avtale å.csv", "mimeType": "text/csv", "buffer": b"avtalt;ja"}
    )
    page.get_by_role("button", name="Goes with invoices: Avtale å.csv").click()
    expect(page.get_by_text("Goes with invoices", exact=True).first).to_be_visible()
    return customer


def new_draft(page: Page, address: str) -> str:
    """A draft without a line, made in the list of invoices; returns its address."""
    page.goto(f"{address}/lysgard/finances/invoices")
    page.get_by_role("button", name="New invoice").click()
    dialog = page.get_by_role("dialog", name="New invoice")
    dialog.get_by_label("Find the customer").fill(CUSTOMER)
    customer = dialog.get_by_label("Customer", exact=True)
    expect(customer.locator("option")).to_have_count(1)
    customer.select_option(index=0)
    page.keyboard.press("Control+Enter")
    expect(heading(page, "Draft of an invoice")).to_be_visible()
    return page.url


def lines_without(page: Page) -> None:
    """No line, then one without an account."""
    stopped(page, "There is nothing to invoice", "Show the lines")
    expect(page.locator("#add-line")).to_be_focused()
    page.keyboard.press("Enter")
    text = page.get_by_label("Text", exact=True)
    expect(text).to_be_focused()
    text.fill("Befaring")
    page.get_by_label("Unit price", exact=True).fill("1 450")
    page.keyboard.press("Tab")
    expect(page.locator(".offer-sums")).to_contain_text("1 812,50")
    page.get_by_role("button", name="Details: Befaring").click()
    account = page.get_by_label("Account", exact=True)
    account.select_option("")
    page.get_by_role("button", name="Details: Befaring").click()
    expect(account).to_have_count(0)
    stopped(page, "has no bookkeeping account", "Show the line")
    expect(account).to_be_focused()
    account.select_option("3000")


def block(page: Page, customer: str, status: str) -> None:
    """Give the customer a status."""
    page.goto(customer)
    expect(heading(page, CUSTOMER)).to_be_visible()
    page.get_by_role("button", name="Actions").click()
    page.get_by_role("menuitem", name=f"Set to {status}").click()
    expect(page.locator(".profile-head .status")).to_have_text(status)


def head_wrong(page: Page) -> None:
    """A date in a closed period, and no e-invoice address."""
    fill(page, "Invoice date", "15.10.2026")
    stopped(page, "is in a closed period", "Show the field")
    expect(page.get_by_label("Invoice date", exact=True)).to_be_focused()
    fill(page, "Invoice date", f"{clock.now():%d.%m.%Y}")
    page.get_by_label("Invoice type").select_option("e-invoice")
    stopped(page, "has no e-invoice address", "Open the customer")
    expect(heading(page, CUSTOMER)).to_be_visible()


def around_wrong(page: Page, customer: str) -> None:
    """The customer is blocked."""
    page.get_by_label("Invoice type").select_option("email")
    stopped(page, "is blocked", "Open the customer")
    expect(heading(page, CUSTOMER)).to_be_visible()
    block(page, customer, "Active")


def arrived_whole(box: Box, number: str) -> None:
    """The letter with the paper, whose figures are those of the screen, and the customer's file."""
    (arrived,) = box.letters
    assert arrived["Subject"] == "Faktura fra Lysgård"
    assert "betaler@kunde.example" in str(arrived["To"])
    paper, agreed = arrived.iter_attachments()
    assert (paper.get_filename(), agreed.get_filename()) == (
        f"faktura-{number}-orland-sykehjem.pdf",
        "Avtale å.csv",
    )
    sheets = PdfReader(io.BytesIO(paper.get_content())).pages
    said = "".join(sheet.extract_text() for sheet in sheets).replace("\u00a0", " ")
    assert f"Faktura {number}" in said
    assert "1 812,50" in said


def send_it(page: Page) -> None:
    """By e-mail, to an address that is written for this once."""
    page.get_by_role("button", name="Send", exact=True).click()
    dialog = page.get_by_role("dialog", name="Send the invoice")
    tick(dialog.get_by_role("radio", name="E-mail"))
    dialog.get_by_label("Other receivers").fill("betaler@kunde.example")
    dialog.get_by_label("Subject").fill("Faktura fra Lysgård")
    dialog.get_by_role("button", name="Send", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(page.locator(".send-log li").first).to_contain_text("betaler@kunde.example")
    expect(page.locator(".send-log li").first).to_contain_text("Sent")
    expect(state_of(page)).to_have_text("Sent")


def test_each_reason_leads_to_its_mending_and_the_mail_arrives(
    page: Page, posting: str, box: Box
) -> None:
    page.goto(f"{posting}/login/")
    fill_in_log_in(page, ECONOMY)
    customer = file_of_the_customer(page, posting)
    draft = new_draft(page, posting)
    expect(page.get_by_role("link", name="Avtale å.csv")).to_be_visible()
    settle(page, posting, "Closed until", "2026-10-31")
    has_no_room(page, posting)
    block(page, customer, "Blocked")

    on_page(page, draft, "Draft of an invoice")
    lines_without(page)
    head_wrong(page)
    on_page(page, draft, "Draft of an invoice")
    around_wrong(page, customer)
    on_page(page, draft, "Draft of an invoice")
    number = finalise(page, "Invoice")
    send_it(page)
    arrived_whole(box, number)
