import pytest

from moment_ui.db.work import reading
from moment_ui.domain.project_contacts.queries import project_contacts
from moment_ui.state.contacts.project_contacts import KnownProjectContactState, ProjectContactState
from moment_ui.state.projects.project_page import ProjectPageState
from tests.tabs import HYDRATE, server


@pytest.fixture
def project(world):
    return world.nord.projects["P-100"]


@pytest.fixture
async def tab(world, project):
    async with server() as tabs:
        opened = tabs.open(world.nord.administrator, f"/nord/projects/{project}")
        await opened.call(HYDRATE)
        await opened.call(ProjectPageState.load)
        yield opened


def stored(world, project):
    with reading(world.nord.administrator) as work:
        return {row.name: row for row in project_contacts(work, project)}


async def test_a_new_contact_is_added_changed_and_removed_with_undo(tab, world, project):
    await tab.call(ProjectContactState.start)
    refused = await tab.call(ProjectContactState.submit, form={"name": "", "project_email": "x"})
    assert set(refused.vars["errors"]) == {"name", "project_email"}
    form = {"name": "Siri Å", "title": "Byggeleder", "project_email": "p100@fjord.example"}
    saved = await tab.call(ProjectContactState.submit, form=form)
    assert [line.name for line in saved.vars["view"].contacts] == ["Siri Å"]
    place = stored(world, project)["Siri Å"].id
    opened = await tab.call(ProjectContactState.edit, place_id=place)
    assert opened.vars["values"]["project_email"] == "p100@fjord.example"
    await tab.call(ProjectContactState.submit, form=form | {"title": "Prosjekteier"})
    assert stored(world, project)["Siri Å"].title == "Prosjekteier"
    await tab.call(ProjectContactState.remove, place_id=place)
    assert stored(world, project) == {}
    await tab.call(ProjectContactState.undo_remove)
    assert set(stored(world, project)) == {"Siri Å"}


async def test_somebody_known_is_found_and_joins(tab, world, project):
    opened = await tab.call(KnownProjectContactState.start)
    per = str(world.nord.contacts["Per 10001"])
    assert opened.vars["people"][0][0] == per
    refused = await tab.call(KnownProjectContactState.submit, form={})
    assert set(refused.vars["errors"]) == {"contact_id"}
    form = {"contact_id": per, "title": "Oppdragsgiver", "project_phone": "735 40 100"}
    await tab.call(KnownProjectContactState.submit, form=form)
    assert stored(world, project)["Per 10001"].phone.address == "735 40 100"


async def test_a_new_contact_who_is_known_is_used_instead(tab, world, project):
    await tab.call(ProjectContactState.start)
    form = {"name": "Per", "email": "per10002@kunde.example"}
    asked = await tab.call(ProjectContactState.submit, form=form)
    (known,) = asked.vars["known"]
    await tab.call(ProjectContactState.use_known, contact_id=known.id)
    assert set(stored(world, project)) == {"Per 10002"}
