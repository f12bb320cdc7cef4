"""Imports end to end, on both databases: what is written, what is not, and taking it back."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, col, select

from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.core.errors import Conflict, NotFound, NotPermitted
from moment_ui.db.engine import engine
from moment_ui.db.work import reading, writing
from moment_ui.domain.contacts.commands import edit_contact
from moment_ui.domain.contacts.queries import contact_draft, customer_contacts
from moment_ui.domain.customers.commands import create_customer
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.payments.commands import add_payments
from moment_ui.domain.people.commands import edit_person
from moment_ui.domain.people.errors import PersonChanged
from moment_ui.domain.people.queries import person
from moment_ui.domain.people.rules import Counting, Layer
from moment_ui.domain.search.queries import contacts_found
from moment_ui.imports import mapping, sheet
from moment_ui.imports import run as run_module
from moment_ui.imports.errors import CannotUndo, MissingColumns
from moment_ui.imports.history import import_since
from moment_ui.imports.kinds import kind_called
from moment_ui.imports.run import Request, check, run
from moment_ui.imports.undo import undo_import, undo_preview
from moment_ui.imports.words import sums_in_words
from moment_ui.models.audit import AuditEntry
from moment_ui.models.contact import Contact, CustomerContact
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.models.hours import TimeRecord
from moment_ui.models.importing import ImportBatch
from moment_ui.models.invoice import (
    ExportStatus,
    Invoice,
    InvoiceKind,
    InvoiceLine,
    InvoiceState,
    InvoiceVat,
)
from moment_ui.models.numbering import NumberSeries, SeriesKind
from moment_ui.models.payment import Payment, PaymentKind
from moment_ui.models.project import Activity, Project
from moment_ui.models.tag import TagKind
from tests import factories

D = Decimal
BOOKKEEPING = {"import_batch", "import_change", "audit_entry", "data_version"}


@pytest.fixture
def import_text(world, tmp_path):
    """Import lines of text as a file of a kind; returns the result."""

    def import_(kind, *lines, do=run, actor: Actor | None = None, **options):
        path = tmp_path / f"{kind}.csv"
        path.write_text("\n".join(lines), "utf-8")
        chosen = kind_called(kind)
        mapped = mapping.guess(chosen, sheet.preview(path).headings)
        request = Request(chosen, path, path.name, mapped, **options)
        return do(actor or world.nord.economy, request)

    return import_


def everything(*without):
    """Every row of every table, but what an import notes about itself."""
    with engine().connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(sa.select(table))))
            for table in SQLModel.metadata.sorted_tables
            if table.name not in BOOKKEEPING | set(without)
        }


def rows(actor, statement):
    with reading(actor) as work:
        found = list(work.session.exec(statement))
        work.session.expunge_all()
        return found


def reasons(result):
    return [(problem.row, problem.field, problem.reason) for problem in result.plan.problems]


CUSTOMERS = (
    "Kundenr;Firmanavn;Org.nr;E-post;Poststed;Merker",
    "10001;Fjord Eiendom AS;923609016;ny@fjord.example;Oslo;Bolig",
    "20001;Nytt Bygg AS;;post@nytt.example;Tromsø;Bolig, Næring",
    ";Uten Nummer AS;;;Bodø;",
)
INVOICES = (
    "Fakturanr;Kundenr;Fakturadato;Forfall;Tekst;Antall;Enhetspris;MVA %;Prosjekt",
    "7001;10001;01.10.2026;15.10.2026;Skisse;10;1 450,00;25;P-100",
    "7001;10001;01.10.2026;15.10.2026;Reise;1;489,00;12;P-100",
    "7002;10002;02.10.2026;;Tegning;7,5;1000;25;",
)


def test_customers_are_made_changed_tagged_and_numbered(world, import_text):
    result = import_text("customers", *CUSTOMERS)
    assert reasons(result) == []
    assert (result.plan.created, result.plan.updated, result.plan.unchanged) == (2, 1, 0)
    found = {c.name: c for c in rows(world.nord.economy, select(Customer))}
    assert found["Fjord Eiendom AS"].email == "ny@fjord.example"
    assert found["Fjord Eiendom AS"].postal_line1 == "Storgata 1"  # not in the file: kept
    assert found["Nytt Bygg AS"].number == 20001
    assert found["Nytt Bygg AS"].sort_name
    assert "tromso" in found["Nytt Bygg AS"].search
    assert found["Uten Nummer AS"].number == 20002  # after the file's own numbers


def test_a_number_that_the_file_says_is_not_given_to_somebody_else(world, import_text):
    result = import_text("customers", CUSTOMERS[0], ";Uten Nummer AS;;;;", "10006;Sjette AS;;;;")
    assert (reasons(result), result.plan.created) == ([], 2)
    found = select(Customer.number, Customer.name).where(col(Customer.number) > 10005)
    assert dict(rows(world.nord.economy, found)) == {10006: "Sjette AS", 10007: "Uten Nummer AS"}


def test_importing_twice_changes_nothing_the_second_time(import_text):
    import_text("customers", *CUSTOMERS)
    before = everything()
    again = import_text("customers", *CUSTOMERS)
    assert (again.plan.created, again.plan.updated, again.plan.unchanged) == (0, 0, 3)
    assert everything() == before


def test_the_look_alike_company_is_never_touched(world, import_text):
    statement = select(Customer).order_by(col(Customer.id))
    before = [row.model_dump() for row in rows(world.sor.economy, statement)]
    import_text("customers", *CUSTOMERS)
    import_text("invoices", *INVOICES)
    assert [row.model_dump() for row in rows(world.sor.economy, statement)] == before
    assert not rows(world.sor.economy, select(Invoice).where(col(Invoice.number).in_([7001, 7002])))


def test_undo_gives_every_row_back_as_it_was(world, import_text):
    before = everything()
    result = import_text("customers", *CUSTOMERS)
    with reading(world.nord.economy) as work:
        preview = undo_preview(work, result.batch_id)
    assert (preview.removed["customer"], preview.restored, preview.reasons) == (
        2, {"customer": 1}, (),
    )  # fmt: skip
    with writing(world.nord.economy) as work:
        undo_import(work, result.batch_id)
    assert everything() == before


def test_invoices_add_up_with_lines_vat_and_balance(world, import_text):
    result = import_text("invoices", *INVOICES)
    assert (reasons(result), result.plan.created) == ([], 2)
    economy = world.nord.economy
    first, second = rows(
        economy, select(Invoice).where(col(Invoice.number) > 7000).order_by(col(Invoice.number))
    )
    assert (first.net, first.vat, first.gross) == (D("14989.00"), D("3683.68"), D("18672.68"))
    assert (first.outstanding, first.paid) == (first.gross, 0)
    assert first.project_id == world.nord.projects["P-100"]
    assert first.export_status is ExportStatus.DO_NOT_TRANSFER
    assert second.due_date == dt.date(2026, 10, 16)
    lines = rows(economy, select(InvoiceLine).where(col(InvoiceLine.invoice_id) == first.id))
    assert sorted((line.position, line.net) for line in lines) == [(0, 14500), (1, 489)]
    groups = rows(economy, select(InvoiceVat).where(col(InvoiceVat.invoice_id) == first.id))
    assert {group.vat_percent: group.vat for group in groups} == {
        D(25): D(3625), D(12): D("58.68"),
    }  # fmt: skip


def test_a_changed_invoice_file_changes_lines_and_balance_and_undo_brings_them_back(
    world, import_text
):
    import_text("invoices", *INVOICES)
    before = everything()
    changed = [INVOICES[0], INVOICES[1].replace("10;1 450", "12;1 450"), INVOICES[3]]
    with clock.frozen(clock.now() + dt.timedelta(hours=1)):
        result = import_text("invoices", *changed)
        assert (result.plan.updated, result.plan.unchanged) == (1, 1)
        (invoice,) = rows(world.nord.economy, select(Invoice).where(col(Invoice.number) == 7001))
        assert (invoice.net, invoice.outstanding) == (D(17400), D(21750))
        lines = select(InvoiceLine).where(col(InvoiceLine.invoice_id) == invoice.id)
        assert len(rows(world.nord.economy, lines)) == 1
        with writing(world.nord.economy) as work:
            undo_import(work, result.batch_id)
    assert everything() == before


def test_the_currency_of_an_invoice_with_payments_stays(world, import_text):
    heading = "Fakturanr;Kundenr;Fakturadato;Valuta;Netto;MVA %"
    import_text("invoices", heading, "7001;10001;01.10.2026;NOK;100;25")
    in_euro = (heading, "7001;10001;01.10.2026;EUR;100;25")
    assert reasons(import_text("invoices", *in_euro, do=check)) == []
    import_text("payments", PAYMENTS[0], "7001;10.11.2026;50,00;")
    (problem,) = reasons(import_text("invoices", *in_euro))
    assert problem == (2, "number", "Invoice 7001 has payments in NOK.")
    corrected = import_text("invoices", heading, "7001;10001;01.10.2026;NOK;200;25")
    assert (reasons(corrected), corrected.plan.updated) == ([], 1)


def test_an_invoice_made_here_is_never_changed_by_a_file(import_text):
    before = everything()
    result = import_text(
        "invoices",
        "Fakturanr;Kundenr;Fakturadato;Netto;MVA beløp",
        "5001;10001;01.09.2026;1;0,25",
    )
    assert result.batch_id is None
    assert "made here" in reasons(result)[0][2]
    assert everything() == before


def test_one_wrong_line_refuses_its_invoice_whole_and_with_all_or_nothing_the_file(
    world, import_text
):
    before = everything()
    lines = [*INVOICES, "7002;10002;02.10.2026;;Mer;x;1000;25;", "7003;999;31.02.2026;;Nei;1;1;25;"]
    result = import_text("invoices", *lines)
    assert result.batch_id is None
    assert everything() == before
    assert {(row, key) for row, key, _reason in reasons(result)} == {
        (5, "quantity"), (6, "issue_date"), (6, "customer_number"),
    }  # fmt: skip
    assert result.plan.refused == 3

    result = import_text("invoices", *lines, valid_rows=True)
    assert (result.plan.created, result.plan.refused) == (1, 3)
    numbers = rows(world.nord.economy, select(Invoice.number).where(col(Invoice.number) > 7000))
    assert numbers == [7001]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("7001;10001;01.10.2026;100,00;25,00;124,00", "line_gross"),
        ("7001;10001;01.10.2026;100,00;19,00;119,00", ""),
        ("7001;10001;01.10.2026;;;", "line_net"),
        ("7001;10001;;100,00;25,00;125,00", "issue_date"),
    ],
)
def test_net_vat_and_gross_must_agree(import_text, line, field):
    heading = "Fakturanr;Kundenr;Fakturadato;Netto;MVA beløp;Brutto"
    result = import_text("invoices", heading, line, do=check)
    assert [key for _row, key, _reason in reasons(result)] == ([field] if field else [])


def test_one_row_per_invoice_with_amounts_only_becomes_an_invoice_with_one_line(world, import_text):
    result = import_text(
        "invoices",
        "Faktura;Kunde;Dato;Netto;MVA beløp;Brutto;Fakturatype;Krediterer",
        "7010;Fjord Eiendom;01.10.2026;100,10;25,03;125,13;Faktura;",
        "7011;Fjord Eiendom AS;02.10.2026;100,10;25,03;125,13;Kreditnota;7010",
    )
    assert reasons(result) == []
    invoice, note = rows(
        world.nord.economy,
        select(Invoice).where(col(Invoice.number) > 7000).order_by(col(Invoice.number)),
    )
    assert (invoice.gross, invoice.vat) == (D("125.13"), D("25.03"))
    assert (note.kind, note.gross) == (InvoiceKind.CREDIT_NOTE, D("-125.13"))
    assert note.credit_of_id == invoice.id


CREDITS = "Faktura;Kundenr;Dato;Netto;MVA beløp;Type;Krediterer"


def test_a_credit_note_goes_with_the_invoice_it_credits(world, import_text):
    """Both or neither: without its invoice the note would stand as money owed to the customer."""
    lines = (
        CREDITS,
        "7020;10001;01.10.2026;100;25;;",
        "7020;10001;01.10.2026;x;25;;",
        "7021;10001;02.10.2026;100;25;Kreditnota;7020",
        "7022;10001;02.10.2026;100;25;;",
        "7023;10001;03.10.2026;40;10;;7022",
    )
    result = import_text("invoices", *lines, valid_rows=True)
    found = reasons(result)
    assert [(row, key) for row, key, _reason in found] == [(3, "line_net"), (4, "credit_of")]
    assert "7020" in found[1][2]
    assert (result.plan.created, result.plan.refused) == (2, 3)
    statement = select(Invoice).where(col(Invoice.number) > 7000).order_by(col(Invoice.number))
    invoice, note = rows(world.nord.economy, statement)
    assert (note.number, note.kind, note.gross) == (7023, InvoiceKind.CREDIT_NOTE, D(-50))
    assert note.credit_of_id == invoice.id


def test_a_credit_note_may_stand_before_its_invoice_in_the_file(world, import_text):
    lines = ("7031;10001;02.10.2026;100;25;Kreditnota;7030", "7030;10001;01.10.2026;100;25;;")
    assert reasons(import_text("invoices", CREDITS, *lines)) == []
    statement = select(Invoice).where(col(Invoice.number) > 7000).order_by(col(Invoice.number))
    invoice, note = rows(world.nord.economy, statement)
    assert note.credit_of_id == invoice.id


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        ("7041;10002;02.10.2026;100;25;Kreditnota;7040", "credit_of", "another customer"),
        ("7041;10002;02.10.2026;100;25;Kreditnota;5001", "credit_of", "another customer"),
        ("7041;10001;02.10.2026;100;25;Kreditnota;5004", "credit_of", "credit note itself"),
        ("7041;10001;02.10.2026;100;25;Kreditnota;7041", "credit_of", "credit note itself"),
        ("7041;10001;02.10.2026;100;25;Kreditnota;4711", "credit_of", "no invoice 4711"),
        ("7041;10001;02.10.2026;100;25;Faktura;7040", "kind", "Only a credit note"),
    ],
)
def test_a_credit_note_credits_an_invoice_of_its_own_customer(import_text, line, field, reason):
    result = import_text("invoices", CREDITS, "7040;10001;01.10.2026;100;25;;", line, do=check)
    ((row, key, text),) = reasons(result)
    assert (row, key) == (3, field)
    assert reason in text


FULL = (
    "Fakturanr;Kundenr;Fakturadato;Forfall;Valuta;Kurs;Eksportstatus;Type;Linjetekst;Enhet;"
    "Konto;Linjetype;Netto;MVA %"
)


def test_an_empty_cell_leaves_what_the_invoice_has(world, import_text):
    given = "7050;10001;01.10.2026;31.10.2026;EUR;11,50;overført;{kind};Skisse;t;3000;utlegg;100;25"
    empty = "7050;10001;01.10.2026;;;;;;;;;;100;25"
    for kind in ("Faktura", "Kreditnota"):
        import_text("invoices", FULL, given.format(kind=kind).replace("7050", f"705{len(kind)}"))
        before = everything()
        result = import_text("invoices", FULL, empty.replace("7050", f"705{len(kind)}"))
        assert (reasons(result), result.plan.unchanged) == ([], 1)
        assert everything() == before
    moved = import_text("invoices", FULL, "7057;10001;05.11.2026;;;;;;;;;;100;25", do=check)
    assert [(row, key) for row, key, _reason in reasons(moved)] == [(2, "due_date")]


def test_a_changed_project_reaches_the_invoice_and_every_line(world, import_text):
    heading = "Fakturanr;Kundenr;Fakturadato;Netto;MVA %;Prosjekt"
    line = "7060;10001;01.10.2026;100;25;"
    projects = world.nord.projects

    def found():
        (invoice,) = rows(world.nord.economy, select(Invoice).where(col(Invoice.number) == 7060))
        lines = select(InvoiceLine.project_id).where(col(InvoiceLine.invoice_id) == invoice.id)
        return invoice.project_id, *rows(world.nord.economy, lines.order_by("position"))

    import_text("invoices", heading, line, line + "P-100")
    assert found() == (projects["P-100"],) * 3
    before = everything()
    with clock.frozen(clock.now() + dt.timedelta(hours=1)):
        result = import_text("invoices", heading, line + "P-101", line)
        assert found() == (projects["P-101"],) * 3
        assert import_text("invoices", heading, line, line).plan.unchanged == 1
        with writing(world.nord.economy) as work:
            undo_import(work, result.batch_id)
    assert everything() == before
    import_text("invoices", heading, line + "P-101", line + "P-200")
    assert found() == (projects["P-101"], projects["P-101"], projects["P-200"])


def series(actor, kind):
    (number,) = rows(actor, select(NumberSeries.next_number).where(col(NumberSeries.kind) == kind))
    return number


def test_series_go_on_after_the_numbers_of_files_and_undo_gives_them_back(world, import_text):
    economy = world.nord.economy
    customers = import_text("customers", *CUSTOMERS)
    invoices = import_text("invoices", *INVOICES)
    import_text("projects", "Prosjektnr;Prosjektnavn", "1800;Skole", "P-900;Bro")
    assert series(economy, SeriesKind.CUSTOMER) == 20003
    assert series(economy, SeriesKind.INVOICE) == 7003
    assert series(economy, SeriesKind.PROJECT) == 1801
    assert rows(world.sor.economy, select(NumberSeries.next_number)) == [10006, 5006]
    later = import_text("customers", CUSTOMERS[0], "20010;Senere AS;;;;")
    for result, left in ((later, 20003), (customers, 10006)):
        with writing(economy) as work:
            undo_import(work, result.batch_id)
        assert series(economy, SeriesKind.CUSTOMER) == left
    with writing(economy) as work:
        undo_import(work, invoices.batch_id)
    assert series(economy, SeriesKind.INVOICE) == 5006


def test_numbers_are_not_given_back_once_others_were_given_out(world, import_text):
    result = import_text("customers", *CUSTOMERS)
    with writing(world.nord.administrator) as work:
        create_customer(work, CustomerDraft("Ny for hånd"))
    with writing(world.nord.economy) as work:
        undo_import(work, result.batch_id)
    assert series(world.nord.economy, SeriesKind.CUSTOMER) == 20004
    known = select(Customer.number).where(col(Customer.number) > 10005)
    assert rows(world.nord.economy, known) == [20003]


def test_numbers_outside_a_series_leave_it_where_it_is(world, import_text):
    economy = world.nord.economy
    with writing(economy) as work:
        mine = select(NumberSeries).where(col(NumberSeries.kind) == SeriesKind.CUSTOMER)
        work.session.exec(mine).one().last = 19999
    import_text("customers", *CUSTOMERS[:3])
    assert series(economy, SeriesKind.CUSTOMER) == 10006
    import_text("customers", CUSTOMERS[0], "10003;Ærlig Øl & Ångström AB;;;Oslo;")
    assert series(economy, SeriesKind.CUSTOMER) == 10006


def test_undo_takes_back_more_credit_notes_than_go_in_one_statement(world, import_text):
    before = everything()
    lines = [f"{n};10001;01.10.2026;100;25;;" for n in range(8001, 8602)]
    lines += [f"{n + 1000};10001;02.10.2026;100;25;Kreditnota;{n}" for n in range(8001, 8602)]
    result = import_text("invoices", CREDITS, *lines)
    assert result.plan.created == 1202
    with writing(world.nord.economy) as work:
        undo_import(work, result.batch_id)
    assert everything() == before


def test_vat_with_more_decimals_than_the_currency_has_is_rounded(world, import_text):
    result = import_text(
        "invoices",
        "Faktura;Kunde;Dato;Netto;MVA beløp;Brutto;Fakturabeløp",
        "7012;Fjord Eiendom;01.10.2026;124,99;31,2475;156,2375;156,2375",
        "7013;Fjord Eiendom;01.10.2026;0,50;0,1250;0,6250;1,2500",
        "7013;Fjord Eiendom;01.10.2026;0,50;0,1250;0,6250;1,2500",
    )
    assert reasons(result) == []
    found = select(Invoice).where(col(Invoice.number) > 7000).order_by(col(Invoice.number))
    one, two = rows(world.nord.economy, found)
    assert (one.vat, one.gross, one.outstanding) == (D("31.25"), D("156.24"), D("156.24"))
    assert (two.vat, two.gross) == (D("0.25"), D("1.25"))


PAYMENTS = (
    "Faktura;Betalingsdato;Beløp;Tekst",
    "5001;10.11.2026;1000,00;Delbetaling",
    "5001;12.11.2026;250,00;",
    "5005;12.11.2026;500,00;For mye",
)


def test_payments_settle_invoices_and_undo_opens_them_again(world, import_text):
    before = everything()
    result = import_text("payments", *PAYMENTS)
    assert (reasons(result), result.plan.created) == ([], 3)
    found = {
        i.number: i
        for i in rows(world.nord.economy, select(Invoice).where(col(Invoice.number) > 5000))
    }
    assert (found[5001].paid, found[5001].outstanding) == (D(1250), D(0))
    assert found[5001].paid_on == dt.date(2026, 11, 12)
    assert found[5005].outstanding < 0
    again = import_text("payments", *PAYMENTS)
    assert (again.plan.created, again.plan.unchanged) == (0, 3)
    with writing(world.nord.economy) as work:
        undo_import(work, result.batch_id)
    assert everything() == before


WRITE_OFFS = (
    "Faktura;Betalingsdato;Beløp;Type;Tekst",
    "5001;12.11.2026;1000,00;Avskrivning;Tap på fordring",
    "5001;10.11.2026;250,00;Bank;",
    "5003;12.11.2026;1000,00;Avskrivning;Delvis tap",
)


def test_write_offs_end_as_those_posted_by_hand_and_undo_takes_them_back(world, import_text):
    with writing(world.nord.economy) as work:
        unsent = work.session.exec(select(Invoice).where(col(Invoice.number) == 5001)).one()
        unsent.state, unsent.sent_at = InvoiceState.FINALISED, None
    before = everything()
    result = import_text("payments", *WRITE_OFFS)
    assert (reasons(result), result.plan.created) == ([], 3)
    statement = select(Invoice).where(col(Invoice.number).in_([5001, 5003]))
    lost, part = rows(world.nord.economy, statement.order_by(col(Invoice.number)))
    assert (lost.outstanding, lost.state) == (D(0), InvoiceState.WRITTEN_OFF)
    assert (part.outstanding, part.state) == (D(3000), InvoiceState.SENT)
    with writing(world.nord.economy) as work:
        undo_import(work, result.batch_id)
    assert everything() == before


def test_a_write_off_that_becomes_a_payment_in_a_corrected_file_is_none_any_more(
    world, import_text
):
    heading = "Faktura;Betalingsdato;Beløp;Type;Referanse"
    import_text("payments", heading, "5001;12.11.2026;1250,00;Avskrivning;B-1")
    import_text("payments", heading, "5001;12.11.2026;1250,00;Bank;B-1")
    (invoice,) = rows(world.nord.economy, select(Invoice).where(col(Invoice.number) == 5001))
    assert (invoice.outstanding, invoice.state) == (D(0), InvoiceState.SENT)


def test_more_than_is_outstanding_is_never_written_off(world, import_text):
    lines = (
        "5001;10.11.2026;1250,01;Avskrivning;",
        "5002;01.09.2026;1,00;Avskrivning;paid already, later",
        "5003;12.11.2026;4000,00;Avskrivning;",
        "5003;13.11.2026;4000,00;Bank;paid after all",
        "5003;14.11.2026;1,00;Avskrivning;",
    )
    result = import_text("payments", WRITE_OFFS[0], *lines, do=check)
    assert [(row, key) for row, key, _reason in reasons(result)] == [
        (2, "amount"), (3, "amount"), (6, "amount"),
    ]  # fmt: skip
    assert reasons(result)[0][2] == "Only what is outstanding can be written off: 1\xa0250,00."


def test_payments_name_what_is_wrong_with_each_row(import_text):
    result = import_text(
        "payments",
        PAYMENTS[0],
        "4711;10.11.2026;100;",
        "5001;10.11.2026;0;",
        "5001;;x;",
        "5001;10.11.2026;1249,9975;",
        do=check,
    )
    found = {(row, key) for row, key, _reason in reasons(result)}
    wrong = {(2, "invoice_number"), (3, "amount"), (4, "paid_on"), (4, "amount"), (5, "amount")}
    assert found == wrong


def test_everything_wrong_with_a_row_is_told_at_once(import_text):
    customers = import_text(
        "customers",
        "Kundenr;Navn;Org.nr;E-post;Bet.betingelser;Aktiv",
        "20001;Ett AS;923609017;a@b.no c@d.no;kontant;kanskje",
        do=check,
    )
    found = {key for _row, key, _reason in reasons(customers)}
    assert found == {"org_number", "email", "credit_days", "status"}
    payments = import_text("payments", PAYMENTS[0], "4711;32.01.2026;abc;", do=check)
    found = {key for _row, key, _reason in reasons(payments)}
    assert found == {"invoice_number", "paid_on", "amount"}


def test_a_problem_says_what_stands_in_the_cell(import_text):
    heading = "Fakturanr;Kundenr;Fakturadato;Forfall;Netto;MVA beløp;Brutto"
    lines = (
        "7001;10001;31.11.2026;;x1;0;",
        "7002;999;01.10.2026;01.09.2026;182577,36;45744,34;228221,70",
        "7003;10001;01.10.2026;01.09.2026;1;0;",
    )
    found = import_text("invoices", heading, *lines, do=check).plan.problems
    assert {(each.row, each.field): each.said for each in found} == {
        (2, "issue_date"): "31.11.2026", (2, "line_net"): "x1", (3, "customer_number"): "999",
        (3, "line_gross"): "228\xa0221,70", (4, "due_date"): "01.09.2026",
    }  # fmt: skip
    (gross,) = [each.reason for each in found if each.field == "line_gross"]
    assert "228\xa0321,70, but the gross amount says 228\xa0221,70" in gross


def test_the_sums_of_what_is_right_are_told_per_currency(import_text):
    heading = "Fakturanr;Kundenr;Fakturadato;Valuta;Netto;MVA %"
    lines = (
        "7001;10001;01.10.2026;NOK;100,10;25", "7002;10001;01.10.2026;NOK;-50;25",
        "7003;10001;01.10.2026;EUR;10;0", "7004;999;01.10.2026;NOK;1000000;25",
    )  # fmt: skip
    for _time in range(2):  # what is there already counts too
        sums = import_text("invoices", heading, *lines, valid_rows=True).plan.sums
        assert sums == {
            "NOK": {"net": D("50.10"), "vat": D("12.53"), "gross": D("62.63")},
            "EUR": {"net": D(10), "vat": D(0), "gross": D(10)},
        }
        assert sums_in_words(sums).endswith("; Net 50,10 · VAT 12,53 · Gross 62,63 NOK")
    payments = import_text("payments", *PAYMENTS, "4711;12.11.2026;9,00;", do=check).plan.sums
    assert payments == {"NOK": {"amount": D(1250)}, "EUR": {"amount": D(500)}}


def test_a_number_used_by_two_invoices_is_told_once(import_text):
    heading = "Fakturanr;Kundenr;Fakturadato;Forfall;Netto;MVA %"
    lines = ("7001;10001;01.10.2026;15.10.2026;5;25", "7001;10002;02.10.2026;16.10.2026;7;25")
    ((row, key, text),) = reasons(import_text("invoices", heading, *lines, do=check))
    assert (row, key) == (3, "number")
    assert "Row 2 has this number too, with another customer number, issue date" in text
    slip = (lines[0], lines[0].replace("01.10", "03.10"))
    ((row, key, text),) = reasons(import_text("invoices", heading, *slip, do=check))
    assert (row, key) == (3, "issue_date")
    assert "says 01.10.2026" in text


@pytest.mark.parametrize(
    ("kind", "heading", "rows_", "total"),
    [
        ("customers", "Kundenr;Navn;Sted", "20001;Ett AS;Oslo", ";Antall kunder: 1;"),
        ("invoices", "Faktura;Kunde;Dato;Netto;MVA %", "7001;10001;01.10.2026;5;25", "Sum;;;5;"),
        ("payments", PAYMENTS[0], "5001;10.11.2026;5,00;", "Totalt;;5,00;"),
    ],
)
def test_a_row_of_totals_is_told_as_one(import_text, kind, heading, rows_, total):
    heading = heading.replace("Kunde;", "Kundenr;")
    result = import_text(kind, heading, rows_, total, do=check)
    assert [(row, key) for row, key, _reason in reasons(result)] == [(3, "")]
    assert "totals" in reasons(result)[0][2]
    named = ("20001;Sum AS", ";Total Bygg AS", ";Sum Arkitekter AS", ";Antall & Co: Sønner AS")
    assert reasons(import_text("customers", "Kundenr;Navn", *named, do=check)) == []


def test_payments_of_every_kind_that_ledgers_name_are_understood(world, import_text):
    lines = (
        "Faktura;Betalingsdato;Beløp;Type",
        "5001;10.11.2026;500,00;Innbetaling",
        "5001;11.11.2026;-100,00;Tilbakebetaling",
        "5001;12.11.2026;300,00;Kreditnota",
        "5001;13.11.2026;550,00;Tapsført",
    )
    assert reasons(import_text("payments", *lines)) == []
    kinds = select(Payment.kind).where(col(Payment.import_key).is_not(None))
    assert set(rows(world.nord.economy, kinds)) == {
        PaymentKind.MANUAL, PaymentKind.CREDIT, PaymentKind.WRITE_OFF,
    }  # fmt: skip


HOURS = (
    "Ansatt;Prosjekt;Aktivitet;Dato;Timer;Kommentar",
    "Kari Project-Leader;P-100;{activity};20.11.2026;7,5;Tegning",
    "Kari Project-Leader;P-100;{activity};21.11.2026;2:30;",
)


def test_hours_are_written_in_minutes_and_a_corrected_file_corrects_them(world, import_text):
    (activity,) = rows(
        world.nord.economy,
        select(Activity.name).where(col(Activity.project_id) == world.nord.projects["P-100"]),
    )
    lines = [line.format(activity=activity) for line in HOURS]
    result = import_text("hours", *lines)
    assert (reasons(result), result.plan.created) == ([], 2)
    again = import_text("hours", lines[0], lines[1].replace("7,5", "8"), lines[2])
    assert (again.plan.updated, again.plan.unchanged) == (1, 1)
    minutes = rows(
        world.nord.economy,
        select(TimeRecord.minutes).where(col(TimeRecord.import_key).is_not(None)),
    )
    assert sorted(minutes) == [150, 480]


def test_projects_get_customers_leaders_and_activities(world, import_text):
    lines = (
        "Prosjektnr;Prosjektnavn;Kundenr;Prosjektleder;Budsjett;Aktiviteter",
        "P-900;Ny skole;10002;Kari Project-Leader;120,5;Skisse, Detalj",
        "P-100;Omdøpt;;;;Ekstra",
    )
    result = import_text("projects", *lines)
    assert (reasons(result), result.plan.created, result.plan.updated) == ([], 1, 1)
    (project,) = rows(world.nord.economy, select(Project).where(col(Project.number) == "P-900"))
    assert project.customer_id == world.nord.customers[10002]
    assert project.budget_minutes == 7230
    again = import_text("projects", *lines)
    assert (again.plan.created, again.plan.updated, again.plan.unchanged) == (0, 0, 2)


def test_a_contact_known_by_email_joins_another_customer_instead_of_being_doubled(
    world, import_text
):
    lines = (
        "Kundenr;Navn;Epost;Stilling",
        "10002;Per 10001;per10001@kunde.example;Byggeleder",
        "10003;Ny Person;ny@kunde.example;",
        "10004;Ny Person;ny@kunde.example;",
    )
    result = import_text("contacts", *lines)
    assert reasons(result) == []
    economy = world.nord.economy
    per = world.nord.contacts["Per 10001"]
    places = select(CustomerContact.customer_id).where(col(CustomerContact.contact_id) == per)
    assert len(rows(economy, places)) == 2
    assert len(rows(economy, select(Contact).where(col(Contact.name) == "Ny Person"))) == 1
    again = import_text("contacts", *lines)
    assert (again.plan.created, again.plan.updated) == (0, 0)


FULL_CONTACTS = (
    "Kundenr;Navn;Epost;Epost hos kunden;Direktenummer;Samtykke;Samtykke hvordan;Merker",
    "10001;Per 10001;PER10001@Kunde.example;faktura@fjord.example;911 22 348;ja;På telefon;julekort",
    "10002;Per 10001;per10001@kunde.example;;;;;Julekort, Nyhetsbrev",
    "10003;Åse Ny;ase@ny.example;ase@ærlig.example;;ja;;Nyhetsbrev",
)


@pytest.fixture
def contact_tags(world):
    with writing(world.nord.administrator) as work:
        for name in ("Julekort", "Nyhetsbrev"):
            factories.tag(work, name, group=name, kind=TagKind.CONTACT)


def test_contacts_bring_consent_tags_and_addresses_that_stand_before_their_own(
    world, import_text, contact_tags
):
    before = everything()
    result = import_text("contacts", *FULL_CONTACTS)
    assert reasons(result) == []
    assert (result.plan.created, result.plan.updated) == (1, 2)
    with reading(world.nord.economy) as work:
        (ase,) = work.session.exec(select(Contact.id).where(col(Contact.name) == "Åse Ny"))
        per, ase = (person(work, key or 0) for key in (world.nord.contacts["Per 10001"], ase))
        assert contacts_found(work, "faktura@fjord")[0].id == per.id
    assert [address.email for address in per.addresses] == ["per10001@kunde.example"]
    assert {tag.name for tag in per.tags} == {"Julekort", "Nyhetsbrev"}
    assert (per.draft.consent, per.draft.consent_how, per.consent_by) == (
        *(True, "På telefon", world.nord.economy.name),
    )
    at_fjord = next(place for place in per.customers if place.number == "10001")
    assert at_fjord.email == Counting(
        "faktura@fjord.example", Layer.IN_CUSTOMER, ("per10001@kunde.example",)
    )
    assert at_fjord.phone.address == "911 22 348"
    assert (ase.draft.consent_how, ase.customers[0].email.address) == (
        *("In an imported file", "ase@ærlig.example"),
    )
    again = import_text("contacts", *FULL_CONTACTS)
    assert (again.plan.created, again.plan.updated) == (0, 0)
    with writing(world.nord.economy) as work:
        undo_import(work, again.batch_id)
        undo_import(work, result.batch_id)
    assert everything() == before


def test_what_a_file_says_wrongly_of_a_contact_is_refused_by_row_and_field(
    world, import_text, contact_tags
):
    result = import_text(
        "contacts",
        FULL_CONTACTS[0],
        "10001;En;en@ny.example;ikke en adresse;;ja;;",
        "10001;To;to@ny.example;;;kanskje;;",
        "10001;Tre;tre@ny.example;;;nei;På telefon;",
        "10001;Fire;fire@ny.example;;;;;Ukjent",
    )
    assert [(problem.row, problem.field) for problem in result.plan.problems] == [
        *((2, "customer_email"), (3, "consent"), (4, "consent_how"), (5, "tags")),
    ]
    assert "Ukjent" in result.plan.problems[-1].reason


def test_a_consent_that_a_file_takes_back_is_noted_and_a_stale_form_refused(world, import_text):
    per = world.nord.contacts["Per 10001"]
    with writing(world.nord.economy) as work:
        draft = replace(person(work, per).draft, consent=True, consent_how="På messe")
        edit_person(work, per, draft, person(work, per).version)
        opened = person(work, per).version
    import_text(
        "contacts", "Kundenr;Navn;Epost;Samtykke", "10001;Per 10001;per10001@kunde.example;nei"
    )
    with writing(world.nord.economy) as work:
        found = person(work, per)
        assert (found.draft.consent, found.draft.consent_how) == (False, "")
        with pytest.raises(PersonChanged):
            edit_person(work, per, draft, opened)


def test_undo_is_refused_with_the_reasons_when_later_work_stands_on_it(world, import_text):
    result = import_text("invoices", *INVOICES)
    economy = world.nord.economy
    (invoice_id,) = rows(economy, select(Invoice.id).where(col(Invoice.number) == 7001))
    with writing(economy) as work:
        payment = {"invoice_id": invoice_id, "paid_on": work.today(), "amount": D(1), "kind": PaymentKind.MANUAL, "created_at": clock.now()}  # fmt: skip
        add_payments(work, [payment])
    before = everything()
    with writing(economy) as work, pytest.raises(CannotUndo, match="1 payment"):
        undo_import(work, result.batch_id)
    assert everything() == before


@pytest.mark.parametrize(
    "written", ["10001;Per 10001;per10001@kunde.example;Byggeleder;", "10003;Ny Person;;;1"]
)
def test_undo_never_takes_back_what_was_changed_in_a_contact_by_hand(world, import_text, written):
    economy = world.nord.economy
    result = import_text("contacts", "Kundenr;Navn;Epost;Stilling;Felles", written)
    customer_id, name = world.nord.customers[int(written[:5])], written.split(";")[1]
    with clock.frozen(clock.now() + dt.timedelta(hours=1)), writing(economy) as work:
        (place,) = [row for row in customer_contacts(work, customer_id) if row.name == name]
        draft = contact_draft(work, place.id)
        edit_contact(work, place.id, replace(draft, title="Daglig leder", phone="911 22 348"))
    with writing(economy) as work, pytest.raises(CannotUndo, match="changed after the import"):
        undo_import(work, result.batch_id)


def test_what_a_user_imported_last_is_found_by_its_record(world, import_text):
    nord, began = world.nord, clock.now()
    who = nord.economy.user_id, nord.company_id, "customers"
    assert import_since(*who, began) is None
    result = import_text("customers", *CUSTOMERS)
    found = import_since(*who, began)
    assert found is not None
    assert (found.id, found.created, found.updated) == (result.batch_id, 2, 1)
    assert import_since(*who, began + dt.timedelta(seconds=1)) is None
    assert import_since(nord.economy.user_id, nord.company_id, "invoices", began) is None
    assert import_since(nord.economy.user_id, world.sor.company_id, "customers", began) is None
    assert import_since(nord.project_leader.user_id, *who[1:], began) is None


def test_an_import_is_undone_once_and_only_in_its_own_company(world, import_text):
    result = import_text("customers", *CUSTOMERS)
    with writing(world.sor.economy) as work, pytest.raises(NotFound):
        undo_import(work, result.batch_id)
    with writing(world.nord.economy) as work:
        undo_import(work, result.batch_id)
    with writing(world.nord.economy) as work, pytest.raises(Conflict):
        undo_import(work, result.batch_id)


def test_a_dry_run_writes_nothing_and_a_run_is_audited(world, import_text):
    before = everything()
    result = import_text("customers", *CUSTOMERS, do=check)
    assert (result.batch_id, result.plan.created) == (None, 2)
    assert everything() == before
    import_text("customers", *CUSTOMERS)
    entries = rows(
        world.nord.economy, select(AuditEntry).where(col(AuditEntry.action) == "import_file")
    )
    assert {entry.subject for entry in entries} == {"import_batch", "customer"}
    (batch,) = rows(world.nord.economy, select(ImportBatch).where(col(ImportBatch.created) > 0))
    assert (batch.created, batch.updated, batch.user_id) == (2, 1, world.nord.economy.user_id)


def test_a_failure_in_the_middle_leaves_nothing(import_text, monkeypatch):
    before = everything()

    def fail(*_args):
        raise RuntimeError("power cut")

    monkeypatch.setattr("moment_ui.imports.kinds.invoices.recount_balances", fail)
    with pytest.raises(RuntimeError):
        import_text("invoices", *INVOICES)
    assert everything() == before


def test_only_who_may_import_can(world, import_text):
    for act in (check, run):
        with pytest.raises(NotPermitted):
            import_text("customers", *CUSTOMERS, do=act, actor=world.nord.project_leader)


def test_a_file_without_required_columns_is_refused(import_text):
    with pytest.raises(MissingColumns, match="Name"):
        import_text("customers", "Kundenr;Sted", "1;Oslo")


def test_the_second_of_two_equal_rows_and_doubtful_customers_are_told(import_text):
    result = import_text(
        "customers",
        "Kundenr;Navn;Org.nr;Status;Merker",
        "20001;Ett AS;;aktiv;",
        "20001;To AS;;aktiv;",
        "20002;Fjord Eiendom AS;923609016;aktiv;",
        "20003;Feil org;923609017;aktiv;",
        "20004;Rar status;;kanskje;",
        "20005;Ukjent merke;;aktiv;Finnes ikke",
        do=check,
    )
    found = {(row, key) for row, key, _reason in reasons(result)}
    assert found == {
        (3, "number"),
        (4, "org_number"),
        (5, "org_number"),
        (6, "status"),
        (7, "tags"),
    }


def test_a_write_by_somebody_else_between_checking_and_writing_is_seen(
    world, import_text, monkeypatch
):
    """The plan is made again under the lock, so the customer made meanwhile is changed, not doubled."""
    planned = run_module.planned

    def planned_then_disturbed(work, request, tell):
        answer = planned(work, request, tell)
        monkeypatch.setattr(run_module, "planned", planned)
        with writing(world.nord.administrator) as other:
            other.session.add(
                Customer(
                    number=20001,
                    name="Først ute AS",
                    status=CustomerStatus.ACTIVE,
                    created_at=clock.now(),
                    updated_at=clock.now(),
                )
            )
        return answer

    monkeypatch.setattr(run_module, "planned", planned_then_disturbed)
    result = import_text("customers", *CUSTOMERS)
    assert (result.plan.created, result.plan.updated) == (1, 2)
