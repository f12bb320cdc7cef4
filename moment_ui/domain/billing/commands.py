"""Making drafts of what can be billed, in one transaction, and taking them back."""

import datetime as dt
from collections.abc import Sequence

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.billing.errors import BilledMeanwhile, NothingChosen
from moment_ui.domain.billing.filters import mine
from moment_ui.domain.billing.making import make
from moment_ui.domain.billing.plan import Order, Plan
from moment_ui.domain.billing.planning import plan_drafts
from moment_ui.domain.billing.queries import sheets_for
from moment_ui.domain.billing.refreshing import Refreshing, refresh, refreshing
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.drafts.removing import remove_draft
from moment_ui.domain.drafts.rows import draft_row, locked_for_edit
from moment_ui.domain.hours.commands import HoursChange, approve
from moment_ui.domain.invoices.sharing import bills_parts
from moment_ui.models.customer import Customer
from moment_ui.models.hours import NOT_INVOICED, HoursStatus, TimeRecord
from moment_ui.models.invoice import Invoice, InvoiceLine
from moment_ui.models.price_model import ModelCustomer, PriceModel
from moment_ui.models.project import Project


@needs(Permission.VIEW_RATES, Permission.CREATE_INVOICES, Permission.VIEW_CUSTOMERS)
def planned_drafts(work: Work, orders: Sequence[Order], until: dt.date) -> Plan:
    """The drafts that `create_drafts` would make: a preview. Raises as it does."""
    return plan_drafts(work, orders, until)


@needs(Permission.EDIT_BILLING, Permission.CREATE_INVOICES)
def create_drafts(work: Work, orders: Sequence[Order], until: dt.date, seen: str) -> list[int]:
    """Make the drafts that were previewed, all of them or none; returns their ids.

    `seen` is the mark of the plan that the reader looked at. What is on a draft can be on no other:
    two who do this at once wait for each other, and the second is told. Potential customers become
    active. Raises NotFound, StandsInTheWay, TooMuch, BilledMeanwhile, NoInvoices.
    """
    _lock(work, [order.project_id for order in orders])
    try:
        plan = plan_drafts(work, orders, until)
    except NothingChosen:
        raise BilledMeanwhile from None  # all of it went since it was shown
    if plan.seen != seen:
        raise BilledMeanwhile
    made = make(work, plan)
    for topic in ("invoices", "hours", "expenses", "price-models"):
        work.emit(topic)
    return made


@needs(Permission.VIEW_RATES, Permission.CREATE_INVOICES, Permission.VIEW_CUSTOMERS)
def planned_refresh(work: Work, invoice_id: int, until: dt.date) -> Refreshing:
    """What `refresh_lines` would change: a preview. Raises as it does."""
    return refreshing(work, draft_row(work, invoice_id), until)


@needs(Permission.EDIT_BILLING, Permission.CREATE_INVOICES)
def refresh_lines(work: Work, seen: Seen, until: dt.date) -> int:
    """Make a draft anew of what it bills: hours up to the day come in, changed rates are followed.

    Lines written by hand stay. Returns how many lines changed. Raises NotFound, NotADraft, DraftChanged,
    CannotRefresh, BilledMeanwhile.
    """
    query = select(col(InvoiceLine.project_id)).where(InvoiceLine.invoice_id == seen.row_id)
    _lock(work, sorted({key for key in work.session.exec(query) if key}))
    found = refreshing(work, locked_for_edit(work, seen), until)
    if found.changes:
        refresh(work, found)
        changes = {"lines": ("", str(len(found.changes)))}
        record(work, "refresh_lines", found.draft, changes=changes)
        for topic in ("invoices", "hours", "expenses", "price-models"):
            work.emit(topic)
    return len(found.changes)


@needs(Permission.EDIT_BILLING, Permission.CREATE_INVOICES)
def undo_drafts(work: Work, draft_ids: Sequence[int]) -> None:
    """Remove drafts that were just made: what they billed is free again.

    Raises NotFound, and NotADraft when one of them was finalised meanwhile; then all stay.
    """
    found = work.session.exec(
        select(Invoice.id, Invoice.split_group).where(col(Invoice.id).in_(draft_ids))
    ).all()
    groups = {draft_id: group for draft_id, group in found if bills_parts(group)}
    gone: set[str] = set()
    for draft_id in sorted(draft_ids):
        group = groups.get(draft_id, "")
        if group not in gone:
            remove_draft(work, draft_id)
        gone |= {group} - {""}
    for topic in ("hours", "expenses", "price-models"):
        work.emit(topic)


@needs(Permission.APPROVE_HOURS, Permission.CREATE_INVOICES, Permission.VIEW_RATES)
def approve_hours(work: Work, project_id: int, until: dt.date) -> HoursChange:
    """Approve the billable hours of a project up to a day (included); returns what undoes it.

    For who invoices the project: its leader, or the economy. Raises NotFound, NotYours.
    """
    sheets_for(work, [project_id], until)
    query = select(col(TimeRecord.id)).where(
        NOT_INVOICED,
        TimeRecord.project_id == project_id,
        TimeRecord.status == HoursStatus.NOT_APPROVED,
        col(TimeRecord.invoice_line_id).is_(None),
        TimeRecord.day <= until,
        TimeRecord.billable_minutes > 0,
    )
    return approve(work, [key for key in work.session.exec(query) if key is not None])


def _lock(work: Work, project_ids: Sequence[int]) -> None:
    """Customers, projects and price models, each by id: two who bill the same wait for each other."""
    wanted = sorted(set(project_ids))
    payers = select(col(Project.customer_id)).where(
        col(Project.id).in_(wanted), col(Project.customer_id).is_not(None), mine(work)
    )
    sharing = (
        select(col(ModelCustomer.customer_id))
        .join(PriceModel, col(PriceModel.id) == col(ModelCustomer.price_model_id))
        .where(col(PriceModel.project_id).in_(wanted))
    )
    customers = {key for key in work.session.exec(payers) if key} | set(work.session.exec(sharing))
    locked_rows(work, Customer, sorted(customers), _("The customer"))
    locked_rows(work, Project, wanted, _("The project"))
    models = select(PriceModel).where(col(PriceModel.project_id).in_(wanted))
    work.session.exec(models.order_by(col(PriceModel.id)).with_for_update()).all()
