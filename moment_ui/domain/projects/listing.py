"""Projects as a list."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col
from typing_extensions import override

from moment_ui.core.actor import Permission
from moment_ui.core.table import TagName
from moment_ui.db.elements import Expression
from moment_ui.db.lists import by, contains
from moment_ui.db.work import Work
from moment_ui.domain.lists.declared import Facet
from moment_ui.domain.lists.meanings import days, one_of, words
from moment_ui.domain.lists.source import ListSource
from moment_ui.domain.pricing.book import RateBook
from moment_ui.domain.pricing.queries import rate_book
from moment_ui.domain.pricing.reasons import NoRate, Reason
from moment_ui.domain.tags.links import OF_CUSTOMERS, OF_PROJECTS, tags_in
from moment_ui.models.customer import Customer
from moment_ui.models.hours import TimeRecord
from moment_ui.models.price_model import PriceModelKind
from moment_ui.models.project import CoWorker, Milestone, Project, ProjectMember, ProjectStatus


class ProjectListed(NamedTuple):
    """A project in a list; hours and budget in whole minutes.

    `pricing` is the kind of its first price model in use; `gap` says why work on it has no price.
    """

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
    pricing: PriceModelKind | None
    gap: str | None
    team: int
    next_name: str | None
    next_on: dt.date | None

    @property
    def used(self) -> Decimal | None:
        """How much of the budget is used, in whole percent; None without a budget."""
        return Decimal(100 * self.minutes // self.budget_minutes) if self.budget_minutes else None

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


def _team() -> Expression:
    its = col(ProjectMember.project_id) == col(Project.id)
    return sa.select(sa.func.count(col(ProjectMember.id))).where(its).scalar_subquery()


def _next(column: Any) -> Expression:
    """Of the milestone that is to be reached first."""
    its = col(Milestone.project_id) == col(Project.id)
    return (
        sa.select(column)
        .where(its, col(Milestone.done_on).is_(None), col(Milestone.due_on).is_not(None))
        .order_by(col(Milestone.due_on), col(Milestone.id))
        .limit(1)
        .scalar_subquery()
    )


class ProjectList(ListSource[ProjectListed]):
    """Projects; for who may see rates with what is missing in the prices of each."""

    @override
    def rows(self, work: Work, ids: Sequence[int]) -> list[ProjectListed]:
        """The rows with these ids, in this order; their prices are read at one go."""
        found = super().rows(work, ids)
        if not work.actor.may(Permission.VIEW_RATES):
            return found
        book = rate_book(work, [row.id for row in found])
        return [_priced(row, book, work.today()) for row in found]


def _priced(row: ProjectListed, book: RateBook, today: dt.date) -> ProjectListed:
    model = book.projects[row.id].default
    gap = None
    if row.customer_id is not None and row.status != ProjectStatus.CLOSED:
        gap = NoRate(Reason.NO_MODEL).text if model is None else _first_gap(row, book, today)
    return row._replace(pricing=model.kind if model else None, gap=gap)


def _first_gap(row: ProjectListed, book: RateBook, today: dt.date) -> str | None:
    return next((gap.text for _who, gap in book.gaps(row.id, today)), None)


PROJECT_LIST = ProjectList(
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
        "pricing": sa.null(),
        "gap": sa.null(),
        "team": _team(),
        "next_name": _next(col(Milestone.name)),
        "next_on": _next(col(Milestone.due_on)),
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
        "team": by(_team()),
        "next_on": by(_next(col(Milestone.due_on))),
    },
    plain_sums={"hours": _minutes(), "budget": col(Project.budget_minutes)},
    guarded={"customer_tags": Permission.VIEW_CUSTOMERS},
)
