"""Which projects are looked at: what the page's filter says, in SQL."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.period import Period
from moment_ui.db.lists import contains, every_word
from moment_ui.db.work import Work
from moment_ui.domain.billing.rules import due_periods
from moment_ui.domain.price_models.billed import counted
from moment_ui.domain.price_models.counting import counts
from moment_ui.models.expense import ExpenseStatus, ProjectExpense, ProjectProduct
from moment_ui.models.hours import NOT_INVOICED, TimeRecord
from moment_ui.models.invoice import Invoice, InvoiceLine, LineKind
from moment_ui.models.price_model import (
    ModelCustomer,
    PlannedPayment,
    PriceKind,
    PriceModel,
    PriceModelKind,
    PriceModelLine,
    SubscriptionPeriod,
    SummaryRecord,
)
from moment_ui.models.project import CoWorker, Project
from moment_ui.models.tag import ProjectTag

MANY = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: up to a day (included), and of which projects."""

    until: dt.date
    text: str = ""
    customer_id: int | None = None
    leader_id: int | None = None
    tag_ids: tuple[int, ...] = ()


def conditions(work: Work, wanted: Wanted) -> list[Any]:
    """The projects with something to bill, or something that is held back, among those asked for."""
    asked: list[Any] = [mine(work)]
    if wanted.text.strip():
        asked.append(every_word(wanted.text, lambda word: contains(col(Project.search), word)))
    if wanted.customer_id is not None:
        asked.append(col(Project.customer_id) == wanted.customer_id)
    if wanted.leader_id is not None:
        asked.append(col(Project.leader_id) == wanted.leader_id)
    if wanted.tag_ids:
        tagged = select(ProjectTag.project_id).where(col(ProjectTag.tag_id).in_(wanted.tag_ids))
        asked.append(col(Project.id).in_(tagged))
    return [*asked, _has_something(work, wanted.until)]


def mine(work: Work) -> Any:
    """The projects that the actor invoices: all for who sees the customers' economy, else those led."""
    if work.actor.may(Permission.VIEW_CUSTOMER_ECONOMY):
        return sa.true()
    me = select(CoWorker.id).where(CoWorker.user_id == work.actor.user_id)
    return col(Project.leader_id).in_(me)


def _has_something(work: Work, until: dt.date) -> Any:
    project = col(Project.id)
    hours = select(col(TimeRecord.project_id)).where(
        NOT_INVOICED,
        col(TimeRecord.invoice_line_id).is_(None),
        col(TimeRecord.billable_minutes) > 0,
        col(TimeRecord.day) <= until,
    )
    expenses = sa.exists().where(
        col(ProjectExpense.project_id) == project,
        col(ProjectExpense.invoice_line_id).is_(None),
        col(ProjectExpense.billable).is_(True),
        col(ProjectExpense.status) != ExpenseStatus.REJECTED,
        col(ProjectExpense.day) <= until,
    )
    products = sa.exists().where(
        col(ProjectProduct.project_id) == project,
        col(ProjectProduct.invoice_line_id).is_(None),
        col(ProjectProduct.day) <= until,
    )
    model = (col(PriceModel.project_id) == project) & col(PriceModel.active).is_(True)
    payments = sa.exists().where(
        model,
        col(PlannedPayment.price_model_id) == col(PriceModel.id),
        col(PlannedPayment.invoice_line_id).is_(None),
        col(PlannedPayment.elsewhere).is_(False),
        col(PlannedPayment.due_on) <= until,
    )
    others = {*_subscribed(work, until), *_offered(work), *_unplanned(work)}
    return sa.or_(project.in_(hours), expenses, products, payments, project.in_(sorted(others)))


def _subscribed(work: Work, until: dt.date) -> Collection[int]:
    """Projects with a period of a subscription that is due: there are few subscriptions."""
    taken: dict[int, set[dt.date]] = {}
    billed = select(col(SubscriptionPeriod.price_model_id), col(SubscriptionPeriod.starts_on))
    for model_id, starts_on in work.session.exec(billed):
        taken.setdefault(model_id, set()).add(starts_on)
    query = select(PriceModel).where(
        PriceModel.kind == PriceModelKind.SUBSCRIPTION, col(PriceModel.active).is_(True)
    )
    return {
        row.project_id
        for row in work.session.exec(query)
        if due_periods(
            Period(row.starts_on, row.ends_on),
            row.interval_months,
            row.offset_days,
            until,
            taken.get(row.key, set()),
        )
    }


def _offered(work: Work) -> Collection[int]:
    """Projects of offers with a fixed price or a product that no invoice line is for, or not the whole of.

    Where customers share, each has lines over the whole: those are looked at one by one.
    """
    shared = sa.exists().where(col(ModelCustomer.price_model_id) == col(PriceModel.id))
    billed = sa.func.sum(sa.case((counts(), col(InvoiceLine.net)), else_=0))
    query = (
        select(col(PriceModel.project_id), col(PriceModel.id), billed)
        .join(PriceModelLine, col(PriceModelLine.price_model_id) == col(PriceModel.id))
        .outerjoin(InvoiceLine, col(InvoiceLine.price_model_line_id) == col(PriceModelLine.id))
        .outerjoin(Invoice, col(Invoice.id) == col(InvoiceLine.invoice_id))
        .where(
            PriceModel.kind == PriceModelKind.OFFER,
            col(PriceModel.active).is_(True),
            PriceModelLine.kind != PriceKind.HOURS,
        )
        .group_by(
            col(PriceModel.project_id),
            col(PriceModel.id),
            col(PriceModelLine.id),
            col(PriceModelLine.net),
        )
        .having(sa.or_(billed < col(PriceModelLine.net), shared))
    )
    return _unfinished(work, query)


def _unplanned(work: Work) -> Collection[int]:
    """Projects with a fixed price without a plan that is not billed whole."""
    billed = sa.func.sum(sa.case((counts(), col(InvoiceLine.net)), else_=0))
    planned = sa.exists().where(col(PlannedPayment.price_model_id) == col(PriceModel.id))
    query = (
        select(col(PriceModel.project_id), col(PriceModel.id), billed)
        .outerjoin(
            InvoiceLine,
            (col(InvoiceLine.price_model_id) == col(PriceModel.id))
            & col(InvoiceLine.kind).in_([LineKind.FIXED_PRICE, LineKind.DEDUCTION]),
        )
        .outerjoin(Invoice, col(Invoice.id) == col(InvoiceLine.invoice_id))
        .where(
            PriceModel.kind == PriceModelKind.FIXED_PRICE,
            col(PriceModel.active).is_(True),
            ~planned,
        )
        .group_by(col(PriceModel.project_id), col(PriceModel.id), col(PriceModel.net))
        .having(billed < col(PriceModel.net))
    )
    return _unfinished(work, query)


def _unfinished(work: Work, query: Any) -> Collection[int]:
    """Of projects with models that less than the whole is paid for, those of which something is left.

    A discount makes what is paid less than what is billed, and so does what was billed elsewhere: models
    of which a part is billed are looked at one by one.
    """
    found: set[int] = set()
    begun: dict[int, int] = {}
    by_hand = select(col(SummaryRecord.price_model_id)).where(
        col(SummaryRecord.invoice_id).is_(None)
    )
    noted = set(work.session.exec(by_hand))
    for project_id, model_id, billed in cast("Any", work.session).exec(query):
        if billed or model_id in noted:
            begun[model_id] = project_id
        else:
            found.add(project_id)
    ids = sorted(key for key, project_id in begun.items() if project_id not in found)
    for start in range(0, len(ids), MANY):
        found |= {begun[key] for key in _open(work, ids[start : start + MANY])}
    return found


def _open(work: Work, ids: Collection[int]) -> Iterable[int]:
    """The models of these of which something is left."""
    models = work.session.exec(select(PriceModel).where(col(PriceModel.id).in_(ids))).all()
    billed = counted(work, models)
    lines = select(PriceModelLine).where(
        col(PriceModelLine.price_model_id).in_(ids), PriceModelLine.kind != PriceKind.HOURS
    )
    for line in work.session.exec(lines):
        if billed.left_of_line(line):
            yield line.price_model_id
    for model in models:
        if model.kind is PriceModelKind.FIXED_PRICE and billed.left_of(model) > 0:
            yield model.key
