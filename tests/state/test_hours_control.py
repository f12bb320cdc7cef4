"""Hours control, the lock and moving, each from its page: what is shown, done, undone, and hostile calls."""

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.db.work import reading, writing
from moment_ui.domain.mirrors.hours import follow
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.partner import HoursSignOff
from moment_ui.models.project import Activity, CoWorker
from moment_ui.state.base import NoticeState
from moment_ui.state.hours.control import HoursControlState, SignOffState
from moment_ui.state.hours.moved import MovedHoursState
from moment_ui.state.hours.report import HoursOverviewState, MoveHoursState
from moment_ui.state.hours.status import LockState, TimesheetStatusState
from moment_ui.state.hours.sums import HoursSumsState
from moment_ui.state.hours.weeks import WaitingWeeksState
from moment_ui.state.projects.hours_approval import CorrectHoursState
from tests import factories, group
from tests.tabs import HYDRATE

PERIOD = "?period=2026-11-01..2026-11-30"


@pytest.fixture
def shared(world):
    """A shared project with two rows, the mirror of one shortened by force."""
    group.link(world)
    found = group.share(world)
    with writing(world.sor.administrator) as work:
        days = (dt.date(2026, 11, 11), dt.date(2026, 11, 12))
        follow(work, [group.written(work, found, 450, day) for day in days])
    with writing(world.nord.administrator) as work:
        mirrors = vars(TimeRecord)["__table__"]
        shorter = (
            sa.update(mirrors)
            .where(mirrors.c.origin_id.is_not(None), mirrors.c.day == days[0])
            .values(minutes=60)
        )
        work.session.connection().execute(shorter)
    return found


async def opened(tabs, actor, path, load):
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    return tab, await tab.call(load)


async def test_a_difference_is_shown_mended_and_signed_off(tabs, world, shared):
    path = f"/nord/projects/{shared.main_project}/hours-control{PERIOD}"
    tab, page = await opened(tabs, world.nord.administrator, path, HoursControlState.load)
    [line] = page.vars["lines"]
    assert (line.home, line.main, line.difference, line.state) == (
        "15",
        "8,5",
        "−6,5",
        "1 row differs",
    )
    [row] = line.differences
    assert (row.what, row.mending) == (["Hours: 7,5 → 1"], "Becomes as at home")
    asked = await tab.call(HoursControlState.ask_all, partner_id=line.partner_id)
    assert [(one.day, one.what) for one in asked.vars["planned"]] == [
        ("11.11.2026", ["Hours: 7,5 → 1"])
    ]
    await tab.call(HoursControlState.ask_one, partner_id=line.partner_id, key=row.key)
    mended = await tab.call(HoursControlState.mend)
    assert mended.notices == ["1 row mended."]
    assert mended.vars["lines"][0].state == "Agrees"
    again = await tab.call(HoursControlState.mend)
    assert again.notices == []
    await tab.call(SignOffState.start, partner_id=line.partner_id)
    signed = await tab.call(SignOffState.submit, form={"note": ""})
    assert "Signed off." in signed.notices
    with reading(world.nord.administrator) as work:
        [kept] = work.session.exec(select(HoursSignOff))
        assert (kept.home_minutes, kept.main_minutes) == (900, 900)


async def test_the_overview_has_every_shared_project_of_either_side(tabs, world, shared):
    for actor, slug in ((world.nord.economy, "nord"), (world.sor.economy, "sor")):
        path = f"/{slug}/hours/control{PERIOD}"
        _tab, page = await opened(tabs, actor, path, HoursControlState.load)
        [line] = page.vars["lines"]
        assert (line.home, line.main, line.rows) == ("15", "8,5", 1)


async def test_a_lock_says_what_is_not_done_and_is_undone(tabs, world):
    actor = world.nord.economy
    tab, _page = await opened(tabs, actor, "/nord/hours/status", TimesheetStatusState.load)
    await tab.call(TimesheetStatusState.tick_all, on=True)
    form = await tab.call(LockState.start)
    assert form.vars["opened"]
    locked = await tab.call(LockState.submit, form={"last": "2026-11-15"})
    assert {line.locked for line in locked.vars["lines"]} == {"15.11.2026"}
    await tab.call(NoticeState.undo, notice_id=locked.vars["notices"][-1].id)
    with reading(actor) as work:
        assert set(work.session.exec(select(col(CoWorker.hours_locked_before)))) == {None}


async def test_ticked_hours_are_moved_and_moved_back(tabs, world):
    actor = world.nord.administrator
    with writing(actor) as work:
        activity = work.session.exec(select(Activity).order_by(col(Activity.id)).limit(1)).one()
        person = work.session.exec(
            select(CoWorker).where(CoWorker.user_id == world.nord.co_worker.user_id)
        ).one()
        other = factories.stored(work, Activity(project_id=activity.project_id, name="Befaring"))
        group.project_of(work, activity.project_id).leader_id = person.key
        row = factories.hours(work, activity, person.key, dt.date(2026, 11, 10), 90)
        row.status = HoursStatus.NOT_APPROVED
        key, target = row.key, other.key
    tab, _page = await opened(tabs, actor, "/nord/hours/overview", HoursOverviewState.load)
    await tab.call(HoursOverviewState.tick, row=str(key), ranged=False)
    await tab.call(MoveHoursState.start, home=False)
    await tab.call(MoveHoursState.choose_project, project_id=str(activity.project_id))
    shown = await tab.call(MoveHoursState.choose_activity, activity_id=str(target))
    assert shown.vars["summary"] == "1 of 1 are moved"
    form = {"project_id": "", "activity_id": str(target), "note": "Feil aktivitet"}
    moved = await tab.call(MoveHoursState.submit, form=form)
    with reading(actor) as work:
        found = select(TimeRecord.activity_id).where(TimeRecord.id == key)
        assert work.session.exec(found).one() == target
    asked = await tab.call(CorrectHoursState.start, record_id=str(key))
    assert [(line.note, line.undone) for line in asked.vars["moves"]] == [("Feil aktivitet", "")]
    await tab.call(NoticeState.undo, notice_id=moved.vars["notices"][-1].id)
    with reading(actor) as work:
        assert work.session.exec(found).one() == activity.id
    await tab.call(HoursOverviewState.tick, row=str(key), ranged=False)
    [line] = (await tab.call(MovedHoursState.of_overview)).vars["lines"]
    assert line.places.startswith("Moved from P-100 ")
    assert line.undone.startswith(f"Moved back by {actor.name} on ")
    assert (await tab.call(MovedHoursState.set_opened, opened=False)).vars["lines"] == []


async def test_a_week_is_approved_at_once(tabs, world):
    actor = world.nord.administrator
    path = "/nord/projects/hours-approval/weeks"
    tab, page = await opened(tabs, actor, path, WaitingWeeksState.load)
    before = page.vars["lines"]
    first = before[0]
    done = await tab.call(WaitingWeeksState.approve, co_worker_id=first.id, monday=first.monday)
    assert len(done.vars["lines"]) == len(before) - 1
    back = await tab.call(NoticeState.undo, notice_id=done.vars["notices"][-1].id)
    assert back.vars["lines"] == before


async def test_hours_are_summed_by_what_is_chosen_and_the_address_says_so(tabs, world):
    actor = world.nord.administrator
    path = "/nord/hours/overview/summed"
    tab, page = await opened(tabs, actor, path, HoursSumsState.load)
    assert [row.cells[0][0] for row in page.vars["rows"]] == ["Kari Project-Leader"]
    chosen = await tab.call(HoursSumsState.set_filter, key="by", raw="project")
    assert (chosen.vars["by"], "by=project" in chosen.address) == ("project", True)
    titles = [row.cells[0][0].partition(" ")[0] for row in chosen.vars["rows"]]
    assert titles == ["P-100", "P-101", "P-200"]
