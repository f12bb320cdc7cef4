"""Milestones and notes on the project's page, and a project started from the list."""

from moment_ui.db.work import reading
from moment_ui.domain.milestones.queries import milestones
from moment_ui.domain.notes.of_projects import project_notes
from moment_ui.state.base import NoticeState
from moment_ui.state.projects.new_project import NewProjectState
from moment_ui.state.projects.project_milestones import MilestoneState
from moment_ui.state.projects.project_notes import ProjectNoteState
from moment_ui.state.projects.project_page import ProjectPageState
from tests.tabs import HYDRATE


async def opened(tabs, world, path):
    tab = tabs.open(world.nord.project_leader, path)
    await tab.call(HYDRATE)
    return tab


async def test_milestones_and_notes_are_kept_and_taken_back(tabs, world):
    project = world.nord.projects["P-100"]
    tab = await opened(tabs, world, f"/nord/projects/{project}")
    await tab.call(ProjectPageState.load)
    await tab.call(MilestoneState.start)
    wrong = await tab.call(MilestoneState.submit, form={"name": "", "due_on": "soon"})
    assert set(wrong.vars["errors"]) == {"name", "due_on"}
    added = await tab.call(MilestoneState.submit, form={"name": "Skisse", "due_on": "01.11.2026"})
    line = added.vars["view"].milestones[0]
    assert (line.name, line.state, line.about) == ("Skisse", "Late", "01.11.2026")
    await tab.call(MilestoneState.edit, milestone_id=line.id)
    moved = await tab.call(MilestoneState.submit, form={"name": "Skisse", "due_on": "01.12.2026"})
    assert moved.vars["view"].milestones[0].state == ""
    reached = await tab.call(MilestoneState.reach, milestone_id=line.id, done=True)
    assert reached.vars["view"].milestones_note == "1 of 1 reached"
    await tab.call(NoticeState.undo, notice_id=reached.vars["notices"][-1].id)
    gone = await tab.call(MilestoneState.remove, milestone_id=line.id)
    await tab.call(NoticeState.undo, notice_id=gone.vars["notices"][-1].id)
    await tab.call(ProjectNoteState.start)
    await tab.call(ProjectNoteState.submit, form={"text": "Nøkkel i postkassen"})
    with reading(world.nord.project_leader) as work:
        assert [(row.name, row.done_on) for row in milestones(work, project)] == [("Skisse", None)]
        (note,) = project_notes(work, project)
    gone = await tab.call(ProjectNoteState.remove, note_id=note.id)
    await tab.call(NoticeState.undo, notice_id=gone.vars["notices"][-1].id)
    with reading(world.nord.project_leader) as work:
        assert [row.text for row in project_notes(work, project)] == ["Nøkkel i postkassen"]


async def test_each_message_of_milestones_takes_back_its_own_act(tabs, world):
    project = world.nord.projects["P-100"]
    tab = await opened(tabs, world, f"/nord/projects/{project}")
    for name, day in (("Skisse", "01.11.2026"), ("Søknad", "")):
        await tab.call(MilestoneState.start)
        added = await tab.call(MilestoneState.submit, form={"name": name, "due_on": day})
    first = added.vars["view"].milestones[0]
    await tab.call(MilestoneState.edit, milestone_id=first.id)
    edited = await tab.call(MilestoneState.submit, form={"name": "Utkast", "due_on": "01.12.2026"})
    moved = await tab.call(MilestoneState.move, row_id=first.id, by=1)
    assert [row.name for row in moved.vars["view"].milestones] == ["Søknad", "Utkast"]
    assert moved.notices[-1] == "Utkast is moved."
    back = await tab.call(NoticeState.undo, notice_id=edited.vars["notices"][-1].id)
    assert [(row.name, row.state) for row in back.vars["view"].milestones] == [
        ("Søknad", ""),
        ("Skisse", "Late"),
    ]
    back = await tab.call(NoticeState.undo, notice_id=moved.vars["notices"][-1].id)
    assert [row.name for row in back.vars["view"].milestones] == ["Skisse", "Søknad"]


async def test_a_project_started_from_the_list_opens(tabs, world):
    tab = await opened(tabs, world, "/nord/projects")
    started = await tab.call(NewProjectState.start)
    assert started.vars["asks_customer"] is True
    nobody = await tab.call(NewProjectState.submit, form={"name": "Kaien", "activity": "x"})
    assert set(nobody.vars["errors"]) == {"customer_id"}
    found = await tab.call(NewProjectState.find, text="fjord")
    ((key, _name),) = found.vars["customers"]
    form = {"name": "Kaien", "activity": "x", "customer_id": key, "price_model": "hourly"}
    made = await tab.call(NewProjectState.submit, form=form)
    assert "The project Kaien is created." in made.notices
    assert "/nord/projects/" in made.everything
    await tab.call(NewProjectState.start)
    theirs = form | {"name": "Nei", "customer_id": str(world.sor.customers[10001])}
    refused = await tab.call(NewProjectState.submit, form=theirs)
    assert "not found" in refused.vars["problem"]
