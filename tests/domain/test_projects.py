import datetime as dt
from dataclasses import replace

import pytest
from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.new_projects.commands import start_project
from moment_ui.domain.new_projects.queries import customers_for_projects, templates
from moment_ui.domain.price_models.queries import project_models
from moment_ui.domain.projects import activities, commands, rules
from moment_ui.domain.projects.activities import ActivityDraft
from moment_ui.domain.projects.errors import ActivateFirst, NoProjects, ProjectNumberTaken
from moment_ui.domain.projects.page import activities as shown_activities
from moment_ui.domain.projects.page import project
from moment_ui.domain.projects.queries import customer_projects, leaders
from moment_ui.domain.projects.rules import ProjectDraft
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.models.price_model import PriceModelKind
from moment_ui.models.project import Activity, ProjectMember

QUAY = ProjectDraft("Kaifront", budget_minutes=7200, activity="Sketch design")


def test_a_project_gets_its_number_first_activity_and_leader(work, world):
    fjord = world.nord.customers[10001]
    leader = leaders(work)[0]
    project_id = commands.create_project(
        work, fjord, ProjectDraft("Kaifront", leader_id=leader.id, activity="Sketch design")
    )
    row = next(row for row in customer_projects(work, fjord) if row.id == project_id)
    assert (row.number, row.name, row.leader, row.minutes) == ("1001", "Kaifront", leader.name, 0)
    names = work.session.exec(select(Activity.name).where(Activity.project_id == project_id))
    assert list(names) == ["Sketch design"]
    members = select(ProjectMember.co_worker_id, ProjectMember.role)
    (member,) = work.session.exec(members.where(ProjectMember.project_id == project_id))
    assert member == (leader.id, "")  # rates follow the title until the project gives a role
    assert commands.next_project_number(work) == "1002"


def test_the_customers_projects_come_with_their_hours(work, world):
    rows = customer_projects(work, world.nord.customers[10001])
    assert [(row.number, row.minutes) for row in rows] == [("P-101", 450), ("P-100", 450)]
    assert customer_projects(work, world.sor.customers[10001]) == []


@pytest.mark.parametrize("number", [10004, 10005])
def test_blocked_and_inactive_customers_get_no_projects(work, world, number):
    with pytest.raises(NoProjects):
        commands.create_project(work, world.nord.customers[number], QUAY)


def test_a_participant_orders_nothing(work, world):
    customer = work.session.exec(select(Customer).where(Customer.number == 10001)).one()
    customer.is_customer, customer.is_participant = False, True
    work.session.flush()
    with pytest.raises(NoProjects) as refused:
        commands.create_project(work, customer.key, QUAY)
    assert "participant" in refused.value.message


def test_a_potential_customer_is_made_active_when_asked(work, world):
    potential = world.nord.customers[10003]
    with pytest.raises(ActivateFirst) as asked:
        commands.create_project(work, potential, QUAY)
    commands.create_project(work, potential, QUAY, confirmed=frozenset({asked.value.key}))
    customer = work.session.exec(select(Customer).where(Customer.id == potential)).one()
    assert customer.status == CustomerStatus.ACTIVE


def test_a_typed_number_is_used_once(work, world):
    fjord = world.nord.customers[10001]
    with pytest.raises(ProjectNumberTaken):
        commands.create_project(work, fjord, ProjectDraft("x", number="P-100", activity="y"))
    commands.create_project(work, fjord, ProjectDraft("x", number="1001", activity="y"))
    assert commands.next_project_number(work) == "1002"


def test_customers_and_leaders_of_another_company_do_not_exist(work, world):
    with pytest.raises(NotFound):
        commands.create_project(work, world.sor.customers[10001], QUAY)
    theirs = next(iter(world.sor.co_workers.values()))
    with pytest.raises(NotFound):
        commands.create_project(
            work,
            world.nord.customers[10001],
            ProjectDraft("x", leader_id=theirs, activity="y"),
        )


def test_projects_need_the_right(world):
    with pytest.raises(NotPermitted), writing(world.nord.co_worker) as work:
        commands.create_project(work, world.nord.customers[10001], QUAY)


def test_a_form_as_typed():
    draft = rules.read(
        {"name": " Kaifront ", "budget": "1 840,5", "start_on": "1.12.2026", "activity": "A"}
    )
    assert (draft.name, draft.budget_minutes, draft.number) == ("Kaifront", 110430, "")


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        ({}, {"name", "activity"}),
        ({"name": "A", "activity": "B", "budget": "mye"}, {"budget"}),
        (
            {"name": "A", "activity": "B", "leader": "Marte", "start_on": "now"},
            {"leader", "start_on"},
        ),
    ],
)
def test_a_form_that_does_not_fit(texts, wrong):
    with pytest.raises(Invalid) as invalid:
        rules.read(texts)
    assert set(invalid.value.fields) == wrong


def test_a_project_starts_with_the_activities_of_another_and_a_price_model(work, world):
    template = world.nord.projects["P-200"]
    named = ActivityDraft("Byggemøter", billable=False)
    activities.add_activity(work, template, named)
    aside = activities.add_activity(work, template, ActivityDraft("Befaring"))
    activities.set_active(work, aside, active=False)
    kaien = ProjectDraft(
        "Kaien",
        activity="Skisse",
        start_on=dt.date(2026, 12, 1),
        end_on=dt.date(2027, 6, 30),
        template_id=template,
        price_model=PriceModelKind.SUBSCRIPTION,
    )
    project_id = start_project(work, world.nord.customers[10001], kaien)
    rows = shown_activities(work, project_id)
    assert [(row.name, row.billable) for row in rows] == [
        ("Skisse", True),
        ("Prosjektering", True),
        ("Byggemøter", False),
    ]
    (model,) = project_models(work, project_id)
    assert (model.row.name, model.row.starts_on) == ("Subscription", dt.date(2026, 12, 1))
    assert project(work, project_id).end_on == dt.date(2027, 6, 30)


def test_what_a_project_starts_from_is_read_with_a_message_per_field():
    wrong = {
        "name": "x",
        "activity": "",
        "start_on": "01.02.2026",
        "end_on": "31.01.2026",
        "price_model": "offer",
    }
    with pytest.raises(Invalid) as refused:
        rules.read(wrong)
    assert set(refused.value.fields) == {"activity", "end_on", "price_model"}
    assert rules.read({"name": "x", "template": "7"}).template_id == 7


def test_another_companys_project_is_no_template_and_its_customers_are_not_offered(work, world):
    theirs = world.sor.projects["P-200"]
    assert theirs not in {key for key, _name in templates(work)}
    offered = {key for key, _name in customers_for_projects(work, "")}
    assert offered == {world.nord.customers[number] for number in (10001, 10002, 10003)}
    with pytest.raises(NotFound):
        start_project(work, world.nord.customers[10001], ProjectDraft("x", template_id=theirs))


def test_without_the_right_to_price_models_there_is_no_half_project(world):
    leader = world.nord.project_leader
    actor = replace(leader, permissions=leader.permissions - {Permission.EDIT_INVOICING})
    draft = ProjectDraft("Kaien", activity="x", price_model=PriceModelKind.HOURLY)
    fjord = world.nord.customers[10001]
    with pytest.raises(NotPermitted), writing(actor) as work:
        start_project(work, fjord, draft)
    with reading(leader) as work:
        assert "Kaien" not in {row.name for row in customer_projects(work, fjord)}
