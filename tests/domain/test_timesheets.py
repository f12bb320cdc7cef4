"""Writing hours in a cell: once, by one's own hand, and only where hours can be written."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import col, select

from moment_ui.core.errors import Conflict, Invalid, NotFound
from moment_ui.db.work import reading, writing
from moment_ui.domain.mirrors.errors import InvoicedByMain
from moment_ui.domain.timesheets.commands import restore, set_cell, set_entry
from moment_ui.domain.timesheets.entries import Place as Cell
from moment_ui.domain.timesheets.entries import Shown, Wanted
from moment_ui.domain.timesheets.errors import (
    CellChanged,
    DayFull,
    HoursLocked,
    NoCoWorker,
    SeveralEntries,
)
from moment_ui.domain.timesheets.rules import Lock
from moment_ui.domain.timesheets.weeks import submit_week
from moment_ui.models.hours import HoursNews, HoursStatus, TimeRecord
from moment_ui.models.project import Activity, CoWorker, Project, ProjectStatus
from tests import group
from tests.timesheets import (
    FRIDAY,
    MONDAY,
    WEEK,
    activity_of,
    join,
    kind,
    person_of,
    records,
    write,
)


@pytest.fixture
def leader(world):
    return world.nord.project_leader


@pytest.fixture
def cell(world):
    return Cell(activity_of(world.nord), FRIDAY)


def test_hours_are_written_changed_and_taken_away(world, leader, cell):
    write(leader, cell, 450, comment="Rekkverk")
    [row] = records(leader)
    assert (row.minutes, row.billable_minutes, row.comment) == (450, 450, "Rekkverk")
    assert row.status == HoursStatus.NOT_APPROVED
    write(leader, cell, 300, shown=450, billable_minutes=200)
    write(leader, cell, 150, shown=300)
    [row] = records(leader)
    assert (row.minutes, row.billable_minutes, row.comment) == (150, 150, "Rekkverk")
    gone = write(leader, cell, 0, shown=150).removed
    assert records(leader) == []
    assert gone
    with writing(leader) as work:
        restore(work, gone)
    [row] = records(leader)
    assert (row.minutes, row.billable_minutes, row.comment) == (150, 150, "Rekkverk")
    with reading(leader) as work:
        of_the_day = select(HoursNews.minutes_before, HoursNews.minutes_after).where(
            HoursNews.activity_id == cell.activity_id, HoursNews.day == cell.day
        )
        told = work.session.exec(of_the_day.order_by(col(HoursNews.id))).all()
    assert told == [(0, 450), (450, 300), (300, 150), (150, 0), (0, 150)]


def test_hours_of_an_activity_that_is_not_billable_are_not_billed(world, leader, cell):
    with writing(world.nord.administrator) as work:
        activity = work.session.exec(select(Activity).where(Activity.id == cell.activity_id)).one()
        activity.billable = False
    write(leader, cell, 60)
    assert [row.billable_minutes for row in records(leader)] == [0]


def test_the_same_sent_again_changes_nothing(leader, cell):
    assert write(leader, cell, 450, comment="En").changed
    assert not write(leader, cell, 450, comment="En").changed
    assert not write(leader, cell, 450).changed
    assert [(row.minutes, row.version) for row in records(leader)] == [(450, 1)]
    write(leader, cell, 0, shown=450)
    assert not write(leader, cell, 0, shown=450).changed


def test_what_was_changed_meanwhile_is_not_written_over(leader, cell):
    write(leader, cell, 450)
    with pytest.raises(CellChanged) as changed:
        write(leader, cell, 300)
    assert (changed.value.minutes, "7,5" in changed.value.message) == (450, True)
    with pytest.raises(CellChanged), writing(leader) as work:
        set_cell(work, cell, Shown(450, version=7), Wanted(300))
    with writing(leader) as work:
        set_cell(work, cell, Shown(0, sent=450), Wanted(300))
    assert [row.minutes for row in records(leader)] == [300]


def test_two_at_once_write_one_entry_and_neither_is_lost_unseen(leader, cell):
    with ThreadPoolExecutor(4) as pool:
        written = list(pool.map(lambda _at: _write_as(leader, cell, 60), range(8)))
    assert (written.count(True), written.count(False)) == (1, 7)
    other = Cell(cell.activity_id, MONDAY)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda at: _write_as(leader, other, at), (60, 90, 120, 150)))
    assert sorted(found, key=str) == [None, None, None, True]
    assert len(records(leader, day=MONDAY)) == 1


def _write_as(actor, cell, minutes):
    try:
        return write(actor, cell, minutes).changed
    except CellChanged:
        return None


def test_what_cannot_be_is_refused_by_its_field(leader, cell):
    wrong = [
        (Wanted(1441), "hours"),
        (Wanted(-1), "hours"),
        (Wanted(60, billable_minutes=61), "billable"),
        (Wanted(60, billable_minutes=-1), "billable"),
        (Wanted(60, comment="x" * 2001), "comment"),
        (Wanted(60, internal_note="x" * 2001), "note"),
    ]
    for wanted, field in wrong:
        with pytest.raises(Invalid) as invalid, writing(leader) as work:
            set_cell(work, cell, Shown(0), wanted)
        assert set(invalid.value.fields) == {field}
    assert records(leader) == []


def test_a_day_holds_24_hours_of_all_rows(world, leader, cell):
    write(leader, cell, 23 * 60)
    other = Cell(activity_of(world.nord, "P-101"), FRIDAY)
    with pytest.raises(DayFull) as full:
        write(leader, other, 61)
    assert "1,0" in full.value.message
    write(leader, other, 60)
    with pytest.raises(DayFull):
        write(leader, Cell(cell.activity_id, FRIDAY, kind(world.nord)), 1)


def test_overtime_has_a_cell_of_its_own(world, leader, cell):
    overtime = kind(world.nord)
    write(leader, cell, 450)
    write(leader, Cell(cell.activity_id, FRIDAY, overtime), 90)
    assert sorted((row.hours_type_id or 0, row.minutes) for row in records(leader)) == [
        (0, 450),
        (overtime, 90),
    ]
    aside = kind(world.nord, "Natt", active=False)
    with pytest.raises(NotFound):
        write(leader, Cell(cell.activity_id, FRIDAY, aside), 90)
    with pytest.raises(NotFound):
        write(leader, Cell(cell.activity_id, FRIDAY, kind(world.sor)), 90)


def test_several_entries_are_changed_one_by_one(world, leader, cell):
    write(leader, cell, 60)
    [row] = records(leader)
    with writing(world.nord.administrator) as work:
        values = row.model_dump(exclude={"id", "company_id"}) | {"comment": "To"}
        work.insert_rows(TimeRecord, [values])
    with pytest.raises(SeveralEntries):
        write(leader, cell, 90, shown=120)
    assert not write(leader, cell, 120).changed
    with writing(leader) as work:
        set_entry(work, row.key, Shown(60), Wanted(30))
    assert [(row.minutes, row.comment) for row in records(leader)] == [(30, ""), (60, "To")]
    with writing(leader) as work:
        assert set_entry(work, row.key, Shown(30), Wanted(0)).removed
        assert not set_entry(work, row.key, Shown(30), Wanted(0)).changed
    [others] = records(leader)
    join(world.nord, world.nord.co_worker, "P-100")
    with pytest.raises(NotFound), writing(world.nord.co_worker) as work:
        set_entry(work, others.key, Shown(60), Wanted(30))


def lock(world, leader, cell, found):
    """Let something stand in the way of the leader's hours in the cell."""
    with writing(world.nord.administrator) as work:
        activity = work.session.exec(select(Activity).where(Activity.id == cell.activity_id)).one()
        project = work.session.exec(select(Project).where(Project.id == activity.project_id)).one()
        row = work.session.exec(select(TimeRecord).where(TimeRecord.day == FRIDAY)).one()
        if found == Lock.DAY:
            person_of(work, leader).hours_locked_before = FRIDAY + dt.timedelta(days=1)
        elif found == Lock.PROJECT:
            project.status = ProjectStatus.ON_HOLD
        elif found == Lock.ACTIVITY:
            activity.active = False
        elif found == Lock.APPROVED:
            row.status = HoursStatus.APPROVED
        elif found == Lock.INVOICED:
            row.status = HoursStatus.INVOICED
        elif found == Lock.INACTIVE:
            person_of(work, leader).active = False


@pytest.mark.parametrize(
    "found",
    [Lock.DAY, Lock.PROJECT, Lock.ACTIVITY, Lock.APPROVED, Lock.INVOICED, Lock.INACTIVE],
)
def test_locked_hours_are_neither_changed_nor_taken_away(world, leader, cell, found):
    write(leader, cell, 450)
    lock(world, leader, cell, found)
    for minutes in (60, 0):
        with pytest.raises(HoursLocked) as refused:
            write(leader, cell, minutes, shown=450)
        assert refused.value.lock == found
    assert [row.minutes for row in records(leader)] == [450]


def test_a_submitted_week_is_closed_on_all_its_days(leader, cell):
    write(leader, cell, 450)
    with writing(leader) as work:
        submit_week(work, WEEK)
    with pytest.raises(HoursLocked) as refused:
        write(leader, Cell(cell.activity_id, MONDAY), 60)
    assert refused.value.lock == Lock.SUBMITTED
    assert write(leader, Cell(cell.activity_id, MONDAY + dt.timedelta(days=7)), 60).changed


def test_hours_are_written_in_ones_own_projects_of_ones_own_company(world, cell):
    co_worker = world.nord.co_worker
    with pytest.raises(HoursLocked) as refused:
        write(co_worker, cell, 60)
    assert refused.value.lock == Lock.TEAM
    join(world.nord, co_worker, "P-100")
    assert write(co_worker, cell, 60).changed
    with pytest.raises(NotFound):
        write(co_worker, Cell(activity_of(world.sor), FRIDAY), 60)
    with pytest.raises(NoCoWorker):
        write(world.nord.external, cell, 60)


def test_hours_at_home_are_followed_in_the_main_company(world):
    group.link(world)
    shared = group.share(world)
    home, cell = world.sor.co_worker, Cell(shared.activity, FRIDAY)

    def mirrors():
        with reading(world.nord.administrator) as work:
            query = select(TimeRecord.minutes, TimeRecord.comment, TimeRecord.internal_note)
            return work.session.exec(query.where(col(TimeRecord.origin_id).is_not(None))).all()

    write(home, cell, 450, comment="Rekkverk", internal_note="SOR-ONLY")
    write(home, cell, 300, shown=450)
    assert mirrors() == [(300, "Rekkverk", "")]
    with writing(world.nord.administrator) as work:
        row = work.session.exec(
            select(TimeRecord).where(col(TimeRecord.origin_id).is_not(None))
        ).one()
        row.status = HoursStatus.INVOICED
    for minutes in (60, 0):
        with pytest.raises(InvoicedByMain):
            write(home, cell, minutes, shown=300)
    assert [row.minutes for row in records(home)] == [300]
    with writing(world.nord.administrator) as work:
        row = work.session.exec(
            select(TimeRecord).where(col(TimeRecord.origin_id).is_not(None))
        ).one()
        row.status = HoursStatus.NOT_APPROVED
    write(home, cell, 0, shown=300)
    assert mirrors() == []


def test_an_external_is_sent_home_with_hours_of_a_shared_project(world):
    """In the main company such hours would be those of nobody: they are refused, however they are sent."""
    group.link(world)
    shared = group.share(world)
    visitor = world.sor.co_worker
    with writing(world.nord.administrator) as work:
        join_main = work.session.exec(select(CoWorker).where(CoWorker.id == shared.external)).one()
        join_main.user_id = world.nord.external.user_id
    with pytest.raises(HoursLocked) as refused:
        write(world.nord.external, Cell(shared.main_activity, FRIDAY), 60)
    assert refused.value.lock == Lock.HOME
    assert "Tegnestuen AS" in refused.value.message
    write(visitor, Cell(shared.activity, FRIDAY), 60)
    [mirror] = records(world.nord.external)
    with pytest.raises(Conflict), writing(world.nord.external) as work:
        set_entry(work, mirror.key, Shown(60), Wanted(0))
    assert len(records(world.nord.external)) == 1


def test_a_mirror_is_never_changed_in_the_main_company(world):
    """Not even by one who has become a co-worker there, and writes on the project there now."""
    group.link(world)
    shared = group.share(world)
    write(world.sor.co_worker, Cell(shared.activity, FRIDAY), 60)
    with writing(world.nord.administrator) as work:
        person = work.session.exec(select(CoWorker).where(CoWorker.id == shared.external)).one()
        person.user_id, person.home_company_id = world.nord.external.user_id, None
    with pytest.raises(HoursLocked) as refused:
        write(world.nord.external, Cell(shared.main_activity, FRIDAY), 0, shown=60)
    assert refused.value.lock == Lock.MIRROR
    assert write(world.nord.external, Cell(shared.main_activity, MONDAY), 60).changed
