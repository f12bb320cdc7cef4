"""A project's team: co-workers join it in a role, change roles, and leave; each act can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.projects.errors import AlreadyInTeam, LeaderStays, MemberHasHours
from moment_ui.domain.projects.rows import own_project, short_line, tell
from moment_ui.domain.sharing.secondaries import share_with_home
from moment_ui.models.company import Company
from moment_ui.models.hours import TimeRecord
from moment_ui.models.price_model import ModelRate
from moment_ui.models.project import CoWorker, Project, ProjectMember
from moment_ui.models.rates import HourlyRate

NOTHING_CONFIRMED: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A co-worker who is not in the team yet; externals with the partner company they come from."""

    id: int
    name: str
    title: str
    is_external: bool
    home_company_id: int | None = None
    home: str = ""


@dataclass(frozen=True, slots=True)
class RoleChange:
    """A member's role before and after."""

    member_id: int
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RemovedMember:
    """What `remove_member` took away: enough to put it back."""

    project_id: int
    co_worker_id: int
    name: str
    role: str


@needs(Permission.EDIT_PROJECTS)
def candidates(work: Work, project_id: int) -> list[Candidate]:
    """The active co-workers who are not in the project's team, by name."""
    already = select(ProjectMember.co_worker_id).where(ProjectMember.project_id == project_id)
    query = (
        select(CoWorker, Company.name)
        .join(Company, col(Company.id) == col(CoWorker.home_company_id), isouter=True)
        .where(col(CoWorker.active).is_(True), col(CoWorker.id).not_in(already))
        .order_by(col(CoWorker.name), col(CoWorker.id))
    )
    return [
        Candidate(row.key, row.name, row.title, row.is_external, row.home_company_id, company or "")
        for row, company in work.session.exec(query)
    ]


@needs(Permission.EDIT_PROJECTS)
def roles_in_use(work: Work) -> list[str]:
    """The roles that teams, price lists and price models name, by name: what a new one is chosen from."""
    named = (
        sa.select(col(table.role)).where(col(table.role) != "")
        for table in (ProjectMember, HourlyRate, ModelRate)
    )
    return sorted(set(work.session.scalars(sa.union(*named))), key=str.casefold)


@needs(Permission.EDIT_PROJECTS)
def add_member(work: Work, project_id: int, co_worker_id: int, role: str) -> int:
    """Take a co-worker into the team; returns the id of the place there.

    Somebody of a partner company gets a secondary project there, at once. Raises NotFound (also for
    co-workers who are no longer active), Invalid for the role, AlreadyInTeam, FollowsMain, CannotShare.
    """
    role = short_line("role", role)
    project = own_project(work, project_id)
    query = select(CoWorker).where(CoWorker.id == co_worker_id, col(CoWorker.active).is_(True))
    person = work.session.exec(query).first()
    if person is None:
        raise NotFound(_("The co-worker"))
    return _join(work, project, person, role, "add_member")


@needs(Permission.EDIT_PROJECTS)
def add_members(
    work: Work, project_id: int, co_worker_ids: Sequence[int], role: str
) -> list[tuple[int, str]]:
    """Take several co-workers into the team, all or none; those who are in it already stay as they are.

    Returns the places there of those who came, with their names. Raises as `add_member`.
    """
    role = short_line("role", role)
    project = own_project(work, project_id)
    wanted = set(co_worker_ids)
    query = select(CoWorker).where(col(CoWorker.id).in_(wanted), col(CoWorker.active).is_(True))
    people = list(work.session.exec(query.order_by(col(CoWorker.id))))
    if len(people) != len(wanted):
        raise NotFound(_("The co-worker"))
    members = select(ProjectMember.co_worker_id).where(ProjectMember.project_id == project_id)
    already = set(work.session.exec(members))
    return [
        (_join(work, project, person, role, "add_member"), person.name)
        for person in people
        if person.key not in already
    ]


@needs(Permission.EDIT_PROJECTS)
def set_role(work: Work, member_id: int, role: str) -> RoleChange:
    """Give a member another role; hours not invoiced yet cost what that one costs.

    Raises NotFound, Invalid for the role.
    """
    role = short_line("role", role)
    member, person, project = _member(work, member_id)
    change = RoleChange(member_id, person.name, member.role, role)
    if change.before != change.after:
        member.role = role
        said = (_said(person, change.before), _said(person, role))
        tell(work, "set_member_role", project, {"member": said})
    return change


@needs(Permission.EDIT_PROJECTS)
def remove_member(
    work: Work, member_id: int, *, confirmed: frozenset[str] = NOTHING_CONFIRMED
) -> RemovedMember:
    """Take a co-worker out of the team; hours that are written stay.

    Raises NotFound, LeaderStays, and MemberHasHours unless that is confirmed.
    """
    member, person, project = _member(work, member_id)
    if project.leader_id == person.id:
        raise LeaderStays(person.name)
    written = select(sa.func.sum(col(TimeRecord.minutes))).where(
        TimeRecord.project_id == project.id, TimeRecord.co_worker_id == person.id
    )
    minutes = int(work.session.exec(written).one() or 0)
    asked = MemberHasHours(person.name, minutes, _home(work, person))
    if minutes and asked.key not in confirmed:
        raise asked
    removed = RemovedMember(project.key, person.key, person.name, member.role)
    work.session.delete(member)
    tell(work, "remove_member", project, {"member": (_said(person, member.role), "")})
    return removed


@needs(Permission.EDIT_PROJECTS)
def restore_member(work: Work, removed: RemovedMember) -> int:
    """Undo `remove_member`; returns the new id. Raises NotFound, AlreadyInTeam."""
    project = own_project(work, removed.project_id)
    person = work.session.exec(select(CoWorker).where(CoWorker.id == removed.co_worker_id)).first()
    if person is None:
        raise NotFound(_("The co-worker"))
    return _join(work, project, person, removed.role, "restore_member")


def join_if_missing(work: Work, project: Project, co_worker_id: int) -> None:
    """Put somebody into the team who has to be there, as its leader has; rates follow the title.

    Somebody of a partner company gets a secondary project there. Raises CannotShare.
    """
    query = select(ProjectMember.id).where(
        ProjectMember.project_id == project.key, ProjectMember.co_worker_id == co_worker_id
    )
    if work.session.exec(query).first() is None:
        person = work.session.get_one(CoWorker, co_worker_id)
        share_with_home(work, project, person)
        work.session.add(ProjectMember(project_id=project.key, co_worker_id=co_worker_id))


def _join(work: Work, project: Project, person: CoWorker, role: str, action: str) -> int:
    query = select(ProjectMember.id).where(
        ProjectMember.project_id == project.key, ProjectMember.co_worker_id == person.key
    )
    if work.session.exec(query).first() is not None:
        raise AlreadyInTeam(person.name)
    share_with_home(work, project, person)
    row = ProjectMember(project_id=project.key, co_worker_id=person.key, role=role)
    work.session.add(row)
    work.session.flush()
    tell(work, action, project, {"member": ("", _said(person, role))})
    return row.key


def _member(work: Work, member_id: int) -> tuple[ProjectMember, CoWorker, Project]:
    """A place in a team, the project held first: two who change it wait for each other."""
    place = select(ProjectMember.project_id).where(ProjectMember.id == member_id)
    project_id = work.session.exec(place).first()
    if project_id is None:
        raise NotFound(_("The member of the team"))
    project = own_project(work, project_id)
    query = (
        select(ProjectMember, CoWorker)
        .join(CoWorker, col(CoWorker.id) == col(ProjectMember.co_worker_id))
        .where(ProjectMember.id == member_id)
        .execution_options(populate_existing=True)
    )
    found = work.session.exec(query).first()
    if found is None:
        raise NotFound(_("The member of the team"))
    return found[0], found[1], project


def _home(work: Work, person: CoWorker) -> str:
    """The partner company that somebody comes from, "" for nobody's."""
    query = select(Company.name).where(Company.id == person.home_company_id)
    return work.session.exec(query).first() or "" if person.home_company_id else ""


def _said(person: CoWorker, role: str) -> str:
    return ", ".join(filter(None, (person.name, role)))
