"""Reading what a credit note needs."""

from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import col, or_, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceLine, InvoiceState
from moment_ui.models.project import Activity, Project

MOST = 500


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A draft for a customer whose project moves to another; `gross` is in `currency`."""

    id: int
    gross: Decimal
    currency: str


@needs(Permission.VIEW_INVOICES)
def drafts_left_behind(work: Work, invoice_id: int) -> list[LeftBehind]:
    """The other drafts of an invoice's project for its customer, by id: they stay when the project moves."""
    query = select(Invoice).where(Invoice.id == invoice_id)
    invoice = work.session.exec(query).first()
    if invoice is None or invoice.project_id is None:
        return []
    lines = select(InvoiceLine.invoice_id).where(InvoiceLine.project_id == invoice.project_id)
    drafts = (
        select(Invoice)
        .where(
            Invoice.state == InvoiceState.DRAFT,
            Invoice.kind == InvoiceKind.INVOICE,
            Invoice.customer_id == invoice.customer_id,
            or_(Invoice.project_id == invoice.project_id, col(Invoice.id).in_(lines)),
        )
        .order_by(col(Invoice.id))
    )
    return [LeftBehind(row.key, row.gross, row.currency) for row in work.session.exec(drafts)]


@needs(Permission.VIEW_PROJECTS)
def activities_of_customer(work: Work, customer_id: int) -> list[tuple[int, str]]:
    """The activities of the customer's projects, each with its project's number and name."""
    query = (
        select(col(Activity.id), Activity.name, Project.number, Project.name)
        .join(Project, col(Project.id) == col(Activity.project_id))
        .where(Project.customer_id == customer_id)
        .order_by(Project.number, col(Activity.position), col(Activity.name))
        .limit(MOST)
    )
    return [
        (key or 0, f"{number} {project} · {name}")
        for key, name, number, project in work.session.exec(query)
    ]


@needs(Permission.VIEW_PROJECTS)
def project_of_activity(work: Work, activity_id: int) -> int:
    """The project that an activity belongs to. Raises NotFound."""
    query = select(Activity.project_id).where(Activity.id == activity_id)
    found = work.session.exec(query).first()
    if found is None:
        raise NotFound(_("The activity"))
    return found
