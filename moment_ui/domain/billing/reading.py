"""Reading what can be billed beside hours, for any number of projects at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.money import ZERO
from moment_ui.db.work import Work
from moment_ui.domain.billing.free import is_free
from moment_ui.domain.billing.sheet import NOTHING_RELEASED, Head, Model, Share
from moment_ui.domain.price_models.billed import Counted, counted
from moment_ui.domain.price_models.rules import CAPPED
from moment_ui.models.base import CompanyScoped
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.expense import ExpenseStatus, ProjectExpense, ProjectProduct
from moment_ui.models.invoice import Invoice, InvoiceLine, InvoiceState
from moment_ui.models.price_model import (
    ModelCustomer,
    PlannedPayment,
    PriceModel,
    PriceModelKind,
    PriceModelLine,
    SubscriptionPeriod,
)
from moment_ui.models.project import Activity, CoWorker, Project

Row = TypeVar("Row", bound=CompanyScoped)


@dataclass
class Models:
    """Price models of some projects, with what is billed of them already."""

    rows: dict[int, list[PriceModel]] = field(default_factory=dict[int, list[PriceModel]])
    by_id: dict[int, Model] = field(default_factory=dict[int, Model])
    activities: dict[int, str] = field(default_factory=dict[int, str])
    chosen: dict[int, int] = field(default_factory=dict[int, int])  # by activity
    billed: Counted = field(default_factory=Counted)
    lines: dict[int, list[PriceModelLine]] = field(default_factory=dict[int, list[PriceModelLine]])

    def left_of(self, project_id: int) -> dict[int, Decimal]:
        """What the estimated total fees leave for hours, by model; never less than nought."""
        return {
            row.key: max(row.estimated_total - self.billed.bound(row).total, ZERO)
            for row in self.rows.get(project_id, ())
            if row.estimated_total is not None and row.kind in CAPPED
        }

    def of(self, project_id: int, activity_id: int | None) -> PriceModel | None:
        """The model that bills an activity: the one it chose, else the project's first in use."""
        rows = self.rows.get(project_id, ())
        chosen = self.chosen.get(activity_id or 0)
        found = (row for row in rows if (row.active if chosen is None else row.key == chosen))
        return next(found, None)

    def active(self, project_id: int, kind: PriceModelKind) -> list[PriceModel]:
        """The models of a kind that are in use, in their order."""
        return [row for row in self.rows.get(project_id, ()) if row.active and row.kind is kind]


@dataclass
class Rows:
    """What stands on projects beside hours, by project; of models by model."""

    expenses: dict[int, list[ProjectExpense]] = field(
        default_factory=dict[int, list[ProjectExpense]]
    )
    products: dict[int, list[ProjectProduct]] = field(
        default_factory=dict[int, list[ProjectProduct]]
    )
    payments: dict[int, list[PlannedPayment]] = field(
        default_factory=dict[int, list[PlannedPayment]]
    )
    periods: dict[int, set[dt.date]] = field(default_factory=dict[int, set[dt.date]])
    on_drafts: dict[int, list["OnDraft"]] = field(default_factory=dict[int, list["OnDraft"]])
    released: frozenset[int] = NOTHING_RELEASED


@dataclass(frozen=True, slots=True)
class OnDraft:
    """What a pending draft bills of a project."""

    invoice_id: int
    currency: str
    net: Decimal


def heads(work: Work, project_ids: Collection[int]) -> dict[int, Head]:
    """The projects with their customers and leaders, by id."""
    company = work.session.get_one(Company, work.company_id)
    query = (
        sa.select(Project, Customer, col(CoWorker.name))
        .outerjoin(Customer, col(Customer.id) == col(Project.customer_id))
        .outerjoin(CoWorker, col(CoWorker.id) == col(Project.leader_id))
        .where(col(Project.id).in_(project_ids))
    )
    return {
        row.key: Head(
            id=row.key,
            number=row.number,
            name=row.name,
            status=row.status,
            customer_id=row.customer_id,
            customer=f"{buyer.number} {buyer.name}" if buyer else "",
            customer_status=buyer.status if buyer else None,
            is_customer=bool(buyer and buyer.is_customer),
            leader_id=row.leader_id,
            leader=leader or "",
            currency=row.currency or (buyer.currency if buyer else "") or company.currency,
        )
        for row, buyer, leader in _many(work, query)
    }


def models_of(
    work: Work, project_ids: Collection[int], released: frozenset[int] = NOTHING_RELEASED
) -> Models:
    """The price models of these projects."""
    rows = work.session.exec(
        select(PriceModel)
        .where(col(PriceModel.project_id).in_(project_ids))
        .order_by(col(PriceModel.position), col(PriceModel.id))
    ).all()
    ids = [row.key for row in rows]
    shares: dict[int, list[Share]] = defaultdict(list)
    query = select(ModelCustomer).where(col(ModelCustomer.price_model_id).in_(ids))
    for share in work.session.exec(query.order_by(col(ModelCustomer.id))):
        shares[share.price_model_id].append(Share(share.customer_id, share.percent))
    found = Models()
    for row in rows:
        found.rows.setdefault(row.project_id, []).append(row)
        found.by_id[row.key] = Model(
            row.key,
            row.name,
            row.currency,
            row.vat_code,
            row.split_by,
            tuple(shares[row.key]),
            fixed=row.kind is PriceModelKind.FIXED_PRICE,
        )
    named = select(Activity).where(col(Activity.project_id).in_(project_ids))
    for activity in work.session.exec(named):
        found.activities[activity.key] = activity.name
        if activity.price_model_id is not None:
            found.chosen[activity.key] = activity.price_model_id
    found.lines = _by(
        work.session.exec(
            select(PriceModelLine)
            .where(col(PriceModelLine.price_model_id).in_(ids))
            .order_by(col(PriceModelLine.position), col(PriceModelLine.id))
        ).all(),
        "price_model_id",
    )
    found.billed = counted(work, rows, released)
    return found


def rows_of(
    work: Work,
    project_ids: Collection[int],
    models: Models,
    released: frozenset[int] = NOTHING_RELEASED,
) -> Rows:
    """What stands on these projects and is on no draft or invoice yet."""
    expenses = select(ProjectExpense).where(
        col(ProjectExpense.project_id).in_(project_ids),
        is_free(col(ProjectExpense.invoice_line_id), released),
        col(ProjectExpense.billable).is_(True),
        col(ProjectExpense.status) != ExpenseStatus.REJECTED,
    )
    products = select(ProjectProduct).where(
        col(ProjectProduct.project_id).in_(project_ids),
        is_free(col(ProjectProduct.invoice_line_id), released),
    )
    ids = list(models.by_id)
    payments = select(PlannedPayment).where(col(PlannedPayment.price_model_id).in_(ids))
    periods = select(
        col(SubscriptionPeriod.price_model_id), col(SubscriptionPeriod.starts_on)
    ).where(
        col(SubscriptionPeriod.price_model_id).in_(ids),
        col(SubscriptionPeriod.invoice_line_id).is_(None)
        | col(SubscriptionPeriod.invoice_line_id).not_in(sorted(released)),
    )
    taken: dict[int, set[dt.date]] = defaultdict(set)
    for model_id, starts_on in work.session.exec(periods):
        taken[model_id].add(starts_on)
    day, key = col(ProjectExpense.day), col(ProjectExpense.id)
    sold = products.order_by(col(ProjectProduct.day), col(ProjectProduct.id))
    planned = payments.order_by(col(PlannedPayment.due_on), col(PlannedPayment.id))
    return Rows(
        _by(work.session.exec(expenses.order_by(day, key)).all(), "project_id"),
        _by(work.session.exec(sold).all(), "project_id"),
        _by(work.session.exec(planned).all(), "price_model_id"),
        taken,
        _on_drafts(work, project_ids, released),
        released,
    )


def _on_drafts(
    work: Work, project_ids: Collection[int], released: frozenset[int]
) -> dict[int, list[OnDraft]]:
    found: dict[int, list[OnDraft]] = defaultdict(list)
    keys: list[Any] = [col(InvoiceLine.project_id), col(Invoice.id), col(Invoice.currency)]
    query = (
        sa.select(*keys, sa.func.sum(col(InvoiceLine.net)))
        .join(Invoice, col(Invoice.id) == col(InvoiceLine.invoice_id))
        .where(
            col(InvoiceLine.project_id).in_(project_ids),
            col(Invoice.state) == InvoiceState.DRAFT,
            col(InvoiceLine.id).not_in(sorted(released)),
        )
        .group_by(*keys)
        .order_by(col(Invoice.id))
    )
    for project_id, invoice_id, currency, net in _many(work, query):
        found[project_id].append(OnDraft(invoice_id, currency, net))
    return found


def _by(rows: Iterable[Row], column: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found


def _many(work: Work, query: Any) -> Iterable[Any]:
    return cast("Any", work.session).exec(query)
