"""What a customer's row is measured by, as SQL: kind, projects, amounts, last activity.

Amounts count the customer's invoices in the customer's own currency: a row has one currency.
"""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.period import Period
from moment_ui.db.elements import NOUGHT, Condition, Expression, latest
from moment_ui.db.joined import joined
from moment_ui.models.customer import Customer
from moment_ui.models.hours import TimeRecord
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceState
from moment_ui.models.project import Project, ProjectStatus

_NEVER = dt.date(1, 1, 1)
_HIS = col(Invoice.customer_id) == col(Customer.id)
_IN_HIS_CURRENCY = col(Invoice.currency) == col(Customer.currency)
# Written as in the index of open items, or the databases would not use it.
_OPEN = col(Invoice.outstanding) != NOUGHT


def kind() -> Expression:
    """What the company is to us: "customer", "participant" in projects, or "both"."""
    return sa.case(
        (sa.and_(col(Customer.is_customer), col(Customer.is_participant)), "both"),
        (col(Customer.is_participant), "participant"),
        else_="customer",
    )


def active_projects() -> Expression:
    """How many projects are active."""
    statement = sa.select(sa.func.count(col(Project.id))).where(
        col(Project.customer_id) == col(Customer.id), col(Project.status) == ProjectStatus.ACTIVE
    )
    return statement.scalar_subquery()


def invoiced(period: Period) -> Expression:
    """Invoiced in the period, ex VAT, less credit notes; drafts do not count."""
    return _sum(
        col(Invoice.net),
        _IN_HIS_CURRENCY,
        col(Invoice.state) != InvoiceState.DRAFT,
        col(Invoice.issue_date) >= period.start,
        col(Invoice.issue_date) < period.end,
    )


def outstanding() -> Expression:
    """What the customer owes in all; what it has to its credit is taken off."""
    return _sum(col(Invoice.outstanding), _IN_HIS_CURRENCY, _OPEN)


def overdue(today: dt.date) -> Expression:
    """What the customer should have paid before today."""
    return _sum(col(Invoice.outstanding), _IN_HIS_CURRENCY, _OPEN, _is_late(today))


def has_overdue(today: dt.date) -> Condition:
    """The condition that something is overdue, in whatever currency."""
    return sa.select(col(Invoice.id)).where(_HIS, _OPEN, _is_late(today)).exists()


def has_invoice_in(period: Period) -> Condition:
    """The condition that an invoice or credit note was issued in the period."""
    after = sa.true() if period.start is None else col(Invoice.issue_date) >= period.start
    before = sa.true() if period.end is None else col(Invoice.issue_date) < period.end
    dated = col(Invoice.issue_date).is_not(None)
    final = col(Invoice.state) != InvoiceState.DRAFT
    return sa.select(col(Invoice.id)).where(_HIS, final, dated, after, before).exists()


def other_currencies() -> Expression:
    """The currencies of open items besides the customer's own, joined, some repeated."""
    statement = joined(col(Invoice.currency)).where(
        _HIS, _OPEN, col(Invoice.currency) != col(Customer.currency)
    )
    return statement.scalar_subquery()


def last_invoiced() -> Expression:
    """The day of the latest invoice; NULL when there is none."""
    return sa.select(sa.func.max(col(Invoice.issue_date))).where(_HIS).scalar_subquery()


def last_worked() -> Expression:
    """The day of the latest hour written; NULL when there is none."""
    in_project = sa.select(sa.func.max(col(TimeRecord.day))).where(
        col(TimeRecord.project_id) == col(Project.id)
    )
    # Asked project by project, each time the end of an index answers; over all its hours none does.
    last = sa.func.max(in_project.scalar_subquery())
    return sa.select(last).where(col(Project.customer_id) == col(Customer.id)).scalar_subquery()


def latest_of(*days: Expression) -> Expression:
    """The latest of the days; NULL when all are, or there are none."""
    known = [sa.func.coalesce(day, _NEVER, type_=sa.Date) for day in days]
    last = latest(*known) if len(known) > 1 else next(iter(known), sa.null())
    return sa.func.nullif(last, _NEVER, type_=sa.Date)


def _is_late(today: dt.date) -> Condition:
    return sa.and_(
        col(Invoice.kind) == InvoiceKind.INVOICE,
        col(Invoice.outstanding) > 0,
        col(Invoice.due_date) < today,
        col(Invoice.state).in_([InvoiceState.FINALISED, InvoiceState.SENT]),
    )


def _sum(column: Any, *conditions: Condition) -> Expression:
    statement = sa.select(sa.func.coalesce(sa.func.sum(column), 0)).where(_HIS, *conditions)
    return statement.scalar_subquery()
