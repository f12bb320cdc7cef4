"""Which tasks somebody sees, and which are one's own."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.elements import Condition
from moment_ui.db.work import Work
from moment_ui.models.project import CoWorker, ProjectMember
from moment_ui.models.task import Task


def may_see(work: Work) -> Condition:
    """All tasks for who sees projects; an external sees one's own and those of one's projects."""
    if work.actor.may(Permission.VIEW_PROJECTS):
        return sa.true()
    places = select(col(ProjectMember.project_id)).where(
        col(ProjectMember.co_worker_id).in_(me(work))
    )
    return sa.or_(is_mine(work), col(Task.project_id).in_(places))


def is_mine(work: Work) -> Condition:
    """What holds for tasks assigned to the actor."""
    return col(Task.assignee_id).in_(me(work))


def me(work: Work) -> Any:
    """The actor among the company's co-workers, by the log-in; nobody once he or she has left."""
    return select(col(CoWorker.id)).where(
        CoWorker.user_id == work.actor.user_id, col(CoWorker.active).is_(True)
    )
