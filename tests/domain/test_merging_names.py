"""What rows are called when it is said what stands in the way of an undo."""

from sqlmodel import SQLModel, select

from moment_ui.db.work import reading, writing
from moment_ui.domain.merging.naming import names_of
from moment_ui.models.contact import CustomerContact
from tests import factories


def called(work, table, ids):
    return names_of(work, SQLModel.metadata.tables[table], ids)


def test_rows_have_their_number_and_name_or_the_name_of_what_they_are_about(world):
    nord = world.nord
    with writing(nord.administrator) as work:
        draft = factories.invoice(work, nord.customers[10001], None, "100").key
        kari = factories.contact(work, "Kari Berg", "kari@berg.example", nord.customers[10001])
        at = select(CustomerContact.id).where(CustomerContact.contact_id == kari.key)
        place = work.session.exec(at).one()
        assert called(work, "customer", [nord.customers[10001]]) == "10001 Fjord Eiendom AS"
        assert called(work, "invoice", [draft]) == "a draft"
        assert called(work, "customer_contact", [place]) == "Kari Berg"
        assert called(work, "customer", []) == ""


def test_of_many_rows_three_are_named_and_those_without_a_name_are_counted(world):
    ids = list(world.nord.customers.values())
    with reading(world.nord.administrator) as work:
        said = called(work, "customer", ids)
        assert said.endswith(f" and {len(ids) - 3} more")
        assert said.count(", ") == 2
        assert called(work, "payment", [1]) == "1 record"


def test_the_rows_of_another_company_have_no_names(world):
    with reading(world.sor.administrator) as work:
        assert called(work, "customer", [world.nord.customers[10001]]) == "1 record"
