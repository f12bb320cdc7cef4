"""Reading a project's price models: what they say, and what of them is invoiced."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.price_models.billed import UNBILLED, Billed, Counted, counted
from moment_ui.domain.price_models.rows import models_of
from moment_ui.domain.rates.rules import RateList
from moment_ui.domain.rates.sheets import MODELS, rates_of
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice, InvoiceLine
from moment_ui.models.price_model import (
    ModelCustomer,
    PlannedPayment,
    PriceKind,
    PriceModel,
    PriceModelLine,
    SubscriptionPeriod,
)
from moment_ui.models.project import Activity
from moment_ui.models.rates import PriceList


@dataclass(frozen=True, slots=True)
class Payment:
    """A row of a payment plan; `invoice_id` and `number` of what it is billed by, None of a draft."""

    id: int
    version: int
    due_on: dt.date
    text: str
    amount: Decimal
    activity_id: int | None
    elsewhere: bool
    invoice_id: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A product of a subscription, or what an offer sells, with what was billed of it."""

    id: int
    kind: PriceKind
    text: str
    activity_id: int | None
    minutes: int
    quantity: Decimal
    unit: str
    price: Decimal
    discount_percent: Decimal
    net: Decimal
    billed: Billed


@dataclass(frozen=True, slots=True)
class Payer:
    """A customer that pays a share, in percent."""

    customer_id: int
    number: int
    name: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class ModelRecord:
    """A price model with everything in it. `invoiced_until`: a subscription's periods, excluded.

    `billed` is everything, `priced` what counts towards its price or its total fee: nothing that is beside it.
    """

    row: PriceModel
    billed: Billed
    priced: Billed
    price_list: str = ""
    rates: RateList = field(default_factory=lambda: RateList(0, "", ""))
    payments: tuple[Payment, ...] = ()
    lines: tuple[Line, ...] = ()
    payers: tuple[Payer, ...] = ()
    activities: tuple[str, ...] = ()
    invoiced_until: dt.date | None = None


@needs(Permission.VIEW_RATES)
def project_models(work: Work, project_id: int) -> list[ModelRecord]:
    """The price models of a project in their order; none when the project is not there."""
    models = models_of(work, project_id)
    keys = [model.key for model in models]
    names = _list_names(work)
    billed = counted(work, models)
    payments, lines = _payments(work, keys), _lines(work, keys, billed)
    payers, activities = _payers(work, keys), _activities(work, keys)
    until = _invoiced_until(work, keys)
    return [
        ModelRecord(
            model,
            billed.whole.get(model.key, UNBILLED),
            billed.bound(model),
            names.get(model.price_list_id or 0, ""),
            RateList(model.key, model.name, model.currency, rates_of(work, MODELS, model.key)),
            tuple(payments[model.key]),
            tuple(lines[model.key]),
            tuple(payers[model.key]),
            tuple(activities[model.key]),
            until.get(model.key),
        )
        for model in models
    ]


@needs(Permission.VIEW_RATES)
def offered_lists(work: Work, project_id: int) -> list[tuple[int, str]]:
    """The price lists a model of the project may choose: the company's, and the customers' own."""
    mine = select(PriceModel.price_list_id).where(PriceModel.project_id == project_id)
    query = (
        select(PriceList)
        .where(sa.or_(col(PriceList.active).is_(True), col(PriceList.id).in_(mine)))
        .where(sa.or_(col(PriceList.customer_id).is_(None), col(PriceList.id).in_(mine)))
        .order_by(col(PriceList.standard).desc(), col(PriceList.name))
    )
    return [(row.key, f"{row.name}, {row.currency}") for row in work.session.exec(query)]


def _list_names(work: Work) -> dict[int, str]:
    query = select(col(PriceList.id), PriceList.name)
    return {key: name for key, name in work.session.exec(query) if key is not None}


def _payments(work: Work, keys: list[int]) -> dict[int, list[Payment]]:
    query = (
        select(PlannedPayment, col(Invoice.id), col(Invoice.number))
        .join(
            InvoiceLine,
            col(InvoiceLine.id) == col(PlannedPayment.invoice_line_id),
            isouter=True,
        )
        .join(Invoice, col(Invoice.id) == col(InvoiceLine.invoice_id), isouter=True)
        .where(col(PlannedPayment.price_model_id).in_(keys))
        .order_by(col(PlannedPayment.due_on), col(PlannedPayment.id))
    )
    found: dict[int, list[Payment]] = defaultdict(list)
    for row, invoice_id, number in work.session.exec(query):
        payment = Payment(
            row.key,
            row.version,
            row.due_on,
            row.text,
            row.amount,
            row.activity_id,
            row.elsewhere,
            invoice_id,
            number,
        )
        found[row.price_model_id].append(payment)
    return found


def _lines(work: Work, keys: list[int], billed: Counted) -> dict[int, list[Line]]:
    query = (
        select(PriceModelLine)
        .where(col(PriceModelLine.price_model_id).in_(keys))
        .order_by(col(PriceModelLine.position), col(PriceModelLine.id))
    )
    rows = list(work.session.exec(query))
    found: dict[int, list[Line]] = defaultdict(list)
    for row in rows:
        line = Line(
            row.key,
            row.kind,
            row.text,
            row.activity_id,
            row.minutes,
            row.quantity,
            row.unit,
            row.price,
            row.discount_percent,
            row.net,
            billed.lines.get(row.key, UNBILLED),
        )
        found[row.price_model_id].append(line)
    return found


def _payers(work: Work, keys: list[int]) -> dict[int, list[Payer]]:
    query = (
        select(ModelCustomer, Customer)
        .join(Customer, col(Customer.id) == col(ModelCustomer.customer_id))
        .where(col(ModelCustomer.price_model_id).in_(keys))
        .order_by(col(ModelCustomer.percent).desc(), col(ModelCustomer.id))
    )
    found: dict[int, list[Payer]] = defaultdict(list)
    for row, customer in work.session.exec(query):
        payer = Payer(customer.key, customer.number, customer.name, row.percent)
        found[row.price_model_id].append(payer)
    return found


def _activities(work: Work, keys: list[int]) -> dict[int, list[str]]:
    query = (
        select(col(Activity.price_model_id), Activity.name)
        .where(col(Activity.price_model_id).in_(keys))
        .order_by(col(Activity.position), col(Activity.id))
    )
    found: dict[int, list[str]] = defaultdict(list)
    for key, name in work.session.exec(query):
        found[key or 0].append(name)
    return found


def _invoiced_until(work: Work, keys: list[int]) -> dict[int, dt.date]:
    query: Any = (
        sa.select(
            col(SubscriptionPeriod.price_model_id), sa.func.max(col(SubscriptionPeriod.ends_on))
        )
        .where(col(SubscriptionPeriod.price_model_id).in_(keys))
        .group_by(col(SubscriptionPeriod.price_model_id))
    )
    return dict(cast("Any", work.session).exec(query).all())
