"""What tests of billing begin with: a project with hours and prices, in Nord."""

import datetime as dt
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.domain.billing.commands import create_drafts, planned_drafts
from moment_ui.domain.billing.plan import Order
from moment_ui.models.expense import ExpenseStatus, ProjectExpense, ProjectProduct
from moment_ui.models.price_model import (
    ModelCustomer,
    ModelRate,
    PlannedPayment,
    PriceModel,
    PriceModelKind,
    RateBase,
)
from moment_ui.models.project import Activity
from tests import factories

TODAY = dt.date(2026, 11, 16)
NOVEMBER = dt.date(2026, 11, 30)
JANUARY = dt.date(2026, 1, 1)


def activity_of(work, project_id):
    query = select(Activity).where(Activity.project_id == project_id)
    return work.session.exec(query.order_by(col(Activity.id))).first()


def price_model(work, project_id, kind=PriceModelKind.HOURLY, **fields):
    values = {"name": "Timepris", "currency": "NOK", "rate_base": RateBase.COMMON}
    values |= {"created_at": clock.now(), **fields}
    return factories.stored(work, PriceModel(project_id=project_id, kind=kind, **values))


def rate(work, model, amount, since=JANUARY, **subject):
    row = ModelRate(price_model_id=model.key, starts_on=since, amount=Decimal(amount), **subject)
    return factories.stored(work, row)


def hourly(work, project_id, amount: int | str = 1000, **fields):
    model = price_model(work, project_id, **fields)
    rate(work, model, amount)
    return model


def expense(work, project_id, price: int | str = 500, **fields):
    values = {
        "day": TODAY,
        "text": "Tog",
        "price": Decimal(price),
        "status": ExpenseStatus.ACCEPTED,
        "created_at": clock.now(),
    }
    return factories.stored(work, ProjectExpense(project_id=project_id, **(values | fields)))


def product(work, project_id, price=200, **fields):
    values = {
        "day": TODAY,
        "text": "Fasademodell",
        "price": Decimal(price),
        "created_at": clock.now(),
    }
    return factories.stored(work, ProjectProduct(project_id=project_id, **(values | fields)))


def payment(work, model, amount, due_on, **fields):
    row = PlannedPayment(
        price_model_id=model.key, amount=Decimal(amount), due_on=due_on, text="Rate 1", **fields
    )
    return factories.stored(work, row)


def shares(work, model, percents):
    """Let customers pay these percents of a price model."""
    for customer_id, percent in percents.items():
        row = ModelCustomer(
            price_model_id=model.key, customer_id=customer_id, percent=Decimal(percent)
        )
        factories.stored(work, row)


def drafts(work, *orders, until=NOVEMBER):
    """Preview and make what is ordered."""
    wanted = [one if isinstance(one, Order) else Order(one) for one in orders]
    plan = planned_drafts(work, wanted, until)
    return plan, create_drafts(work, wanted, until, plan.seen)
