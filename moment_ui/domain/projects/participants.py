"""Companies that take part in a project without ordering it."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import clock, fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Conflict, Invalid, NotFound
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.db.lists import contains, every_word, starts_with_digits
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.models.project import Project, ProjectParticipant

OFFERED = 20


@dataclass(frozen=True, slots=True)
class Participant:
    """A company in a project, by the id of its place there."""

    id: int
    customer_id: int
    number: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class RemovedParticipant:
    """What `remove_participant` took away: enough to put it back."""

    project_id: int
    customer_id: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A company that can be added to a project."""

    id: int
    number: int
    name: str


class CannotTakePart(Conflict):
    """The company is no project participant, or its status keeps it out."""

    @classmethod
    def no_participant(cls, name: str) -> "CannotTakePart":
        """It is a customer only."""
        return cls(
            _("{name} is a customer only. Make it a project participant too, under Edit.").format(
                name=name
            )
        )

    @classmethod
    def status(cls, name: str) -> "CannotTakePart":
        """Blocked and inactive companies are in no new projects."""
        return cls(
            _("{name} is blocked or inactive. Set the status to Active first.").format(name=name)
        )

    @classmethod
    def already(cls, name: str) -> "CannotTakePart":
        """It takes part already."""
        return cls(_("{name} takes part in this project already.").format(name=name))

    @classmethod
    def orders(cls, name: str) -> "CannotTakePart":
        """Who orders a project is in it anyway."""
        return cls(_("{name} is the customer of this project.").format(name=name))


@needs(Permission.VIEW_PROJECTS, Permission.VIEW_CUSTOMERS)
def participants(work: Work, project_id: int) -> list[Participant]:
    """Who takes part in a project, by name."""
    query = (
        select(ProjectParticipant, Customer)
        .join(Customer, col(ProjectParticipant.customer_id) == col(Customer.id))
        .where(ProjectParticipant.project_id == project_id)
        .order_by(col(Customer.sort_name), col(Customer.id))
    )
    return [
        Participant(row.key, customer.key, customer.number, customer.name, row.role)
        for row, customer in work.session.exec(query)
    ]


@needs(Permission.VIEW_PROJECTS, Permission.VIEW_CUSTOMERS)
def candidates(work: Work, project_id: int, text: str) -> list[Candidate]:
    """Companies whose number or name holds every word and that can be added, by name; a few."""
    already = select(ProjectParticipant.customer_id).where(
        ProjectParticipant.project_id == project_id
    )
    orders = select(Project.customer_id).where(
        Project.id == project_id, col(Project.customer_id).is_not(None)
    )
    wanted = every_word(
        text,
        lambda word: sa.or_(
            contains(col(Customer.search), word), starts_with_digits(col(Customer.number), word)
        ),
    )
    query = (
        select(Customer)
        .where(col(Customer.is_participant).is_(True), col(Customer.merged_into_id).is_(None))
        .where(col(Customer.status).in_([CustomerStatus.ACTIVE, CustomerStatus.POTENTIAL]))
        .where(col(Customer.id).not_in(already), col(Customer.id).not_in(orders), wanted)
        .order_by(col(Customer.sort_name), col(Customer.id))
        .limit(OFFERED)
    )
    return [Candidate(row.key, row.number, row.name) for row in work.session.exec(query)]


@needs(Permission.EDIT_PROJECTS, Permission.VIEW_CUSTOMERS)
def add_participant(work: Work, project_id: int, customer_id: int, role: str) -> int:
    """Let a company take part in a project; returns the id of its place there.

    Raises NotFound, Invalid for the role, CannotTakePart.
    """
    project, customer = _locked(work, project_id, customer_id)
    if project.customer_id == customer_id:
        raise CannotTakePart.orders(customer.name)
    if not customer.is_participant:
        raise CannotTakePart.no_participant(customer.name)
    if customer.status in {CustomerStatus.BLOCKED, CustomerStatus.INACTIVE}:
        raise CannotTakePart.status(customer.name)
    return _place(work, project, customer, _role(role))


@needs(Permission.EDIT_PROJECTS, Permission.VIEW_CUSTOMERS)
def remove_participant(work: Work, place_id: int) -> RemovedParticipant:
    """Take a company out of a project. Raises NotFound."""
    query = select(ProjectParticipant).where(ProjectParticipant.id == place_id).with_for_update()
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The participant"))
    project, customer = _locked(work, row.project_id, row.customer_id)
    removed = RemovedParticipant(row.project_id, row.customer_id, customer.name, row.role)
    work.session.delete(row)
    _note(work, "remove_participant", project, customer, (_said(customer, row.role), ""))
    return removed


@needs(Permission.EDIT_PROJECTS, Permission.VIEW_CUSTOMERS)
def restore_participant(work: Work, removed: RemovedParticipant) -> int:
    """Undo `remove_participant`. Raises NotFound, and CannotTakePart when it is there again."""
    project, customer = _locked(work, removed.project_id, removed.customer_id)
    return _place(work, project, customer, removed.role)


def _place(work: Work, project: Project, customer: Customer, role: str) -> int:
    query = select(ProjectParticipant.id).where(
        ProjectParticipant.project_id == project.key,
        ProjectParticipant.customer_id == customer.key,
    )
    if work.session.exec(query).first() is not None:
        raise CannotTakePart.already(customer.name)
    row = ProjectParticipant(
        project_id=project.key, customer_id=customer.key, role=role, created_at=clock.now()
    )
    work.session.add(row)
    work.session.flush()
    _note(work, "add_participant", project, customer, ("", _said(customer, role)))
    return row.key


def _locked(work: Work, project_id: int, customer_id: int) -> tuple[Project, Customer]:
    """The company, then the project, locked: two who add the same one wait for each other."""
    customers = select(Customer).where(
        Customer.id == customer_id, col(Customer.merged_into_id).is_(None)
    )
    customer = work.session.exec(customers.with_for_update()).first()
    if customer is None:
        raise NotFound(_("The customer"))
    projects = select(Project).where(Project.id == project_id)
    project = work.session.exec(projects.with_for_update()).first()
    if project is None:
        raise NotFound(_("The project"))
    return project, customer


def _role(text: str) -> str:
    try:
        return fields.line(text)
    except Unfit as unfit:
        raise Invalid(role=unfit.message) from None


def _said(customer: Customer, role: str) -> str:
    return ", ".join(filter(None, (customer.name, role)))


def _note(
    work: Work, action: str, project: Project, customer: Customer, change: tuple[str, str]
) -> None:
    title = f"{project.number} {project.name}"
    record(work, action, project, title, {"participant": change})
    before, after = (title if side else "" for side in change)
    subject = f"{customer.number} {customer.name}"
    record(work, action, customer, subject, {"project": (before, after)})
    work.emit("projects")
