"""Whose hours one may approve: all of them, or those of the projects one leads."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped
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
BY_ECONOMY = "economy"
APPROVER = "hours_approver"


def approves_all(work: Work) -> bool:
    """Whether the actor approves hours of every project: administrators and the economy do."""
    return work.actor.may(Permission.SETUP_INVOICING)


def may_approve(work: Work, project_id: Mapped[int] | Mapped[int | None]) -> Condition:
    """What holds for projects whose hours the actor may approve.

    Leaders approve those of their own projects, unless the company leaves it all to the economy.
    """
    if approves_all(work):
        return sa.true()
    return sa.and_(project_id.in_(led_projects(work)), sa.not_(_left_to_economy()))


def is_asked(work: Work, project_id: Mapped[int]) -> Condition:
    """What holds for projects whose hours wait for the actor, and not for somebody else who might."""
    left = _left_to_economy()
    if not approves_all(work):
        return sa.and_(project_id.in_(led_projects(work)), sa.not_(left))
    return sa.or_(project_id.in_(led_projects(work)), left)


def led_projects(work: Work) -> sa.Select[Any]:
    """The ids of the projects that the actor leads."""
    return (
        sa.select(col(Project.id))
        .join(CoWorker, col(CoWorker.id) == col(Project.leader_id))
        .where(col(CoWorker.user_id) == work.actor.user_id)
    )


def _left_to_economy() -> Condition:
    said = sa.select(col(InvoicingOption.id)).where(
        col(InvoicingOption.option) == APPROVER,
        col(InvoicingOption.value) == BY_ECONOMY,
        col(InvoicingOption.customer_id).is_(None),
        col(InvoicingOption.project_id).is_(None),
    )
    return said.exists()
