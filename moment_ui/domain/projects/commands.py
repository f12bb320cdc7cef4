"""Creating projects."""

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.folding import search_text
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.customers.first_order import locked_customer, make_active
from moment_ui.domain.numbering.series import proposed_number, series_held, take_number
from moment_ui.domain.projects.errors import ActivateFirst, ProjectNumberTaken
from moment_ui.domain.projects.rules import ProjectDraft, check_customer
from moment_ui.domain.projects.team import join_if_missing
from moment_ui.domain.sharing.following import keep_in_step
from moment_ui.models.customer import Customer
from moment_ui.models.numbering import SeriesKind
from moment_ui.models.project import Activity, CoWorker, Project

NOTHING_CONFIRMED: frozenset[str] = frozenset()


@needs(Permission.EDIT_PROJECTS)
def create_project(
    work: Work,
    customer_id: int,
    draft: ProjectDraft,
    *,
    confirmed: frozenset[str] = NOTHING_CONFIRMED,
) -> int:
    """Create a project for a customer, with its activities and its leader in the team, by title.

    Returns its id. Raises NotFound (also for the template), NoProjects, ProjectNumberTaken, SeriesUsedUp, and ActivateFirst
    for a potential customer unless confirmed, which then becomes active.
    """
    customer = _check_orders(work, customer_id, confirmed)
    _check_leader(work, draft.leader_id)
    project = Project(
        number=_number(work, draft.number),
        name=draft.name,
        customer_id=customer_id,
        leader_id=draft.leader_id,
        budget_minutes=draft.budget_minutes,
        start_on=draft.start_on,
        end_on=draft.end_on,
        created_at=clock.now(),
    )
    project.search = search_text(project.name, project.number, customer.name)
    work.session.add(project)
    work.session.flush()
    _add_activities(work, project, draft)
    if draft.leader_id is not None:
        join_if_missing(work, project, draft.leader_id)
        keep_in_step(work, project)
    title = f"{project.number} {project.name}"
    record(work, "create_project", project, title)
    record(work, "create_project", customer, changes={"project": ("", title)})
    work.emit("projects")
    return project.key


@needs(Permission.EDIT_PROJECTS)
def next_project_number(work: Work) -> str:
    """The number a new project would get now. Raises SeriesUsedUp."""
    return str(proposed_number(work, SeriesKind.PROJECT))


def _add_activities(work: Work, project: Project, draft: ProjectDraft) -> None:
    """The activities in use in the template, in their order; else, or before them, the one named."""
    copied: list[Activity] = []
    if draft.template_id is not None:
        if (
            work.session.exec(select(Project.id).where(Project.id == draft.template_id)).first()
            is None
        ):
            raise NotFound(_("The project to copy activities from"))
        query = (
            select(Activity)
            .where(Activity.project_id == draft.template_id, col(Activity.active).is_(True))
            .order_by(col(Activity.position), col(Activity.id))
        )
        copied = list(work.session.exec(query))
    wanted = {row.name: row.billable for row in copied}
    if draft.activity and draft.activity not in wanted:
        wanted = {draft.activity: True, **wanted}
    for position, (name, billable) in enumerate(wanted.items()):
        row = Activity(project_id=project.key, name=name, billable=billable, position=position)
        work.session.add(row)


def _check_orders(work: Work, customer_id: int, confirmed: frozenset[str]) -> Customer:
    customer = locked_customer(work, customer_id)
    check_customer(customer.name, customer.status, is_customer=customer.is_customer)
    make_active(work, customer, ActivateFirst(customer.name), confirmed)
    return customer


def _check_leader(work: Work, leader_id: int | None) -> None:
    if leader_id is None:
        return
    query = select(CoWorker.id).where(CoWorker.id == leader_id, col(CoWorker.active).is_(True))
    if work.session.exec(query).first() is None:
        raise NotFound(_("The project leader"))


def _number(work: Work, wanted: str) -> str:
    if not wanted:
        return str(take_number(work, SeriesKind.PROJECT))
    as_number = int(wanted) if wanted.isascii() and wanted.isdigit() else 0
    with series_held(work, SeriesKind.PROJECT, as_number):
        holder = work.session.exec(select(Project.name).where(Project.number == wanted)).first()
        if holder is not None:
            raise ProjectNumberTaken(holder)
    return wanted
