"""Reading what is shared of a project: its secondary projects, or the main one that it follows."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.group_scope import open_partners
from moment_ui.db.work import Work
from moment_ui.domain.access.externals import own_companies
from moment_ui.domain.access.needs import needs
from moment_ui.domain.sharing.readiness import are_linked
from moment_ui.models.company import Company
from moment_ui.models.partner import ProjectShare
from moment_ui.models.project import CoWorker, Project, ProjectMember, ProjectStatus


class LinkState(StrEnum):
    """How the link between a main and a secondary project stands."""

    LINKED = "linked"
    PAUSED = "paused"
    CLOSED = "closed"
    REMOVED = "removed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class ExternalProject:
    """A secondary project of a main one. `href` is "" for readers who are not in that company."""

    company: str
    number: str
    name: str
    state: LinkState
    people: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True)
class MainProject:
    """The main project of a secondary one, as it was when something last passed."""

    company: str
    number: str
    leader: str
    state: LinkState
    href: str

    @property
    def decides(self) -> bool:
        """Whether team, activities and the rest are changed there, and not here."""
        return self.state is not LinkState.ENDED


@needs(Permission.VIEW_PROJECTS)
def external_projects(work: Work, project_id: int) -> list[ExternalProject]:
    """The secondary projects of a main project, by company."""
    query = (
        select(ProjectShare, Company, Project)
        .join(Company, col(Company.id) == col(ProjectShare.partner_company_id))
        .join(Project, col(Project.id) == col(ProjectShare.project_id))
        .where(ProjectShare.project_id == project_id)
        .order_by(col(Company.name), col(ProjectShare.id))
    )
    found = list(work.session.exec(query))
    if not found:
        return []
    opened, mine, people = set(open_partners(work)), own_companies(work), _people(work, project_id)
    return [
        ExternalProject(
            company.name,
            share.secondary_number,
            project.name,
            _state(work, share, project.status, is_open=share.partner_company_id in opened),
            tuple(people[share.partner_company_id]),
            f"/{company.slug}/projects/{share.secondary_project_id}"
            if share.partner_company_id in mine
            else "",
        )
        for share, company, project in found
    ]


@needs(Permission.VIEW_PROJECTS)
def main_project(work: Work, project_id: int) -> MainProject | None:
    """The main project that a project follows; None for an ordinary one."""
    query = (
        select(Project, Company)
        .join(Company, col(Company.id) == col(Project.main_company_id))
        .where(Project.id == project_id)
    )
    found = work.session.exec(query).first()
    if found is None:
        return None
    project, company = found
    company_id = company.id or 0
    state = LinkState.CLOSED if project.status == ProjectStatus.CLOSED else LinkState.LINKED
    if not are_linked(work, company_id):
        state = LinkState.ENDED
    elif company_id not in open_partners(work):
        state = LinkState.PAUSED
    href = f"/{company.slug}/projects/{project.main_project_id}"
    may_open = company_id in own_companies(work)
    return MainProject(
        company.name, project.main_number, project.main_leader, state, href if may_open else ""
    )


def _state(work: Work, share: ProjectShare, status: str, *, is_open: bool) -> LinkState:
    if share.removed_at is not None:
        return LinkState.REMOVED
    if not is_open:
        linked = are_linked(work, share.partner_company_id)
        return LinkState.PAUSED if linked else LinkState.ENDED
    return LinkState.CLOSED if status == ProjectStatus.CLOSED else LinkState.LINKED


def _people(work: Work, project_id: int) -> dict[int, list[str]]:
    """The names in the team by home company."""
    query = (
        select(CoWorker.home_company_id, CoWorker.name)
        .join(ProjectMember, col(ProjectMember.co_worker_id) == col(CoWorker.id))
        .where(ProjectMember.project_id == project_id, col(CoWorker.home_company_id).is_not(None))
        .order_by(col(CoWorker.name))
    )
    found: dict[int, list[str]] = defaultdict(list)
    for company_id, name in work.session.exec(query):
        found[company_id or 0].append(name)
    return found
