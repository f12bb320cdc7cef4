from dataclasses import replace

import pytest
from sqlmodel import select

from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.contacts import commands as places
from moment_ui.domain.contacts.rules import ContactDraft
from moment_ui.domain.people import queries as people
from moment_ui.domain.people.errors import PersonChanged, PersonMayExist
from moment_ui.domain.project_contacts import commands, queries, rules
from moment_ui.domain.project_contacts.errors import AlreadyInProject
from moment_ui.domain.project_contacts.rules import ProjectContactDraft
from moment_ui.models.contact import CustomerContact, ProjectContact

SITE = ProjectContactDraft(
    "Siri Å", "Site manager", "siri@tindra.example", "911 22 348", "byggeplass@fjord.example"
)


@pytest.fixture
def project(world):
    return world.nord.projects["P-100"]  # Fjord's


@pytest.fixture
def per(world):
    return world.nord.contacts["Per 10001"]  # Fjord's


def in_project(work, project):
    return {row.name: row for row in queries.project_contacts(work, project)}


def test_a_new_contact_stands_on_the_project_with_the_address_that_counts(work, project):
    place = commands.add_project_contact(work, project, SITE)
    assert queries.project_contact_draft(work, place) == SITE
    row = in_project(work, project)["Siri Å"]
    assert (row.title, row.email.address) == ("Site manager", "byggeplass@fjord.example")
    assert row.email.before == ("siri@tindra.example",)
    assert people.contact_changes(work, row.contact_id)[0].action == "join_project"


def test_project_stands_before_customer_and_that_before_the_own(work, world, project, per):

    place = work.session.exec(
        select(CustomerContact).where(CustomerContact.contact_id == per)
    ).one()
    place.email = "per.i.fjord@kunde.example"
    key = commands.join_project(work, project, per, ProjectContactDraft("-"))
    row = in_project(work, project)["Per 10001"]
    assert (row.email.address, row.email.before) == (
        "per.i.fjord@kunde.example",
        ("per10001@kunde.example",),
    )
    draft = queries.project_contact_draft(work, key)
    commands.edit_project_contact(work, key, replace(draft, project_email="p100@kunde.example"))
    row = in_project(work, project)["Per 10001"]
    assert row.email.address == "p100@kunde.example"
    assert row.email.before == ("per.i.fjord@kunde.example", "per10001@kunde.example")


def test_those_of_the_customer_are_offered_first_and_global_ones_besides(work, world, project, per):
    draft = ContactDraft("Anne Global", "", "anne@x.example", "", is_global=True)
    places.add_contact(work, world.nord.customers[10002], draft)
    offered = queries.contacts_to_join(work, project)
    assert [one.name for one in offered] == ["Per 10001", "Anne Global"]
    commands.join_project(work, project, per, ProjectContactDraft("-"))
    work.session.flush()
    assert [one.name for one in queries.contacts_to_join(work, project)] == ["Anne Global"]
    assert queries.contacts_to_join(work, project, "per") == []


def test_nobody_else_may_be_joined_and_nobody_twice(work, world, project, per):
    with pytest.raises(NotFound):  # of another customer, and not global
        commands.join_project(
            work, project, world.nord.contacts["Per 10002"], ProjectContactDraft("-")
        )
    with pytest.raises(NotFound):
        commands.join_project(
            work, project, world.sor.contacts["Per 10001"], ProjectContactDraft("-")
        )
    commands.join_project(work, project, per, ProjectContactDraft("-"))
    with pytest.raises(AlreadyInProject):
        commands.join_project(work, project, per, ProjectContactDraft("-"))


def test_somebody_who_may_be_known_is_asked_about_and_may_be_used(work, world, project):
    draft = ProjectContactDraft("Somebody", email="per10002@kunde.example")
    with pytest.raises(PersonMayExist) as asked:
        commands.add_project_contact(work, project, draft)
    known = asked.value.known[0].id
    assert known == world.nord.contacts["Per 10002"]
    commands.join_project(work, project, known, draft, known=True)
    assert set(in_project(work, project)) == {"Per 10002"}


def test_a_stale_form_is_refused(work, project):
    place = commands.add_project_contact(work, project, SITE)
    commands.edit_project_contact(work, place, replace(SITE, title="Boss"), SITE)
    with pytest.raises(PersonChanged):
        commands.edit_project_contact(work, place, replace(SITE, title="Buyer"), SITE)


def test_removing_erases_who_is_nowhere_else_and_can_be_taken_back(work, project, per):
    place = commands.add_project_contact(work, project, SITE)
    removed = commands.remove_project_contact(work, place)
    assert removed.person is not None
    assert in_project(work, project) == {}
    commands.restore_project_contact(work, removed)
    work.session.flush()
    assert in_project(work, project)["Siri Å"].email.address == "byggeplass@fjord.example"
    place = commands.join_project(work, project, per, ProjectContactDraft("-", "Client"))
    removed = commands.remove_project_contact(work, place)
    assert removed.person is None  # still with Fjord
    commands.restore_project_contact(work, removed)
    work.session.flush()
    assert in_project(work, project)["Per 10001"].title == "Client"
    with pytest.raises(AlreadyInProject):
        commands.restore_project_contact(work, removed)


def test_who_is_in_a_project_stays_when_taken_off_the_customer(work, world, project, per):
    commands.join_project(work, project, per, ProjectContactDraft("-"))
    place = work.session.exec(
        select(CustomerContact).where(CustomerContact.contact_id == per)
    ).one()
    assert places.remove_contact(work, place.key).person is None
    assert set(in_project(work, project)) == {"Per 10001"}


def test_a_form_that_does_not_fit():
    with pytest.raises(Invalid) as invalid:
        rules.read({"name": "", "project_email": "x", "project_phone": "y"})
    assert set(invalid.value.fields) == {"name", "project_email", "project_phone"}


def test_projects_of_another_company_are_neither_read_nor_changed(world):
    theirs = world.sor.projects["P-100"]
    with writing(world.sor.administrator) as work:
        place = commands.add_project_contact(work, theirs, SITE)
    with reading(world.nord.administrator) as work:
        assert queries.project_contacts(work, theirs) == []
        assert not {one.id for one in queries.contacts_to_join(work, theirs)} & set(
            world.sor.contacts.values()
        )
    for act in (
        lambda work: commands.add_project_contact(work, theirs, SITE),
        lambda work: commands.join_project(work, theirs, world.nord.contacts["Per 10001"], SITE),
        lambda work: commands.edit_project_contact(work, place, SITE),
        lambda work: commands.remove_project_contact(work, place),
        lambda work: queries.project_contact_draft(work, place),
    ):
        with pytest.raises(NotFound), writing(world.nord.administrator) as work:
            act(work)
    with reading(world.sor.administrator) as work:
        assert work.session.get(ProjectContact, place) is not None


def test_contacts_of_projects_need_the_right(world, project):
    with pytest.raises(NotPermitted), writing(world.nord.co_worker) as work:
        commands.add_project_contact(work, project, SITE)
    with pytest.raises(NotPermitted), reading(world.nord.external) as work:
        queries.project_contacts(work, project)
