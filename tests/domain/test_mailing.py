import datetime as dt

import pytest
from sqlmodel import col, delete, select

from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.mailing import commands, queries
from moment_ui.domain.mailing.commands import ListFilter
from moment_ui.domain.mailing.errors import ListChanged, ListNameTaken
from moment_ui.domain.people import commands as people
from moment_ui.models.audit import AuditEntry
from moment_ui.models.contact import Contact, ContactEmail, ContactTag, CustomerContact
from moment_ui.models.mailing import MailingList
from moment_ui.models.tag import CustomerTag, Tag, TagKind
from moment_ui.reports.address import parse
from moment_ui.reports.contacts.mailing import MAILING, why
from moment_ui.reports.contacts.mailing_page import (
    filter_of,
    list_head,
    list_lines,
    saved_filter,
    standing_counts,
    take_addresses,
)
from moment_ui.reports.run import rows_of
from tests import factories


@pytest.fixture
def everybody(world):
    """Nord's list of everybody, without a question about consent."""
    with writing(world.nord.administrator) as work:
        return commands.create_list(work, "Everybody", needs_consent=False)


def standings(world, list_id, query=""):
    report = MAILING.fixed_to(mailing_list=(list_id,))
    with reading(world.nord.administrator) as work:
        rows = list(rows_of(work, report, parse(query, report)))
        return {row.name: (row.standing.value, why(row)) for row in rows}


def members(world, list_id, query=""):
    return sorted(
        name for name, (what, _why) in standings(world, list_id, query).items() if what == "member"
    )


def change(world, act):
    with writing(world.nord.administrator) as work:
        return act(work)


def test_a_new_list_holds_every_contact_of_every_customer_live(world, everybody):
    assert members(world, everybody) == [f"Per {number}" for number in range(10001, 10006)]
    change(
        world,
        lambda work: factories.contact(work, "Ny", "ny@kunde.example", world.nord.customers[10001]),
    )
    assert "Ny" in members(world, everybody)


def test_consent_is_asked_for_unless_the_list_says_not_to(world, everybody):
    person = world.nord.contacts["Per 10001"]
    change(
        world,
        lambda work: commands.edit_list(
            work, everybody, "Everybody", needs_consent=True, version=1
        ),
    )
    assert members(world, everybody) == []
    assert standings(world, everybody)["Per 10001"] == ("no-consent", "")

    def agree(work):
        work.session.get_one(Contact, person).consent = True

    change(world, agree)
    assert members(world, everybody) == ["Per 10001"]


def test_each_one_left_out_says_why(world, everybody):
    fjord, berg = world.nord.customers[10001], world.nord.customers[10002]

    def happen(work):
        person = factories.contact(work, "Kari", "PER10001@Kunde.example", berg)
        gone = factories.contact(work, "Ola", "ola@kunde.example", fjord)
        soon = factories.contact(work, "Siri", "siri@kunde.example", fjord)
        mute = factories.contact(work, "Jo", "jo@kunde.example", fjord)
        work.session.exec(delete(ContactEmail).where(col(ContactEmail.contact_id) == mute.key))
        for who, field, day in (
            (gone, "employed_to", dt.date(2026, 8, 31)),
            (soon, "employed_from", dt.date(2027, 1, 1)),
        ):
            query = select(CustomerContact).where(CustomerContact.contact_id == who.key)
            setattr(work.session.exec(query).one(), field, day)
        email = select(ContactEmail.id).where(ContactEmail.email == "per10003@kunde.example")
        people.unsubscribe(work, work.session.exec(email).one())
        commands.pick(work, everybody, [world.nord.contacts["Per 10004"]], excluded=True)
        return person

    change(world, happen)
    found = standings(world, everybody)
    assert found["Kari"] == ("duplicate", "The same address as Per 10001, Fjord Eiendom AS")
    assert found["Ola"] == ("ended", "Employed until 31.08.2026")
    assert found["Siri"] == ("not-begun", "Employed from 01.01.2027")
    assert found["Jo"][0] == "no-address"
    assert found["Per 10003"][0] == "unsubscribed"
    assert found["Per 10004"][0] == "excluded"
    with reading(world.nord.administrator) as work:
        assert standing_counts(work, everybody, parse("", MAILING)) == (3, 6)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("customer_tags={bolig}", ["Per 10001"]),
        ("status=blocked,inactive", ["Per 10004", "Per 10005"]),
        ("projects=yes", ["Per 10001", "Per 10002"]),
        ("title=LEDER", [f"Per {number}" for number in range(10001, 10006)]),
        ("title=bygge", []),
        ("country=SE", []),
        ("kind=participant", []),
        ("customer_tags={bolig}&status=blocked", []),
        ("customer_tags={theirs}", []),
    ],
)
def test_what_the_filter_finds(world, everybody, query, names):
    query = query.format(bolig=world.nord.tags["Bolig"], theirs=world.sor.tags["Bolig"])
    assert members(world, everybody, query) == names


def test_tags_of_contacts_filter_too(world, everybody):
    def tag(work):
        made = factories.tag(work, "Julekort", group="Post", kind=TagKind.CONTACT)
        factories.stored(
            work, ContactTag(contact_id=world.nord.contacts["Per 10002"], tag_id=made.key)
        )
        return made.key

    assert members(world, everybody, f"contact_tags={change(world, tag)}") == ["Per 10002"]


def test_people_added_by_hand_stay_whatever_the_filter_says(world, everybody):
    person = world.nord.contacts["Per 10004"]
    nowhere = "country=SE"
    assert change(world, lambda work: commands.pick(work, everybody, [person], excluded=False)) == 1
    assert standings(world, everybody, nowhere) == {"Per 10004": ("member", "Added by hand")}
    assert change(world, lambda work: commands.pick(work, everybody, [person], excluded=False)) == 0
    assert members(world, everybody).count("Per 10004") == 1  # the filter finds the contact too
    assert change(world, lambda work: commands.unpick(work, everybody, [person])) == 1
    assert members(world, everybody, nowhere) == []


def test_a_tag_that_is_removed_narrows_the_list_and_never_widens_it(world, everybody):
    query = f"customer_tags={world.nord.tags['Bolig']}"
    wanted = filter_of(parse(query, MAILING))
    change(world, lambda work: commands.set_filter(work, everybody, wanted, 1))

    def remove(work):
        work.session.exec(
            delete(CustomerTag).where(col(CustomerTag.tag_id) == world.nord.tags["Bolig"])
        )
        work.session.delete(work.session.get_one(Tag, world.nord.tags["Bolig"]))

    change(world, remove)
    with reading(world.nord.administrator) as work:
        saved = saved_filter(queries.mailing_list(work, everybody))
        assert saved.value("customer_tags") == (2**31 - 1,)
        assert list_lines(work)[0].members == "0"


def test_names_are_each_used_once_and_stale_edits_refused(world, everybody):
    with pytest.raises(ListNameTaken):
        change(world, lambda work: commands.create_list(work, " Everybody "))
    with pytest.raises(Invalid):
        change(world, lambda work: commands.create_list(work, " "))
    change(
        world,
        lambda work: commands.edit_list(work, everybody, "Julekort", needs_consent=True, version=1),
    )
    with pytest.raises(ListChanged):
        change(
            world,
            lambda work: commands.edit_list(work, everybody, "X", needs_consent=True, version=1),
        )
    with pytest.raises(ListChanged):
        change(
            world, lambda work: commands.set_filter(work, everybody, ListFilter("status=active"), 1)
        )
    with writing(world.sor.administrator) as work:
        commands.create_list(work, "Julekort")  # another company's name is free


def test_a_list_is_duplicated_removed_and_brought_back(world, everybody):
    person = world.nord.contacts["Per 10001"]
    query = f"customer_tags={world.nord.tags['Bolig']}"
    wanted = filter_of(parse(query, MAILING))
    change(world, lambda work: commands.set_filter(work, everybody, wanted, 1))
    change(world, lambda work: commands.pick(work, everybody, [person], excluded=True))
    copy = change(world, lambda work: commands.duplicate_list(work, everybody))
    second = change(world, lambda work: commands.duplicate_list(work, everybody))
    with reading(world.nord.administrator) as work:
        assert [one.name for one in queries.mailing_lists(work)] == [
            "Everybody",
            "Everybody, copy",
            "Everybody, copy 2",
        ]
        assert list_head(work, copy).query == list_head(work, everybody).query == wanted.query
        assert [who.excluded for who in queries.hand_picked(work, copy)] == [True]
    removed = change(world, lambda work: commands.remove_list(work, second))
    back = change(world, lambda work: commands.restore_list(work, removed))
    with reading(world.nord.administrator) as work:
        assert list_head(work, back).query == wanted.query
        assert [who.contact_id for who in queries.hand_picked(work, back)] == [person]


def test_taking_the_addresses_is_noted(world, everybody):
    taken = change(
        world, lambda work: take_addresses(work, everybody, "status=active&standing=ended&text=x")
    )
    assert taken == ["per10001@kunde.example", "per10002@kunde.example"]
    with reading(world.nord.administrator) as work:
        query = select(AuditEntry.summary).where(AuditEntry.action == "copy_addresses")
        assert work.session.exec(query).one() == "Everybody, 2"


def test_an_address_is_unsubscribed_and_subscribed_again(world, everybody):
    def email_id(work):
        query = select(ContactEmail.id).where(ContactEmail.email == "per10001@kunde.example")
        return work.session.exec(query).one()

    change(world, lambda work: people.unsubscribe(work, email_id(work)))
    change(world, lambda work: people.unsubscribe(work, email_id(work)))  # a second click
    assert "Per 10001" not in members(world, everybody)
    with writing(world.sor.administrator) as work:
        theirs = commands.create_list(work, "Everybody", needs_consent=False)
        assert "per10001@kunde.example" in take_addresses(work, theirs, "")  # their own wish
    change(world, lambda work: people.subscribe(work, email_id(work)))
    assert "Per 10001" in members(world, everybody)


def test_an_erased_contact_leaves_every_list_and_comes_back_to_them(world, everybody):
    person = world.nord.contacts["Per 10001"]
    change(world, lambda work: commands.pick(work, everybody, [person], excluded=True))
    erased = change(world, lambda work: people.erase_person(work, person))
    assert "Per 10001" not in standings(world, everybody)
    change(world, lambda work: people.restore_person(work, erased))
    assert standings(world, everybody)["Per 10001"][0] == "excluded"


def test_lists_of_another_company_are_neither_seen_nor_changed(world, everybody):
    person = world.sor.contacts["Per 10001"]
    with reading(world.sor.administrator) as work:
        assert queries.mailing_lists(work) == []
        assert queries.list_names(work, [everybody]) == {}
        report = MAILING.fixed_to(mailing_list=(everybody,))
        assert list(rows_of(work, report, parse("", report))) == []
    for act in (
        lambda work: commands.edit_list(work, everybody, "X", needs_consent=False, version=1),
        lambda work: commands.set_filter(work, everybody, ListFilter(), 1),
        lambda work: commands.duplicate_list(work, everybody),
        lambda work: commands.remove_list(work, everybody),
        lambda work: commands.pick(work, everybody, [person], excluded=False),
        lambda work: commands.unpick(work, everybody, [person]),
        lambda work: take_addresses(work, everybody, ""),
    ):
        with pytest.raises(NotFound), writing(world.sor.administrator) as work:
            act(work)
    with pytest.raises(NotFound):
        change(world, lambda work: commands.pick(work, everybody, [person], excluded=False))
    with reading(world.nord.administrator) as work:
        assert work.session.exec(select(MailingList.version)).one() == 1


def test_mailing_lists_have_a_permission_of_their_own(world, everybody):
    for actor in (world.nord.project_leader, world.nord.co_worker, world.nord.external):
        with pytest.raises(NotPermitted), reading(actor) as work:
            queries.mailing_lists(work)
        with pytest.raises(NotPermitted), reading(actor) as work:
            list(rows_of(work, MAILING, parse("", MAILING)))
        with pytest.raises(NotPermitted), writing(actor) as work:
            take_addresses(work, everybody, "")
