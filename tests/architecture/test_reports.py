"""Every report, whoever declares it: permitted, scoped, and rendered by every format."""

import datetime as dt
import io
from typing import Any

import pytest
from sqlmodel import col, select

from moment_ui.core.actor import Actor
from moment_ui.core.errors import NotPermitted
from moment_ui.core.table import Heading, build_table
from moment_ui.db.work import reading, writing
from moment_ui.domain.hours.news import Told, tell_hours
from moment_ui.formats import FORMATS, Format
from moment_ui.formats.text import Reader
from moment_ui.models.project import Activity
from moment_ui.reports import REPORTS, run
from moment_ui.reports.address import parse
from moment_ui.reports.report import Report
from moment_ui.reports.walk import neighbours
from tests import factories
from tests.world import World

HEADING = Heading(
    title="Report", company="Tegnestuen AS", filters=(), made_at="now", made_by="Kari"
)
each_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)


@pytest.fixture(autouse=True)
def _sent(world: World) -> None:
    """Each company sent something, has a task, a claim and hours: what else is listed, the world has."""
    for place in world.places:
        with writing(place.administrator) as work:
            factories.mailed(work, place.customers[10001], subject=place.mark)
            factories.task(work, place.mark)
            person = factories.co_worker(work, "Kari", place.administrator.user_id)
            factories.claim(work, place.mark, person.key)
            activity = work.session.exec(select(Activity).order_by(col(Activity.id))).first()
            if activity is not None:
                row = factories.hours(work, activity, person.key, dt.date(2026, 11, 11), 60)
                tell_hours(work, [Told(row, 0, row.minutes)])


def test_reports_have_names_of_their_own() -> None:
    assert len({report.key for report in REPORTS}) == len(REPORTS)


@each_report
def test_a_report_asks_for_its_permission_in_every_way_it_is_read(
    world: World, report: Report[Any]
) -> None:
    nord = world.nord.administrator
    without = Actor(nord.user_id, nord.company_id, nord.permissions - {report.needs}, nord.name)
    address = parse("", report)
    with reading(nord) as work:  # what the caches hold now must not be given to the other
        run.totals_of(work, report, address)
        run.counts_of(work, report, address)
        neighbours(work, report, address, 1)
    with reading(without) as work:
        for read in (
            lambda: run.page_of(work, report, address),
            lambda: run.totals_of(work, report, address),
            lambda: run.counts_of(work, report, address),
            lambda: list(run.rows_of(work, report, address)),
            lambda: neighbours(work, report, address, 1),
        ):
            with pytest.raises(NotPermitted):
                read()


@each_report
def test_a_report_shows_one_company(world: World, report: Report[Any]) -> None:
    shown = []
    for place in world.places:
        with reading(place.administrator) as work:
            address = parse("", report)
            rows = list(run.rows_of(work, report, address))
            page = run.page_of(work, report, address).rows
            count = run.totals_of(work, report, address).count
        other = world.sor if place is world.nord else world.nord
        assert other.mark not in repr(rows) + repr(page)
        assert count == len(rows) > 0
        shown.append({report.row_id(row) for row in rows})
    assert not shown[0] & shown[1]


@each_report
@pytest.mark.parametrize("written", FORMATS, ids=lambda written: written.key)
def test_every_format_renders_every_report(
    world: World, report: Report[Any], written: Format
) -> None:
    out = io.BytesIO()
    with reading(world.nord.administrator) as work:
        address = parse("", report)
        totals = run.totals_of(work, report, address)
        rows = run.rows_of(work, report, address)
        table = build_table(report.columns, rows, totals.sums, totals.count)
        written.write(table, HEADING, Reader("nb_NO", "Europe/Oslo"), out)
    assert len(out.getvalue()) > 100


@each_report
@pytest.mark.parametrize(
    "query",
    [
        "sort=password_hash,-__class__,company_id",
        "columns=company_id,__dict__,user.password_hash",
        "page=-1&size=100000000",
        "page=99999999999999999999",
        "status=%00&number=..&q=' or 1=1 --",
        "&&&===&sort=&columns=&page=&view=x&list=%",
        "sort=" + "a," * 5000,
    ],
)
def test_no_address_breaks_a_report(world: World, report: Report[Any], query: str) -> None:
    with reading(world.nord.administrator) as work:
        address = parse(query, report)
        page = run.page_of(work, report, address)
        assert len(page.rows) <= 100
        assert world.sor.mark not in repr(page.rows)
