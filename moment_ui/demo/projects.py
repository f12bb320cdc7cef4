"""Projects of a demo company: activities, members and the hours written on them."""

import datetime as dt
from dataclasses import dataclass, field
from random import Random
from typing import Any

from moment_ui.core.folding import search_text
from moment_ui.db.work import Work
from moment_ui.demo import material, vocabulary
from moment_ui.demo.customers import DemoCustomer
from moment_ui.demo.dice import dice
from moment_ui.models.customer import CustomerStatus
from moment_ui.models.project import Activity, Project, ProjectMember, ProjectStatus

FIRST_SEEN = 40
"""So many customers, the lowest numbers, have something going on: a newcomer meets them first."""

INTERNAL = ("Administrasjon", "Kompetanse", "Salg og anbud")


@dataclass(slots=True)
class DemoProject:
    """A project on its way into the database. `customer` is None for internal time."""

    row: dict[str, Any]
    customer: DemoCustomer | None
    members: list[int]
    rate: int
    fixed_price: bool
    id: int = 0
    activities: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])

    def is_open(self, first: dt.date, last: dt.date) -> bool:
        """Whether hours may be written in the days from `first` to `last`."""
        return self.row["start_on"] <= last and first <= self.row["end_on"]


def add_projects(
    work: Work,
    company: material.DemoCompany,
    customers: list[DemoCustomer],
    co_workers: list[int],
) -> list[DemoProject]:
    """Write projects over two years, the company's internal one first."""
    chance, today = dice(company.slug, "projects"), work.today()
    wanted = _names(company, customers, chance)
    begun = sorted(_dates(len(wanted), today, chance))
    projects = [_internal(company, co_workers, today)]
    for number, (dates, (customer, name)) in enumerate(
        zip(begun, wanted, strict=True), company.last_project - len(wanted) + 1
    ):
        projects.append(_project(number, name, customer, dates, today, co_workers, company, chance))
    for customer in _first_seen(customers):
        _carry_on(customer, projects, today)
    _store(work, company, projects)
    return projects


def _names(
    company: material.DemoCompany, customers: list[DemoCustomer], chance: Random
) -> list[tuple[DemoCustomer, str]]:
    named = [(customer, name) for customer in customers for name in customer.projects]
    working = [c for c in customers if c.status is CustomerStatus.ACTIVE and not c.projects]
    weights = [1 / (1 + place / 25) for place in range(len(working))]
    first = [customer for customer in _first_seen(customers) if not customer.projects]
    more = chance.choices(working, weights, k=company.projects - len(named) - len(first))
    chosen = [*first, *more]
    others = [(customer, chance.choice(vocabulary.PROJECT_NAMES)) for customer in chosen]
    wanted = list(dict.fromkeys(named + others))
    chance.shuffle(wanted)
    return wanted


def _first_seen(customers: list[DemoCustomer]) -> list[DemoCustomer]:
    """The active ones among the customers at the top of the list."""
    return [c for c in customers[:FIRST_SEEN] if c.status is CustomerStatus.ACTIVE]


def _carry_on(customer: DemoCustomer, projects: list[DemoProject], today: dt.date) -> None:
    """Give the customer's last project some months more when all of them are over."""
    own = [project for project in projects if project.customer is customer]
    if own and not any(project.row["status"] is ProjectStatus.ACTIVE for project in own):
        last = max(own, key=lambda project: project.row["end_on"])
        months = dice(customer.name, "carry on").randrange(2, 9)
        last.row |= {
            "end_on": today + dt.timedelta(days=30 * months),
            "status": ProjectStatus.ACTIVE,
        }


def _dates(count: int, today: dt.date, chance: Random) -> list[tuple[dt.date, dt.date]]:
    dates: list[tuple[dt.date, dt.date]] = []
    for _ in range(count):
        start = today - dt.timedelta(days=chance.randrange(8, 760))
        dates.append((start, start + dt.timedelta(days=chance.randrange(90, 620))))
    return dates


def _internal(company: material.DemoCompany, co_workers: list[int], today: dt.date) -> DemoProject:
    start = today - dt.timedelta(days=1500)
    row = _row("1", f"Intern tid, {company.name}", start, today + dt.timedelta(days=1500))
    return DemoProject(row, None, list(co_workers), 0, fixed_price=False)


def _project(  # noqa: PLR0913, PLR0917 - one place that knows everything about a project
    number: int,
    name: str,
    customer: DemoCustomer,
    dates: tuple[dt.date, dt.date],
    today: dt.date,
    co_workers: list[int],
    company: material.DemoCompany,
    chance: Random,
) -> DemoProject:
    members = chance.sample(co_workers, min(len(co_workers), chance.randrange(2, 6)))
    status = ProjectStatus.CLOSED if dates[1] < today else ProjectStatus.ACTIVE
    if status is ProjectStatus.ACTIVE and chance.random() < 0.06:
        status = ProjectStatus.ON_HOLD
    row = _row(str(number), name, *dates) | {
        "customer_id": customer.id,
        "leader_id": members[0],
        "status": status,
        "budget_minutes": 60 * chance.choice((60, 120, 180, 240, 320, 480, 620, 900)),
        "search": search_text(name, number, customer.name),
    }
    rate = company.hourly_rate + chance.randrange(-4, 7) * 25
    return DemoProject(row, customer, members, rate, fixed_price=chance.random() < 0.15)


def _row(number: str, name: str, start: dt.date, end: dt.date) -> dict[str, Any]:
    return {
        "number": number,
        "name": name,
        "customer_id": None,
        "leader_id": None,
        "status": ProjectStatus.ACTIVE,
        "start_on": start,
        "end_on": end,
        "budget_minutes": None,
        "search": search_text(name, number),
        "created_at": dt.datetime.combine(start, dt.time(9), dt.UTC),
    }


def _store(work: Work, company: material.DemoCompany, projects: list[DemoProject]) -> None:
    ids = work.insert_rows(Project, [project.row for project in projects], returning=True)
    activities: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    owners: list[DemoProject] = []
    for key, project in zip(ids, projects, strict=True):
        project.id = key
        for position, name in enumerate(company.activities if project.customer else INTERNAL):
            activities.append(
                {
                    "project_id": key,
                    "name": name,
                    "billable": project.customer is not None,
                    "position": position,
                }
            )
            owners.append(project)
        members += [{"project_id": key, "co_worker_id": member} for member in project.members]
    kept = work.insert_rows(Activity, activities, returning=True)
    for project, key, row in zip(owners, kept, activities, strict=True):
        project.activities.append((key, row["name"]))
    work.insert_rows(ProjectMember, members)
