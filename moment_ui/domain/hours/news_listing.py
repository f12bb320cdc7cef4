"""What happened to hours, as a list: who wrote, changed or took away how much of what."""

import datetime as dt
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped
from sqlmodel import col
from typing_extensions import override

from moment_ui.core.actor import Permission
from moment_ui.core.selection import Selection
from moment_ui.db.elements import Condition
from moment_ui.db.lists import Join, by, contains
from moment_ui.db.work import Work
from moment_ui.domain.hours.board import may_see
from moment_ui.domain.lists.meanings import days, instants, one_of, words
from moment_ui.domain.lists.source import ListSource
from moment_ui.models.company import Company
from moment_ui.models.hours import HoursNews
from moment_ui.models.project import Activity, CoWorker, Project

_PROJECT = Join(Project, col(Project.id) == col(HoursNews.project_id))
_CO_WORKER = Join(CoWorker, col(CoWorker.id) == col(HoursNews.co_worker_id))
_ACTIVITY = Join(Activity, col(Activity.id) == col(HoursNews.activity_id))


class HoursNewsRow(NamedTuple):
    """One piece of news; whole minutes. `company` is the partner it came from, None for our own."""

    id: int
    at: dt.datetime
    project_id: int
    number: str
    project: str
    co_worker: str
    company: str | None
    activity: str
    day: dt.date
    before: int
    after: int


class HoursNewsList(ListSource[HoursNewsRow]):
    """Nobody sees news here of a project whose hours are not theirs to see."""

    @override
    def conditions(
        self, work: Work, selection: Selection, *, counting: str = ""
    ) -> list[Condition]:
        """The WHERE of a selection, among what the actor may see."""
        seen = may_see(work, col(HoursNews.project_id))
        return [seen, *super().conditions(work, selection, counting=counting)]


def _named(found: Mapped[str], key: Mapped[int], table: type[Any]) -> Any:
    its = col(table.id) == key
    return sa.func.lower(sa.select(found).where(its).scalar_subquery())


def _word(word: str) -> Condition:
    people = sa.select(col(CoWorker.id)).where(sa.func.lower(col(CoWorker.name)).contains(word))
    activities = sa.select(col(Activity.id)).where(sa.func.lower(col(Activity.name)).contains(word))
    projects = sa.select(col(Project.id)).where(contains(col(Project.search), word))
    return sa.or_(
        col(HoursNews.co_worker_id).in_(people),
        col(HoursNews.activity_id).in_(activities),
        col(HoursNews.project_id).in_(projects),
    )


def _company() -> Any:
    its = col(Company.id) == col(CoWorker.home_company_id)
    return sa.select(col(Company.name)).where(its).scalar_subquery()


HOURS_NEWS_LIST = HoursNewsList(
    needs=Permission.VIEW_HOURS,
    table=HoursNews,
    row=HoursNewsRow,
    joins=(_PROJECT, _CO_WORKER, _ACTIVITY),
    columns={
        "id": col(HoursNews.id),
        "at": col(HoursNews.at),
        "project_id": col(HoursNews.project_id),
        "number": col(Project.number),
        "project": col(Project.name),
        "co_worker": col(CoWorker.name),
        "company": _company(),
        "activity": col(Activity.name),
        "day": col(HoursNews.day),
        "before": col(HoursNews.minutes_before),
        "after": col(HoursNews.minutes_after),
    },
    meanings={
        "text": words(_word),
        "project": one_of(col(HoursNews.project_id)),
        "co_worker": one_of(col(HoursNews.co_worker_id)),
        "told": instants(col(HoursNews.at)),
        "period": days(col(HoursNews.day)),
    },
    facets={},
    sortings={
        "at": by(col(HoursNews.id), quick=True),
        "co_worker": by(_named(col(CoWorker.name), col(HoursNews.co_worker_id), CoWorker)),
        "activity": by(_named(col(Activity.name), col(HoursNews.activity_id), Activity)),
        "day": by(col(HoursNews.day)),
        "change": by(col(HoursNews.minutes_after) - col(HoursNews.minutes_before)),
    },
    plain_sums={"change": col(HoursNews.minutes_after) - col(HoursNews.minutes_before)},
)
