"""Team and activities on the project's page: each act from the page, its undo, and hostile calls."""

import pytest
from sqlmodel import select

from moment_ui.db.work import reading, writing
from moment_ui.domain.projects.page import activities, team
from moment_ui.models.project import Activity, ProjectMember
from moment_ui.state.base import NoticeState
from moment_ui.state.projects.project_activities import ActivityState
from moment_ui.state.projects.project_page import ProjectPageState
from moment_ui.state.projects.project_team import TeamState
from tests import factories
from tests.tabs import HYDRATE


@pytest.fixture
def project(world):
    return world.nord.projects["P-100"]


@pytest.fixture
async def tab(tabs, world, project):
    opened = tabs.open(world.nord.project_leader, f"/nord/projects/{project}")
    await opened.call(HYDRATE)
    await opened.call(ProjectPageState.load)
    return opened


def members(world, project):
    with reading(world.nord.project_leader) as work:
        return [(row.name, row.role) for row in team(work, project)]


def names(world, project):
    with reading(world.nord.project_leader) as work:
        return [row.name for row in activities(work, project)]


async def test_a_co_worker_joins_gets_a_role_leaves_and_comes_back(tab, world, project):
    with writing(world.nord.administrator) as work:
        person = factories.co_worker(work, "Åse Ødegård", title="Arkitekt", is_external=True).key
    opened = await tab.call(TeamState.start)
    assert (str(person), "Åse Ødegård, Arkitekt, external") in opened.vars["people"]
    assert "Leder" in opened.vars["roles"]
    nobody = await tab.call(TeamState.submit, form={"co_worker_id": "", "role": "RIB"})
    assert nobody.vars["errors"] == {"co_worker_id": "Choose a co-worker."}
    joined = await tab.call(TeamState.submit, form={"co_worker_id": str(person), "role": "RIB"})
    line = next(line for line in joined.vars["view"].team if line.name == "Åse Ødegård")
    assert (line.role, line.mark, line.hours) == ("RIB", "external", "0 h")
    await tab.call(TeamState.change, member_id=line.id)
    changed = await tab.call(TeamState.submit, form={"role": "RIBr"})
    assert changed.notices == ["Åse Ødegård is RIBr in the project now."]
    await tab.call(NoticeState.undo, notice_id=changed.vars["notices"][-1].id)
    assert ("Åse Ødegård", "RIB") in members(world, project)
    left = await tab.call(TeamState.remove, member_id=line.id)
    assert len(members(world, project)) == 1
    await tab.call(NoticeState.undo, notice_id=left.vars["notices"][-1].id)
    assert ("Åse Ødegård", "RIB") in members(world, project)


async def test_whoever_has_hours_is_asked_about_first(tab, world, project):
    with writing(world.nord.administrator) as work:
        person = factories.co_worker(work, "Åse Ødegård").key
        row = ProjectMember(project_id=project, co_worker_id=person)
        place = factories.stored(work, row).key
        activity = work.session.exec(select(Activity).where(Activity.project_id == project)).one()
        factories.hours(work, activity, person, work.today(), 60)
    asked = await tab.call(TeamState.remove, member_id=place)
    assert "1:00 hours" in asked.vars["question"]
    assert len(members(world, project)) == 2
    back = await tab.call(TeamState.take_back)
    assert back.vars["opened"] is False
    await tab.call(TeamState.remove, member_id=place)
    await tab.call(TeamState.confirm)
    assert len(members(world, project)) == 1


async def test_an_activity_is_added_edited_put_aside_removed_and_each_is_undone(
    tab, world, project
):
    await tab.call(ActivityState.start)
    added = await tab.call(ActivityState.submit, form={"name": "Møter", "billable": ""})
    line = added.vars["view"].activities[-1]
    assert (line.name, line.state, line.is_last) == ("Møter", "Not billable", True)
    await tab.call(ActivityState.edit, activity_id=line.id)
    edited = await tab.call(ActivityState.submit, form={"name": "Byggemøter", "billable": "on"})
    assert edited.vars["view"].activities[-1].state == "Billable"
    await tab.call(NoticeState.undo, notice_id=edited.vars["notices"][-1].id)
    await tab.call(ActivityState.move, row_id=line.id, by=-1)
    assert names(world, project) == ["Møter", "Prosjektering"]
    aside = await tab.call(ActivityState.put_aside, activity_id=line.id)
    assert names(world, project) == ["Prosjektering", "Møter"]
    await tab.call(NoticeState.undo, notice_id=aside.vars["notices"][-1].id)
    assert names(world, project) == ["Møter", "Prosjektering"]
    gone = await tab.call(ActivityState.remove, activity_id=line.id)
    assert names(world, project) == ["Prosjektering"]
    await tab.call(NoticeState.undo, notice_id=gone.vars["notices"][-1].id)
    assert names(world, project) == ["Møter", "Prosjektering"]


async def test_the_other_companys_rows_are_out_of_reach(tab, world):
    with reading(world.sor.administrator) as work:
        (place,) = work.session.exec(
            select(ProjectMember.id).where(ProjectMember.project_id == world.sor.projects["P-100"])
        )
    answer = await tab.call(TeamState.remove, member_id=place)
    assert any("not found" in text for text in answer.notices)
    with reading(world.sor.administrator) as work:
        assert len(team(work, world.sor.projects["P-100"])) == 1
