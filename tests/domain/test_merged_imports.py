"""Files that name a merged customer's number land on the one it is by now."""

import pytest
from sqlmodel import select

from moment_ui.db.work import reading, writing
from moment_ui.domain.merging.commands import merge_customers, undo_merge
from moment_ui.domain.merging.fields import Choice
from moment_ui.imports import mapping, sheet
from moment_ui.imports.errors import CannotUndo
from moment_ui.imports.kinds import kind_called
from moment_ui.imports.run import Request, run
from moment_ui.imports.undo import undo_import
from moment_ui.models.contact import CustomerContact
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice
from moment_ui.models.project import Project
from tests import factories

CONFIRMED = Choice(confirmed=frozenset({"merge-org-numbers"}))


@pytest.fixture
def import_text(world, tmp_path):
    """Import lines of text as a file of a kind; returns the result."""

    def import_(kind, *lines, **options):
        path = tmp_path / f"{kind}.csv"
        path.write_text("\n".join(lines), "utf-8")
        chosen = kind_called(kind)
        mapped = mapping.guess(chosen, sheet.preview(path).headings)
        return run(world.nord.economy, Request(chosen, path, path.name, mapped, **options))

    return import_


@pytest.fixture
def merged(world):
    """The id of 10171, into which 10233 was merged."""
    with writing(world.nord.administrator) as work:
        stays = factories.customer(work, 10171, "Tindra Bygg AS", org_number="994218700").key
        goes = factories.customer(work, 10233, "Gammel Rør AS", org_number="994218766").key
        merge_customers(work, stays, goes, CONFIRMED)
    return stays


def only(world, model, **where):
    with reading(world.nord.administrator) as work:
        row = work.session.exec(select(model).filter_by(**where)).one()
        work.session.expunge(row)
        return row


@pytest.mark.parametrize(
    ("heading", "value"),
    [("Kundenummer", "10233"), ("Kundens orgnr", "994218766"), ("Kunde", "Gammel Rør")],
)
def test_invoices_projects_and_contacts_land_on_the_survivor(
    world, import_text, merged, heading, value
):
    import_text(
        "invoices",
        f"Nummer;{heading};Fakturadato;Linjetekst;Antall;Price;MVA",
        f"8001;{value};01.10.2026;Arbeid;1;100;25",
    )
    invoice = only(world, Invoice, number=8001)
    assert (invoice.customer_id, invoice.printed_name) == (merged, "Tindra Bygg AS")
    assert invoice.printed_address == "Storgata 1\n0155 Oslo"
    import_text("projects", f"Nummer;Navn;{heading}", f"X1;Nytt bygg;{value}")
    assert only(world, Project, number="X1").customer_id == merged
    import_text("contacts", f"Navn;E-post;{heading}", f"Kari Ny;kari@ny.example;{value}")
    assert only(world, CustomerContact, customer_id=merged)


def test_a_file_of_customers_changes_the_survivor_and_never_its_number(world, import_text, merged):
    result = import_text("customers", "Nummer;Navn;Telefon", "10233;Tindra Bygg AS;73540100")
    assert result.plan.updated == 1
    row = only(world, Customer, number=10171)
    assert (row.id, row.phone, row.name) == (merged, "73540100", "Tindra Bygg AS")
    assert only(world, Customer, number=10233).merged_into_id == merged


def test_a_file_with_both_numbers_says_that_they_are_one(world, import_text, merged):
    result = import_text("customers", "Nummer;Navn", "10171;Tindra Bygg AS", "10233;Gammel Rør AS")
    assert result.plan.refused == 1
    assert "row 2" in result.plan.problems[0].reason


def test_a_living_customer_stands_before_a_merged_one_of_the_same_name(world, import_text, merged):
    with writing(world.nord.administrator) as work:
        living = factories.customer(work, 10300, "Gammel Rør AS").key
    import_text("projects", "Nummer;Navn;Kunde", "X2;Bygg;Gammel Rør AS")
    assert only(world, Project, number="X2").customer_id == living


def test_an_import_of_one_of_the_two_is_not_undone_after_a_merge(world, import_text):
    first = import_text("customers", "Nummer;Navn", "10401;En AS")
    with writing(world.nord.administrator) as work:
        stays = world.nord.customers[10001]
        goes = work.session.exec(select(Customer).where(Customer.number == 10401)).one()
        merge_customers(work, stays, goes.key, CONFIRMED)
    with writing(world.nord.economy) as work, pytest.raises(CannotUndo) as refused:
        undo_import(work, first.batch_id)
    assert "1 merge" in refused.value.message


def test_an_undone_import_gives_invoices_back_to_the_survivor(world, import_text):
    """The invoice was the merged one's before the import, which gave it to another."""
    stays, goes, other = (world.nord.customers[number] for number in (10001, 10002, 10003))
    with writing(world.nord.administrator) as work:
        key = factories.project(work, "X9", goes).key
    batch = import_text("projects", "Nummer;Navn;Kundenummer", "X9;Prosjekt X9;10003").batch_id
    assert only(world, Project, id=key).customer_id == other
    with writing(world.nord.administrator) as work:
        merge = merge_customers(work, stays, goes, CONFIRMED)
    with writing(world.nord.economy) as work:
        undo_import(work, batch)
    assert only(world, Project, id=key).customer_id == stays
    with writing(world.nord.administrator) as work:
        undo_merge(work, merge)
    assert only(world, Project, id=key).customer_id == stays
