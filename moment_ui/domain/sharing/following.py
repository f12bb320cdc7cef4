"""Secondary projects follow their main project: called wherever a project, its team or plan changes.

`hold` before, `keep_in_step` after, `check_own` where a secondary project has no say. What is
compared is what stands, not what was done: following twice changes nothing, and what was missed while
the partnership was paused is caught up by the next change, or by `catch_up`.
"""

from collections import defaultdict

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.folding import search_text
from moment_ui.db.group_scope import acting_for, open_partners
from moment_ui.db.work import Work
from moment_ui.domain.audit.commands import record
from moment_ui.domain.sharing.errors import FollowsMain
from moment_ui.domain.sharing.parts import (
    follow_activities,
    follow_milestones,
    follow_team,
)
from moment_ui.domain.sharing.readiness import are_linked, company_name, company_slug
from moment_ui.domain.sharing.secondaries import shares_of
from moment_ui.models.customer import Customer
from moment_ui.models.partner import ProjectShare
from moment_ui.models.project import Activity, CoWorker, Project, ProjectMember, ProjectStatus

FROM_MAIN = frozenset({"name", "start_on", "end_on", "status", "customer_id"})
"""The fields of a secondary project that come from its main project."""


def hold(work: Work, project_id: int) -> None:
    """Hold the secondary projects of one that is about to be held itself: home first, then main.

    Whoever writes hours at home takes the same order, so that neither waits for the other forever.
    """
    for share in _open_shares(work, project_id):
        with acting_for(work, share.partner_company_id) as home:
            mine = Project.id == share.secondary_project_id
            home.session.exec(select(Project.id).where(mine).with_for_update(key_share=True)).all()
            theirs = col(Activity.project_id) == share.secondary_project_id
            query = select(Activity.id).where(theirs).order_by(col(Activity.id)).with_for_update()
            home.session.exec(query).all()


def check_own(work: Work, project: Project) -> None:
    """Raises FollowsMain for a secondary project, whose team, plan and status the main one decides.

    A project whose main company has left the group goes its own way.
    """
    company_id = project.main_company_id
    if company_id is None or not are_linked(work, company_id):
        return
    href = f"/{company_slug(work, company_id)}/projects/{project.main_project_id}"
    raise FollowsMain(company_name(work, company_id), project.main_number, href)


def keep_in_step(work: Work, project: Project) -> None:
    """Bring every secondary project in step with its main one, or tell the main of a secondary's number.

    Partnerships that are paused are left as they are.
    """
    if project.main_company_id is not None:
        _tell_main(work, project, project.main_company_id)
        return
    shares = _open_shares(work, project.key)
    if not shares:
        return
    work.session.flush()
    homes = _homes(work, project.key)
    for share in shares:
        members = homes.get(share.partner_company_id, {})
        if members and share.removed_at is not None:
            share.removed_at = None
        elif not members and share.removed_at is None:
            share.removed_at = clock.now()
        with acting_for(work, share.partner_company_id) as home:
            _follow(work, home, project, share, members)


def catch_up(work: Work, company_id: int) -> None:
    """Bring what is shared with a company in step after a pause, whichever of us is the main one."""
    for project in _shared_with(work, company_id):
        keep_in_step(work, project)
    if company_id in open_partners(work):
        with acting_for(work, company_id) as theirs:
            for project in _shared_with(theirs, work.company_id):
                keep_in_step(theirs, project)


def _shared_with(work: Work, company_id: int) -> list[Project]:
    shared = select(ProjectShare.project_id).where(ProjectShare.partner_company_id == company_id)
    query = select(Project).where(col(Project.id).in_(shared)).order_by(col(Project.id))
    return list(work.session.exec(query))


def _open_shares(work: Work, project_id: int) -> list[ProjectShare]:
    shares = shares_of(work, project_id)
    opened = set(open_partners(work)) if shares else set[int]()
    return [share for share in shares if share.partner_company_id in opened]


def _homes(work: Work, project_id: int) -> dict[int, dict[int, str]]:
    """The roles of a team's externals by home company and co-worker there."""
    query = (
        select(CoWorker.home_company_id, CoWorker.home_co_worker_id, ProjectMember.role)
        .join(ProjectMember, col(ProjectMember.co_worker_id) == col(CoWorker.id))
        .where(ProjectMember.project_id == project_id, col(CoWorker.home_company_id).is_not(None))
    )
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for company_id, co_worker_id, role in work.session.exec(query):
        found[company_id or 0][co_worker_id or 0] = role
    return found


def _follow(
    work: Work, home: Work, project: Project, share: ProjectShare, members: dict[int, str]
) -> None:
    query = select(Project).where(Project.id == share.secondary_project_id)
    secondary = home.session.exec(query.execution_options(populate_existing=True)).first()
    if secondary is None:
        return
    changed = [
        *_follow_header(work, home, project, secondary, is_removed=share.removed_at is not None),
        *follow_activities(work, home, project.key, secondary.key),
        *follow_milestones(work, home, project.key, secondary.key),
        *follow_team(home, secondary.key, members),
    ]
    if changed:
        title = f"{secondary.number} {secondary.name}"
        changes = {field: (before, after) for field, before, after in changed}
        record(home, "follow_main_project", secondary, title, changes)
        home.emit("projects")
    share.secondary_number = secondary.number
    home.session.flush()


def _follow_header(
    work: Work, home: Work, project: Project, secondary: Project, *, is_removed: bool
) -> list[tuple[str, object, object]]:
    query = select(CoWorker.name).where(CoWorker.id == project.leader_id)
    wanted: dict[str, object] = {
        "name": project.name,
        "start_on": project.start_on,
        "end_on": project.end_on,
        "status": ProjectStatus.CLOSED if is_removed else project.status,
        "main_number": project.number,
        "main_leader": work.session.exec(query).first() or "",
    }
    changed = [
        (field, getattr(secondary, field), value)
        for field, value in wanted.items()
        if getattr(secondary, field) != value
    ]
    for field, _before, value in changed:
        setattr(secondary, field, value)
    if changed:
        customer = select(Customer.name).where(Customer.id == secondary.customer_id)
        name = home.session.exec(customer).first() or ""
        secondary.search = search_text(secondary.name, secondary.number, name)
    return changed


def _tell_main(work: Work, secondary: Project, company_id: int) -> None:
    if company_id not in open_partners(work):
        return
    work.session.flush()
    with acting_for(work, company_id) as main:
        query = select(ProjectShare).where(
            ProjectShare.project_id == secondary.main_project_id,
            ProjectShare.partner_company_id == work.company_id,
        )
        share = main.session.exec(query).first()
        if share is not None and share.secondary_number != secondary.number:
            share.secondary_number = secondary.number
            main.emit("projects")
