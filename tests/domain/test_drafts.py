import datetime as dt
from decimal import Decimal

import pytest
from sqlmodel import col, select

from moment_ui.core.errors import NeedsConfirmation, NotFound, NotPermitted
from moment_ui.db.work import writing
from moment_ui.domain.bookkeeping.commands import add_account
from moment_ui.domain.bookkeeping.rules import AccountDraft
from moment_ui.domain.customers.queries import customer
from moment_ui.domain.drafts import commands, removing
from moment_ui.domain.drafts.errors import NoInvoices, NotADraft
from moment_ui.domain.drafts.queries import draft_options, kept_options
from moment_ui.domain.drafts.receiver import draft_receiver
from moment_ui.domain.invoices.drafting import NewLine
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.option import Level
from moment_ui.domain.invoicing.options import OPTIONS
from moment_ui.domain.invoicing.queries import options_at
from moment_ui.domain.invoicing.reading import Place
from moment_ui.domain.people.rules import Layer
from moment_ui.models.contact import CustomerContact, ProjectContact
from moment_ui.models.customer import CustomerStatus, InvoiceType
from moment_ui.models.hours import TimeRecord
from moment_ui.models.invoice import (
    ExportStatus,
    Invoice,
    InvoiceLine,
    InvoiceState,
    InvoiceVat,
    LineKind,
)

TODAY = dt.date(2026, 11, 16)


@pytest.fixture
def fjord(world):
    return Place(Level.CUSTOMER, world.nord.customers[10001])


@pytest.fixture
def project(world):
    return Place(Level.PROJECT, world.nord.projects["P-100"])


def put(work, place, **texts):
    own = options_at(work, place).own
    save_options(work, place, {key: Change(own.get(key), text) for key, text in texts.items()})


def stored(work, draft_id):
    return work.session.exec(select(Invoice).where(Invoice.id == draft_id)).one()


def test_texts_set_on_the_customer_appear_on_a_new_draft(work, fjord):
    put(
        work,
        fjord,
        your_reference="Kari Hegdahl",
        order_reference="PO 4711",
        contract_reference="Rammeavtale",
        invoice_text="Arkitekttjenester etter avtale.",
        footer_text="Takk for oppdraget.",
    )
    draft = stored(work, commands.create_draft(work, fjord.row_id))
    assert (draft.state, draft.number, draft.customer_id) == (
        InvoiceState.DRAFT,
        None,
        fjord.row_id,
    )
    assert (draft.your_reference, draft.order_reference) == ("Kari Hegdahl", "PO 4711")
    assert draft.contract_reference == "Rammeavtale"
    assert (draft.text, draft.footer_text) == (
        "Arkitekttjenester etter avtale.",
        "Takk for oppdraget.",
    )
    assert (draft.gross, draft.outstanding) == (0, 0)


def test_the_project_decides_over_its_customer(work, fjord, project):
    put(work, fjord, your_reference="Kari", credit_days="30", currency="SEK")
    put(work, project, your_reference="Ola", export_status="do-not-transfer")
    draft = stored(work, commands.create_draft(work, fjord.row_id, project.row_id))
    assert (draft.project_id, draft.your_reference, draft.currency) == (
        project.row_id,
        "Ola",
        "SEK",
    )
    assert (draft.issue_date, draft.due_date) == (TODAY, TODAY + dt.timedelta(days=30))
    assert draft.export_status is ExportStatus.DO_NOT_TRANSFER


def test_a_draft_defaults_to_the_preferred_invoice_type(work, fjord):
    assert stored(work, commands.create_draft(work, fjord.row_id)).invoice_type == "email"
    put(work, fjord, invoice_type="letter")
    draft = stored(work, commands.create_draft(work, fjord.row_id))
    assert draft.invoice_type is InvoiceType.LETTER


def test_a_draft_keeps_what_it_was_made_with_until_it_is_refreshed(work, world, fjord):
    put(work, fjord, your_reference="Kari", reminders="no")
    key = commands.create_draft(work, fjord.row_id)
    kept = kept_options(work, key)
    assert list(kept) == [option.key for option in OPTIONS]
    assert (kept["your_reference"], kept["reminders"]) == ("Kari", "no")
    assert kept["customer_contact"] == "Per 10001"
    put(work, fjord, your_reference="Ola", credit_days="10")
    assert stored(work, key).your_reference == "Kari"
    assert commands.refresh_draft(work, key) == 2
    draft = stored(work, key)
    assert (draft.your_reference, draft.due_date) == ("Ola", TODAY + dt.timedelta(days=10))
    assert kept_options(work, key)["credit_days"] == "10"
    assert commands.refresh_draft(work, key) == 0


def test_the_customers_account_beats_the_companys_on_lines_of_a_draft(work, fjord):
    ours = add_account(work, AccountDraft("3000", "Salg"))
    theirs = add_account(work, AccountDraft("3010", "Salg, offentlig"))
    put(work, Place(), account_hours=str(ours), account_products=str(ours), discount_percent="5")
    put(work, fjord, account_hours=str(theirs))
    key = commands.create_draft(work, fjord.row_id)
    for kind in (LineKind.HOURS, LineKind.PRODUCT):
        line = NewLine(text="x", unit_price=Decimal(1000), vat_percent=Decimal(25), kind=kind)
        commands.add_draft_line(work, key, line)
    lines = work.session.exec(
        select(InvoiceLine).where(InvoiceLine.invoice_id == key).order_by(col(InvoiceLine.position))
    ).all()
    assert [(line.account, line.net) for line in lines] == [("3010", 950), ("3000", 950)]
    draft = stored(work, key)
    assert (draft.net, draft.vat, draft.gross, draft.outstanding) == (1900, 475, 2375, 0)
    (vat,) = work.session.exec(select(InvoiceVat).where(InvoiceVat.invoice_id == key)).all()
    assert (vat.basis, vat.vat) == (1900, 475)


def test_blocked_inactive_and_participants_get_no_invoices(work, world):
    for number in (10004, 10005):
        with pytest.raises(NoInvoices) as refused:
            commands.create_draft(work, world.nord.customers[number])
        assert "Set the status to Active" in refused.value.message


def test_a_potential_customer_is_asked_about_and_becomes_active(work, world):
    key = world.nord.customers[10003]
    with pytest.raises(NeedsConfirmation) as asked:
        commands.create_draft(work, key)
    commands.create_draft(work, key, confirmed=frozenset({asked.value.key}))
    assert customer(work, key).draft.status is CustomerStatus.ACTIVE


def test_a_removed_draft_comes_back_with_its_lines_options_and_hours(work, world, fjord):
    put(work, fjord, your_reference="Kari")
    key = commands.create_draft(work, fjord.row_id)
    commands.add_draft_line(work, key, NewLine(text="Timer", unit_price=Decimal(900)))
    line = work.session.exec(select(InvoiceLine).where(InvoiceLine.invoice_id == key)).one()
    hours = work.session.exec(select(TimeRecord)).first()
    hours.invoice_line_id = line.key
    work.session.flush()
    kept = kept_options(work, key)
    removed = removing.remove_draft(work, key)
    work.session.expire_all()
    assert work.session.exec(select(Invoice).where(Invoice.id == key)).first() is None
    assert work.session.get(TimeRecord, hours.key).invoice_line_id is None
    again = removing.restore_draft(work, removed)
    work.session.expire_all()
    draft = stored(work, again)
    assert (draft.your_reference, draft.net) == ("Kari", 900)
    assert kept_options(work, again) == kept
    line = work.session.exec(select(InvoiceLine).where(InvoiceLine.invoice_id == again)).one()
    assert work.session.get(TimeRecord, hours.key).invoice_line_id == line.key


def test_only_drafts_can_be_changed_or_removed(work, world):
    finalised = world.nord.invoices[5001]
    for act in (commands.refresh_draft, removing.remove_draft):
        with pytest.raises(NotADraft):
            act(work, finalised)
    with pytest.raises(NotADraft):
        commands.add_draft_line(work, finalised, NewLine(text="x"))


def test_other_companies_customers_projects_and_drafts_do_not_exist(work, world, fjord):
    theirs = world.sor
    for act in (
        lambda: commands.create_draft(work, theirs.customers[10001]),
        lambda: commands.create_draft(work, fjord.row_id, theirs.projects["P-100"]),
        lambda: commands.create_draft(work, fjord.row_id, world.nord.projects["P-200"]),
        lambda: draft_options(work, theirs.customers[10001]),
        lambda: commands.refresh_draft(work, theirs.drafts[0]),
        lambda: removing.remove_draft(work, theirs.drafts[0]),
    ):
        with pytest.raises(NotFound):
            act()


def test_drafts_need_the_right(world, fjord):
    with pytest.raises(NotPermitted), writing(world.nord.co_worker) as work:
        commands.create_draft(work, fjord.row_id)


def test_a_draft_says_where_it_would_go_the_nearest_address_first(work, world, fjord, project):
    """Product spec 2: external receiver, contact in project, in customer, the customer, own."""
    draft = commands.create_draft(work, fjord.row_id, project.row_id)
    place = work.session.exec(
        select(CustomerContact)
        .where(CustomerContact.customer_id == fjord.row_id)
        .order_by(col(CustomerContact.id))
    ).first()
    assert draft_receiver(work, draft).layer is Layer.CUSTOMER
    place.email = "faktura@fjord.example"
    assert draft_receiver(work, draft).address == "faktura@fjord.example"
    there = ProjectContact(
        project_id=project.row_id, contact_id=place.contact_id, email="bygg@fjord.example"
    )
    work.session.add(there)
    assert draft_receiver(work, draft).layer is Layer.PROJECT
    put(work, fjord, external_receiver="regnskap@kontor.example")
    assert draft_receiver(work, draft).address == "bygg@fjord.example"
    commands.refresh_draft(work, draft)
    assert draft_receiver(work, draft).address == "regnskap@kontor.example"
