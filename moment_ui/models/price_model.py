"""Price models: how a project is billed. So far from an accepted offer."""

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


class PriceModel(CompanyScoped, table=True):
    """A price model of a project; the one first in `position` is the default. `net` is its estimate."""

    __table_args__ = scoped_table(
        reference("project_id", "project"),
        reference("offer_id", "offer"),
        sa.UniqueConstraint("company_id", "offer_id"),
        sa.Index("ix_price_model_project", "company_id", "project_id", "position"),
    )

    project_id: int
    offer_id: int | None = Field(default=None)
    kind: PriceModelKind = Field(sa_type=choice(PriceModelKind))
    name: str = Field(default="", max_length=200)
    currency: str = Field(max_length=3)
    net: Decimal = amount_field()
    position: int = Field(default=0)
    created_at: dt.datetime = instant_field()


class PriceModelLine(CompanyScoped, table=True):
    """What an invoice can bill: hours on an activity at a rate, a fixed price, or a product.

    `net` is what the offer estimates, before VAT. `minutes` and `price` per hour for hours;
    `quantity` times `price` for the others.
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
    vat_percent: Decimal = amount_field()
    net: Decimal = amount_field()
