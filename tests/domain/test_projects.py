import pytest
from sqlmodel import select

from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import writing
from moment_ui.domain.projects import commands, rules
from moment_ui.domain.projects.errors import ActivateFirst, NoProjects, ProjectNumberTaken
from moment_ui.domain.projects.queries import customer_projects, leaders
from moment_ui.domain.projects.rules import ProjectDraft
from moment_ui.models.customer import Customer, CustomerStatus
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
    activities = work.session.exec(select(Activity.name).where(Activity.project_id == project_id))
    assert list(activities) == ["Sketch design"]
    members = select(ProjectMember.co_worker_id).where(ProjectMember.project_id == project_id)
    assert list(work.session.exec(members)) == [leader.id]
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
