import datetime as dt
from dataclasses import replace

import pytest
from sqlmodel import select

from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import writing
from moment_ui.domain.contacts import commands, rules
from moment_ui.domain.contacts.errors import AlreadyContact
from moment_ui.domain.contacts.queries import contact_draft, customer_contacts, global_contacts
from moment_ui.domain.contacts.rules import ContactDraft
from moment_ui.domain.customers.queries import customer_changes
from moment_ui.domain.people.rules import Counting, Layer
from moment_ui.models.contact import Contact, ContactEmail, CustomerContact

LISE = ContactDraft("Lise Nygård", "Purchaser", "lise@tindra.example", "911 22 348", is_global=True)


@pytest.fixture
def fjord(world):
    return world.nord.customers[10001]


@pytest.fixture
def berg(world):
    return world.nord.customers[10002]


def test_a_new_contact_stands_on_the_customer(work, fjord):
    place_id = commands.add_contact(work, fjord, LISE)
    assert contact_draft(work, place_id) == LISE
    row = next(row for row in customer_contacts(work, fjord) if row.id == place_id)
    assert (row.name, row.email) == ("Lise Nygård", Counting("lise@tindra.example", Layer.OWN))
    assert customer_changes(work, fjord)[0].fields == (("contact", "", "Lise Nygård"),)


def test_a_global_contact_can_be_added_with_an_address_of_its_own_there(work, fjord, berg):
    commands.add_contact(work, fjord, LISE)
    (person,) = global_contacts(work, berg, "LISE ny")
    there = ContactDraft("", "Buyer", customer_email="innkjop@berg.example")
    place_id = commands.add_existing_contact(work, berg, person.id, there)
    row = next(row for row in customer_contacts(work, berg) if row.id == place_id)
    assert (row.title, row.email.address) == ("Buyer", "innkjop@berg.example")
    assert row.email.before == ("lise@tindra.example",)
    assert global_contacts(work, berg, "lise") == []


def test_only_global_contacts_are_offered_or_taken(work, world, fjord, berg):
    commands.add_contact(work, fjord, replace(LISE, is_global=False))
    assert global_contacts(work, berg, "lise") == []
    with pytest.raises(NotFound):
        commands.add_existing_contact(work, berg, world.nord.contacts["Per 10001"], LISE)
    with pytest.raises(NotFound):
        commands.add_existing_contact(work, berg, world.sor.contacts["Per 10001"], LISE)


def test_nobody_is_a_contact_of_a_customer_twice(work, fjord):
    commands.add_contact(work, fjord, LISE)
    place = next(row for row in customer_contacts(work, fjord) if row.name == LISE.name)
    removed = commands.remove_contact(work, place.id)
    commands.restore_contact(work, removed)
    with pytest.raises(AlreadyContact):
        commands.add_existing_contact(work, fjord, removed.contact_id, LISE)
    with pytest.raises(AlreadyContact):
        commands.restore_contact(work, removed)


def test_editing_changes_the_person_everywhere_and_the_place_here(work, fjord, berg):
    place_id = commands.add_contact(work, fjord, LISE)
    (person,) = global_contacts(work, berg, "lise")
    other = commands.add_existing_contact(work, berg, person.id, ContactDraft("", "Buyer"))
    changed = replace(
        LISE, name="Lise Nyland", title="Boss", email="nyland@tindra.example", is_global=False
    )
    assert commands.edit_contact(work, place_id, changed) == fjord
    assert contact_draft(work, place_id) == changed
    assert contact_draft(work, other).name == "Lise Nyland"
    assert contact_draft(work, other).title == "Buyer"
    assert {field for field, _old, _new in customer_changes(work, fjord)[0].fields} == {
        "name",
        "title",
        "email",
        "is_global",
    }
    commands.edit_contact(work, place_id, replace(changed, email=""))
    assert contact_draft(work, other).email == ""


def test_removing_can_be_undone_with_everything_on_it(work, fjord):
    draft = replace(LISE, employed_to=dt.date(2026, 8, 31), customer_phone="735 40 100")
    place_id = commands.add_contact(work, fjord, draft)
    removed = commands.remove_contact(work, place_id)
    assert LISE.name not in {row.name for row in customer_contacts(work, fjord)}
    assert contact_draft(work, commands.restore_contact(work, removed)) == draft


def people(work):
    return {person.name for person in work.session.exec(select(Contact))}


def addresses(work):
    return {row.email for row in work.session.exec(select(ContactEmail))}


def test_a_removed_person_whom_nobody_can_reach_is_erased_with_the_addresses(work, fjord):
    draft = replace(LISE, is_global=False)
    place_id = commands.add_contact(work, fjord, draft)
    work.session.add(
        ContactEmail(contact_id=contact_of(work, place_id), email="lise@home.example", position=5)
    )
    removed = commands.remove_contact(work, place_id)
    work.session.flush()
    assert LISE.name not in people(work)
    assert not {LISE.email, "lise@home.example"} & addresses(work)
    back = commands.restore_contact(work, removed)
    work.session.flush()
    assert contact_draft(work, back) == draft
    assert {LISE.email, "lise@home.example"} <= addresses(work)


def test_a_global_person_and_one_in_another_customer_stay(work, fjord, berg):
    place_id = commands.add_contact(work, fjord, LISE)
    commands.remove_contact(work, place_id)
    work.session.flush()
    assert LISE.name in people(work)
    here = commands.add_contact(work, fjord, replace(LISE, name="Anne", email="a@tindra.example"))
    (person,) = global_contacts(work, berg, "anne")
    there = commands.add_existing_contact(work, berg, person.id, ContactDraft(""))
    commands.edit_contact(work, here, replace(LISE, name="Anne", is_global=False))
    commands.remove_contact(work, here)
    work.session.flush()
    assert "Anne" in people(work)
    assert contact_draft(work, there).name == "Anne"
    commands.remove_contact(work, there)
    work.session.flush()
    assert "Anne" not in people(work)


def contact_of(work, place_id):
    return work.session.get_one(CustomerContact, place_id).contact_id


def test_those_who_left_come_last(work, fjord):
    commands.add_contact(work, fjord, replace(LISE, name="Anne", employed_to=dt.date(2026, 8, 31)))
    commands.add_contact(work, fjord, replace(LISE, name="Øyvind", email="o@tindra.example"))
    assert [row.name for row in customer_contacts(work, fjord)] == ["Øyvind", "Per 10001", "Anne"]


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        ({}, {"name"}),
        ({"name": "A", "email": "x", "customer_email": "y"}, {"email", "customer_email"}),
        ({"name": "A", "employed_from": "02.01.2026", "employed_to": "1.1.2026"}, {"employed_to"}),
        ({"name": "A", "employed_to": "soon"}, {"employed_to"}),
    ],
)
def test_a_form_that_does_not_fit(texts, wrong):
    with pytest.raises(Invalid) as invalid:
        rules.read(texts)
    assert set(invalid.value.fields) == wrong


def test_other_companies_and_other_roles(work, world, fjord):
    theirs = world.sor.customers[10001]
    with pytest.raises(NotFound):
        commands.add_contact(work, theirs, LISE)
    assert customer_contacts(work, theirs) == []
    place = customer_contacts(work, fjord)[0].id
    for command in (commands.remove_contact, contact_draft):
        with pytest.raises(NotFound):
            command(work, place + 1000)


def test_contacts_need_the_right(world):
    with pytest.raises(NotPermitted), writing(world.nord.co_worker) as work:
        commands.add_contact(work, world.nord.customers[10001], LISE)
