"""Finding an activity to write hours on, those written on last first; and a project one is in."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.folding import folded
from moment_ui.core.words import _
from moment_ui.db.lists import MOST_WORDS, contains, records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.timesheets.own import IS_OPEN, Home, at_home, home_of, is_member, me
from moment_ui.models.company import Company
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import Activity, CoWorker, Project, ProjectStatus

MOST = 40


@dataclass(frozen=True, slots=True)
class FoundActivity:
    """An activity that hours can be written on. `partner` is the company they are mirrored to."""

    id: int
    number: str
    project: str
    name: str
    partner: str
    last_day: dt.date | None


@dataclass(frozen=True, slots=True)
class MyProject:
    """A project's header, for whoever is in its team: nothing of customers, invoices and rates."""

    number: str
    name: str
    status: ProjectStatus
    leader: str
    start_on: dt.date | None
    end_on: dt.date | None
    partner: str
    activities: tuple[str, ...]
    home: Home | None


@needs(Permission.WRITE_HOURS)
def find_activities(work: Work, text: str = "") -> list[FoundActivity]:
    """The activities one can write on that all words of the text fit, at most 40.

    Those written on last come first, then by project.
    """
    person = me(work)
    last = (
        sa.select(sa.func.max(col(TimeRecord.day)))
        .where(
            col(TimeRecord.co_worker_id) == person.key,
            col(TimeRecord.activity_id) == col(Activity.id),
        )
        .scalar_subquery()
    )
    conditions = [
        sa.or_(
            contains(col(Project.search), folded(word)),
            col(Activity.name).icontains(word, autoescape=True),
        )
        for word in text.split()[:MOST_WORDS]
    ]
    query = (
        sa.select(
            col(Activity.id),
            col(Project.number),
            col(Project.name),
            col(Activity.name),
            sa.func.coalesce(col(Company.name), ""),
            last,
        )
        .join(Project, col(Project.id) == col(Activity.project_id))
        .outerjoin(Company, col(Company.id) == col(Project.main_company_id))
        .where(is_member(person.key), sa.not_(at_home(person)), IS_OPEN, *conditions)
        .order_by(
            last.desc().nulls_last(),
            col(Project.number),
            col(Activity.position),
            col(Activity.id),
        )
        .limit(MOST)
    )
    return [FoundActivity(*row) for row in records(work, query)]


@needs(Permission.WRITE_HOURS)
def my_project(work: Work, project_id: int) -> MyProject:
    """The header and the open activities of a project that one is in the team of.

    Raises NotFound for any other.
    """
    person = me(work)
    leader = sa.select(col(CoWorker.name)).where(col(CoWorker.id) == col(Project.leader_id))
    query = (
        sa.select(
            col(Project.number),
            col(Project.name),
            col(Project.status),
            sa.func.coalesce(leader.scalar_subquery(), ""),
            col(Project.start_on),
            col(Project.end_on),
            sa.func.coalesce(col(Company.name), ""),
            at_home(person),
        )
        .outerjoin(Company, col(Company.id) == col(Project.main_company_id))
        .where(col(Project.id) == project_id, is_member(person.key))
    )
    found: Any = next(iter(records(work, query)), None)
    if found is None:
        raise NotFound(_("The project"))
    header, at = found[:7], found[7]
    home = home_of(work, person) if at else None
    return MyProject(*header, activities=_names(work, project_id), home=home)


def _names(work: Work, project_id: int) -> tuple[str, ...]:
    query = (
        select(Activity.name)
        .where(Activity.project_id == project_id, col(Activity.active).is_(True))
        .order_by(col(Activity.position), col(Activity.id))
    )
    return tuple(work.session.exec(query))
