"""The live board of a project: hours appear as they are written, in few bytes, to those who may see them."""

import asyncio
import datetime as dt
import json
from collections.abc import Callable
from dataclasses import asdict

import pytest
from sqlmodel import select

from moment_ui.core.actor import Actor
from moment_ui.db.work import global_writing, reading, writing
from moment_ui.domain.access.commands import revoke_session
from moment_ui.domain.mirrors.hours import follow
from moment_ui.models.access import Membership, Role
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import CoWorker, Project, ProjectMember
from moment_ui.reports.hours import project_board
from moment_ui.state.hours.asked import monday_in
from moment_ui.state.hours.project_hours import ProjectHoursState as Page
from moment_ui.state.hours.projects_live import ProjectsLiveState as Overview
from moment_ui.state.hours.seen import COOKIE
from tests import group
from tests.group import Shared
from tests.state.test_lists_live import until
from tests.tabs import HYDRATE, Tab, Tabs
from tests.world import World

pytestmark = pytest.mark.usefixtures("live")
TODAY = dt.date(2026, 11, 16)
FEW_BYTES = 3000


@pytest.fixture
def shared(world: World) -> Shared:
    """A project of Nord that people of Sør work on, with hours of both sides."""
    group.link(world)
    made = group.share(world)
    arrive(world, made, 60)
    return made


def arrive(world: World, shared: Shared, minutes: int) -> int:
    """Hours written at home, in Sør; the row's id there."""
    with writing(world.sor.co_worker) as work:
        row = group.written(work, shared, minutes, TODAY)
        follow(work, [row])
        return row.key


def change(world: World, row_id: int, minutes: int) -> None:
    with writing(world.sor.co_worker) as work:
        row = work.session.exec(select(TimeRecord).where(TimeRecord.id == row_id)).one()
        row.minutes = minutes
        follow(work, [row])


async def open_boards(tabs: Tabs, *boards: tuple[Actor, int]) -> list[Tab]:
    """Tabs of readers on the boards of projects, read and then watched."""
    opened = []
    for actor, project_id in boards:
        slug = "nord" if actor.company_id == 1 else "sor"
        tab = tabs.open(actor, f"/{slug}/projects/{project_id}/hours")
        await tab.call(HYDRATE)
        await tab.call(Page.load)
        opened.append(tab)
    for tab in opened:
        await tabs.processor.enqueue(tab.token, tab.event(f"{Page.get_full_name()}.watch", {}))
    await asyncio.sleep(0.1)
    return opened


def sent_to(tabs: Tabs, tab: Tab, since: int) -> str:
    deltas = [update.delta for token, update in tabs.sent[since:] if token == tab.token]
    return json.dumps(deltas, default=asdict)


async def heard(tabs: Tabs, write: Callable[[], object], true: Callable[[str], bool]) -> None:
    """Write, and wait until what was sent says what it should."""
    waiting = asyncio.create_task(until(tabs, true))
    await asyncio.sleep(0)
    write()
    await waiting
    await asyncio.sleep(0.05)


async def test_hours_written_at_home_appear_in_few_bytes(
    tabs: Tabs, world: World, shared: Shared
) -> None:
    nord, sor = world.nord, world.sor
    leader, other = await open_boards(
        tabs, (nord.project_leader, shared.main_project), (sor.administrator, sor.projects["P-100"])
    )
    since = len(tabs.sent)
    await heard(tabs, lambda: arrive(world, shared, 150), lambda said: "+2,5 h now" in said)
    said = sent_to(tabs, leader, since)
    assert "Kari Co-Worker, Tegnestuen AS: 2,5 h, Prosjektering. Total 11,0 h" in said
    assert '"rows_rx_state_"' not in said
    assert len(said) < FEW_BYTES
    assert sent_to(tabs, other, since) == "[]"


async def test_a_change_says_before_and_after(tabs: Tabs, world: World, shared: Shared) -> None:
    row = arrive(world, shared, 150)
    await open_boards(tabs, (world.nord.economy, shared.main_project))
    await heard(tabs, lambda: change(world, row, 120), lambda said: "2,5 h changed to 2 h" in said)


async def test_many_who_watch_the_same_read_once(
    tabs: Tabs, world: World, shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    read = project_board.board

    def counted(*args: object) -> object:
        asked.append(1)
        return read(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(project_board, "board", counted)
    watching = await open_boards(tabs, *[(world.nord.administrator, shared.main_project)] * 5)
    asked.clear()
    since = len(tabs.sent)

    def everybody(_said: str) -> bool:
        return all("+2,5 h now" in sent_to(tabs, tab, since) for tab in watching)

    await heard(tabs, lambda: arrive(world, shared, 150), everybody)
    assert len(asked) == 1


async def test_whose_log_in_ended_is_shown_out_at_the_next_news(
    tabs: Tabs, world: World, shared: Shared
) -> None:
    nord, project_id = world.nord, shared.main_project
    stays, gone = await open_boards(
        tabs, (nord.administrator, project_id), (nord.economy, project_id)
    )
    revoke_session(gone.cookie)
    await asyncio.sleep(0.25)
    since = len(tabs.sent)
    await heard(tabs, lambda: arrive(world, shared, 150), lambda said: "+2,5 h now" in said)
    events = [
        event.name
        for token, update in tabs.sent[since:]
        if token == gone.token
        for event in update.events
    ]
    assert events == ["_redirect"]
    assert sent_to(tabs, gone, since).count("Kari") == 0
    assert "+2,5 h now" in sent_to(tabs, stays, since)


async def test_who_is_taken_off_the_project_hears_no_more_of_it(
    tabs: Tabs, world: World, shared: Shared
) -> None:
    """A leader with a role of the company's own, which shows the hours of one's own projects only."""
    nord, project_id = world.nord, shared.main_project
    leads_no_more = nord.project_leader
    with global_writing() as session:
        role = Role(company_id=nord.company_id, name="Leder", permissions=["view-hours"])
        session.add(role)
        session.flush()
        found = select(Membership).where(
            Membership.user_id == leads_no_more.user_id, Membership.company_id == nord.company_id
        )
        session.exec(found).one().role_id = role.id or 0

    def lead(by: int | None) -> None:
        with writing(nord.administrator) as work:
            work.session.get_one(Project, project_id).leader_id = by
            query = select(ProjectMember).where(ProjectMember.project_id == project_id)
            for member in work.session.exec(query):
                if member.co_worker_id in nord.co_workers.values():
                    work.session.delete(member)
            work.emit("projects")

    with reading(nord.administrator) as work:
        (me,) = work.session.exec(
            select(CoWorker.id).where(CoWorker.user_id == leads_no_more.user_id)
        )
    lead(me)
    gone, stays = await open_boards(tabs, (leads_no_more, project_id), (nord.economy, project_id))
    since = len(tabs.sent)
    await heard(tabs, lambda: arrive(world, shared, 150), lambda said: said.count("+2,5 h now") > 1)
    assert "+2,5 h now" in sent_to(tabs, gone, since)
    since = len(tabs.sent)
    await heard(tabs, lambda: lead(None), lambda said: "'failed'" in said)
    assert '"rows_rx_state_": []' in sent_to(tabs, gone, since)
    since = len(tabs.sent)
    await heard(tabs, lambda: arrive(world, shared, 90), lambda said: "+1,5 h now" in said)
    assert sent_to(tabs, gone, since) == "[]"
    assert "+1,5 h now" in sent_to(tabs, stays, since)


async def test_what_came_meanwhile_is_marked(tabs: Tabs, world: World, shared: Shared) -> None:
    """By the tab's own memory; and after a restart, which took it, by what the browser says it saw."""
    path = f"/nord/projects/{shared.main_project}/hours"
    tab = tabs.open(world.nord.administrator, path)
    await tab.call(HYDRATE)
    first = await tab.call(Page.load)
    assert first.vars["now"].marks == {}
    arrive(world, shared, 150)
    again = await tab.call(Page.load)
    assert "+2,5 h meanwhile" in repr(again.vars["now"].marks)

    new = tabs.open(world.nord.administrator, path)
    new.cookie += f"; {COOKIE}={first.vars['now'].seen}"
    await new.call(HYDRATE)
    restarted = await new.call(Page.load)
    assert "+2,5 h meanwhile" in repr(restarted.vars["now"].marks)


async def test_ways_and_weeks_stand_in_the_address(
    tabs: Tabs, world: World, shared: Shared
) -> None:
    path = f"/nord/projects/{shared.main_project}/hours"
    tab = tabs.open(world.nord.administrator, f"{path}?by=company&week=2026-45")
    await tab.call(HYDRATE)
    answer = await tab.call(Page.load)
    assert [row.name for row in answer.vars["rows"] if row.group] == [
        "Own co-workers",
        "Tegnestuen AS",
    ]
    assert answer.vars["weeks"][-1].word == "w. 45"
    assert answer.vars["place"].later == "?by=company&week=2026-46"
    assert monday_in("2026-54") is monday_in("9999-01") is monday_in("x") is None


async def test_who_may_not_see_hours_gets_none(tabs: Tabs, world: World, shared: Shared) -> None:
    for actor in (world.nord.co_worker, world.nord.external, world.sor.administrator):
        tab = tabs.open(actor, f"/nord/projects/{shared.main_project}/hours")
        for handler in (Page.load, Overview.load):
            answer = await tab.call(handler)
            assert "Prosjektering" not in answer.everything


async def test_the_board_over_projects_moves_the_newest_up(
    tabs: Tabs, world: World, shared: Shared
) -> None:
    tab = tabs.open(world.nord.project_leader, "/nord/projects/live")
    await tab.call(HYDRATE)
    first = await tab.call(Overview.load)
    assert first.vars["order"][0] == str(shared.main_project)
    other = await tab.call(Overview.look_for, text="P-101")
    assert (len(other.vars["order"]), other.address) == (1, "/nord/projects/live?find=P-101")
    await tab.call(Overview.look_for, text="")
    await tabs.processor.enqueue(tab.token, tab.event(f"{Overview.get_full_name()}.watch", {}))
    await asyncio.sleep(0.05)
    await heard(
        tabs, lambda: arrive(world, shared, 150), lambda said: "2,5 h, Prosjektering" in said
    )
