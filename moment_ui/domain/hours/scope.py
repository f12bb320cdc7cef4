"""Whose hours one may approve, and whose one sees: all, those of projects led, of people one answers for."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.db.elements import Condition
from moment_ui.db.work import Work
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.invoicing import InvoicingOption
from moment_ui.models.project import CoWorker, Project

WAITING: Condition = sa.and_(
    # In the words of the index of hours that are open, which is used only then.
    col(TimeRecord.status) != sa.literal(HoursStatus.INVOICED.value, literal_execute=True),
    col(TimeRecord.status) == HoursStatus.NOT_APPROVED,
)
"""Hours that somebody has yet to approve."""
BY_ECONOMY, BY_APPROVER = "economy", "approver"
APPROVER, BELL = "hours_approver", "hours_bell"


def approves_all(work: Work) -> bool:
    """Whether the actor approves hours of every project: administrators and the economy do."""
    return work.actor.may(Permission.SETUP_INVOICING)


def may_approve(work: Work) -> Condition:
    """What holds for the time records that the actor may approve.

    Leaders approve those of their own projects, unless the company leaves it all to the economy, or to
    the approver that each co-worker has; where a co-worker has none, the leader does it.
    """
    return sa.true() if approves_all(work) else _asked(work)


def may_see(work: Work) -> Condition:
    """What holds for time records that the actor sees in reports: all, or those of projects led."""
    if work.actor.may(Permission.LOCK_HOURS):
        return sa.true()
    return sa.or_(col(TimeRecord.project_id).in_(led_projects(work)), is_mine(work))


def is_mine(work: Work) -> Condition:
    """What holds for the time records that the actor has written."""
    return col(TimeRecord.co_worker_id).in_(_me(work))


def _asked(work: Work) -> Condition:
    """Time records that the company's setting gives to the actor."""
    led = col(TimeRecord.project_id).in_(led_projects(work))
    approver = _approver()
    mine = approver.in_(_me(work))
    by_approver = sa.or_(mine, sa.and_(approver.is_(None), led))
    return sa.or_(
        sa.and_(_decided(BY_APPROVER), by_approver),
        sa.and_(led, sa.not_(_decided(BY_APPROVER)), sa.not_(_decided(BY_ECONOMY))),
    )


def _approver() -> Any:
    whose = aliased(CoWorker)
    query = sa.select(col(whose.approver_id)).where(col(whose.id) == col(TimeRecord.co_worker_id))
    return query.scalar_subquery()


def _me(work: Work) -> sa.Select[Any]:
    who = aliased(CoWorker)
    return sa.select(col(who.id)).where(col(who.user_id) == work.actor.user_id)


def led_projects(work: Work) -> sa.Select[Any]:
    """The ids of the projects that the actor leads."""
    return sa.select(col(Project.id)).where(col(Project.leader_id).in_(_me(work)))


def _decided(value: str) -> Condition:
    return _said(APPROVER).where(col(InvoicingOption.value) == value).exists()


def _said(option: str) -> sa.Select[Any]:
    """What the company has chosen for an option."""
    return sa.select(col(InvoicingOption.value)).where(
        col(InvoicingOption.option) == option,
        col(InvoicingOption.customer_id).is_(None),
        col(InvoicingOption.project_id).is_(None),
    )
