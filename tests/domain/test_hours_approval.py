"""Approving hours: by leaders those of their projects, by the economy all; locked when invoiced."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlmodel import select

from moment_ui.core.errors import NotFound, NotPermitted
from moment_ui.core.selection import Selection, SortKey
from moment_ui.db.work import reading, writing
from moment_ui.domain.hours.commands import approve, correct, give_back, to_correct, undo
from moment_ui.domain.hours.errors import HoursChanged, HoursInvoiced, NotYours
from moment_ui.domain.hours.listing import HOURS_LIST
from moment_ui.domain.hours.queries import waiting_hours
from moment_ui.domain.hours.rules import Correction
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.invoicing import InvoicingOption
from moment_ui.models.project import Activity, Project
from moment_ui.reports.address import ReportAddress
from moment_ui.reports.projects.hours_approval import HOURS_APPROVAL
from moment_ui.reports.run import totals_of
from tests import factories

DAY = dt.date(2026, 11, 9)
EVERYTHING = Selection((), (SortKey("day"),))


@pytest.fixture
def waiting(world):
    """One record that waits in P-100, which the project leader leads, and one in P-200, led by another."""
    leader, other = world.nord.co_workers.values()
    with writing(world.nord.administrator) as work:
        for row in work.session.exec(select(TimeRecord)):
            row.status = HoursStatus.APPROVED
        ids = []
        for number, led_by in (("P-100", leader), ("P-200", other)):
            project_id = world.nord.projects[number]
            work.session.get_one(Project, project_id).leader_id = led_by
            query = select(Activity).where(Activity.project_id == project_id)
            row = factories.hours(work, work.session.exec(query).one(), other, DAY, 450)
            row.status = HoursStatus.NOT_APPROVED
            ids.append(row.key)
    return ids


def left_to_economy(world):
    """The company lets nobody but the economy approve hours."""
    with writing(world.nord.administrator) as work:
        factories.stored(work, InvoicingOption(option="hours_approver", value="economy"))


def status(work, record_id):
    return work.session.get_one(TimeRecord, record_id).status


def test_a_leader_approves_hours_of_the_own_projects_only(world, waiting):
    mine, other = waiting
    with writing(world.nord.project_leader) as work:
        assert waiting_hours(work).of(work.actor)[0] == 1
        assert [row.id for row in HOURS_LIST.page(work, EVERYTHING, offset=0, limit=9)] == [mine]
        change = approve(work, [mine])
        assert (change.ids, change.minutes) == ((mine,), 450)
        assert status(work, mine) == HoursStatus.APPROVED
        with pytest.raises(NotYours):
            approve(work, [mine, other])
        assert status(work, other) == HoursStatus.NOT_APPROVED


def test_the_economy_approves_all_and_takes_it_back(world, waiting):
    with writing(world.nord.economy) as work:
        assert HOURS_LIST.totals(work, EVERYTHING).count == 2
        change = approve(work, waiting)
        assert HOURS_LIST.totals(work, EVERYTHING).count == 0
        assert undo(work, change) == 2
        assert HOURS_LIST.totals(work, EVERYTHING).count == 2
        assert (
            waiting_hours(work).of(work.actor)[0] == 0
        )  # the leaders are asked, who know the work


def test_a_company_may_leave_approval_to_the_economy(world, waiting):
    left_to_economy(world)
    with writing(world.nord.project_leader) as work:
        assert waiting_hours(work).of(work.actor)[0] == 0
        with pytest.raises(NotYours):
            approve(work, waiting[:1])
    with reading(world.nord.economy) as work:
        assert waiting_hours(work).of(work.actor)[0] == 2


def test_sums_of_one_leader_are_not_shown_to_another(world, waiting):
    with reading(world.nord.project_leader) as work:
        mine = totals_of(work, HOURS_APPROVAL, ReportAddress())
    with reading(world.nord.economy) as work:
        every = totals_of(work, HOURS_APPROVAL, ReportAddress())
    other = replace(world.nord.project_leader, user_id=world.nord.external.user_id)
    with reading(other) as work:
        theirs = totals_of(work, HOURS_APPROVAL, ReportAddress())
    assert (mine.count, every.count, theirs.count) == (1, 2, 0)


def test_hours_on_an_invoice_are_locked(world, waiting):
    mine = waiting[0]
    with writing(world.nord.economy) as work:
        row = work.session.get_one(TimeRecord, mine)
        row.status = HoursStatus.INVOICED
        work.session.flush()
        before = to_correct(work, mine).now
        for act in (
            lambda: approve(work, waiting),
            lambda: give_back(work, [mine]),
            lambda: correct(work, mine, before, Correction(0, "")),
        ):
            with pytest.raises(HoursInvoiced):
                act()
        assert status(work, waiting[1]) == HoursStatus.NOT_APPROVED


def test_what_was_invoiced_meanwhile_stays_when_approval_is_taken_back(world, waiting):
    with writing(world.nord.economy) as work:
        change = approve(work, waiting)
        work.session.get_one(TimeRecord, waiting[0]).status = HoursStatus.INVOICED
        work.session.flush()
        assert undo(work, change) == 1
        assert status(work, waiting[0]) == HoursStatus.INVOICED


def test_hours_are_corrected_before_approval_and_a_stale_form_is_refused(world, waiting):
    mine = waiting[0]
    with writing(world.nord.project_leader) as work:
        found = to_correct(work, mine)
        assert found.now == Correction(450, "")
        after = Correction(420, "Tegninger til byggesøknad")
        correct(work, mine, found.now, after)
        assert to_correct(work, mine).now == after
        with pytest.raises(HoursChanged):
            correct(work, mine, found.now, Correction(0, ""))
        assert work.session.get_one(TimeRecord, mine).minutes == 450


def test_another_companys_hours_do_not_exist_and_co_workers_approve_none(world, waiting):
    with writing(world.sor.economy) as work, pytest.raises(NotFound):
        approve(work, waiting)
    with writing(world.nord.co_worker) as work, pytest.raises(NotPermitted):
        approve(work, waiting)
