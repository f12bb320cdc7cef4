"""The live boards: every hour once, own and partners' apart, and nothing of another company."""

import datetime as dt
import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.db.mirrored import DOOR
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.hours.board import A_WEEK, WEEKS, Board, board, monday_of
from moment_ui.domain.hours.boards import Lines, project_lines
from moment_ui.domain.mirrors.hours import follow
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.project import Activity, ProjectStatus
from tests import factories, group
from tests.world import Place, World

NUMBERS = itertools.count(1)
TODAY = dt.date(2026, 11, 16)  # a Monday, as the world's clock says


def _board(place: Place, number: str = "P-100", monday: dt.date | None = None) -> Board:
    with reading(place.administrator) as work:
        return board(work, place.projects[number], monday)


def _write(work: Work, place: Place, day: dt.date, minutes: int) -> None:
    activity = work.session.exec(
        select(Activity).where(Activity.project_id == place.projects["P-100"])
    ).one()
    factories.hours(work, activity, next(iter(place.co_workers.values())), day, minutes)


def test_weeks_are_half_open_and_end_with_this_one(world: World) -> None:
    nord = world.nord
    with writing(nord.administrator) as work:
        for day, minutes in (
            (TODAY - dt.timedelta(days=1), 60),  # the Sunday before
            (TODAY, 90),
            (TODAY + dt.timedelta(days=6), 30),
            (TODAY + dt.timedelta(days=7), 15),  # next week: in the total only
        ):
            _write(work, nord, day, minutes)
    [row] = _board(nord).written
    assert _board(nord).mondays[-1] == TODAY
    assert row.weeks == (0, 0, 0, 450, 60, 120)
    assert (row.this_week, row.last_week, row.minutes) == (120, 60, 450 + 195)
    [earlier] = _board(nord, monday=TODAY - A_WEEK * 2).written
    assert earlier.weeks == (0, 0, 0, 0, 0, 450)
    assert (earlier.this_week, earlier.minutes) == (120, 645)


def test_hours_of_partners_stand_apart_with_their_news(world: World) -> None:
    group.link(world)
    shared = group.share(world)
    with writing(world.sor.administrator) as work:
        row = group.written(work, shared, 450, TODAY)
        follow(work, [row])
    with writing(world.sor.administrator) as work:
        again = work.session.exec(select(TimeRecord).where(TimeRecord.id == row.id)).one()
        again.minutes = 300
        follow(work, [again])
    found = _board(world.nord)
    partners = [each for each in found.written if each.company_id]
    assert [(each.co_worker_id, each.company, each.minutes) for each in partners] == [
        (shared.external, "Tegnestuen AS", 300)
    ]
    assert [(each.before, each.after, each.company) for each in found.news] == [
        (450, 300, "Tegnestuen AS"),
        (0, 450, "Tegnestuen AS"),
    ]
    assert (found.news_today, found.news[0].day) == (2, TODAY)
    assert _board(world.sor).written[0].minutes == 300  # its own P-100, and nothing of Nord's
    assert _board(world.sor).news == ()


def test_a_project_of_somebody_else_is_not_found(world: World) -> None:
    with reading(world.nord.administrator) as work, pytest.raises(NotFound):
        board(work, world.sor.projects["P-100"])
    left = frozenset({Permission.VIEW_HOURS})
    with writing(world.nord.administrator) as work:
        row = group.project_of(work, world.nord.projects["P-101"])
        row.leader_id = None
    outsider = replace(world.nord.external, permissions=left)
    with reading(outsider) as work, pytest.raises(NotFound):
        board(work, world.nord.projects["P-100"])
    leader = replace(world.nord.project_leader, permissions=left)
    with reading(leader) as work:
        assert board(work, world.nord.projects["P-100"]).written


def _lines(work: Work, find: str = "", *, mine: bool = False) -> Lines:
    return project_lines(work, find, mine=mine)


def test_projects_with_the_newest_hours_come_first(world: World) -> None:
    group.link(world)
    shared = group.share(world, "P-200")
    with writing(world.sor.administrator) as work:
        follow(work, [group.written(work, shared, 450, TODAY)])
    with writing(world.nord.administrator) as work:
        group.project_of(work, world.nord.projects["P-101"]).status = ProjectStatus.CLOSED
    with reading(world.nord.project_leader) as work:
        found = _lines(work)
    assert [
        (line.number, line.minutes, line.own_week, line.partner_week) for line in found.lines
    ] == [
        ("P-200", 900, 0, 450),
        ("P-100", 450, 0, 0),
    ]
    latest = found.lines[0].latest
    assert latest is not None
    assert (latest.co_worker_id, latest.after) == (shared.external, 450)
    assert not found.sees_all


def test_leaders_see_theirs_and_the_economy_all(world: World) -> None:
    with writing(world.nord.administrator) as work:
        group.project_of(work, world.nord.projects["P-100"]).leader_id = None
    with reading(world.nord.project_leader) as work:
        assert {line.number for line in _lines(work).lines} == {"P-101", "P-200"}
    with reading(world.nord.economy) as work:
        assert {line.number for line in _lines(work).lines} == {"P-100", "P-101", "P-200"}
        assert _lines(work, mine=True).lines == ()
        assert [line.number for line in _lines(work, "p-2 PROSJEKT").lines] == ["P-200"]


HOURS = st.tuples(st.integers(0, 1), st.integers(-60, 20), st.integers(1, 1440), st.booleans())


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(HOURS, max_size=12))
def test_the_board_adds_up_to_the_rows(
    world: World, written: list[tuple[int, int, int, bool]]
) -> None:
    """Whatever was written: sums by week, in all, own and of partners are those of the time records."""
    nord = world.nord
    people = list(nord.co_workers.values())
    with writing(nord.administrator) as work:
        work.session.info[DOOR] = True  # rows are put here as they would come through it
        project = factories.project(work, f"H-{next(NUMBERS)}", None)
        activity = work.session.exec(
            select(Activity).where(Activity.project_id == project.key)
        ).one()
        for place, (who, offset, minutes, partner) in enumerate(written):
            factories.stored(
                work,
                TimeRecord(
                    co_worker_id=people[who],
                    project_id=project.key,
                    activity_id=activity.key,
                    day=TODAY + dt.timedelta(days=offset),
                    minutes=minutes,
                    status=HoursStatus.NOT_APPROVED,
                    origin_company_id=world.sor.company_id if partner else None,
                    origin_id=project.key * 1000 + place if partner else None,
                    created_at=clock.now(),
                ),
            )
        project_id = project.key
    with reading(nord.administrator) as work:
        found = board(work, project_id)
        [line] = [each for each in _lines(work, "h-").lines if each.id == project_id]
    assert sum(each.minutes for each in found.written) == sum(m for _w, _d, m, _p in written)
    assert line.minutes == sum(m for _w, _d, m, _p in written)
    for at, monday in enumerate(found.mondays):
        inside = [
            m for _w, d, m, _p in written if monday_of(TODAY + dt.timedelta(days=d)) == monday
        ]
        assert sum(each.weeks[at] for each in found.written) == sum(inside)
    week = [(m, p) for _w, d, m, p in written if 0 <= d < 7]
    assert line.partner_week == sum(m for m, partner in week if partner)
    assert line.own_week == sum(m for m, partner in week if not partner)
    assert len(found.mondays) == WEEKS
