"""A project's hours as its leader watches them: by co-worker, activity and week, and what just arrived."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Mapped
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.elements import Condition
from moment_ui.db.statement import Kept, keep
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.hours.scope import led_projects
from moment_ui.models.company import Company
from moment_ui.models.hours import HoursNews, TimeRecord
from moment_ui.models.project import Activity, CoWorker, Project, ProjectMember

WEEKS = 6
NEWS = 30
A_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Written:
    """What one co-worker wrote on one activity, in whole minutes; `company` is "" for our own hours.

    `weeks` are those the board shows, oldest first; `this_week` and `last_week` are today's.
    """

    activity_id: int
    activity: str
    budget_minutes: int | None
    co_worker_id: int
    co_worker: str
    company_id: int
    company: str
    weeks: tuple[int, ...]
    this_week: int
    last_week: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """Hours that were written, changed or taken away: who, where, for which day, and when it was told."""

    id: int
    activity_id: int
    activity: str
    co_worker_id: int
    co_worker: str
    company: str
    day: dt.date
    before: int
    after: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Board:
    """A project's hours. `mondays` begin the weeks shown; `news` come newest first."""

    project_id: int
    number: str
    name: str
    budget_minutes: int | None
    today: dt.date
    mondays: tuple[dt.date, ...]
    written: tuple[Written, ...]
    news: tuple[Arrived, ...]
    news_today: int


def monday_of(day: dt.date) -> dt.date:
    """The Monday on which the ISO week of a day begins."""
    return day - dt.timedelta(days=day.weekday())


def may_see(work: Work, project_id: Mapped[int] | Mapped[int | None]) -> Condition:
    """What holds for projects whose hours the actor may see: all that can be seen, else one's own."""
    if work.actor.may(Permission.VIEW_PROJECTS):
        return sa.true()
    joined = (
        sa.select(col(ProjectMember.project_id))
        .join(CoWorker, col(CoWorker.id) == col(ProjectMember.co_worker_id))
        .where(col(CoWorker.user_id) == work.actor.user_id)
    )
    return sa.or_(project_id.in_(led_projects(work)), project_id.in_(joined))


@needs(Permission.VIEW_HOURS)
def board(work: Work, project_id: int, last_monday: dt.date | None = None) -> Board:
    """The hours of a project, with the six weeks that end with the one that begins on `last_monday`.

    Without a Monday it is this week. Raises NotFound, also for a project the actor may not see.
    """
    found = _project(work, project_id)
    today = work.today()
    last = monday_of(last_monday or today)
    mondays = tuple(last - A_WEEK * back for back in reversed(range(WEEKS)))
    return Board(
        project_id=project_id,
        number=found[0],
        name=found[1],
        budget_minutes=found[2],
        today=today,
        mondays=mondays,
        written=_written(work, project_id, mondays, monday_of(today)),
        news=_news(work, project_id),
        news_today=_news_today(work, project_id, today),
    )


def _project(work: Work, project_id: int) -> tuple[str, str, int | None]:
    columns: list[Any] = [col(Project.number), col(Project.name), col(Project.budget_minutes)]
    query: Any = sa.select(*columns).where(
        col(Project.id) == project_id, may_see(work, col(Project.id))
    )
    found = cast("Any", work.session).exec(query).first()
    if found is None:
        raise NotFound(_("The project"))
    return tuple(found)


def _written(
    work: Work, project_id: int, mondays: Sequence[dt.date], this_monday: dt.date
) -> tuple[Written, ...]:
    weeks = (*mondays, this_monday, this_monday - A_WEEK)
    days = {f"from_{at}": monday for at, monday in enumerate(weeks)}
    days |= {f"until_{at}": monday + A_WEEK for at, monday in enumerate(weeks)}
    rows = _written_statement(work.database.dialect).rows(work.session, project=project_id, **days)
    return tuple(
        Written(
            activity_id,
            activity,
            budget,
            co_worker_id,
            co_worker,
            company_id or 0,
            company or "",
            tuple(int(each) for each in minutes[:WEEKS]),
            int(minutes[WEEKS]),
            int(minutes[WEEKS + 1]),
            int(minutes[-1]),
        )
        for activity_id, activity, _position, budget, co_worker_id, co_worker, company_id, company, *minutes in rows
    )


@lru_cache(maxsize=4)
def _written_statement(dialect: sa.Dialect) -> Kept:
    """Sums by activity, co-worker and company: of each week shown, this week, the last one, and all."""
    keys: list[Any] = [
        col(Activity.id),
        col(Activity.name),
        col(Activity.position),
        col(Activity.budget_minutes),
        col(CoWorker.id),
        col(CoWorker.name),
        col(TimeRecord.origin_company_id),
        col(Company.name),
    ]
    sums = [_minutes_of_week(at) for at in range(WEEKS + 2)]
    query: Any = (
        sa.select(*keys, *sums, sa.func.sum(col(TimeRecord.minutes)))
        .select_from(TimeRecord)
        .join(Activity, col(Activity.id) == col(TimeRecord.activity_id))
        .join(CoWorker, col(CoWorker.id) == col(TimeRecord.co_worker_id))
        .join(Company, col(Company.id) == col(TimeRecord.origin_company_id), isouter=True)
        .where(col(TimeRecord.project_id) == sa.bindparam("project"))
        .group_by(*keys)
        .order_by(col(Activity.position), col(Activity.id), col(CoWorker.name), col(CoWorker.id))
    )
    return keep(query, dialect)


def _minutes_of_week(at: int) -> Any:
    """The minutes of a week that is named when the statement runs; half-open."""
    start, end = (
        sa.bindparam(f"from_{at}", type_=sa.Date),
        sa.bindparam(f"until_{at}", type_=sa.Date),
    )
    inside = sa.and_(col(TimeRecord.day) >= start, col(TimeRecord.day) < end)
    return sa.func.sum(sa.case((inside, col(TimeRecord.minutes)), else_=0))


def arrived(condition: Condition) -> Any:
    """The statement of the news that a condition picks, with the words they are told in."""
    return (
        sa.select(
            col(HoursNews.id),
            col(HoursNews.activity_id),
            col(Activity.name),
            col(HoursNews.co_worker_id),
            col(CoWorker.name),
            sa.func.coalesce(col(Company.name), ""),
            col(HoursNews.day),
            col(HoursNews.minutes_before),
            col(HoursNews.minutes_after),
            col(HoursNews.at),
        )
        .join(Activity, col(Activity.id) == col(HoursNews.activity_id))
        .join(CoWorker, col(CoWorker.id) == col(HoursNews.co_worker_id))
        .join(Company, col(Company.id) == col(CoWorker.home_company_id), isouter=True)
        .where(condition)
    )


def _news(work: Work, project_id: int) -> tuple[Arrived, ...]:
    rows = _news_statement(work.database.dialect).rows(work.session, project=project_id)
    return tuple(Arrived(*row) for row in rows)


@lru_cache(maxsize=4)
def _news_statement(dialect: sa.Dialect) -> Kept:
    its = arrived(col(HoursNews.project_id) == sa.bindparam("project"))
    return keep(its.order_by(col(HoursNews.id).desc()).limit(NEWS), dialect)


def _news_today(work: Work, project_id: int, today: dt.date) -> int:
    midnight = dt.datetime.combine(today, dt.time(), ZoneInfo(work.actor.timezone))
    since = midnight.astimezone(dt.UTC)
    statement = _count_statement(work.database.dialect)
    return int(statement.rows(work.session, project=project_id, since=since)[0][0])


@lru_cache(maxsize=4)
def _count_statement(dialect: sa.Dialect) -> Kept:
    at: Any = col(HoursNews.at)
    query = sa.select(sa.func.count(col(HoursNews.id))).where(
        col(HoursNews.project_id) == sa.bindparam("project"),
        at >= sa.bindparam("since", type_=at.type),
    )
    return keep(query, dialect)
