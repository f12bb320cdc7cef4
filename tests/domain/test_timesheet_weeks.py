"""A week of one's own: its rows, what is expected, copying, handing it in, and finding what to write on."""

import datetime as dt

import pytest

from moment_ui.core.errors import NotFound
from moment_ui.db.work import reading, writing
from moment_ui.domain.timesheets import copying, kinds
from moment_ui.domain.timesheets.calendar import expected_in, expected_on, holiday
from moment_ui.domain.timesheets.entries import Place as Cell
from moment_ui.domain.timesheets.errors import (
    HoursLocked,
    NothingWritten,
    TypeTaken,
    TypeUsed,
    WeekApproved,
)
from moment_ui.domain.timesheets.finding import find_activities, my_project
from moment_ui.domain.timesheets.kinds import KindDraft
from moment_ui.domain.timesheets.queries import weeks_around
from moment_ui.domain.timesheets.retyping import set_row_kind, undo_row_kind
from moment_ui.domain.timesheets.rows import choose_activities, drop_row, keep_row, move_row
from moment_ui.domain.timesheets.rules import Lock, Week
from moment_ui.domain.timesheets.weeks import submit_week, take_back_week
from moment_ui.models.hours import HoursStatus
from moment_ui.models.project import ProjectStatus
from tests import group
from tests.timesheets import (
    FRIDAY,
    MONDAY,
    TUESDAY,
    WEEK,
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


def shown(actor, week=WEEK):
    return [(row.number, row.type_id, row.minutes) for row in sheet(actor, week).rows]


def test_the_rows_are_those_one_writes_on(world, leader, activity):
    """With hours of the last two weeks, kept, or of this week; else all that is open."""
    assert shown(leader) == [("P-100", None, 0), ("P-101", None, 0), ("P-200", None, 0)]
    later = Week.of(dt.date(2027, 2, 1))
    everything = [number for number, _type, _minutes in shown(leader, later)]
    assert everything == ["P-100", "P-101", "P-200"]
    write(leader, Cell(activity, later.monday), 60)
    assert [each[2] for each in shown(leader, later)] == [60, 0, 0]
    write(leader, Cell(activity, later.monday), 0, shown=60)
    with writing(leader) as work:
        keep_row(work, activity_of(world.nord, "P-200"))
    assert shown(leader, later) == [("P-200", None, 0)]
    with writing(leader) as work:
        choose_activities(work, everything=True)
    assert len(shown(leader, later)) == 3
    overtime = kind(world.nord)
    write(leader, Cell(activity, FRIDAY, overtime), 90)
    assert shown(leader)[1:3] == [("P-100", overtime, 90), ("P-101", None, 0)]
    with writing(world.nord.administrator) as work:
        group.project_of(work, world.nord.projects["P-100"]).status = ProjectStatus.CLOSED
        group.project_of(work, world.nord.projects["P-101"]).status = ProjectStatus.CLOSED
    closed = sheet(leader).rows
    assert [(row.number, row.lock) for row in closed] == [("P-200", None), ("P-100", Lock.PROJECT)]


def test_kept_rows_stand_first_in_their_own_order(world, leader):
    ids = {number: activity_of(world.nord, number) for number in ("P-100", "P-101", "P-200")}
    with writing(leader) as work:
        for number in ("P-200", "P-101", "P-101"):
            keep_row(work, ids[number])
    assert [row[0] for row in shown(leader)] == ["P-200", "P-101", "P-100"]
    with writing(leader) as work:
        move_row(work, ids["P-101"], -1)
        move_row(work, ids["P-101"], -1)
        place = drop_row(work, ids["P-101"])
    assert [row[0] for row in shown(leader)] == ["P-200", "P-100", "P-101"]
    with writing(leader) as work:
        keep_row(work, ids["P-101"], place)
        assert drop_row(work, ids["P-100"]) is None
    assert [row[0] for row in shown(leader)] == ["P-101", "P-200", "P-100"]
    with pytest.raises(NotFound), writing(leader) as work:
        keep_row(work, activity_of(world.sor))
    with pytest.raises(HoursLocked), writing(world.nord.co_worker) as work:
        keep_row(work, ids["P-100"])


def test_a_week_tells_what_is_expected_and_what_is_there(world, leader, activity):
    write(leader, Cell(activity, MONDAY), 450, billable_minutes=300)
    found = sheet(leader)
    assert [day.expected for day in found.days] == [450] * 5 + [0] * 2
    assert [found.written(day.day) for day in found.days] == [450, 0, 0, 0, 0, 0, 0]
    assert (found.month_to, found.month_minutes) == (MONDAY, 450 * 4)
    assert found.month_expected == 11 * 450
    assert found.day_to_copy(TUESDAY) == MONDAY
    christmas = sheet(leader, Week.of(dt.date(2026, 12, 25)))
    assert [day.expected for day in christmas.days] == [450] * 4 + [0] * 3
    assert christmas.days[4].holiday
    with reading(leader) as work:
        assert dict(weeks_around(work, WEEK))[WEEK] == 450
    assert not sheet(world.nord.co_worker).rows


def test_holidays_are_those_of_the_country_without_a_network():
    assert holiday("NO", dt.date(2026, 5, 17)) != ""
    assert holiday("SE", dt.date(2026, 6, 6)) != ""
    assert holiday("XX", dt.date(2026, 12, 25)) == ""
    assert expected_on("DK", dt.date(2026, 4, 3), 450) == 0
    week = Week.of(dt.date(2026, 5, 14)).days
    assert expected_in("NO", week, 450) == 4 * 450


def test_last_week_is_copied_where_there_is_room(world, leader, activity):
    overtime, last = kind(world.nord), WEEK.later(-1).days
    write(leader, Cell(activity, last[0]), 450, comment="En", billable_minutes=60)
    write(leader, Cell(activity, last[1], overtime), 90)
    write(leader, Cell(activity, last[2]), 60)
    write(leader, Cell(activity, WEEK.days[2]), 30)
    with writing(world.nord.administrator) as work:
        person_of(work, leader).hours_locked_before = TUESDAY
    with reading(leader) as work:
        plan = copying.week_plan(work, WEEK)
    assert (plan.minutes, plan.skipped, len(plan.rows)) == (90, 2, 2)
    with writing(leader) as work:
        copied = copying.copy_week(work, WEEK)
    assert [(row.day, row.minutes, row.hours_type_id) for row in records(leader)] == [
        (WEEK.days[2], 30, None),
        (TUESDAY, 90, overtime),
    ]
    with writing(leader) as work:
        assert copying.copy_week(work, WEEK).ids == ()
        assert copying.undo_copy(work, copied) == 1
        assert copying.undo_copy(work, copied) == 0
    assert [row.minutes for row in records(leader)] == [30]


def test_a_copied_day_bills_the_same_tells_nothing_and_is_followed(world, leader, activity):
    write(leader, Cell(activity, MONDAY), 450, comment="En", billable_minutes=60)
    with writing(leader) as work:
        copied = copying.copy_day(work, MONDAY, TUESDAY)
    [row] = records(leader, day=TUESDAY)
    assert (row.minutes, row.billable_minutes, row.comment) == (450, 60, "")
    change(world.nord, row.key, version=2)
    with writing(leader) as work:
        assert copying.undo_copy(work, copied) == 0
    group.link(world)
    shared = group.share(world)
    home = world.sor.co_worker
    write(home, Cell(shared.activity, MONDAY), 120)
    with writing(home) as work:
        copying.copy_day(work, MONDAY, TUESDAY)
    mirrored = sum(row.mirror_company_id == world.nord.company_id for row in records(home))
    assert mirrored == 2


def test_a_week_is_handed_in_and_taken_back_until_something_is_approved(leader, activity, world):
    with pytest.raises(NothingWritten), writing(leader) as work:
        submit_week(work, WEEK)
    write(leader, Cell(activity, FRIDAY), 450)
    with writing(leader) as work:
        assert submit_week(work, WEEK)
        assert not submit_week(work, WEEK)
    assert {day.lock for day in sheet(leader).days} == {Lock.SUBMITTED}
    with writing(leader) as work:
        assert take_back_week(work, WEEK)
        assert not take_back_week(work, WEEK)
        submit_week(work, WEEK)
    change(world.nord, records(leader)[0].key, status=HoursStatus.APPROVED)
    with pytest.raises(WeekApproved), writing(leader) as work:
        take_back_week(work, WEEK)
    assert sheet(leader).submitted_at is not None


def test_a_row_becomes_of_another_kind_and_back(world, leader, activity):
    overtime = kind(world.nord)
    write(leader, Cell(activity, MONDAY), 60)
    write(leader, Cell(activity, TUESDAY), 90)
    with writing(leader) as work:
        done = set_row_kind(work, WEEK, (activity, None), overtime)
    assert {row.hours_type_id for row in records(leader)} == {overtime}
    with writing(leader) as work:
        undo_row_kind(work, done)
    assert {row.hours_type_id for row in records(leader)} == {None}
    change(world.nord, records(leader)[0].key, status=HoursStatus.APPROVED)
    with pytest.raises(HoursLocked), writing(leader) as work:
        set_row_kind(work, WEEK, (activity, None), overtime)
    assert {row.hours_type_id for row in records(leader)} == {None}


def test_activities_are_found_by_words_those_written_on_last_first(world, leader, activity):
    write(leader, Cell(activity_of(world.nord, "P-200"), FRIDAY), 60)
    with reading(leader) as work:
        numbers = [found.number for found in find_activities(work)]
        assert numbers == ["P-200", "P-100", "P-101"]
        assert [found.number for found in find_activities(work, "p-10 prosjektering")] == [
            "P-100",
            "P-101",
        ]
        assert find_activities(work, "finnes ikke") == []
    with reading(world.nord.co_worker) as work:
        assert find_activities(work) == []


def test_a_project_shows_its_header_to_its_team_alone(world):
    visitor, project = world.nord.co_worker, world.nord.projects["P-100"]
    with pytest.raises(NotFound), reading(visitor) as work:
        my_project(work, project)
    join(world.nord, visitor, "P-100")
    with reading(visitor) as work:
        found = my_project(work, project)
        assert (found.number, found.activities) == ("P-100", ("Prosjektering",))
        assert found.leader == world.nord.project_leader.name
        with pytest.raises(NotFound):
            my_project(work, world.sor.projects["P-100"])


def test_an_external_is_told_where_home_is_and_gets_no_cells_of_shared_projects(world):
    group.link(world)
    shared = group.share(world)
    with writing(world.nord.administrator) as work:
        person = person_of(work, world.sor.co_worker)
        person.user_id = world.nord.external.user_id
    found = sheet(world.nord.external)
    assert found.rows == ()
    assert found.home
    assert found.home.slug == "sor"
    assert [day.expected for day in found.days] == [0] * 7
    write(world.sor.co_worker, Cell(shared.activity, FRIDAY), 60)
    [row] = sheet(world.nord.external).rows
    assert (row.minutes, row.lock) == (60, Lock.HOME)
    at_home = sheet(world.sor.co_worker)
    assert (at_home.home, at_home.rows[0].partner) == (None, "Tegnestuen AS")


def test_kinds_of_hours_are_set_up_by_who_may(world, leader, activity):
    economy = world.nord.economy
    with writing(economy) as work:
        overtime = kinds.add_kind(work, KindDraft("Overtid", 50, "131"))
        with pytest.raises(TypeTaken):
            kinds.add_kind(work, KindDraft("OVERTID"))
        assert kinds.edit_kind(work, overtime, KindDraft("Overtid 50", 50)).wage_code == "131"
        assert kinds.set_kind_active(work, overtime, active=False) == "Overtid 50"
        kinds.set_kind_active(work, overtime, active=True)
    write(leader, Cell(activity, FRIDAY, overtime), 60)
    with writing(economy) as work:
        [row] = kinds.kinds_of_hours(work)
        assert (row.draft.name, row.used, row.active) == ("Overtid 50", True, True)
        with pytest.raises(TypeUsed):
            kinds.remove_kind(work, overtime)
        other = kinds.add_kind(work, KindDraft("Natt"))
        kinds.remove_kind(work, other)
    with writing(world.sor.economy) as work:
        assert kinds.kinds_of_hours(work) == []
        with pytest.raises(NotFound):
            kinds.edit_kind(work, overtime, KindDraft("Stjålet"))


def test_weeks_have_names():
    assert Week.named("2026-W47") == WEEK
    assert (WEEK.name, WEEK.number, WEEK.later(6).name) == ("2026-W47", 47, "2026-W53")
    assert [Week.named(name) for name in ("2026-W54", "2025-W53", "1999-W01", "x", "")] == [
        None
    ] * 5
