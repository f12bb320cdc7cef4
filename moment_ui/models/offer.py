"""Offers: what we propose to a customer, how it was sent, and what the customer said to it."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Any

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
from moment_ui.models.sending import SendResult


class OfferState(StrEnum):
    """What was done with an offer; that a sent one has expired follows from the day."""

    DRAFT = "draft"
    READY = "ready"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SUPERSEDED = "superseded"


class Billing(StrEnum):
    """How an activity is billed."""

    HOURLY = "hourly"
    FIXED_PRICE = "fixed-price"


class DecidedThrough(StrEnum):
    """How a decision reached us."""

    LINK = "link"
    HAND = "hand"


class Offer(CompanyScoped, table=True):
    """An offer. A revision keeps the number and counts `revision` up, from 1.

    `gross` = `net` + `vat`. `version` is raised by each edit, so that a stale page is refused.
    The contact is kept as a name and an address: what was printed outlives the person's row.
    """

    __table_args__ = scoped_table(
        reference("customer_id", "customer"),
        reference("author_id", "co_worker"),
        reference("project_id", "project"),
        sa.UniqueConstraint("company_id", "number", "revision"),
        sa.UniqueConstraint("company_id", "project_id"),
        sa.Index("ix_offer_customer", "company_id", "customer_id", "state"),
        sa.Index("ix_offer_issue_date_sort", "company_id", "issue_date", "id"),
        sa.Index("ix_offer_decided", "company_id", "decided_at"),
    )

    number: int
    revision: int = Field(default=1)
    customer_id: int
    name: str = Field(max_length=200)
    state: OfferState = Field(default=OfferState.DRAFT, sa_type=choice(OfferState))
    state_before: OfferState | None = Field(  # of a superseded one, should its successor go
        default=None, sa_type=choice(OfferState), nullable=True
    )
    author_id: int | None = Field(default=None)
    author_name: str = Field(default="", max_length=200)
    created_by: int | None = Field(default=None, foreign_key="user.id")
    contact_name: str = Field(default="", max_length=200)
    contact_email: str = Field(default="", max_length=254)
    issue_date: dt.date
    start_on: dt.date | None = Field(default=None)
    valid_until: dt.date
    customer_reference: str = Field(default="", max_length=200)
    contract_reference: str = Field(default="", max_length=200)
    currency: str = Field(max_length=3)
    language: str = Field(default="nb", max_length=5)
    intro: str = Field(default="", max_length=4000)
    closing: str = Field(default="", max_length=4000)
    net: Decimal = amount_field()
    vat: Decimal = amount_field()
    gross: Decimal = amount_field()
    project_id: int | None = Field(default=None)
    search: str = Field(default="", max_length=1000)
    version: int = Field(default=1)
    changed_by: str = Field(default="", max_length=200)
    created_at: dt.datetime = instant_field()
    updated_at: dt.datetime = instant_field()
    sent_at: dt.datetime | None = instant_field(nullable=True)
    decided_at: dt.datetime | None = instant_field(nullable=True)
    decided_on: dt.date | None = Field(default=None)
    decided_by: str = Field(default="", max_length=200)
    decided_through: DecidedThrough | None = Field(
        default=None, sa_type=choice(DecidedThrough), nullable=True
    )
    decided_from: str = Field(default="", max_length=64)  # the address the decision came from
    decision_note: str = Field(default="", max_length=2000)


class OfferActivity(CompanyScoped, table=True):
    """A part of an offer: so many hours at a rate, line by line, or one fixed price for its lines.

    `price`, `discount_percent` and `vat_percent` count for a fixed price; lines of hours have their
    own. `net` is what the activity comes to.
    """

    __table_args__ = scoped_table(
        reference("offer_id", "offer", ondelete="CASCADE"),
        sa.Index("ix_offer_activity_offer", "company_id", "offer_id", "position"),
    )

    offer_id: int
    position: int = Field(default=0)
    name: str = Field(default="", max_length=200)
    billing: Billing = Field(default=Billing.HOURLY, sa_type=choice(Billing))
    price: Decimal = amount_field()
    discount_percent: Decimal = amount_field()
    vat_percent: Decimal = amount_field()
    net: Decimal = amount_field()


class OfferLine(CompanyScoped, table=True):
    """A line of an activity, in `minutes` at `price` an hour; without an activity a product.

    Of a product `quantity` times `price`. Lines under a fixed price say what is in it and cost
    nothing by themselves. `net` is rounded to the currency's decimals.
    """

    __table_args__ = scoped_table(
        reference("offer_id", "offer", ondelete="CASCADE"),
        reference("activity_id", "offer_activity", ondelete="CASCADE"),
        sa.Index("ix_offer_line_offer", "company_id", "offer_id", "position"),
        sa.Index("ix_offer_line_activity", "company_id", "activity_id"),
    )

    offer_id: int
    activity_id: int | None = Field(default=None)
    position: int = Field(default=0)
    text: str = Field(default="", max_length=1000)
    minutes: int = Field(default=0)
    quantity: Decimal = amount_field(Decimal(1))
    unit: str = Field(default="", max_length=20)
    price: Decimal = amount_field()
    discount_percent: Decimal = amount_field()
    vat_percent: Decimal = amount_field()
    net: Decimal = amount_field()


class OfferTag(CompanyScoped, table=True):
    """A tag on an offer."""

    __table_args__ = scoped_table(
        reference("offer_id", "offer", ondelete="CASCADE"),
        reference("tag_id", "tag"),
        sa.UniqueConstraint("company_id", "offer_id", "tag_id"),
        sa.Index("ix_offer_tag_tag", "company_id", "tag_id", "offer_id"),
    )

    offer_id: int
    tag_id: int


class OfferPaper(CompanyScoped, table=True):
    """What an offer printed when it was first sent: sender, receiver, lines, sums and texts."""

    __table_args__ = scoped_table(
        reference("offer_id", "offer", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "offer_id"),
    )

    offer_id: int
    printed: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    made_at: dt.datetime = instant_field()


class OfferLink(CompanyScoped, table=True):
    """A public link to an offer; its token carries `nonce`, signed. A revoked one leads nowhere."""

    __table_args__ = scoped_table(
        reference("offer_id", "offer", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "nonce"),
        sa.Index("ix_offer_link_offer", "company_id", "offer_id"),
    )

    offer_id: int
    nonce: str = Field(max_length=64)
    created_at: dt.datetime = instant_field()
    opened_at: dt.datetime | None = instant_field(nullable=True)
    revoked_at: dt.datetime | None = instant_field(nullable=True)


class OfferMessage(CompanyScoped, table=True):
    """One sending of an offer, written down before the mail goes and completed after.

    `act` is the dialog's own key: the same one twice is one sending.
    """

    __table_args__ = scoped_table(
        reference("offer_id", "offer", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "act"),
        sa.Index("ix_offer_message_offer", "company_id", "offer_id"),
    )

    offer_id: int
    act: str = Field(max_length=64)
    by_name: str = Field(default="", max_length=200)
    user_id: int | None = Field(default=None, foreign_key="user.id")
    receivers: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    refused: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    subject: str = Field(default="", max_length=200)
    text: str = Field(default="", max_length=10_000)
    result: SendResult = Field(default=SendResult.PENDING, sa_type=choice(SendResult))
    detail: str = Field(default="", max_length=500)
    message_id: str = Field(default="", max_length=250)
    begun_at: dt.datetime = instant_field()
    ended_at: dt.datetime | None = instant_field(nullable=True)
