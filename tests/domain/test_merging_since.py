"""What happened between a merge and its undo: what goes back, what stays, and when it is refused."""

import datetime as dt
import json
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.domain.customers import commands as customer_commands
from moment_ui.domain.customers.draft import draft_from
from moment_ui.domain.merging.commands import merge_customers, undo_merge
from moment_ui.domain.merging.errors import CannotUndo
from moment_ui.domain.merging.fields import Choice
from moment_ui.domain.merging.queries import undo_preview
from moment_ui.domain.people.commands import erase_person
from moment_ui.domain.search.queries import customers_found
from moment_ui.domain.tags.merging import delete_tag
from moment_ui.models.contact import CustomerContact
from moment_ui.models.customer import Customer
from moment_ui.models.folder import CustomerFile
from moment_ui.models.invoice import InvoiceState
from moment_ui.models.merging import CustomerMerge
from moment_ui.models.project import Project
from moment_ui.models.tag import CustomerTag
from tests import factories
from tests.world import NOW

DAY = dt.date(2026, 9, 1)


@pytest.fixture
def two(work):
    stays = factories.customer(work, 10171, "Tindra Bygg AS")
    goes = factories.customer(work, 10233, "Gammel Rør AS")
    return stays.key, goes.key


def merged(work, two, **choice):
    return merge_customers(work, two[0], two[1], Choice(**choice))


def owner(work, model, **where):
    row = work.session.exec(select(model).filter_by(**where)).one()
    work.session.refresh(row)
    return row.customer_id


def edit(work, customer_id, **fields):
    row = work.session.exec(select(Customer).where(Customer.id == customer_id)).one()
    draft = replace(draft_from(row), **fields)
    customer_commands.edit_customer(work, customer_id, row.version, draft)


def file(work, customer_id, name, **fields):
    values = {"same_name": name, "created_at": clock.now(), "changed_at": clock.now(), **fields}
    return factories.stored(work, CustomerFile(customer_id=customer_id, name=name, **values))


def test_another_field_edited_since_leaves_nothing_of_the_other_name_behind(work, two):
    """The search text follows from all fields: it is neither what the merge made nor what was before."""
    merge = merged(work, two, taken=frozenset({"name"}))
    edit(work, two[0], phone="73540100")
    undo_merge(work, merge)
    assert [hit.number for hit in customers_found(work, "gammel")] == [10233]
    assert [hit.number for hit in customers_found(work, "tindra 73540100")] == [10171]


def test_a_file_that_got_the_id_of_one_removed_since_is_not_taken(work, two):
    old = file(work, two[1], "Avtale.pdf").key
    merge = merged(work, two)
    work.session.exec(sa.delete(CustomerFile).where(col(CustomerFile.id) == old))
    with clock.frozen(NOW + dt.timedelta(hours=1)):
        file(work, two[0], "Ny.pdf", id=old)
        assert dict(undo_preview(work, merge).gone) == {"Files": 1}
        undo_merge(work, merge)
    assert owner(work, CustomerFile, name="Ny.pdf") == two[0]


def test_a_file_deleted_since_goes_back_deleted(work, two):
    kept = file(work, two[1], "Avtale.pdf")
    merge = merged(work, two)
    kept.deleted_at = clock.now()
    undo_merge(work, merge)
    work.session.refresh(kept)
    assert (kept.customer_id, kept.deleted_at) == (two[1], clock.now())


def test_a_tag_deleted_since_is_not_brought_back_and_no_reason_to_refuse(work, two):
    shared, own = (factories.tag(work, name, name).key for name in ("Privat", "Jul"))
    for customer_id in two:
        factories.tag_customer(work, customer_id, shared)
    factories.tag_customer(work, two[1], own)
    merge = merged(work, two)
    delete_tag(work, shared)
    seen = undo_preview(work, merge)
    assert (seen.reasons, dict(seen.gone)) == ((), {"Tags": 1})
    undo_merge(work, merge)
    assert owner(work, CustomerTag, tag_id=own) == two[1]


def test_a_draft_issued_since_stays_where_it_was_sent(work, two):
    draft = factories.invoice(work, two[1], None, "300")
    merge = merged(work, two)
    draft.number, draft.state = 7300, InvoiceState.SENT
    draft.finalised_at = clock.now() + dt.timedelta(minutes=1)
    assert undo_preview(work, merge).notes == (
        "Invoice 7300 was issued since. It stays where it was sent.",
    )
    undo_merge(work, merge)
    work.session.refresh(draft)
    assert draft.customer_id == two[0]


def test_an_invoice_made_since_on_a_project_that_goes_back_is_named(work, two):
    project = factories.project(work, "P1", two[1]).key
    merge = merged(work, two)
    factories.invoice(work, two[0], 7400, "100", DAY, project_id=project)
    assert undo_preview(work, merge).notes == (
        "Invoices made since stay, though their projects go back: 7400.",
    )
    undo_merge(work, merge)
    assert owner(work, Project, number="P1") == two[1]


def test_what_a_later_merge_joined_waits_for_its_undo(work, two):
    """Kari came with the second customer; the third one's Kari was joined with her."""
    third = factories.customer(work, 10300, "Tredje AS").key
    kari = factories.contact(work, "Kari", "kari@x.example", two[1]).key
    place = CustomerContact(customer_id=third, contact_id=kari)
    factories.stored(work, place)
    first = merged(work, two)
    second = merged(work, (two[0], third))
    with pytest.raises(CannotUndo) as refused:
        undo_merge(work, first)
    assert "10300 Tredje AS was merged into the same customer since" in refused.value.message
    assert "contacts" in refused.value.message
    undo_merge(work, second)
    undo_merge(work, first)
    places = work.session.exec(select(CustomerContact).where(CustomerContact.contact_id == kari))
    assert {row.customer_id for row in places} == {two[1], third}


def test_a_field_that_a_later_merge_chose_waits_too(work, two):
    third = factories.customer(work, 10300, "Tredje AS").key
    first = merged(work, two, taken=frozenset({"name"}))
    second = merged(work, (two[0], third), taken=frozenset({"name"}))
    assert len(undo_preview(work, first).reasons) == 1
    undo_merge(work, second)
    undo_merge(work, first)
    row = work.session.exec(select(Customer).where(Customer.id == two[0])).one()
    assert row.name == "Tindra Bygg AS"


def test_a_later_merge_of_other_things_is_not_in_the_way(work, two):
    third = factories.customer(work, 10300, "Tredje AS").key
    for number, customer_id in ((7100, two[1]), (7300, third)):
        factories.invoice(work, customer_id, number, "100", DAY)
    first = merged(work, two)
    merged(work, (two[0], third))
    undo_merge(work, first)
    assert {hit.number for hit in customers_found(work, "10233")} == {10233}
    assert [hit.was for hit in customers_found(work, "10300")] == [10300]


def test_a_refusal_changes_nothing(work, two, world):
    project = factories.project(work, "P1", two[1])
    factories.note(work, two[1], "Note")
    merge = merged(work, two)
    project.customer_id = world.nord.customers[10001]
    work.session.flush()
    before = undo_preview(work, merge)
    with pytest.raises(CannotUndo) as refused:
        undo_merge(work, merge)
    assert "Give them back first" in refused.value.message
    assert undo_preview(work, merge) == before
    project.customer_id = two[0]
    assert undo_merge(work, merge) == two[1]


def test_a_person_erased_since_is_erased_from_the_snapshot_too(work, two):
    kari = factories.contact(work, "Kari", "kari@x.example", two[0]).key
    place = CustomerContact(customer_id=two[1], contact_id=kari, phone="90 11 22 33", title="Leder")
    factories.stored(work, place)
    merge = work.session.get_one(CustomerMerge, merged(work, two))
    assert "90 11 22 33" in json.dumps(merge.snapshot)
    erase_person(work, kari)
    assert "90 11 22 33" not in json.dumps(merge.snapshot)
    assert undo_merge(work, merge.key) == two[1]
