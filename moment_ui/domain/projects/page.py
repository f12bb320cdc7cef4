"""Reading one project: what it is, who works on it, and on what."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.hours import TimeRecord
from moment_ui.models.price_model import PriceModel
from moment_ui.models.project import Activity, CoWorker, Project, ProjectMember, ProjectStatus


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """A project as stored; hours and budget in whole minutes. No customer: one of our own."""

    id: int
    number: str
    name: str
    status: ProjectStatus
    customer_id: int | None
    customer: str
    customer_number: int | None
    leader: str
    start_on: dt.date | None
    end_on: dt.date | None
    minutes: int
    budget_minutes: int | None
    currency: str
    description: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the team, by the id of the place there, with the minutes written on the project.

    `home`: the partner company an external comes from, "" for others.
    """

    id: int
    co_worker_id: int
    name: str
    role: str
    title: str
    is_external: bool
    active: bool
    is_leader: bool
    minutes: int
    home: str = ""


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """A kind of work, with the minutes written on it; without a model it follows the default one."""

    id: int
    price_model_id: int | None
    name: str
    billable: bool
    active: bool
    minutes: int
    price_model: str = ""


@needs(Permission.VIEW_PROJECTS)
def project(work: Work, project_id: int) -> ProjectRecord:
    """One project. Raises NotFound."""
    query = (
        select(Project, Customer, col(CoWorker.name))
        .join(Customer, col(Project.customer_id) == col(Customer.id), isouter=True)
        .join(CoWorker, col(Project.leader_id) == col(CoWorker.id), isouter=True)
        .where(Project.id == project_id)
    )
    found = work.session.exec(query).first()
    if found is None:
        raise NotFound(_("The project"))
    row, customer, leader = found
    written = select(sa.func.sum(col(TimeRecord.minutes))).where(
        TimeRecord.project_id == project_id
    )
    return ProjectRecord(
        id=row.key,
        number=row.number,
        name=row.name,
        status=row.status,
        customer_id=row.customer_id,
        customer=customer.name if customer else "",
        customer_number=customer.number if customer else None,
        leader=leader or "",
        start_on=row.start_on,
        end_on=row.end_on,
        minutes=int(work.session.exec(written).one() or 0),
        budget_minutes=row.budget_minutes,
        currency=row.currency or (customer.currency if customer else ""),
        description=row.description,
    )


@needs(Permission.VIEW_PROJECTS)
def team(work: Work, project_id: int) -> list[Member]:
    """Who is in the project's team, by name."""
    written = _written(col(TimeRecord.co_worker_id), project_id)
    leads = select(Project.leader_id).where(Project.id == project_id).scalar_subquery()
    query = (
        select(CoWorker, ProjectMember, written.c.minutes, col(CoWorker.id) == leads)
        .join(ProjectMember, col(ProjectMember.co_worker_id) == col(CoWorker.id))
        .join(written, written.c.key == col(CoWorker.id), isouter=True)
        .where(ProjectMember.project_id == project_id)
        .order_by(col(CoWorker.name), col(CoWorker.id))
    )
    partners = select(CoWorker.home_company_id).where(col(CoWorker.home_company_id).is_not(None))
    named = select(Company.id, Company.name).where(col(Company.id).in_(partners))
    homes = {key or 0: name for key, name in work.session.exec(named)}
    return [
        Member(
            place.key,
            person.key,
            person.name,
            place.role,
            person.title,
            person.is_external,
            person.active,
            bool(is_leader),
            int(minutes or 0),
            homes.get(person.home_company_id or 0, ""),
        )
        for person, place, minutes, is_leader in work.session.exec(query)
    ]


@needs(Permission.VIEW_PROJECTS)
def activities(work: Work, project_id: int) -> list[ActivityRow]:
    """The project's activities in their order; those no longer used last."""
    written = _written(col(TimeRecord.activity_id), project_id)
    query = (
        select(Activity, written.c.minutes, PriceModel.name)
        .join(PriceModel, col(PriceModel.id) == col(Activity.price_model_id), isouter=True)
        .join(written, written.c.key == col(Activity.id), isouter=True)
        .where(Activity.project_id == project_id)
        .order_by(col(Activity.active).desc(), col(Activity.position), col(Activity.id))
    )
    return [
        ActivityRow(
            row.key,
            row.price_model_id,
            row.name,
            row.billable,
            row.active,
            int(minutes or 0),
            model or "",
        )
        for row, minutes, model in work.session.exec(query)
    ]


def _written(column: Mapped[int], project_id: int) -> sa.Subquery:
    """Minutes on the project by `key`, a column of its hours."""
    columns: list[sa.ColumnElement[Any]] = [
        sa.label("key", column),
        sa.func.sum(col(TimeRecord.minutes)).label("minutes"),
    ]
    mine = col(TimeRecord.project_id) == project_id
    return sa.select(*columns).where(mine).group_by(column).subquery()
