"""Whose timesheet it is, and where hours are written: the actor's own co-worker, and activities."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.elements import Condition
from moment_ui.db.work import Work
from moment_ui.domain.timesheets.errors import HoursLocked, NoCoWorker
from moment_ui.domain.timesheets.rules import Lock
from moment_ui.models.company import Company
from moment_ui.models.partner import ProjectShare
from moment_ui.models.project import Activity, CoWorker, Project, ProjectMember, ProjectStatus
from moment_ui.models.timesheet import TimesheetChoice


@dataclass(frozen=True, slots=True)
class Home:
    """The company where an external co-worker writes hours of shared projects."""

    name: str
    slug: str


def me(work: Work) -> CoWorker:
    """The co-worker who has the actor's log-in. Raises NoCoWorker."""
    found = work.session.exec(_mine(work)).first()
    if found is None:
        raise NoCoWorker
    return found


def held_me(work: Work) -> CoWorker:
    """The same, held until the transaction ends: a co-worker's hours are written one after the other.

    Raises NoCoWorker, HoursLocked for one who has left.
    """
    query = _mine(work).with_for_update(key_share=True).execution_options(populate_existing=True)
    found = work.session.exec(query).first()
    if found is None:
        raise NoCoWorker
    if not found.active:
        raise HoursLocked(Lock.INACTIVE)
    return found


def _mine(work: Work) -> SelectOfScalar[CoWorker]:
    return select(CoWorker).where(col(CoWorker.user_id) == work.actor.user_id)


def home_of(work: Work, person: CoWorker) -> Home | None:
    """Where an external co-worker comes from; None for the company's own."""
    if person.home_company_id is None:
        return None
    query = select(Company.name, Company.slug).where(Company.id == person.home_company_id)
    found = work.session.exec(query).first()
    return Home(*found) if found else None


def is_member(person_id: int) -> Condition:
    """What holds for projects that a co-worker is in the team of."""
    mine = select(ProjectMember.project_id).where(ProjectMember.co_worker_id == person_id)
    return col(Project.id).in_(mine)


def at_home(person: CoWorker) -> Condition:
    """What holds for projects whose hours an external co-worker writes at home."""
    if person.home_company_id is None:
        return sa.false()
    shared = select(ProjectShare.project_id).where(
        ProjectShare.partner_company_id == person.home_company_id,
        col(ProjectShare.removed_at).is_(None),
    )
    return col(Project.id).in_(shared)


IS_OPEN: Condition = sa.and_(
    col(Activity.active).is_(True), col(Project.status) == ProjectStatus.ACTIVE
)
"""What holds for activities, with their projects, that hours can be written on."""


def open_activity(work: Work, person: CoWorker, activity_id: int) -> tuple[Activity, Lock | None]:
    """An activity, and what keeps the person from writing on it; its project is not closed meanwhile.

    Raises NotFound.
    """
    held = select(Project).join(Activity, col(Activity.project_id) == col(Project.id))
    query = held.where(Activity.id == activity_id).with_for_update(read=True, of=Project)
    project = work.session.exec(query.execution_options(populate_existing=True)).first()
    if project is None:
        raise NotFound(_("The activity"))
    row = (
        select(Activity, is_member(person.key), at_home(person))
        .join(Project, col(Project.id) == col(Activity.project_id))
        .where(Activity.id == activity_id)
    )
    activity, member, home = work.session.exec(row).one()
    return activity, place_lock(project.status, active=activity.active, member=member, home=home)


def place_lock(status: ProjectStatus, *, active: bool, member: bool, home: bool) -> Lock | None:
    """What keeps hours from being written on an activity, the weightiest first; None for nothing."""
    reasons = {
        Lock.HOME: home,
        Lock.TEAM: not member,
        Lock.PROJECT: status != ProjectStatus.ACTIVE,
        Lock.ACTIVITY: not active,
    }
    return next((lock for lock, holds in reasons.items() if holds), None)


def choice_of(work: Work, person: CoWorker) -> TimesheetChoice:
    """How the co-worker likes the timesheet; not stored when nothing was chosen yet."""
    query = select(TimesheetChoice).where(TimesheetChoice.co_worker_id == person.key)
    return work.session.exec(query).first() or TimesheetChoice(co_worker_id=person.key)
