"""Reading projects."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import CoWorker, Project, ProjectParticipant, ProjectStatus

_ORDER = {ProjectStatus.ACTIVE: 0, ProjectStatus.ON_HOLD: 1, ProjectStatus.CLOSED: 2}


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project as a customer's page shows it; hours and budget in whole minutes.

    `takes_part`: the company did not order it, and has this `role` in it.
    """

    id: int
    number: str
    name: str
    leader: str
    status: ProjectStatus
    minutes: int
    budget_minutes: int | None
    takes_part: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True)
class Leader:
    """A co-worker who may lead a project."""

    id: int
    name: str


@needs(Permission.VIEW_PROJECTS)
def customer_projects(work: Work, customer_id: int) -> list[ProjectRow]:
    """A customer's projects with the hours written on them: active, on hold, then closed ones.

    Those it ordered come before those it takes part in.
    """
    ordered = select(Project.id).where(Project.customer_id == customer_id)
    part = select(ProjectParticipant).where(ProjectParticipant.customer_id == customer_id)
    roles = {row.project_id: row.role for row in work.session.exec(part)}
    query = (
        select(Project, CoWorker.name)
        .join(CoWorker, col(Project.leader_id) == col(CoWorker.id), isouter=True)
        .where(sa.or_(col(Project.id).in_(ordered), col(Project.id).in_(list(roles))))
        .order_by(col(Project.id).desc())
    )
    found = list(work.session.exec(query))
    minutes = _minutes(work, [project.key for project, _leader in found])
    rows = [
        ProjectRow(
            id=project.key,
            number=project.number,
            name=project.name,
            leader=leader or "",
            status=project.status,
            minutes=minutes.get(project.key, 0),
            budget_minutes=project.budget_minutes,
            takes_part=project.customer_id != customer_id,
            role=roles.get(project.key, ""),
        )
        for project, leader in found
    ]
    return sorted(rows, key=lambda row: (row.takes_part, _ORDER[row.status]))


@needs(Permission.VIEW_PROJECTS)
def project_count(work: Work, customer_id: int) -> int:
    """How many projects a customer has ordered or takes part in."""
    ordered = select(sa.func.count()).where(Project.customer_id == customer_id)
    part = select(sa.func.count()).where(ProjectParticipant.customer_id == customer_id)
    return work.session.exec(ordered).one() + work.session.exec(part).one()


@needs(Permission.VIEW_PROJECTS)
def leaders(work: Work) -> list[Leader]:
    """The company's active co-workers, by name."""
    query = select(CoWorker).where(col(CoWorker.active).is_(True)).order_by(col(CoWorker.name))
    return [Leader(row.key, row.name) for row in work.session.exec(query)]


def _minutes(work: Work, project_ids: list[int]) -> dict[int, int]:
    query = (
        select(TimeRecord.project_id, sa.func.sum(col(TimeRecord.minutes)))
        .where(col(TimeRecord.project_id).in_(project_ids))
        .group_by(col(TimeRecord.project_id))
    )
    return {project: int(minutes) for project, minutes in work.session.exec(query)}
