"""Companies that take part in a project: who may, adding, taking out and back, and the borders."""

import pytest

from moment_ui.core.errors import NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.customers.commands import set_status
from moment_ui.domain.projects.participants import (
    CannotTakePart,
    add_participant,
    candidates,
    participants,
    remove_participant,
    restore_participant,
)
from moment_ui.domain.projects.queries import customer_projects, project_count
from moment_ui.models.customer import CustomerStatus
from tests import factories


@pytest.fixture
def engineer(world):
    """A participant in each company, alike."""
    ids = []
    for place in world.places:
        with writing(place.administrator) as work:
            row = factories.customer(
                work, 10777, name="Bæring Ingeniører AS", is_customer=False, is_participant=True
            )
            ids.append(row.key)
    return ids[0]


def test_a_company_takes_part_and_shows_on_both_sides(world, engineer):
    project = world.nord.projects["P-200"]
    with writing(world.nord.project_leader) as work:
        add_participant(work, project, engineer, " Rådgivende ingeniør ")
    with reading(world.nord.co_worker) as work:
        (row,) = participants(work, project)
        assert (row.number, row.name, row.role) == (
            10777,
            "Bæring Ingeniører AS",
            "Rådgivende ingeniør",
        )
        (part,) = customer_projects(work, engineer)
        assert (part.id, part.takes_part, part.role) == (project, True, "Rådgivende ingeniør")
        assert project_count(work, engineer) == 1


def test_taken_out_and_put_back_as_it_was(world, engineer):
    project = world.nord.projects["P-200"]
    with writing(world.nord.project_leader) as work:
        place = add_participant(work, project, engineer, "RIB")
        removed = remove_participant(work, place)
        assert participants(work, project) == []
        restore_participant(work, removed)
        assert [row.role for row in participants(work, project)] == ["RIB"]
        with pytest.raises(CannotTakePart):
            restore_participant(work, removed)


def test_only_participants_that_are_not_in_yet_are_offered(world, engineer):
    project = world.nord.projects["P-200"]
    with writing(world.nord.project_leader) as work:
        assert [row.id for row in candidates(work, project, "bæring")] == [engineer]
        assert [row.id for row in candidates(work, project, "10777")] == [engineer]
        add_participant(work, project, engineer, "")
        assert candidates(work, project, "bæring") == []


def test_a_customer_only_a_blocked_one_and_the_one_who_orders_are_refused(world, engineer):
    project = world.nord.projects["P-200"]
    with writing(world.nord.administrator) as work:
        with pytest.raises(CannotTakePart, match="customer only"):
            add_participant(work, project, world.nord.customers[10001], "")
        with pytest.raises(CannotTakePart, match="customer of this project"):
            add_participant(work, project, world.nord.customers[10002], "")
        set_status(work, [engineer], CustomerStatus.BLOCKED)
        with pytest.raises(CannotTakePart, match="blocked"):
            add_participant(work, project, engineer, "")


def test_the_other_company_does_not_exist(world, engineer):
    theirs = world.sor.projects["P-200"]
    with writing(world.nord.administrator) as work:
        with pytest.raises(NotFound):
            add_participant(work, theirs, engineer, "")
        assert participants(work, theirs) == []
    with writing(world.sor.administrator) as work:
        with pytest.raises(NotFound):
            add_participant(work, theirs, engineer, "")
        assert engineer not in {row.id for row in candidates(work, theirs, "bæring")}
    with writing(world.nord.administrator) as work:
        place = add_participant(work, world.nord.projects["P-200"], engineer, "")
    with writing(world.sor.administrator) as work, pytest.raises(NotFound):
        remove_participant(work, place)


def test_who_may_not_edit_projects_adds_nobody(world, engineer):
    project = world.nord.projects["P-200"]
    for actor in (world.nord.co_worker, world.nord.external):
        with writing(actor) as work, pytest.raises(NotPermitted):
            add_participant(work, project, engineer, "")
