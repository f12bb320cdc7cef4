"""Price models: how a project is billed, at which rates, when, and to whom."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import (
    CompanyScoped,
    amount_field,
    choice,
    instant_field,
    reference,
    scoped_table,
)


class PriceModelKind(StrEnum):
    """What the price follows from."""

    HOURLY = "hourly"
    FIXED_PRICE = "fixed-price"
    SUBSCRIPTION = "subscription"
    NON_BILLABLE = "non-billable"
    OFFER = "offer"


class PriceKind(StrEnum):
    """What a line of a price model bills."""

    HOURS = "hours"
    FIXED_PRICE = "fixed-price"
    PRODUCT = "product"


class RateBase(StrEnum):
    """Where the rate of an hour comes from when nobody has set one for the co-worker."""

    CUSTOM = "custom"
    CO_WORKER = "co-worker"
    ROLE = "role"
    COMMON = "common"
    PRICE_LIST = "price-list"
    TRUE_COST = "true-cost"
    MAIN_PROJECT = "main-project"


class SplitBy(StrEnum):
    """What is divided when several customers pay for one price model."""

    PERCENT = "percent"
    LINES = "lines"
    HOURS = "hours"


class PriceModel(CompanyScoped, table=True):
    """A price model of a project; the one first in `position` is the default.

    Amounts exclude VAT and are in `currency`. `net` is the offer's estimate, or the whole fixed price.
    `estimated_total` caps what hours may be invoiced for. A subscription runs from `starts_on` to
    `ends_on` (excluded), is billed for `interval_months` at a time, `offset_days` after a period begins
    (negative: before). `extras_included` says that expenses and products are within the price;
    `surcharge_percent` is added to the cost of expenses that are billed beside it.
    """

    __table_args__ = scoped_table(
        reference("project_id", "project"),
        reference("offer_id", "offer"),
        reference("price_list_id", "price_list"),
        sa.UniqueConstraint("company_id", "offer_id"),
        sa.Index("ix_price_model_project", "company_id", "project_id", "position"),
    )

    project_id: int
    offer_id: int | None = Field(default=None)
    kind: PriceModelKind = Field(sa_type=choice(PriceModelKind))
    name: str = Field(default="", max_length=200)
    currency: str = Field(max_length=3)
    net: Decimal = amount_field()
    rate_base: RateBase = Field(default=RateBase.PRICE_LIST, sa_type=choice(RateBase))
    price_list_id: int | None = Field(default=None)
    estimated_total: Decimal | None = amount_field(None, nullable=True)
    vat_code: str = Field(default="", max_length=20)  # empty: as the VAT handling says
    extras_included: bool = Field(default=False)
    surcharge_percent: Decimal = amount_field()
    show_summary: bool = Field(default=False)
    split_by: SplitBy = Field(default=SplitBy.PERCENT, sa_type=choice(SplitBy))
    starts_on: dt.date | None = Field(default=None)
    ends_on: dt.date | None = Field(default=None)
    interval_months: int = Field(default=1)
    offset_days: int = Field(default=0)
    active: bool = Field(default=True)
    version: int = Field(default=1)
    position: int = Field(default=0)
    created_at: dt.datetime = instant_field()


class PriceModelLine(CompanyScoped, table=True):
    """What an invoice can bill: hours on an activity at a rate, a fixed price, or a product.

    `net` is what the offer estimates, before VAT. `minutes` and `price` per hour for hours;
    `quantity` times `price` for the others. `vat_percent` is what the offer says of VAT, None where nothing
    is said of it.
    """

    __table_args__ = scoped_table(
        reference("price_model_id", "price_model", ondelete="CASCADE"),
        reference("activity_id", "activity"),
        sa.Index("ix_price_model_line_model", "company_id", "price_model_id", "position"),
        sa.Index("ix_price_model_line_activity", "company_id", "activity_id"),
    )

    price_model_id: int
    activity_id: int | None = Field(default=None)
    position: int = Field(default=0)
    kind: PriceKind = Field(sa_type=choice(PriceKind))
    text: str = Field(default="", max_length=1000)
    minutes: int = Field(default=0)
    quantity: Decimal = amount_field(Decimal(1))
    unit: str = Field(default="", max_length=20)
    price: Decimal = amount_field()
    discount_percent: Decimal = amount_field()
    vat_percent: Decimal | None = amount_field(None, nullable=True)
    net: Decimal = amount_field()


class ModelRate(CompanyScoped, table=True):
    """What an hour costs in a price model from a day on, until the same row's next rate.

    `role` "" holds for every role, `co_worker_id` None for everybody in the role.
    """

    __table_args__ = scoped_table(
        reference("price_model_id", "price_model", ondelete="CASCADE"),
        reference("co_worker_id", "co_worker"),
        sa.Index(
            "ix_model_rate_row",
            *("company_id", "price_model_id", "role", "co_worker_id", "starts_on"),
        ),
        sa.Index("ix_model_rate_co_worker", "company_id", "co_worker_id"),
    )

    price_model_id: int
    role: str = Field(default="", max_length=100)
    co_worker_id: int | None = Field(default=None)
    starts_on: dt.date
    amount: Decimal = amount_field()


class PlannedPayment(CompanyScoped, table=True):
    """A part of a fixed price, to be invoiced from `due_on`. `elsewhere`: it was billed elsewhere."""

    __table_args__ = scoped_table(
        reference("price_model_id", "price_model", ondelete="CASCADE"),
        reference("activity_id", "activity"),
        reference("invoice_line_id", "invoice_line"),
        sa.Index("ix_planned_payment_model", "company_id", "price_model_id", "due_on"),
        sa.Index("ix_planned_payment_invoice_line", "company_id", "invoice_line_id"),
    )

    price_model_id: int
    activity_id: int | None = Field(default=None)
    due_on: dt.date
    text: str = Field(default="", max_length=1000)
    amount: Decimal = amount_field()
    elsewhere: bool = Field(default=False)
    invoice_line_id: int | None = Field(default=None)
    version: int = Field(default=1)


class SubscriptionPeriod(CompanyScoped, table=True):
    """A period of a subscription that is on an invoice or a draft; `ends_on` is excluded."""

    __table_args__ = scoped_table(
        reference("price_model_id", "price_model", ondelete="CASCADE"),
        reference("invoice_line_id", "invoice_line"),
        sa.UniqueConstraint("company_id", "price_model_id", "starts_on"),
        sa.Index("ix_subscription_period_invoice_line", "company_id", "invoice_line_id"),
    )

    price_model_id: int
    starts_on: dt.date
    ends_on: dt.date
    invoice_line_id: int | None = Field(default=None)


class ModelCustomer(CompanyScoped, table=True):
    """A customer that pays a share of a price model, in percent. Without any, the project's pays all."""

    __table_args__ = scoped_table(
        reference("price_model_id", "price_model", ondelete="CASCADE"),
        reference("customer_id", "customer"),
        sa.UniqueConstraint("company_id", "price_model_id", "customer_id"),
        sa.Index("ix_model_customer_customer", "company_id", "customer_id"),
    )

    price_model_id: int
    customer_id: int
    percent: Decimal = amount_field()


class SummaryRecord(CompanyScoped, table=True):
    """What was invoiced for a price model: by an invoice of ours, or elsewhere and written by hand.

    `gross` includes VAT.
    """

    __table_args__ = scoped_table(
        reference("price_model_id", "price_model", ondelete="CASCADE"),
        reference("invoice_id", "invoice"),
        sa.Index("ix_summary_record_model", "company_id", "price_model_id", "day"),
        sa.Index("ix_summary_record_invoice", "company_id", "invoice_id"),
    )

    price_model_id: int
    invoice_id: int | None = Field(default=None)
    day: dt.date
    text: str = Field(default="", max_length=500)
    gross: Decimal = amount_field()
    created_at: dt.datetime = instant_field()
