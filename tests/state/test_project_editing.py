"""A project's values edited where they stand, and its status from the menu."""

import pytest

from moment_ui.db.work import reading, writing
from moment_ui.domain.projects.editing import FieldEdit, edit_field
from moment_ui.domain.projects.page import project as shown
from moment_ui.models.project import ProjectStatus
from moment_ui.state.base import NoticeState
from moment_ui.state.projects.project_editing import EditProjectState, ProjectStatusState
from moment_ui.state.projects.project_page import ProjectPageState
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


async def test_a_value_is_saved_where_it_stands_and_undone(tab, world, project):
    await tab.call(EditProjectState.start, key="budget_minutes")
    saved = await tab.call(EditProjectState.submit, form={"budget_minutes": "120"})
    assert saved.notices == ["Budget, hours is now 120."]
    facts = {line.key: line.value for line in saved.vars["view"].facts}
    assert facts["budget_minutes"] == "120"
    await tab.call(NoticeState.undo, notice_id=saved.vars["notices"][-1].id)
    with reading(world.nord.project_leader) as work:
        assert shown(work, project).budget_minutes is None


async def test_what_a_colleague_saved_meanwhile_is_shown_and_nothing_typed_is_lost(
    tab, world, project
):
    await tab.call(EditProjectState.start, key="name")
    with writing(world.nord.administrator) as work:
        edit_field(work, FieldEdit(project, "name", "Prosjekt P-100", "Kaien"))
    answer = await tab.call(EditProjectState.submit, form={"name": "Brygga"})
    assert (answer.vars["changed_by"], answer.vars["theirs"]) == ("Kari Administrator", "Kaien")
    await tab.call(EditProjectState.submit, form={"name": "Brygga"})
    with reading(world.nord.project_leader) as work:
        assert shown(work, project).name == "Brygga"


async def test_closing_is_asked_about_and_taken_back(tab, world, project):
    asked = await tab.call(ProjectStatusState.give, status="closed")
    assert "7:30 hours" in asked.vars["question"]
    closed = await tab.call(ProjectStatusState.confirm)
    assert closed.vars["view"].status == "Closed"
    await tab.call(NoticeState.undo, notice_id=closed.vars["notices"][-1].id)
    with reading(world.nord.project_leader) as work:
        assert shown(work, project).status is ProjectStatus.ACTIVE


async def test_a_value_is_put_back_from_another_page_or_said_to_be_too_late(tab, world, project):
    await tab.call(EditProjectState.start, key="name")
    await tab.call(EditProjectState.submit, form={"name": "Brygga"})
    tab.path = "/nord/projects"
    with writing(world.nord.administrator) as work:
        edit_field(work, FieldEdit(project, "name", "Brygga", "Kaien"))
    late = await tab.call(EditProjectState.undo_save)
    assert "changed this meanwhile" in late.vars["notices"][-1].text
    assert late.vars["notices"][-1].undo  # it can be tried again, once theirs is taken back
    with writing(world.nord.administrator) as work:
        edit_field(work, FieldEdit(project, "name", "Kaien", "Brygga"))
    again = await tab.call(NoticeState.undo, notice_id=late.vars["notices"][-1].id)
    assert [one for one in again.vars.get("notices", []) if one.kind == "error"] == []
    with reading(world.nord.project_leader) as work:
        assert shown(work, project).name == "Prosjekt P-100"
