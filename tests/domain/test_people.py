import datetime as dt
from dataclasses import replace

import pytest
from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.contacts import commands as places
from moment_ui.domain.contacts.rules import ContactDraft
from moment_ui.domain.people import commands, queries, rules
from moment_ui.domain.people.errors import HasAddress, PersonChanged, PersonMayExist
from moment_ui.domain.people.known import known_people
from moment_ui.domain.people.rules import Layer, PersonDraft
from moment_ui.models.contact import Contact, ContactEmail, CustomerContact, ProjectContact
from moment_ui.models.customer import Customer
from moment_ui.models.mailing import UnsubscribedAddress
from moment_ui.models.tag import TagKind
from tests import factories
from tests.world import NOW

LISE = ContactDraft("Lise Nygård", "Purchaser", "lise@tindra.example", "911 22 348", is_global=True)


@pytest.fixture
def fjord(world):
    return world.nord.customers[10001]


@pytest.fixture
def berg(world):
    return world.nord.customers[10002]


@pytest.fixture
def lise(work, fjord):
    place_id = places.add_contact(work, fjord, LISE)
    return work.session.get_one(CustomerContact, place_id).contact_id


def emails(work, contact_id):
    return [address.email for address in queries.own_addresses(work, contact_id)]


def search(work, contact_id):
    work.session.flush()
    return work.session.get_one(Contact, contact_id).search


def test_a_contact_knows_its_customers_and_projects(work, world, lise, berg):
    there = ContactDraft("", "Buyer", customer_email="innkjop@berg.example")
    places.add_existing_contact(work, berg, lise, replace(there, employed_to=dt.date(2026, 8, 31)))
    project = world.nord.projects["P-200"]  # Berg's
    factories.stored(
        work, ProjectContact(project_id=project, contact_id=lise, email="byggeplass@berg.example")
    )
    found = queries.person(work, lise)
    assert [place.name for place in found.customers] == ["Fjord Eiendom AS", "Berg Entreprenør AS"]
    assert found.customers[1].email.before == ("lise@tindra.example",)
    (in_project,) = found.projects
    assert in_project.email.layer is Layer.PROJECT
    assert in_project.email.before == ("innkjop@berg.example", "lise@tindra.example")


def test_projects_are_shown_to_those_who_may_see_them(world, lise, work):
    factories.stored(work, ProjectContact(project_id=world.nord.projects["P-100"], contact_id=lise))
    work.actor = replace(work.actor, permissions=frozenset({"view-customers"}))
    assert queries.person(work, lise).projects == ()


def test_editing_notes_consent_with_day_and_writer(work, lise):
    draft, version = PersonDraft("Lise Nyland", consent=True, consent_how="By phone"), 2
    version = queries.person(work, lise).version
    assert (
        commands.edit_person(work, lise, draft, version) == 5
    )  # name, phone, global, consent, how
    found = queries.person(work, lise)
    assert (found.draft, found.consent_at, found.consent_by) == (draft, NOW, "Kari Administrator")
    assert "nyland" in search(work, lise)
    change = queries.contact_changes(work, lise)[0]
    assert ("consent", "", "on") in change.fields
    withdrawn = replace(draft, consent=False, consent_how="")
    with clock.frozen(NOW + dt.timedelta(days=1)):
        commands.edit_person(work, lise, withdrawn, found.version)
    assert queries.person(work, lise).consent_at == NOW + dt.timedelta(days=1)


def test_a_stale_form_is_refused(work, lise):
    version = queries.person(work, lise).version
    commands.add_address(work, lise, "lise@home.example")
    with pytest.raises(PersonChanged, match="Kari Administrator"):
        commands.edit_person(work, lise, PersonDraft("Other"), version)
    assert queries.person(work, lise).draft.name == "Lise Nygård"


def test_a_stale_form_on_a_customers_page_is_refused(work, lise, fjord):
    place = work.session.exec(
        select(CustomerContact).where(CustomerContact.contact_id == lise)
    ).one()
    before = LISE
    places.edit_contact(work, place.key, replace(LISE, title="Boss"), before)
    with pytest.raises(PersonChanged):
        places.edit_contact(work, place.key, replace(LISE, title="Buyer"), before)


def test_consent_says_how_it_was_given():
    with pytest.raises(Invalid) as invalid:
        rules.read_person({"name": "Lise", "consent": "on"})
    assert set(invalid.value.fields) == {"consent_how"}
    assert rules.read_person({"name": "Lise", "consent": "on", "consent_how": "Form"}).consent


def test_addresses_are_added_moved_removed_and_put_back(work, lise):
    home = commands.add_address(work, lise, "lise@home.example")
    third = commands.add_address(work, lise, "lise@third.example")
    assert emails(work, lise) == ["lise@tindra.example", "lise@home.example", "lise@third.example"]
    commands.move_address(work, third, -1)
    commands.move_address(work, third, -1)
    commands.move_address(work, third, -1)  # at the top already
    assert emails(work, lise)[0] == "lise@third.example"
    assert queries.contact_changes(work, lise)[0].fields == (
        ("email", "lise@tindra.example", "lise@third.example"),
    )
    removed = commands.remove_address(work, third)
    assert emails(work, lise) == ["lise@tindra.example", "lise@home.example"]
    assert "third" not in search(work, lise)
    commands.restore_address(work, removed)
    assert emails(work, lise)[0] == "lise@third.example"
    commands.move_address(work, home, 1)  # at the end already
    assert emails(work, lise)[2] == "lise@home.example"
    assert "third" in search(work, lise)


@pytest.mark.parametrize("email", ["", "x", "LISE@Tindra.example", "lise@tindra.example "])
def test_an_address_that_does_not_fit_or_is_there(work, lise, email):
    with pytest.raises((Invalid, HasAddress)) as refused:
        commands.add_address(work, lise, email)
    assert set(refused.value.fields) == {"email"}
    assert emails(work, lise) == ["lise@tindra.example"]


def test_unsubscribed_addresses_say_so(work, lise):
    factories.stored(work, UnsubscribedAddress(address="lise@tindra.example", at=NOW))
    (address,) = queries.own_addresses(work, lise)
    assert address.unsubscribed == NOW


def test_tags_of_contacts(work, world, lise):
    card = factories.tag(work, "Julekort", group="Post", kind=TagKind.CONTACT)
    assert [tag.name for tag in queries.contact_tags(work)] == ["Julekort"]
    assert commands.set_tags(work, lise, [card.key]) == 1
    work.session.flush()
    assert [tag.name for tag in queries.tags_of_contact(work, lise)] == ["Julekort"]
    with pytest.raises(NotFound):  # a tag of customers
        commands.set_tags(work, lise, [world.nord.tags["Bolig"]])
    with pytest.raises(NotFound):
        commands.set_tags(work, lise, [world.sor.tags["Bolig"]])
    assert commands.set_tags(work, lise, []) == 1


def test_erasing_takes_everything_and_can_be_taken_back(work, world, lise, berg):
    places.add_existing_contact(
        work, berg, lise, ContactDraft("", "Buyer", customer_phone="735 40 100")
    )
    factories.stored(work, ProjectContact(project_id=world.nord.projects["P-100"], contact_id=lise))
    card = factories.tag(work, "Julekort", group="Post", kind=TagKind.CONTACT)
    commands.set_tags(work, lise, [card.key])
    commands.add_address(work, lise, "lise@home.example")
    work.session.flush()
    before = queries.person(work, lise)
    erased = commands.erase_person(work, lise)
    with pytest.raises(NotFound):
        queries.person(work, lise)
    assert not work.session.exec(
        select(ContactEmail).where(ContactEmail.email == "lise@home.example")
    ).all()
    back = queries.person(work, commands.restore_person(work, erased))
    assert back.draft == before.draft
    assert [a.email for a in back.addresses] == [a.email for a in before.addresses]
    assert [p.name for p in back.customers] == [p.name for p in before.customers]
    assert [p.phone for p in back.customers] == [p.phone for p in before.customers]
    assert len(back.projects) == 1
    assert back.tags == before.tags


def test_an_erased_contact_comes_back_at_the_customer_merged_into(work, world, lise, fjord, berg):
    erased = commands.erase_person(work, lise)
    work.session.get_one(Customer, fjord).merged_into_id = berg
    back = queries.person(work, commands.restore_person(work, erased))
    assert [place.of for place in back.customers] == [berg]


def test_the_history_of_somebody_who_had_the_id_before_is_not_shown(world):
    with writing(world.nord.administrator) as work:
        place_id = places.add_contact(work, world.nord.customers[10001], LISE)
        contact_id = work.session.get_one(CustomerContact, place_id).contact_id
        commands.erase_person(work, contact_id)
    with clock.frozen(NOW + dt.timedelta(minutes=1)), writing(world.nord.administrator) as work:
        other = ContactDraft("Quite Other", "", "o@x.example", "")
        place_id = places.add_contact(work, world.nord.customers[10001], other)
        new = work.session.get_one(CustomerContact, place_id).contact_id
        assert {change.action for change in queries.contact_changes(work, new)} == {"add_contact"}


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (ContactDraft("Somebody", "", "LISE@tindra.EXAMPLE", ""), "the same e-mail"),
        (ContactDraft("Somebody", "", "", "", "lise@tindra.example"), "the same e-mail"),
        (ContactDraft("LISE nygård", "", "", "+47 91122348"), "the same name and phone"),
    ],
)
def test_somebody_who_may_be_known_is_asked_about(work, lise, berg, draft, reason):
    with pytest.raises(PersonMayExist) as asked:
        places.add_contact(work, berg, draft)
    (known,) = asked.value.known
    assert (known.id, known.name, known.customers) == (lise, "Lise Nygård", "Fjord Eiendom AS")
    assert known.reason == reason
    places.add_contact(work, berg, draft, confirmed=frozenset({asked.value.key}))


@pytest.mark.parametrize(
    "draft",
    [
        ContactDraft("Lise Nygård", "", "other@tindra.example", ""),
        ContactDraft("Lise Nygård", "", "", "911 22 349"),
        ContactDraft("Kari", "", "", "911 22 348"),
    ],
)
def test_a_name_or_a_number_alone_is_no_sign(work, lise, draft):
    assert known_people(work, draft.name, (draft.email,), draft.phone) == ()


def test_a_known_person_may_be_added_though_not_global(work, world, fjord, berg):
    place_id = places.add_contact(work, fjord, replace(LISE, is_global=False))
    lise = work.session.get_one(CustomerContact, place_id).contact_id
    with pytest.raises(NotFound):
        places.add_existing_contact(work, berg, lise, LISE)
    with pytest.raises(NotFound):  # the draft is about somebody else
        places.add_existing_contact(
            work, berg, lise, ContactDraft("Kari", "", "k@x.example"), known=True
        )
    places.add_existing_contact(work, berg, lise, LISE, known=True)
    assert {place.of for place in queries.person(work, lise).customers} == {fjord, berg}


def test_people_of_another_company_are_neither_seen_nor_known_nor_changed(world):
    theirs = world.sor.contacts["Per 10001"]
    with reading(world.nord.administrator) as work:
        assert queries.own_addresses(work, theirs) == []
        for read in (queries.person, queries.contact_changes):
            with pytest.raises(NotFound):
                read(work, theirs)
    with reading(world.sor.administrator) as work:
        (address,) = queries.own_addresses(work, theirs)
        assert known_people(work, "X", ("per10001@kunde.example",), "")[0].id == theirs
    for change in (
        lambda work: commands.edit_person(work, theirs, PersonDraft("X"), 1),
        lambda work: commands.add_address(work, theirs, "x@x.example"),
        lambda work: commands.remove_address(work, address.id),
        lambda work: commands.move_address(work, address.id, 1),
        lambda work: commands.set_tags(work, theirs, []),
        lambda work: commands.erase_person(work, theirs),
    ):
        with pytest.raises(NotFound), writing(world.nord.administrator) as work:
            change(work)
    with reading(world.sor.administrator) as work:
        assert queries.person(work, theirs).draft.name == "Per 10001"


def test_changing_people_needs_the_right(world):
    person = world.nord.contacts["Per 10001"]
    with pytest.raises(NotPermitted), writing(world.nord.co_worker) as work:
        commands.erase_person(work, person)
    with pytest.raises(NotPermitted), reading(world.nord.external) as work:
        queries.person(work, person)
