"""Timesheet status: how far everybody has come, what a lock weighs, refuses and gives back; who approves."""

import datetime as dt

import pytest
from sqlmodel import col, select

from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.hours import commands, setup, status, weeks
from moment_ui.domain.hours.errors import DaysLocked, LockChanged, NotYours
from moment_ui.domain.hours.locks import check_unlocked
from moment_ui.domain.hours.queries import waiting_hours
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.invoicing import InvoicingOption
from moment_ui.models.project import Activity, CoWorker, Project
from moment_ui.models.timesheet import TimesheetWeek
from tests import factories

MONDAY = dt.date(2026, 11, 16)
LAST_WEEK = dt.date(2026, 11, 11)


@pytest.fixture
def kari(world):
    """A co-worker of Nord with nothing but 5 h this week and 7,5 h last week, submitted; not approved."""
    with writing(world.nord.administrator) as work:
        query = select(CoWorker).where(CoWorker.user_id == world.nord.co_worker.user_id)
        person = work.session.exec(query).one()
        for row in work.session.exec(select(TimeRecord)):
            work.session.delete(row)
        activity = work.session.exec(select(Activity).order_by(col(Activity.id)).limit(1)).one()
        for day, minutes in ((MONDAY, 300), (LAST_WEEK, 450)):
            row = factories.hours(work, activity, person.key, day, minutes)
            row.status = HoursStatus.NOT_APPROVED
        factories.stored(
            work,
            TimesheetWeek(
                co_worker_id=person.key,
                monday=dt.date(2026, 11, 9),
                submitted_at=dt.datetime(2026, 11, 13, tzinfo=dt.UTC),
            ),
        )
        group_project = work.session.get_one(Project, activity.project_id)
        group_project.leader_id = None
        return person.key


def locked_before(world, key):
    with reading(world.nord.administrator) as work:
        return work.session.exec(
            select(col(CoWorker.hours_locked_before)).where(CoWorker.id == key)
        ).one()


def test_the_status_adds_up(world, kari):
    with reading(world.nord.economy) as work:
        [row] = [one for one in status.timesheet_status(work) if one.id == kari]
    assert (row.this_week, row.last_week, row.expected) == (300, 450, 5 * 450)
    assert (row.last_on, row.submitted_until) == (MONDAY, dt.date(2026, 11, 15))
    assert (row.not_approved, row.not_approved_minutes, row.locked_until) == (2, 750, None)
    with reading(world.nord.project_leader) as work, pytest.raises(NotPermitted):
        status.timesheet_status(work)


def test_a_preview_tells_of_the_days_that_the_lock_adds(world, kari):
    """What is locked already, and what comes after, is not this lock's doing."""
    with writing(world.nord.economy) as work:
        status.lock(work, [kari], dt.date(2026, 11, 12))
    with reading(world.nord.economy) as work:
        [one] = status.lock_preview(work, [kari], MONDAY)
        assert (one.weeks, one.rows, one.minutes) == (1, 1, 300)
        assert status.lock_preview(work, [kari], dt.date(2026, 11, 12)) == []
        assert status.lock_preview(work, [kari], dt.date(2026, 11, 15)) == []


def test_a_lock_tells_what_is_not_done_refuses_hours_and_is_taken_back(world, kari):
    with writing(world.nord.economy) as work:
        [one] = status.lock_preview(work, [kari], MONDAY)
        assert (one.weeks, one.rows, one.minutes) == (1, 2, 750)
        done = status.lock(work, [kari], dt.date(2026, 11, 15))
    with writing(world.nord.administrator) as work:
        check_unlocked(work, kari, [MONDAY])
        with pytest.raises(DaysLocked):
            check_unlocked(work, kari, [MONDAY, dt.date(2026, 11, 15)])
    with writing(world.nord.economy) as work:
        earlier = status.lock(work, [kari], LAST_WEEK)
        assert earlier.before == ()
        with pytest.raises(NotFound):
            status.lock(work, [kari, 10**6], MONDAY)
    assert locked_before(world, kari) == MONDAY
    with writing(world.nord.economy) as work:
        assert status.undo_lock(work, done) == 1
    assert locked_before(world, kari) is None
    with writing(world.nord.economy) as work:
        again = status.lock(work, [kari], MONDAY)
        opened = status.unlock(work, [kari])
        with pytest.raises(LockChanged):
            status.undo_lock(work, again)
        assert opened.before == ((kari, dt.date(2026, 11, 17)),)
    with writing(world.sor.economy) as work, pytest.raises(NotFound):
        status.lock(work, [kari], MONDAY)


def by_approver(world, kari):
    """The company asks each co-worker's approver; Kari's is the project leader."""
    with writing(world.nord.administrator) as work:
        factories.stored(work, InvoicingOption(option="hours_approver", value="approver"))
        leader = work.session.exec(
            select(CoWorker).where(CoWorker.user_id == world.nord.project_leader.user_id)
        ).one()
        for row in work.session.exec(select(TimeRecord)):
            if row.co_worker_id != kari:
                row.status = HoursStatus.APPROVED
        setup.set_person(work, kari, leader.key, 420)


def test_the_approver_is_asked_refuses_with_a_reason_and_the_writer_reads_it(world, kari):
    with writing(world.nord.project_leader) as work:
        ids = [row.key for row in work.session.exec(select(TimeRecord)) if row.co_worker_id == kari]
        with pytest.raises(NotYours):
            commands.approve(work, ids)
    by_approver(world, kari)
    with writing(world.nord.project_leader) as work:
        assert waiting_hours(work).of(work.actor)[0] == 2
        found = weeks.weeks_waiting(work)
        assert [(one.monday, one.minutes, one.submitted) for one in found] == [
            (dt.date(2026, 11, 9), 450, True),
            (MONDAY, 300, False),
        ]
        week = weeks.waiting_in_week(work, kari, dt.date(2026, 11, 9))
        assert len(commands.approve(work, week).ids) == 1
        refused = commands.give_back(work, ids, "Feil aktivitet")
    with reading(world.nord.co_worker) as work:
        reasons = [reason for _id, reason in waiting_hours(work).of(work.actor)[1]]
    assert reasons == [f"{world.nord.project_leader.name}: Feil aktivitet"] * 2
    with writing(world.nord.project_leader) as work:
        assert commands.undo(work, refused) == 2
    with reading(world.nord.co_worker) as work:
        assert waiting_hours(work).of(work.actor)[1] == ()
    with writing(world.nord.administrator) as work:
        factories.stored(work, InvoicingOption(option="hours_bell", value="no"))
    with reading(world.nord.project_leader) as work:
        assert waiting_hours(work).of(work.actor)[0] == 0


def test_nobody_approves_their_own_and_strangers_approve_none(world, kari):
    with writing(world.nord.administrator) as work:
        with pytest.raises(Invalid):
            setup.set_person(work, kari, kari, 450)
        with pytest.raises(NotFound):
            setup.set_person(work, kari, 10**6, 450)
        change = setup.set_person(work, kari, None, 300)
        setup.undo_person(work, change)
        [row] = [one for one in setup.hours_people(work) if one.id == kari]
        assert row.day_minutes == 450
    with writing(world.sor.administrator) as work, pytest.raises(NotFound):
        setup.set_person(work, kari, None, 450)
