"""Hours summed by what the address says: right on both databases, within what the reader sees."""

import datetime as dt
import re

import pytest
from sqlmodel import col, select

from moment_ui.core.actor import Actor, Permission
from moment_ui.core.errors import NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import Activity, CoWorker
from moment_ui.reports.address import parse
from moment_ui.reports.hours.hours_report import HOURS_OVERVIEW
from moment_ui.reports.hours.hours_sums import HOURS_SUMS, MY_HOURS_SUMS, name_of
from moment_ui.reports.run import page_of, rows_of, totals_of
from tests import factories, group

DAYS = (dt.date(2026, 1, 1), dt.date(2026, 1, 4), dt.date(2026, 1, 5), dt.date(2026, 2, 28))
"""New year is in week 53 of the year before; a Sunday, and the Monday after it."""


@pytest.fixture
def hours(world):
    """Four hours and more each day on each of two projects by one, and a minute by another."""
    place = world.nord
    with writing(place.administrator) as work:
        for row in work.session.exec(select(TimeRecord)):
            work.session.delete(row)
    with writing(place.administrator) as work:
        people = {
            name: work.session.exec(select(CoWorker).where(CoWorker.user_id == user)).one().key
            for name, user in (
                ("Kari", place.co_worker.user_id),
                ("Leder", place.project_leader.user_id),
            )
        }
        for number, least in (("P-100", 240), ("P-200", 60)):
            query = select(Activity).where(Activity.project_id == place.projects[number])
            activity = work.session.exec(query.order_by(col(Activity.id)).limit(1)).one()
            for more, day in enumerate(DAYS):
                factories.hours(work, activity, people["Kari"], day, least + more)
        row = factories.hours(work, activity, people["Leder"], DAYS[0], 1)
        row.billable_minutes = 0
    return people


def summed(world, query, report=HOURS_SUMS, actor=None):
    with reading(actor or world.nord.administrator) as work:
        address = parse(query, report)
        found = list(rows_of(work, report, address))
        assert list(page_of(work, report, address).rows) == found
        totals = totals_of(work, report, address)
        sums = totals.sums[0].sums
        assert (totals.count, sums.get("hours", 0)) == (len(found), sum(r.minutes for r in found))
    titles = [re.sub(" Prosjekt P-.00", "", " ".join(map(name_of, row.groups))) for row in found]
    return {title: (row.records, row.minutes) for title, row in zip(titles, found, strict=True)}


def test_weeks_are_iso_weeks_and_months_months(world, hours):
    assert summed(world, "by=week") == {
        "2026-01": (5, 240 + 241 + 60 + 61 + 1),
        "2026-02": (2, 242 + 62),
        "2026-09": (2, 243 + 63),
    }
    assert list(summed(world, "by=month&sort=-group")) == ["2026-02", "2026-01"]


def test_several_things_at_once_and_the_filter_of_the_report(world, hours):
    assert summed(world, "by=project") == {"P-100": (4, 966), "P-200": (5, 247)}
    assert len(summed(world, "by=project,co_worker,month")) == 5
    assert summed(world, "by=project&period=2026-02-01..2026-02-28") == {
        "P-100": (1, 243),
        "P-200": (1, 63),
    }
    for way in ("co_worker", "company", "customer", "activity", "type"):
        assert sum(minutes for _records, minutes in summed(world, f"by={way}").values()) == 1213


def test_a_group_leads_to_its_hours_under_the_same_filter(world, hours):
    with reading(world.nord.administrator) as work:
        within = "by=project,week&status=approved&period=2026-01-02..2026-12-31"
        address = parse(within, HOURS_SUMS)
        for row in rows_of(work, HOURS_SUMS, address):
            link = HOURS_SUMS.links["group"](row)
            path, _, query = link.partition("?")
            assert path == "/hours/overview"
            behind = totals_of(work, HOURS_OVERVIEW, parse(query, HOURS_OVERVIEW))
            assert (behind.count, behind.sums[0].sums["hours"]) == (row.records, row.minutes)


def test_nobody_sums_what_he_or_she_does_not_see(world, hours):
    """A leader the projects led and own hours; a co-worker own ones; no customers without the permission."""
    place = world.nord
    with writing(place.administrator) as work:
        for number in ("P-100", "P-200"):
            group.project_of(work, place.projects[number]).leader_id = None
    assert summed(world, "by=month", actor=place.project_leader) == {"2026-01": (1, 1)}
    assert summed(world, "by=month", MY_HOURS_SUMS, place.project_leader) == {"2026-01": (1, 1)}
    admin = place.administrator
    least = admin.permissions - {Permission.VIEW_CUSTOMERS}
    without = Actor(admin.user_id, admin.company_id, least, admin.name)
    for report, query, actor in (
        (HOURS_SUMS, "by=customer", without),
        (HOURS_SUMS, "by=project", place.co_worker),
    ):
        with reading(actor) as work, pytest.raises(NotPermitted):
            list(rows_of(work, report, parse(query, report)))
    assert parse("by=customer", MY_HOURS_SUMS).filters == ()
