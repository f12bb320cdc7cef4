"""The paper of an invoice: its rows, word for word, kept from the day it is issued."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter
from sqlmodel import col, select

from moment_ui.core.errors import NotFound, NotPermitted
from moment_ui.core.files import random_name, written_whole
from moment_ui.db.work import reading, writing
from moment_ui.domain.drafts.commands import add_draft_line, create_draft
from moment_ui.domain.invoices.drafting import NewLine
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.option import Level
from moment_ui.domain.invoicing.reading import Place
from moment_ui.domain.papers.keeping import keep_paper
from moment_ui.domain.papers.printing import file_name, logos, own_pages, pdf_of
from moment_ui.domain.papers.queries import document_of, draft_document
from moment_ui.formats.invoice import as_json, from_json
from moment_ui.models.customer import Customer
from moment_ui.models.file import FilePurpose, StoredFile
from moment_ui.models.finances import FinanceSettings
from moment_ui.models.hours import TimeRecord
from moment_ui.models.invoice import (
    Invoice,
    InvoiceAttachment,
    InvoiceLine,
    InvoicePaper,
    InvoiceState,
    InvoiceVat,
    LineKind,
)
from moment_ui.models.price_model import PriceModel, PriceModelKind, SummaryRecord
from moment_ui.models.project import Activity, CoWorker, Project
from moment_ui.models.vat import VatCategory, VatCode
from tests import factories
from tests.world import NOW

TODAY = NOW.date()
CENTS = st.decimals(-(10**7), 10**7, places=2)
LINES = st.builds(
    NewLine,
    text=st.text(
        st.characters(blacklist_categories=("Cs", "Cc"), max_codepoint=0xFFFF), max_size=40
    ),
    quantity=st.decimals(-1000, 1000, places=2),
    unit_price=CENTS,
    discount_percent=st.sampled_from((Decimal(0), Decimal(10), Decimal("33.33"))),
    vat_percent=st.sampled_from((Decimal(25), Decimal(15), Decimal(12), Decimal(0))),
    vat_code=st.sampled_from(("3", "31", "")),
    kind=st.sampled_from(LineKind),
)


@pytest.fixture
def draft(work, world):
    """A draft of ten and a half hours in a project, with what surrounds it."""
    place = Place(Level.CUSTOMER, world.nord.customers[10001])
    texts = {
        "hour_columns": "date,hours,amount;activity",
        "attach_hours": "yes",
        "line_below_name": "Att. regnskap",
    }
    save_options(work, place, {key: Change(None, text) for key, text in texts.items()})
    project = world.nord.projects["P-100"]
    made = create_draft(work, world.nord.customers[10001], project)
    add_draft_line(
        work,
        made,
        NewLine(
            text="Prosjektering",
            quantity=Decimal("10.5"),
            unit="t",
            unit_price=Decimal("1333.33"),
            vat_percent=Decimal(25),
            vat_code="3",
            project_id=project,
        ),
    )
    return made


def line_of(work, draft):
    return work.session.exec(select(InvoiceLine).where(InvoiceLine.invoice_id == draft)).one()


def write_hours(work, line, *minutes):
    activity = work.session.exec(
        select(Activity).where(Activity.project_id == line.project_id)
    ).one()
    worker = work.session.exec(select(CoWorker)).first()
    for day, worked in enumerate(minutes, 1):
        row = factories.hours(work, activity, worker.key, dt.date(2026, 11, day), worked)
        row.invoice_line_id, row.comment, row.internal_note = line.key, "Fasade", "NORD-ONLY"
    work.session.flush()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=st.lists(LINES, max_size=6))
def test_the_paper_says_what_the_rows_say_and_survives_being_kept(work, world, lines):
    draft = create_draft(work, world.nord.customers[10001], world.nord.projects["P-100"])
    for line in lines:
        add_draft_line(work, draft, line)
    invoice = work.session.get_one(Invoice, draft)
    paper = draft_document(work, draft)
    assert (paper.net, paper.vat, paper.gross) == (invoice.net, invoice.vat, invoice.gross)
    rows = work.session.exec(
        select(InvoiceLine)
        .where(InvoiceLine.invoice_id == draft)
        .order_by(col(InvoiceLine.position))
    ).all()
    for name in ("text", "quantity", "unit_price", "discount_percent", "net", "vat_percent", "per"):
        assert [getattr(line, name) for line in paper.lines] == [getattr(r, name) for r in rows]
    groups = work.session.exec(select(InvoiceVat).where(InvoiceVat.invoice_id == draft)).all()
    assert {(g.code, g.percent, g.basis, g.vat) for g in paper.vat_groups} == {
        (g.vat_code, g.vat_percent, g.basis, g.vat) for g in groups
    }
    assert from_json(as_json(paper)) == paper


def test_it_is_addressed_and_referred_to_as_the_draft_was_made(work, world, draft):
    work.session.add(
        FinanceSettings(iban="NO9386011117947", bic="DNBANOKK", in_business_register=True)
    )
    paper = draft_document(work, draft)
    assert (paper.number, paper.language, paper.rebuilt) == (None, "nb", False)
    assert (paper.buyer.name, paper.buyer.line_below_name) == ("Fjord Eiendom AS", "Att. regnskap")
    assert (paper.buyer.address.line1, paper.buyer.contact) == ("Storgata 1", "Per 10001")
    assert (paper.project_number, paper.hour_columns) == ("P-100", "date,hours,amount;activity")
    assert (paper.payment.iban, paper.seller.in_business_register) == ("NO9386011117947", True)
    assert (paper.due, paper.credit_days) == (TODAY + dt.timedelta(days=14), 14)


def test_hours_share_their_lines_net_and_internal_notes_stay_inside(work, draft):
    line = line_of(work, draft)
    write_hours(work, line, 205, 200, 225)
    paper = draft_document(work, draft)
    assert [row.minutes for row in paper.hours] == [205, 200, 225]
    assert sum(row.amount for row in paper.hours) == line.net == Decimal("13999.97")
    assert {row.rate for row in paper.hours} == {Decimal("1333.33")}
    assert {row.role for row in paper.hours} == {"Leder"}
    assert (paper.period_start, paper.period_end) == (dt.date(2026, 11, 1), dt.date(2026, 11, 3))
    assert "NORD-ONLY" not in str(as_json(paper)["hours"])


def test_a_line_says_its_own_days_and_the_invoice_theirs(work, draft):
    line = line_of(work, draft)
    write_hours(work, line, 60)
    line.period_start, line.period_end = dt.date(2026, 11, 1), dt.date(2027, 1, 31)
    work.session.flush()
    paper = draft_document(work, draft)
    days = (line.period_start, line.period_end)
    assert (paper.lines[0].period_start, paper.lines[0].period_end) == days
    assert (paper.period_start, paper.period_end) == days
    assert paper.delivered_on is None, "what is billed in advance is not delivered yet"


def test_what_is_billed_otherwise_than_worked_is_a_row_of_its_own(work, draft):
    line = line_of(work, draft)
    write_hours(work, line, 600, 90)
    *_worked, adjusted = draft_document(work, draft).hours
    assert (adjusted.co_worker, adjusted.minutes) == ("", -60)
    assert sum(row.amount for row in draft_document(work, draft).hours) == line.net


def test_hours_behind_a_fixed_price_have_no_price(work, draft):
    line = line_of(work, draft)
    line.kind, line.quantity = LineKind.FIXED_PRICE, Decimal(1)
    write_hours(work, line, 600)
    assert [(row.minutes, row.rate, row.amount) for row in draft_document(work, draft).hours] == [
        (600, 0, 0)
    ]


def test_vat_codes_give_category_and_reason(work, draft):
    code = VatCode(code="3", name="Fritatt", category=VatCategory.EXEMPT, reason="Unntatt, § 3-2")
    work.session.add(code)
    line_of(work, draft).vat_percent = Decimal(0)
    group = select(InvoiceVat).where(InvoiceVat.invoice_id == draft)
    work.session.exec(group).one().vat_percent = Decimal(0)
    paper = draft_document(work, draft)
    assert (paper.lines[0].vat_category, paper.vat_groups[0].category) == ("E", "E")
    assert paper.vat_groups[0].reason == "Unntatt, § 3-2"


def test_another_currency_says_its_vat_at_home(work, draft):
    invoice = work.session.get_one(Invoice, draft)
    invoice.currency, invoice.rate = "EUR", Decimal("11.7345")
    paper = draft_document(work, draft)
    assert paper.vat_at_home == Decimal("41070.63")
    assert paper.home_currency == "NOK"


def test_what_was_invoiced_earlier_stands_beside_the_estimate_with_vat(work, world, draft):
    model = factories.stored(
        work,
        PriceModel(
            project_id=world.nord.projects["P-100"],
            kind=PriceModelKind.HOURLY,
            name="Honorar",
            currency="NOK",
            estimated_total=Decimal(100000),
            show_summary=True,
            created_at=NOW,
        ),
    )
    line_of(work, draft).price_model_id = model.key
    for invoice_id, gross in ((None, 5000), (world.nord.invoices[5001], 1250), (draft, 9999)):
        record = SummaryRecord(
            price_model_id=model.key,
            invoice_id=invoice_id,
            day=TODAY,
            gross=Decimal(gross),
            created_at=NOW,
        )
        factories.stored(work, record)
    (summary,) = draft_document(work, draft).summaries
    assert summary.estimated == Decimal(125000)
    assert [(row.text, row.gross) for row in summary.rows] == [("", 5000), ("Faktura 5001", 1250)]


def test_files_go_with_it_in_their_order(work, world, draft):
    for position, title in ((2, "B.pdf"), (1, "A.png")):
        file = StoredFile(
            name=title * 8,
            purpose=FilePurpose.RECEIPT,
            title=title,
            media_type="image/png",
            owner_id=work.actor.user_id,
            created_at=NOW,
        )
        key = factories.stored(work, file).key
        factories.stored(
            work,
            InvoiceAttachment(invoice_id=draft, stored_file_id=key, position=position, title=title),
        )
    assert [file.title for file in draft_document(work, draft).attachments] == ["A.png", "B.pdf"]


def test_the_file_holds_what_the_rows_say_and_its_attachments(work, world, draft):
    write_hours(work, line_of(work, draft), 300, 330)
    pages = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(200, 300)
    writer.write(pages)
    picture = io.BytesIO()
    Image.new("RGB", (40, 60)).save(picture, "PNG")
    for title, media_type, content in (
        ("Billett.pdf", "application/pdf", pages.getvalue()),
        ("Kvittering.png", "image/png", picture.getvalue()),
        ("Ødelagt.pdf", "application/pdf", b"%PDF-"),
        ("Borte.png", "image/png", None),
    ):
        name = random_name()
        if content is not None:
            with written_whole(logos.folder() / name) as out:
                out.write(content)
        file = StoredFile(
            name=name, purpose=FilePurpose.RECEIPT, title=title, media_type=media_type,
            owner_id=work.actor.user_id, created_at=NOW,
        )  # fmt: skip
        key = factories.stored(work, file).key
        factories.stored(work, InvoiceAttachment(invoice_id=draft, stored_file_id=key, title=title))
    paper = draft_document(work, draft)
    read = PdfReader(io.BytesIO(pdf_of(paper)))
    text = "\n".join(page.extract_text() for page in read.pages).replace("\u00a0", " ")
    assert len(read.pages) == 2 + 1 + 1  # ours with hours, the picture, the ticket's own
    assert len(PdfReader(io.BytesIO(own_pages(paper))).pages) == 3
    assert "Vedlegg 1: Kvittering.png" in text  # numbered as their pages follow
    for said in ("Ødelagt.pdf", "Borte.png"):
        assert f"Kunne ikke legges ved: {said}" in text
    invoice = work.session.get_one(Invoice, draft)
    for amount in (invoice.net, invoice.vat, invoice.gross):
        assert f"{amount:,.2f}".replace(",", " ").replace(".", ",") in text
    assert file_name(paper) == "utkast-fjord-eiendom-as.pdf"


def finalise(work, draft):
    invoice = work.session.get_one(Invoice, draft)
    invoice.number, invoice.state = 5006, InvoiceState.FINALISED
    return keep_paper(work, invoice)


def test_what_was_kept_stays_whatever_changes(world):
    actor = world.nord.administrator
    with writing(actor) as work:
        draft = create_draft(work, world.nord.customers[10001], world.nord.projects["P-100"])
        add_draft_line(work, draft, NewLine(text="Skisser", unit_price=Decimal(1000)))
        kept = finalise(work, draft)
    with writing(actor) as work:
        work.session.get_one(Customer, world.nord.customers[10001]).name = "Nytt Navn AS"
        work.session.get_one(Project, world.nord.projects["P-100"]).name = "Nytt prosjekt"
        finalise(work, draft)
    with reading(actor) as work:
        assert document_of(work, draft) == kept
        assert kept.number == 5006
        assert draft_document(work, draft) != kept
        assert len(work.session.exec(select(InvoicePaper)).all()) == 1


def test_one_from_elsewhere_is_made_of_its_rows_and_says_so(work, world):
    invoice = work.session.get_one(Invoice, world.nord.invoices[5004])
    invoice.printed_name, invoice.printed_number = "Fjord Gamle AS", 99
    invoice.printed_address = "Postboks 1\n0101 OSLO"
    paper = document_of(work, world.nord.invoices[5004])
    assert paper.rebuilt
    assert (paper.buyer.name, paper.buyer.number) == ("Fjord Gamle AS", "99")
    assert (paper.buyer.address.line1, paper.buyer.address.city) == ("Postboks 1", "OSLO")
    assert paper.credit_of is not None
    assert (paper.credit_of.number, paper.credit_of.issued) == (5001, dt.date(2026, 9, 1))
    assert (paper.kind, paper.gross) == ("credit-note", Decimal(-625))


def test_papers_of_others_are_not_found(work, world):
    with pytest.raises(NotFound):
        document_of(work, world.sor.invoices[5001])
    with pytest.raises(NotFound):
        draft_document(work, world.sor.drafts[0])
    with reading(world.nord.co_worker) as theirs, pytest.raises(NotPermitted):
        document_of(theirs, world.nord.invoices[5001])


def test_hours_of_another_line_are_not_among_them(work, draft):
    assert draft_document(work, draft).hours == ()
    assert work.session.exec(select(TimeRecord)).first() is not None
