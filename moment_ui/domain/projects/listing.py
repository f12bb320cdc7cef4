"""Projects as a list."""

import datetime as dt
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.table import TagName
from moment_ui.db.elements import Expression
from moment_ui.db.lists import by, contains
from moment_ui.domain.lists.declared import Facet
from moment_ui.domain.lists.meanings import days, one_of, words
from moment_ui.domain.lists.source import ListSource
from moment_ui.domain.tags.links import OF_CUSTOMERS, OF_PROJECTS, tags_in
from moment_ui.models.customer import Customer
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import CoWorker, Project, ProjectStatus


class ProjectListed(NamedTuple):
    """A project in a list; hours and budget in whole minutes."""

    id: int
    number: str
    name: str
    status: ProjectStatus
    customer_id: int | None
    customer: str | None
    leader: str | None
    start_on: dt.date | None
    end_on: dt.date | None
    minutes: int
    budget_minutes: int | None
    tag_names: str | None

    @property
    def tags(self) -> tuple[TagName, ...]:
        """The project's tags, by name."""
        return tags_in(self.tag_names)


def _customer() -> Expression:
    his = col(Customer.id) == col(Project.customer_id)
    return sa.select(col(Customer.name)).where(his).scalar_subquery()


def _leader() -> Expression:
    his = col(CoWorker.id) == col(Project.leader_id)
    return sa.select(col(CoWorker.name)).where(his).scalar_subquery()


def _minutes() -> Expression:
    written = sa.func.coalesce(sa.func.sum(col(TimeRecord.minutes)), 0)
    its = col(TimeRecord.project_id) == col(Project.id)
    return sa.select(written).where(its).scalar_subquery()


PROJECT_LIST = ListSource(
    needs=Permission.VIEW_PROJECTS,
    table=Project,
    row=ProjectListed,
    columns={
        "id": col(Project.id),
        "number": col(Project.number),
        "name": col(Project.name),
        "status": col(Project.status),
        "customer_id": col(Project.customer_id),
        "customer": _customer(),
        "leader": _leader(),
        "start_on": col(Project.start_on),
        "end_on": col(Project.end_on),
        "minutes": _minutes(),
        "budget_minutes": col(Project.budget_minutes),
        "tag_names": OF_PROJECTS.names(col(Project.id)),
    },
    meanings={
        "text": words(lambda word: contains(col(Project.search), word)),
        "status": one_of(col(Project.status)),
        "customer": one_of(col(Project.customer_id)),
        "leader": one_of(col(Project.leader_id)),
        "tags": OF_PROJECTS.any_of(col(Project.id)),
        "customer_tags": OF_CUSTOMERS.any_of(col(Project.customer_id)),
        "starts": days(col(Project.start_on)),
    },
    facets={
        "status": Facet(col(Project.status)),
        "tags": OF_PROJECTS.each(col(Project.id)),
        "customer_tags": OF_CUSTOMERS.each(col(Project.customer_id)),
    },
    sortings={
        # Without an index, but quicker sorted than an order is kept.
        "number": by(sa.func.length(col(Project.number)), col(Project.number), quick=True),
        "name": by(sa.func.lower(col(Project.name))),
        "status": by(col(Project.status)),
        "customer": by(_customer()),
        "leader": by(_leader()),
        "start": by(col(Project.start_on)),
        "end": by(col(Project.end_on)),
        "hours": by(_minutes()),
        "budget": by(col(Project.budget_minutes)),
    },
    plain_sums={"hours": _minutes(), "budget": col(Project.budget_minutes)},
    guarded={"customer_tags": Permission.VIEW_CUSTOMERS},
)
