"""Hours are moved with their mirrors and their history, brought home, and moved back while nothing changed."""

import datetime as dt

import pytest
from sqlmodel import col, select

from moment_ui.core.errors import NotFound, NotPermitted
from moment_ui.core.period import Period
from moment_ui.core.selection import Selection
from moment_ui.db.work import reading, writing
from moment_ui.domain.hours.moved import moves_of
from moment_ui.domain.hours.report import OWN_HOURS_LIST
from moment_ui.domain.hours_control import queries
from moment_ui.domain.hours_control.errors import MovedSince, NothingMoves
from moment_ui.domain.hours_control.moving import move_home, move_hours
from moment_ui.domain.hours_control.steps import Stays, preview_home, preview_move
from moment_ui.domain.hours_control.unmoving import undo_move
from moment_ui.domain.mirrors.hours import follow
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.project import Activity, CoWorker, ProjectMember
from tests import factories, group

DAY = dt.date(2026, 11, 12)
NOVEMBER = Period(dt.date(2026, 11, 1), dt.date(2026, 12, 1))


@pytest.fixture
def shared(world):
    """A shared project, and an ordinary one of Sør's whose activity is not billable, with the same writer."""
    group.link(world)
    found = group.share(world)
    with writing(world.sor.administrator) as work:
        project = world.sor.projects["P-100"]
        work.session.add(ProjectMember(project_id=project, co_worker_id=found.writer))
    return found


@pytest.fixture
def elsewhere(world, shared):
    """An activity that is not billable, of the ordinary project."""
    with writing(world.sor.administrator) as work:
        project = world.sor.projects["P-100"]
        row = factories.stored(
            work, Activity(project_id=project, name="Administrasjon", billable=False)
        )
        return row.key


def mirrors(world):
    with reading(world.nord.administrator) as work:
        query = select(TimeRecord.minutes).where(col(TimeRecord.origin_id).is_not(None))
        return list(work.session.exec(query))


def record(work, row_id):
    return work.session.exec(select(TimeRecord).where(TimeRecord.id == row_id)).one()


def test_a_move_off_a_shared_project_takes_the_mirror_and_comes_back(world, shared, elsewhere):
    actor = world.sor.administrator
    with writing(actor) as work:
        row = group.written(work, shared, 450)
        follow(work, [row])
        key = row.key
    assert mirrors(world) == [450]
    with reading(actor) as work:
        [step] = preview_move(work, [key], elsewhere)
        assert (step.stays, step.loses, step.gains, step.billable) == (Stays.MOVES, True, False, 0)
    with writing(actor) as work:
        moved = move_hours(work, [key], elsewhere, "Feil prosjekt")
    assert mirrors(world) == []
    with writing(actor) as work:
        assert record(work, key).billable_minutes == 0
        [line] = moves_of(work, [key])
        assert (line.by_name, line.note, line.minutes) == (actor.name, "Feil prosjekt", 450)
        assert (line.from_activity_id, line.to_activity_id) == (shared.activity, elsewhere)
    with writing(actor) as work:
        assert undo_move(work, moved.batch) == 1
    assert mirrors(world) == [450]
    with writing(actor) as work:
        row = record(work, key)
        assert (row.activity_id, row.billable_minutes) == (shared.activity, 450)
        with pytest.raises(NotFound):
            undo_move(work, moved.batch)


def test_the_history_is_told_to_who_sees_the_hours(world, shared, elsewhere):
    """Economy, the leader and who wrote them; not a leader of other projects, nor the partner."""
    actor, sor = world.sor.administrator, world.sor
    with writing(actor) as work:
        row = group.written(work, shared, 450)
        other = group.written(work, shared, 60)
        follow(work, [row, other])
        key, still = row.key, other.key
        move_hours(work, [key], elsewhere, "Feil prosjekt")
        group.project_of(work, sor.projects["P-100"]).leader_id = None

    def seen(who):
        with reading(who) as work:
            return [move.record_id for move in moves_of(work, [key, still])]

    assert [seen(who) for who in (actor, sor.economy, sor.co_worker)] == [[key]] * 3
    assert [seen(who) for who in (sor.project_leader, world.nord.administrator)] == [[], []]
    with reading(sor.co_worker) as work:
        [listed] = OWN_HOURS_LIST.page(work, Selection((("moved", ("yes",)),)), offset=0, limit=9)
    assert (listed.id, listed.moved_by) == (key, actor.name)
    assert (listed.moved_from or "").startswith("S-P-100 ")


def test_what_was_changed_since_is_not_moved_back(world, shared, elsewhere):
    actor = world.sor.administrator
    with writing(actor) as work:
        row = group.written(work, shared, 450)
        follow(work, [row])
        moved = move_hours(work, [row.key], elsewhere)
    with writing(actor) as work:
        record(work, row.key).status = HoursStatus.APPROVED
    with writing(actor) as work, pytest.raises(MovedSince):
        undo_move(work, moved.batch)


def _approved(row, _person, _work):
    row.status = HoursStatus.APPROVED


def _invoiced(row, _person, _work):
    row.status = HoursStatus.INVOICED


def _locked(row, person, _work):
    person.hours_locked_before = row.day + dt.timedelta(days=1)


def _out_of_team(row, _person, work):
    members = select(ProjectMember).where(ProjectMember.co_worker_id == row.co_worker_id)
    for member in work.session.exec(members):
        work.session.delete(member)


STAYING = {
    Stays.APPROVED: _approved,
    Stays.INVOICED: _invoiced,
    Stays.LOCKED: _locked,
    Stays.NOT_IN_TEAM: _out_of_team,
}


@pytest.mark.parametrize("why", STAYING)
def test_what_stays_says_why(world, shared, elsewhere, why):
    with writing(world.sor.administrator) as work:
        row = group.written(work, shared, 450)
        person = work.session.exec(select(CoWorker).where(CoWorker.id == shared.writer)).one()
        STAYING[why](row, person, work)
        work.session.flush()
        assert [step.stays for step in preview_move(work, [row.key], elsewhere)] == [why]
        with pytest.raises(NothingMoves):
            move_hours(work, [row.key], elsewhere)


def test_hours_in_the_wrong_company_come_home_with_their_status(world, shared):
    actor = world.nord.administrator
    with writing(actor) as work:
        row = factories.stored(
            work,
            TimeRecord(
                co_worker_id=shared.external,
                project_id=shared.main_project,
                activity_id=shared.main_activity,
                day=DAY,
                minutes=300,
                billable_minutes=240,
                status=HoursStatus.APPROVED,
                created_at=dt.datetime(2026, 11, 12, tzinfo=dt.UTC),
            ),
        )
        key = row.key
    with reading(actor) as work:
        [one] = queries.of_project(work, shared.main_project, NOVEMBER)
        assert (one.line.home_minutes, one.line.main_minutes, one.line.rows) == (0, 300, 1)
        assert [step.comes_home for step in preview_home(work, [key])] == ["Tegnestuen AS"]
    with writing(actor) as work:
        moved = move_home(work, [key])
    with reading(actor) as work:
        mirror = record(work, key)
        origin = mirror.origin_id
        assert (mirror.minutes, mirror.billable_minutes) == (300, 240)
        assert mirror.status is HoursStatus.APPROVED
        [one] = queries.of_project(work, shared.main_project, NOVEMBER)
        assert (one.line.agrees, one.line.home_minutes, one.line.main_minutes) == (True, 300, 300)
    with reading(world.sor.administrator) as work:
        at_home = record(work, origin)
        assert (at_home.co_worker_id, at_home.activity_id) == (shared.writer, shared.activity)
        assert (at_home.status, at_home.mirror_company_id) == (
            HoursStatus.NOT_APPROVED,
            world.nord.company_id,
        )
    with writing(actor) as work:
        assert undo_move(work, moved.batch) == 1
        assert record(work, key).origin_id is None
    with reading(world.sor.administrator) as work:
        query = select(TimeRecord).where(TimeRecord.project_id == shared.project)
        assert list(work.session.exec(query)) == []


def test_nobody_moves_what_they_do_not_see(world, shared, elsewhere):
    with writing(world.sor.administrator) as work:
        key = group.written(work, shared, 450).key
        group.project_of(work, shared.project).leader_id = None
    with writing(world.nord.administrator) as work, pytest.raises(NotFound):
        move_hours(work, [key], elsewhere)
    with writing(world.sor.project_leader) as work, pytest.raises(NotFound):
        move_hours(work, [key], elsewhere)
    with writing(world.sor.co_worker) as work, pytest.raises(NotPermitted):
        move_hours(work, [key], elsewhere)
