"""The hours of many projects at once, for whoever leads them: what is new comes first."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.folding import folded
from moment_ui.db.lists import contains
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.hours.board import A_WEEK, Arrived, arrived, may_see, monday_of
from moment_ui.domain.hours.scope import approves_all, led_projects
from moment_ui.models.hours import HoursNews, TimeRecord
from moment_ui.models.project import Project, ProjectStatus

MOST = 100


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project with its hours in whole minutes: all, and this week's by our own and by partners."""

    id: int
    number: str
    name: str
    budget_minutes: int | None
    minutes: int
    own_week: int
    partner_week: int
    latest: Arrived | None


@dataclass(frozen=True, slots=True)
class Lines:
    """The projects, newest news first; `more` says that there are others, `sees_all` that one may see all."""

    lines: tuple[ProjectLine, ...]
    today: dt.date
    sees_all: bool
    more: bool


@dataclass(frozen=True, slots=True)
class _Sums:
    minutes: int = 0
    own_week: int = 0
    partner_week: int = 0


@needs(Permission.VIEW_HOURS)
def project_lines(work: Work, find: str = "", *, mine: bool = False) -> Lines:
    """The projects that are not closed and that the actor leads; administrators and the economy see all.

    `find` is a part of number or name; `mine` leaves out what somebody else leads.
    """
    sees_all = approves_all(work)
    projects = _projects(work, find, mine=mine or not sees_all)
    shown = projects[:MOST]
    sums = _sums(work, [row.id for row in shown])
    latest = _latest(work, [row.latest for row in shown if row.latest])
    return Lines(
        tuple(
            ProjectLine(
                row.id,
                row.number,
                row.name,
                row.budget_minutes,
                (its := sums.get(row.id, _Sums())).minutes,
                its.own_week,
                its.partner_week,
                latest.get(row.latest),
            )
            for row in shown
        ),
        work.today(),
        sees_all,
        len(projects) > MOST,
    )


def _projects(work: Work, find: str, *, mine: bool) -> Sequence[Any]:
    newest = (
        sa.select(sa.func.max(col(HoursNews.id)))
        .where(col(HoursNews.project_id) == col(Project.id))
        .scalar_subquery()
        .label("latest")
    )
    query: Any = sa.select(
        col(Project.id), col(Project.number), col(Project.name), col(Project.budget_minutes), newest
    ).where(col(Project.status) != ProjectStatus.CLOSED, may_see(work, col(Project.id)))
    if mine:
        query = query.where(col(Project.id).in_(led_projects(work)))
    for word in folded(find).split():
        query = query.where(contains(col(Project.search), word))
    order = (newest.is_(None), newest.desc(), col(Project.number), col(Project.id))
    return list(cast("Any", work.session).exec(query.order_by(*order).limit(MOST + 1)))


def _sums(work: Work, ids: Sequence[int]) -> dict[int, _Sums]:
    monday = monday_of(work.today())
    week = sa.and_(col(TimeRecord.day) >= monday, col(TimeRecord.day) < monday + A_WEEK)
    own = sa.and_(week, col(TimeRecord.origin_company_id).is_(None))
    partner = sa.and_(week, col(TimeRecord.origin_company_id).is_not(None))
    minutes = col(TimeRecord.minutes)
    query: Any = (
        sa.select(
            col(TimeRecord.project_id),
            sa.func.sum(minutes),
            sa.func.sum(sa.case((own, minutes), else_=0)),
            sa.func.sum(sa.case((partner, minutes), else_=0)),
        )
        .where(col(TimeRecord.project_id).in_(ids))
        .group_by(col(TimeRecord.project_id))
    )
    rows: Any = cast("Any", work.session).exec(query)
    return {key: _Sums(*(int(each) for each in sums)) for key, *sums in rows}


def _latest(work: Work, ids: Sequence[int]) -> dict[int | None, Arrived]:
    rows: Any = cast("Any", work.session).exec(arrived(col(HoursNews.id).in_(ids)))
    return {row[0]: Arrived(*row) for row in rows}
