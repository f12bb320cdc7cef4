"""A project that has no customer gets one, and only one without is given one."""

import pytest
from sqlalchemy import event

from moment_ui.core.errors import NotFound
from moment_ui.core.folding import search_text
from moment_ui.db.work import reading, writing
from moment_ui.domain.drafts.commands import create_draft
from moment_ui.domain.projects.commands import create_project
from moment_ui.domain.projects.errors import NoProjects
from moment_ui.domain.projects.ordering import (
    ActivateToOrder,
    AlreadyInvoiced,
    HasCustomer,
    give_customer,
    undo_customer,
)
from moment_ui.domain.projects.rules import ProjectDraft
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.models.project import Project
from moment_ui.state.base import NoticeState
from moment_ui.state.projects.project_customer import ProjectCustomerState
from moment_ui.state.projects.project_page import ProjectPageState
from tests.tabs import HYDRATE, server


def begun(work, world):
    """A project that nothing was done in, and that is for nobody."""
    draft = ProjectDraft("Egeninnsats", activity="Skisse")
    key = create_project(work, world.nord.customers[10001], draft)
    project = work.session.get_one(Project, key)
    project.customer_id, project.search = None, search_text(project.name, project.number)
    work.session.flush()
    return project


@pytest.fixture
def without(work, world):
    return begun(work, world)


def test_a_project_without_a_customer_gets_one_and_is_found_by_its_name(work, world, without):
    fjord = world.nord.customers[10001]
    given = give_customer(work, without.key, fjord)
    assert (without.customer_id, "fjord" in without.search) == (fjord, True)
    with pytest.raises(HasCustomer):
        give_customer(work, without.key, world.nord.customers[10002])
    undo_customer(work, given)
    assert (without.customer_id, "fjord" in without.search) == (None, False)
    with pytest.raises(HasCustomer):
        undo_customer(work, given)


def test_what_was_drafted_meanwhile_keeps_the_customer(work, world, without):
    fjord = world.nord.customers[10001]
    given = give_customer(work, without.key, fjord)
    create_draft(work, fjord, without.key)
    with pytest.raises(AlreadyInvoiced):
        undo_customer(work, given)


def test_taking_a_customer_back_locks_it_first_as_making_a_draft_does(work, world, without):
    given = give_customer(work, without.key, world.nord.customers[10001])
    locked: list[type] = []

    def look(state) -> None:
        if state.is_select and state.statement._for_update_arg is not None:
            locked.append(state.bind_mapper.class_)

    event.listen(work.session, "do_orm_execute", look)
    undo_customer(work, given)
    assert locked[:2] == [Customer, Project]


def test_who_may_not_order_is_refused_and_a_potential_customer_asked_about(work, world, without):
    with pytest.raises(NoProjects):
        give_customer(work, without.key, world.nord.customers[10004])
    with pytest.raises(NotFound):
        give_customer(work, without.key, world.sor.customers[10002])
    berg = work.session.get_one(Customer, world.nord.customers[10002])
    berg.status = CustomerStatus.POTENTIAL
    work.session.flush()
    with pytest.raises(ActivateToOrder) as asked:
        give_customer(work, without.key, berg.key)
    give_customer(work, without.key, berg.key, confirmed=frozenset({asked.value.key}))
    assert berg.status == CustomerStatus.ACTIVE


async def test_it_is_chosen_on_the_projects_page_and_taken_back(world):
    fjord = world.nord.customers[10001]
    with writing(world.nord.administrator) as work:
        project = begun(work, world).key
    async with server() as tabs:
        tab = tabs.open(world.nord.project_leader, f"/nord/projects/{project}")
        await tab.call(HYDRATE)
        assert (await tab.call(ProjectPageState.load)).vars["view"].customer_id == 0
        await tab.call(ProjectCustomerState.start)
        unsaid = await tab.call(ProjectCustomerState.submit, form={"customer_id": ""})
        assert unsaid.vars["errors"] == {"customer_id": "Choose a customer."}
        saved = await tab.call(ProjectCustomerState.submit, form={"customer_id": str(fjord)})
        assert saved.vars["view"].customer_id == fjord
        await tab.call(NoticeState.undo, notice_id=saved.vars["notices"][-1].id)
    with reading(world.nord.administrator) as work:
        assert work.session.get_one(Project, project).customer_id is None
