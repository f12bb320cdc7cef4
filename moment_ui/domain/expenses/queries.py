"""Reading what a project's expenses and products are, and where each stands."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.expenses.rules import product_net
from moment_ui.domain.projects.page import project
from moment_ui.models.company import Company
from moment_ui.models.expense import ExpenseStatus, ProjectExpense, ProjectProduct
from moment_ui.models.file import StoredFile
from moment_ui.models.invoice import Invoice, InvoiceLine
from moment_ui.models.price_model import PriceModel
from moment_ui.models.project import Activity, CoWorker, ProjectMember


@dataclass(frozen=True, slots=True)
class BilledOn:
    """The draft or invoice that something is on; a draft has no number."""

    invoice_id: int
    number: int | None


@dataclass(frozen=True, slots=True)
class ExpenseRow:
    """An expense of a project; `cost` and `price` before VAT. `receipt` is the name it is fetched by.

    `origin` is the partner company it was cloned from, `shared_with` the main company that has a clone.
    """

    id: int
    version: int
    day: dt.date
    text: str
    supplier: str
    activity_id: int | None
    activity: str
    co_worker_id: int | None
    co_worker: str
    cost: Decimal
    price: Decimal
    billable: bool
    included: bool
    status: ExpenseStatus
    receipt: str
    receipt_title: str
    billed: BilledOn | None
    origin: str = ""
    shared_with: str = ""
    from_claim: bool = False


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product of a project; `net` is what it comes to before VAT."""

    id: int
    version: int
    day: dt.date
    text: str
    activity_id: int | None
    activity: str
    quantity: Decimal
    unit: str
    price: Decimal
    discount_percent: Decimal
    net: Decimal
    billed: BilledOn | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the forms offer: a project's activities in use, and its team, as (id, name)."""

    currency: str
    activities: list[tuple[int, str]]
    team: list[tuple[int, str]]


@needs(Permission.VIEW_EXPENSES)
def project_expenses(work: Work, project_id: int) -> list[ExpenseRow]:
    """A project's expenses, the latest first."""
    query = (
        sa.select(
            ProjectExpense, Activity, CoWorker, StoredFile, col(Invoice.id), col(Invoice.number)
        )
        .select_from(ProjectExpense)
        .outerjoin(Activity, col(Activity.id) == col(ProjectExpense.activity_id))
        .outerjoin(CoWorker, col(CoWorker.id) == col(ProjectExpense.co_worker_id))
        .outerjoin(StoredFile, col(StoredFile.id) == col(ProjectExpense.receipt_id))
        .outerjoin(InvoiceLine, col(InvoiceLine.id) == col(ProjectExpense.invoice_line_id))
        .outerjoin(Invoice, col(Invoice.id) == col(InvoiceLine.invoice_id))
        .where(col(ProjectExpense.project_id) == project_id)
        .order_by(col(ProjectExpense.day).desc(), col(ProjectExpense.id).desc())
    )
    found = list(_rows(work, query))
    expenses: list[ProjectExpense] = [each[0] for each in found]
    names = _companies(work, {key for row in expenses for key in _beside(row) if key})
    return [_expense(names, *each) for each in found]


def _beside(row: ProjectExpense) -> tuple[int | None, int | None]:
    return row.origin_company_id, row.mirror_company_id


def _companies(work: Work, ids: set[int]) -> dict[int | None, str]:
    """The names of partner companies, by id."""
    query = select(Company).where(col(Company.id).in_(ids))
    return {row.id: row.name for row in work.session.exec(query)} if ids else {}


@needs(Permission.EDIT_EXPENSES)
def billing_model(work: Work, project_id: int, activity_id: int | None) -> PriceModel | None:
    """The price model that bills an activity's expenses: its own choice, else the project's first in use."""
    query = select(PriceModel).where(PriceModel.project_id == project_id)
    chosen = select(col(Activity.price_model_id)).where(Activity.id == activity_id)
    own = work.session.exec(chosen).first()
    if own is not None:
        return work.session.exec(query.where(PriceModel.id == own)).first()
    in_use = query.where(col(PriceModel.active).is_(True))
    return work.session.exec(in_use.order_by(col(PriceModel.position), col(PriceModel.id))).first()


@needs(Permission.VIEW_EXPENSES)
def project_products(work: Work, project_id: int) -> list[ProductRow]:
    """A project's products, the latest first."""
    currency = project(work, project_id).currency
    query = (
        sa.select(ProjectProduct, col(Activity.name), col(Invoice.id), col(Invoice.number))
        .select_from(ProjectProduct)
        .outerjoin(Activity, col(Activity.id) == col(ProjectProduct.activity_id))
        .outerjoin(InvoiceLine, col(InvoiceLine.id) == col(ProjectProduct.invoice_line_id))
        .outerjoin(Invoice, col(Invoice.id) == col(InvoiceLine.invoice_id))
        .where(col(ProjectProduct.project_id) == project_id)
        .order_by(col(ProjectProduct.day).desc(), col(ProjectProduct.id).desc())
    )
    return [
        ProductRow(
            row.key,
            row.version,
            row.day,
            row.text,
            row.activity_id,
            activity or "",
            row.quantity,
            row.unit,
            row.price,
            row.discount_percent,
            product_net(row.quantity, row.price, row.discount_percent, currency),
            BilledOn(invoice_id, number) if invoice_id else None,
        )
        for row, activity, invoice_id, number in _rows(work, query)
    ]


@needs(Permission.VIEW_EXPENSES)
def expense_choices(work: Work, project_id: int) -> Choices:
    """What the forms of a project offer. Raises NotFound."""
    currency = project(work, project_id).currency
    activities = (
        select(col(Activity.id), Activity.name)
        .where(Activity.project_id == project_id, col(Activity.active).is_(True))
        .order_by(col(Activity.position), col(Activity.id))
    )
    team = (
        select(col(CoWorker.id), CoWorker.name)
        .join(ProjectMember, col(ProjectMember.co_worker_id) == col(CoWorker.id))
        .where(ProjectMember.project_id == project_id)
        .order_by(col(CoWorker.name))
    )
    return Choices(
        currency,
        [(key or 0, name) for key, name in work.session.exec(activities)],
        [(key or 0, name) for key, name in work.session.exec(team)],
    )


def _expense(names: dict[int | None, str], row: ProjectExpense, *joined: Any) -> ExpenseRow:
    activity, person, receipt, invoice_id, number = joined
    return ExpenseRow(
        row.key,
        row.version,
        row.day,
        row.text,
        row.supplier,
        row.activity_id,
        activity.name if activity else "",
        row.co_worker_id,
        person.name if person else "",
        row.cost,
        row.price,
        row.billable,
        row.included,
        row.status,
        receipt.name if receipt else "",
        receipt.title if receipt else "",
        BilledOn(invoice_id, number) if invoice_id else None,
        names.get(row.origin_company_id, ""),
        names.get(row.mirror_company_id, ""),
        row.claim_line_id is not None,
    )


def _rows(work: Work, query: Any) -> Iterable[Any]:
    return cast("Any", work.session).exec(query)
