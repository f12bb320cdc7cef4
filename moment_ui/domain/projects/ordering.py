"""Who a project is for: a customer for a project that has none, as one begun without or read from a file."""

from dataclasses import dataclass

from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Conflict, NeedsConfirmation
from moment_ui.core.folding import search_text
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.customers.first_order import locked_customer, make_active
from moment_ui.domain.projects.rows import locked_project, own_project, tell
from moment_ui.domain.projects.rules import check_customer
from moment_ui.models.invoice import Invoice, InvoiceLine
from moment_ui.models.project import Project

NOTHING_CONFIRMED: frozenset[str] = frozenset()


class HasCustomer(Conflict):
    """The project has a customer, and what was invoiced was invoiced to it."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The project has a customer already. To move it, credit its invoice and choose the new "
                "customer there."
            )
        )


class ActivateToOrder(NeedsConfirmation):
    """A potential customer becomes an active one with its first project."""

    def __init__(self, name: str) -> None:
        text = _("{name} is a potential customer. Make it active, and the project’s customer?")
        super().__init__(key="activate", question=text.format(name=name))


class AlreadyInvoiced(Conflict):
    """Something of the project is on an invoice or a draft: its customer stays."""

    def __init__(self) -> None:
        super().__init__(
            _("The project is on an invoice or a draft meanwhile: its customer stays.")
        )


@dataclass(frozen=True, slots=True)
class CustomerGiven:
    """A project that got its customer."""

    project_id: int
    customer_id: int
    name: str


@needs(Permission.EDIT_PROJECTS, Permission.VIEW_CUSTOMERS)
def give_customer(
    work: Work,
    project_id: int,
    customer_id: int,
    *,
    confirmed: frozenset[str] = NOTHING_CONFIRMED,
) -> CustomerGiven:
    """Let a project without a customer be for one.

    Raises NotFound, NoProjects, HasCustomer, and ActivateToOrder for a potential customer unless confirmed.
    """
    customer = locked_customer(work, customer_id)
    check_customer(customer.name, customer.status, is_customer=customer.is_customer)
    project = locked_project(work, project_id)
    if project.customer_id is not None:
        raise HasCustomer
    make_active(work, customer, ActivateToOrder(customer.name), confirmed)
    _set(work, project, customer_id, customer.name)
    tell(work, "edit_project", project, {"customer": ("", customer.name)})
    title = f"{project.number} {project.name}"
    record(work, "create_project", customer, changes={"project": ("", title)})
    return CustomerGiven(project_id, customer_id, customer.name)


@needs(Permission.EDIT_PROJECTS)
def undo_customer(work: Work, given: CustomerGiven) -> None:
    """Let the project be without a customer again, who stays active if it was made so.

    Raises NotFound, HasCustomer and AlreadyInvoiced.
    """
    locked_customer(work, given.customer_id)  # who is invoiced is locked: no draft comes meanwhile
    project = own_project(work, given.project_id)
    if project.customer_id != given.customer_id:
        raise HasCustomer
    if _is_on_papers(work, project.key):
        raise AlreadyInvoiced
    _set(work, project, None, "")
    tell(work, "edit_project", project, {"customer": (given.name, "")})


def _is_on_papers(work: Work, project_id: int) -> bool:
    whole = select(Invoice.id).where(Invoice.project_id == project_id)
    lines = select(InvoiceLine.id).where(InvoiceLine.project_id == project_id)
    return any(work.session.exec(query.limit(1)).first() for query in (whole, lines))


def _set(work: Work, project: Project, customer_id: int | None, name: str) -> None:
    project.customer_id = customer_id
    project.search = search_text(project.name, project.number, name)
    work.session.add(project)
    work.session.flush()
