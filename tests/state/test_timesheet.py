"""The timesheet's page: cells saved as they are left, refused beside them, live, and each act undone."""

import asyncio

import pytest

from moment_ui.db.work import writing
from moment_ui.domain.timesheets.weeks import submit_week
from moment_ui.models.hours import HoursStatus
from moment_ui.state.base import NoticeState
from moment_ui.state.timesheet.my_project import MyProjectState
from moment_ui.state.timesheet.timesheet import TimesheetState
from tests import group
from tests.tabs import HYDRATE
from tests.timesheets import (
    FRIDAY,
    WEEK,
    Cell,
    activity_of,
    change,
    join,
    kind,
    person_of,
    records,
    sheet,
    write,
)


@pytest.fixture
def leader(world):
    return world.nord.project_leader


@pytest.fixture
def activity(world):
    return activity_of(world.nord)


@pytest.fixture
async def tab(tabs, leader):
    return await opened(tabs, leader)


async def opened(tabs, actor, address="/nord/timesheet?week=2026-W47"):
    tab = tabs.open(actor, address)
    await tab.call(HYDRATE)
    await tab.call(TimesheetState.load)
    return tab


async def typed(tab, cell, text):
    """Come to a cell, type and leave it."""
    await tab.call(TimesheetState.select, cell=cell)
    return await tab.call(TimesheetState.save, week="2026-W47", cell=cell, text=text)


async def test_the_address_names_the_week(tabs, leader):
    tab = tabs.open(leader, "/nord/timesheet?week=2026-W45&day=2026-11-03")
    await tab.call(HYDRATE)
    found = (await tab.call(TimesheetState.load)).vars
    assert (found["head"].title, found["day"]) == ("Week 45, 02.11.–08.11.2026", 1)
    assert (found["head"].previous, found["head"].next) == ("2026-W44", "2026-W46")
    assert [row.number for row in found["rows"]] == ["P-100", "P-101", "P-200"]
    for address in ("/nord/timesheet", "/nord/timesheet?week=2026-W99&day=x"):
        tab = tabs.open(leader, address)
        await tab.call(HYDRATE)
        found = (await tab.call(TimesheetState.load)).vars
        assert (found["head"].name, found["day"]) == ("2026-W47", 0)


async def test_a_cell_is_saved_as_it_is_left_and_little_is_sent(tab, leader, activity):
    cell = f"{activity}-0-4"
    answer = await typed(tab, cell, "0730-1500")
    assert [(row.day, row.minutes) for row in records(leader)] == [(FRIDAY, 450)]
    assert answer.vars["values"][cell] == "7,5"
    assert (answer.vars["sums"].days[4], answer.vars["saved_at"]) == ("7,5", "Saved 10:00")
    assert answer.vars["rounds"] == {cell: 1}
    assert "rows" not in answer.vars
    assert "days" not in answer.vars
    nothing = await typed(tab, cell, "7,5")
    assert "values" not in nothing.vars
    assert len(records(leader)) == 1


async def test_what_does_not_fit_stays_in_the_cell_with_the_reason(tab, leader, activity):
    cell = f"{activity}-0-4"
    answer = await typed(tab, cell, "seven")
    assert "Write hours like" in answer.vars["errors"][cell]
    assert "values" not in answer.vars
    assert records(leader) == []
    assert (await typed(tab, cell, "7")).vars["errors"] == {}


async def test_what_changed_meanwhile_is_told_and_replaced_only_when_meant(tab, leader, activity):
    cell, place = f"{activity}-0-4", Cell(activity, FRIDAY)
    await tab.call(TimesheetState.select, cell=cell)
    write(leader, place, 180)
    answer = await tab.call(TimesheetState.save, week="2026-W47", cell=cell, text="4")
    assert "3,0 h stand here now" in answer.vars["errors"][cell]
    assert answer.vars["values"][cell] == "3,0"
    assert [row.minutes for row in records(leader)] == [180]
    assert (await typed(tab, cell, "4")).vars["errors"] == {}
    assert [row.minutes for row in records(leader)] == [240]


async def test_quick_input_is_remembered(tab, tabs, leader, activity):
    await tab.call(TimesheetState.choose_quick, quick=True)
    await typed(tab, f"{activity}-0-4", "730")
    assert [row.minutes for row in records(leader)] == [450]
    assert (await opened(tabs, leader)).token
    assert sheet(leader).quick_input


async def test_a_comment_a_note_and_what_is_billed_stand_under_the_grid(tab, leader, activity):
    cell = f"{activity}-0-4"
    await typed(tab, cell, "4,5")
    await tab.call(TimesheetState.select, cell=cell)
    [row] = records(leader)
    for field, text in (("comment", "Trapp 2"), ("note", "Bare for oss"), ("billable", "3")):
        answer = await tab.call(TimesheetState.save_detail, entry_id=row.id, field=field, text=text)
    assert answer.vars["detail"].sum == "4,5 h, 3,0 billable"
    [row] = records(leader)
    assert (row.comment, row.internal_note, row.billable_minutes) == (
        "Trapp 2",
        "Bare for oss",
        180,
    )
    wrong = await tab.call(TimesheetState.save_detail, entry_id=row.id, field="billable", text="5")
    assert "No more can be billed" in wrong.vars["errors"][f"d{row.id}-billable"]


async def test_taken_away_hours_come_back_with_all_they_said(tab, leader, activity):
    write(leader, Cell(activity, FRIDAY), 270, comment="Trapp 2", internal_note="Oss")
    await tab.call(TimesheetState.load)
    gone = await typed(tab, f"{activity}-0-4", "")
    assert (records(leader), gone.notices) == ([], ["The hours are taken away."])
    await tab.call(NoticeState.undo, notice_id=gone.vars["notices"][-1].id)
    [row] = records(leader)
    assert (row.minutes, row.comment, row.internal_note) == (270, "Trapp 2", "Oss")


async def test_locked_cells_say_why_and_raw_calls_are_refused(tab, world, leader, activity):
    cell = f"{activity}-0-4"
    await typed(tab, cell, "4")
    change(world.nord, records(leader)[0].key, status=HoursStatus.APPROVED)
    found = (await tab.call(TimesheetState.load)).vars
    assert found["marks"][cell] == "locked"
    assert "approved" in found["titles"][cell]
    answer = await typed(tab, cell, "5")
    assert "approved" in answer.vars["errors"][cell]
    with writing(leader) as work:
        submit_week(work, WEEK)
    answer = await typed(tab, f"{activity}-0-1", "5")
    assert "submitted" in answer.vars["errors"][f"{activity}-0-1"]
    assert [row.minutes for row in records(leader)] == [240]


@pytest.mark.usefixtures("live")
async def test_what_happens_elsewhere_appears_by_itself(tab, tabs, leader, activity):
    watching = f"{TimesheetState.get_full_name()}.watch"
    await tabs.processor.enqueue(tab.token, tab.event(watching, {}))
    await asyncio.sleep(0.05)
    before, said = len(tabs.sent), ""
    write(leader, Cell(activity, FRIDAY), 450)
    for _ in range(500):
        said = repr([update.delta for _token, update in tabs.sent[before:]])
        if "7,5" in said:
            break
        await asyncio.sleep(0.01)
    assert "7,5" in said
    assert "rows_rx_state_" not in said


async def test_rows_are_added_kept_let_go_of_and_made_overtime(tab, world, leader, activity):
    overtime = kind(world.nord)
    offered = await tab.call(TimesheetState.begin_add)
    assert offered.vars["found"][0].title == "P-100 Prosjekt P-100"
    found = await tab.call(TimesheetState.find, text="P-200")
    assert [line.activity for line in found.vars["found"]] == ["Prosjektering"]
    added = await tab.call(TimesheetState.add, activity_id=activity, kind_id=overtime)
    assert f"{activity}-{overtime}" in [row.key for row in added.vars["rows"]]
    await tab.call(TimesheetState.keep, activity_id=activity)
    gone = await tab.call(TimesheetState.let_go, activity_id=activity)
    assert not any(row.kept for row in gone.vars["rows"])
    back = await tab.call(NoticeState.undo, notice_id=gone.vars["notices"][-1].id)
    assert any(row.kept for row in back.vars["rows"])
    await typed(tab, f"{activity}-0-4", "2")
    done = await tab.call(TimesheetState.choose_kind, row=f"{activity}-0", kind=str(overtime))
    assert records(leader)[0].hours_type_id == overtime
    await tab.call(NoticeState.undo, notice_id=done.vars["notices"][-1].id)
    assert records(leader)[0].hours_type_id is None


async def test_last_week_is_copied_after_a_look_and_taken_back(tab, leader, activity):
    write(leader, Cell(activity, WEEK.later(-1).days[0]), 450)
    asked = await tab.call(TimesheetState.ask_copy)
    assert asked.vars["plan"].hours == "1 entry, 7,5 h"
    copied = await tab.call(TimesheetState.copy_hours)
    assert [row.minutes for row in records(leader)] == [450]
    await tab.call(NoticeState.undo, notice_id=copied.vars["notices"][-1].id)
    assert records(leader) == []
    await tab.call(TimesheetState.copy_day, at=1)
    assert [row.day for row in records(leader)] == [WEEK.days[1]]


async def test_a_week_is_submitted_and_opened_again(tab, leader, activity):
    nothing = await tab.call(TimesheetState.submit_week)
    assert nothing.notices == ["There are no hours in this week to submit."]
    await typed(tab, f"{activity}-0-4", "2")
    done = await tab.call(TimesheetState.submit_week)
    assert done.vars["head"].submitted != ""
    back = await tab.call(NoticeState.undo, notice_id=done.vars["notices"][-1].id)
    assert back.vars["head"].submitted == ""


async def test_an_external_has_a_timesheet_and_the_header_of_own_projects(tabs, world):
    """And nothing else: not who the customer is, not of other projects, not of shared ones' cells."""
    external = world.nord.external
    tab = await opened(tabs, external)
    assert "not among the company’s co-workers" in (await tab.call(TimesheetState.load)).everything
    with writing(world.nord.administrator) as work:
        person_of(work, world.nord.co_worker).user_id = external.user_id
    assert (await tab.call(TimesheetState.load)).vars["phase"] == "ready"
    join(world.nord, external, "P-100")
    found = await tab.call(TimesheetState.load)
    assert [row.project for row in found.vars["rows"]] == ["Prosjekt P-100"]
    project = tabs.open(external, f"/nord/timesheet/project/{world.nord.projects['P-100']}")
    await project.call(HYDRATE)
    seen = await project.call(MyProjectState.load)
    assert seen.vars["view"].activities == ["Prosjektering"]
    for secret in ("Fjord", world.nord.mark):
        assert secret not in found.everything + seen.everything
    for other in (world.nord.projects["P-101"], world.sor.projects["P-100"]):
        closed = tabs.open(external, f"/nord/timesheet/project/{other}")
        await closed.call(HYDRATE)
        assert (await closed.call(MyProjectState.load)).vars["phase"] == "failed"


async def test_an_external_with_a_home_is_shown_the_way_there(tabs, world):
    group.link(world)
    shared = group.share(world)
    with writing(world.nord.administrator) as work:
        person_of(work, world.sor.co_worker).user_id = world.nord.external.user_id
    tab = tabs.open(world.nord.external, "/nord/timesheet?week=2026-W47")
    await tab.call(HYDRATE)
    found = (await tab.call(TimesheetState.load)).vars
    assert found["head"].home_href == "/sor/timesheet?week=2026-W47"
    assert found["phase"] == "ready"
    cell = f"{shared.main_activity}-0-4"
    answer = await tab.call(TimesheetState.save, week="2026-W47", cell=cell, text="4")
    assert "at home, in Tegnestuen AS" in answer.vars["errors"][cell]
    assert records(world.nord.external) == []
