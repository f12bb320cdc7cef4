"""Price lists: hourly rates by role, narrowed to co-workers, each from a day on; what people cost."""

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


class PriceList(CompanyScoped, table=True):
    """A list of rates in one currency: the company's, or a customer's own.

    A customer's own list refers to one of the company's by `base_id`: where it is silent, that one
    speaks. The company's standard list holds for customers without an own one.
    """

    __table_args__ = scoped_table(
        reference("customer_id", "customer"),
        reference("base_id", "price_list"),
        sa.UniqueConstraint("company_id", "customer_id"),
        sa.Index("ix_price_list_base", "company_id", "base_id"),
    )

    name: str = Field(max_length=200)
    currency: str = Field(default="NOK", max_length=3)
    customer_id: int | None = Field(default=None)
    base_id: int | None = Field(default=None)
    standard: bool = Field(default=False)
    active: bool = Field(default=True)
    created_at: dt.datetime = instant_field()


class HourlyRate(CompanyScoped, table=True):
    """What an hour costs from a day on, until the same row's next rate.

    `role` "" holds for every role, `co_worker_id` None for everybody in the role.
    """

    __table_args__ = scoped_table(
        reference("price_list_id", "price_list", ondelete="CASCADE"),
        reference("co_worker_id", "co_worker"),
        sa.UniqueConstraint(
            *("company_id", "price_list_id", "role", "co_worker_id", "starts_on"),
            name="uq_hourly_rate_row",
        ),
        sa.Index(
            "uq_hourly_rate_role",
            *("company_id", "price_list_id", "role", "starts_on"),
            unique=True,
            sqlite_where=sa.literal_column("co_worker_id IS NULL", sa.Boolean),
            postgresql_where=sa.literal_column("co_worker_id IS NULL", sa.Boolean),
        ),
        sa.Index("ix_hourly_rate_co_worker", "company_id", "co_worker_id"),
    )

    price_list_id: int
    role: str = Field(default="", max_length=100)
    co_worker_id: int | None = Field(default=None)
    starts_on: dt.date
    amount: Decimal = amount_field()


class CoWorkerRateKind(StrEnum):
    """What an hour of a co-worker is billed at everywhere, or what it costs the company."""

    PRICE = "price"
    COST = "cost"


class CoWorkerRate(CompanyScoped, table=True):
    """A co-worker's own rate or true cost an hour from a day on, in the company's currency."""

    __table_args__ = scoped_table(
        reference("co_worker_id", "co_worker"),
        sa.UniqueConstraint("company_id", "co_worker_id", "kind", "starts_on"),
    )

    co_worker_id: int
    kind: CoWorkerRateKind = Field(sa_type=choice(CoWorkerRateKind))
    starts_on: dt.date
    amount: Decimal = amount_field()
