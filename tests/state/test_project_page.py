"""The project's page: opened by its address, refused for others, its tags edited there."""

import pytest

from moment_ui.db.work import writing
from moment_ui.domain.tags.arranging import create_tag, create_tag_group
from moment_ui.models.tag import TagKind
from moment_ui.state.projects.project_page import ProjectPageState
from moment_ui.state.projects.project_tags import ProjectTagsState
from tests.domain.billing_world import activity_of, hourly
from tests.tabs import HYDRATE


async def opened(tabs, actor, path):
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    return tab, await tab.call(ProjectPageState.load)


async def test_a_project_opens_by_its_address(tabs, world):
    path = f"/nord/projects/{world.nord.projects['P-100']}"
    _tab, answer = await opened(tabs, world.nord.co_worker, path)
    view = answer.vars["view"]
    assert (answer.vars["phase"], view.number, view.hours) == ("ready", "P-100", "7,5")
    assert view.customer_id == world.nord.customers[10001]
    assert view.may_edit is False


async def test_what_an_activity_is_billed_by_is_told_to_those_who_may_see_rates(tabs, world):
    project = world.nord.projects["P-100"]
    with writing(world.nord.administrator) as work:
        activity = activity_of(work, project)
        assert activity
        activity.price_model_id = hourly(work, project, name="Rammeavtale").key
    told = {}
    for actor in (world.nord.project_leader, world.nord.co_worker):
        _tab, answer = await opened(tabs, actor, f"/nord/projects/{project}")
        told[answer.vars["view"].activities[0].billed_by] = "Rammeavtale" in answer.everything
    assert told == {"Rammeavtale": True, "": False}


@pytest.mark.parametrize("end", ["0", "x", "", "999999", "9" * 30])
async def test_an_address_of_no_project_says_so(tabs, world, end):
    _tab, answer = await opened(tabs, world.nord.co_worker, f"/nord/projects/{end}")
    assert answer.vars["phase"] == "failed"


async def test_the_other_companys_project_is_not_shown(tabs, world):
    path = f"/nord/projects/{world.sor.projects['P-100']}"
    _tab, answer = await opened(tabs, world.nord.administrator, path)
    assert answer.vars["phase"] == "failed"
    assert "view" not in answer.vars


async def test_tags_are_ticked_in_a_dialog(tabs, world):
    with writing(world.nord.administrator) as work:
        group = create_tag_group(work, TagKind.PROJECT, "Fase")
        tag = create_tag(work, group, "Skisse")
    path = f"/nord/projects/{world.nord.projects['P-100']}"
    tab, _answer = await opened(tabs, world.nord.project_leader, path)
    await tab.call(ProjectTagsState.start)
    await tab.call(ProjectTagsState.submit, form={f"tag-{tag}": "on"})
    shown = await tab.call(ProjectPageState.reload)
    assert [tag.name for tag in shown.vars["view"].tags] == ["Skisse"]
