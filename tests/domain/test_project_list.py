"""The list of projects: filters, order, sums, and one company's rows only."""

import datetime as dt

import pytest

from moment_ui.db.work import reading, writing
from moment_ui.domain.milestones.commands import add_milestone, set_done
from moment_ui.domain.milestones.rules import MilestoneDraft
from moment_ui.domain.projects.editing import FieldEdit, edit_field
from moment_ui.models.project import ProjectStatus
from moment_ui.reports.address import parse
from moment_ui.reports.present import present
from moment_ui.reports.projects.projects import PROJECTS
from moment_ui.reports.run import counts_of, find, rows_of, totals_of
from tests import factories
from tests.world import World


@pytest.fixture
def projects(world: World) -> None:
    customer = world.nord.customers[10001]
    with writing(world.nord.administrator) as work:
        for number, status, budget in (
            ("P-99", ProjectStatus.CLOSED, 600),
            ("P-1000", ProjectStatus.ON_HOLD, 1200),
        ):
            factories.project(
                work,
                number,
                customer,
                status=status,
                budget_minutes=budget,
                start_on=dt.date(2026, 5, 1),
            )


def numbers(world: World, query: str) -> list[str]:
    with reading(world.nord.project_leader) as work:
        return [row.number for row in rows_of(work, PROJECTS, parse(query, PROJECTS))]


@pytest.mark.usefixtures("projects")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sort=number", ["P-99", "P-100", "P-101", "P-200", "P-1000"]),
        ("status=closed", ["P-99"]),
        ("status=closed,on-hold&sort=-number", ["P-1000", "P-99"]),
        ("text=p-10&sort=number", ["P-100", "P-101", "P-1000"]),
        ("starts=2026-01-01..2026-12-31&sort=budget", ["P-99", "P-1000"]),
        ("sort=-hours,number", ["P-100", "P-101", "P-200", "P-99", "P-1000"]),
    ],
)
def test_projects_are_filtered_and_in_order(world: World, query: str, found: list[str]) -> None:
    assert numbers(world, query) == found


@pytest.mark.usefixtures("projects")
def test_the_sums_are_those_of_the_rows_and_the_counts_of_the_choices(world: World) -> None:
    with reading(world.nord.project_leader) as work:
        address = parse("", PROJECTS)
        rows = list(rows_of(work, PROJECTS, address))
        totals = totals_of(work, PROJECTS, address)
        counts = counts_of(work, PROJECTS, address)["status"]
        shown = present(PROJECTS, address, find(work, PROJECTS, address), work.actor)
    assert totals.count == len(rows) == 5
    assert totals.sums[0].sums["hours"] == sum(row.minutes for row in rows) == 1350
    assert totals.sums[0].sums["budget"] == sum(row.budget_minutes or 0 for row in rows)
    assert "22,50" in shown.totals[0].cells
    assert counts == {"active": 3, "on-hold": 1, "closed": 1}


def test_a_customers_projects_are_found_by_the_customer(world: World) -> None:
    assert numbers(world, f"customer={world.nord.customers[10002]}") == ["P-200"]
    assert numbers(world, f"customer={world.sor.customers[10002]}") == []


def test_each_project_tells_its_team_what_comes_next_and_how_much_is_used(world: World) -> None:
    project = world.nord.projects["P-100"]
    with writing(world.nord.project_leader) as work:
        for name, due in (("Byggestart", dt.date(2027, 3, 1)), ("Skisse", dt.date(2026, 12, 1))):
            add_milestone(work, project, MilestoneDraft(name, due))
        reached = add_milestone(work, project, MilestoneDraft("Oppstart", dt.date(2026, 10, 1)))
        set_done(work, reached, done=True)
        edit_field(work, FieldEdit(project, "budget_minutes", "", "15"))
    with reading(world.nord.project_leader) as work:
        rows = {row.number: row for row in rows_of(work, PROJECTS, parse("", PROJECTS))}
    first = rows["P-100"]
    assert (first.team, first.used) == (1, 50)
    assert (first.next_name, first.next_on) == ("Skisse", dt.date(2026, 12, 1))
    assert (rows["P-101"].next_name, rows["P-101"].used) == (None, None)
    assert numbers(world, "sort=-next_on,number")[0] == "P-100"
