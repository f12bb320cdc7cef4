"""Projects as a list. The module is a report's source."""

import datetime as dt
from array import array
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.selection import Selection, period_of
from moment_ui.core.table import TagName, Total, Totals
from moment_ui.db.elements import Condition, Expression, among_ids
from moment_ui.db.kept import kept
from moment_ui.db.lists import (
    Sorting,
    all_ids_of,
    any_of,
    contains,
    counted,
    every_word,
    ids_of,
    in_order,
    order_by,
    per,
    some_of,
    together,
    within,
)
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.tags.links import OF_PROJECTS, tags_in
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


@needs(Permission.VIEW_PROJECTS)
def page(work: Work, selection: Selection, *, offset: int, limit: int) -> list[ProjectListed]:
    """The rows from `offset` on, at most `limit`, in the order of the selection."""
    return rows(work, ids_of(work, _ids(work, selection), offset=offset, limit=limit))


@needs(Permission.VIEW_PROJECTS)
def order(work: Work, selection: Selection) -> "array[int]":
    """The ids of all rows, in the order of the selection."""
    return all_ids_of(work, _all_ids(work, selection))


@needs(Permission.VIEW_PROJECTS)
def rows(work: Work, ids: Sequence[int]) -> list[ProjectListed]:
    """The rows with these ids, in this order; ids that are gone are left out."""
    found = _rows(work).rows(work.session, ids=ids)
    return in_order(map(ProjectListed._make, found), ids, lambda row: row.id)


@needs(Permission.VIEW_PROJECTS)
def totals(work: Work, selection: Selection) -> Totals:
    """Count, hours and budget of the whole selection."""
    ((count, minutes, budget),) = _totals(work, selection).rows(work.session)
    sums = {"hours": minutes, "budget": budget}
    told = {key: Decimal(total) for key, total in sums.items() if total is not None}
    return Totals(count, (Total("", told),))


@needs(Permission.VIEW_PROJECTS)
def counts(work: Work, selection: Selection) -> dict[str, dict[str, int]]:
    """Rows per choice of each choice filter, under all the other filters."""
    found = {key: counted(work, _per(work, key, selection.without(key))) for key in _FACETS}
    return found | {"tags": counted(work, _per_tag(work, selection.without("tags")))}


def _conditions(work: Work, selection: Selection) -> list[Condition]:
    return [_MEANINGS[key](work, value) for key, value in selection.filters]


@kept
def _per_tag(work: Work, selection: Selection) -> sa.SelectBase:
    return OF_PROJECTS.per_tag(col(Project.id), *_conditions(work, selection))


@kept
def _per(work: Work, key: str, selection: Selection) -> sa.SelectBase:
    return per(_FACETS[key], *_conditions(work, selection))


@kept
def _ids(work: Work, selection: Selection) -> sa.Select[Any]:
    return some_of(_sorted(work, selection))


@kept
def _all_ids(work: Work, selection: Selection) -> sa.Select[Any]:
    return together(work, _sorted(work, selection))


@kept
def _rows(_work: Work) -> sa.SelectBase:
    columns: list[Any] = [
        *(col(Project.id), col(Project.number), col(Project.name), col(Project.status)),
        *(col(Project.customer_id), _customer(), _leader()),
        *(col(Project.start_on), col(Project.end_on), _minutes(), col(Project.budget_minutes)),
        OF_PROJECTS.names(col(Project.id)),
    ]
    return sa.select(*columns).where(among_ids(col(Project.id)))


@kept
def _totals(work: Work, selection: Selection) -> sa.SelectBase:
    written = sa.label("minutes", _minutes())
    each = sa.select(written, col(Project.budget_minutes)).where(*_conditions(work, selection))
    inner = each.subquery()
    return sa.select(
        sa.func.count(), sa.func.sum(inner.c.minutes), sa.func.sum(inner.c.budget_minutes)
    ).select_from(inner)


def _sorted(work: Work, selection: Selection) -> sa.Select[Any]:
    statement = sa.select(col(Project.id)).where(*_conditions(work, selection))
    return statement.order_by(*order_by(selection.sort, _SORTINGS, col(Project.id)))


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


_MEANINGS: dict[str, Callable[[Work, Any], Condition]] = {
    "text": lambda _work, text: every_word(text, lambda word: contains(col(Project.search), word)),
    "status": lambda _work, values: any_of(col(Project.status), values),
    "customer": lambda _work, values: any_of(col(Project.customer_id), values),
    "leader": lambda _work, values: any_of(col(Project.leader_id), values),
    "tags": lambda _work, ids: OF_PROJECTS.any_of(col(Project.id), ids),
    "starts": lambda work, value: within(
        col(Project.start_on),
        period_of(value, work.today()).start,
        period_of(value, work.today()).end,
    ),
}
_FACETS: dict[str, Expression] = {"status": col(Project.status)}
_SORTINGS: dict[str, Sorting] = {
    "number": Sorting((sa.func.length(col(Project.number)), col(Project.number))),
    "name": Sorting((sa.func.lower(col(Project.name)),)),
    "status": Sorting((col(Project.status),)),
    "customer": Sorting((_customer(),)),
    "leader": Sorting((_leader(),)),
    "start": Sorting((col(Project.start_on),)),
    "end": Sorting((col(Project.end_on),)),
    "hours": Sorting((_minutes(),)),
    "budget": Sorting((col(Project.budget_minutes),)),
}
