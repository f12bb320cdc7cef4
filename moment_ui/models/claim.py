"""Travel & expense: what co-workers have paid and claim back."""

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
    search_field,
)


class ClaimKind(StrEnum):
    """A travel claim says where from, where to and when; an expense claim does not."""

    TRAVEL = "travel"
    EXPENSE = "expense"


class ClaimStatus(StrEnum):
    """A draft and a rejected one are the owner's to change; approved and paid out ones are locked."""

    DRAFT = "draft"
    WAITING = "waiting"
    APPROVED = "approved"
    PAID_OUT = "paid-out"
    REJECTED = "rejected"


class ExpenseCategory(CompanyScoped, table=True):
    """What a claim's line is for: train, hotel, meals. A company's own list."""

    __table_args__ = scoped_table(sa.UniqueConstraint("company_id", "name"))

    name: str = Field(max_length=100)
    account: str = Field(default="", max_length=20)  # of the books
    active: bool = Field(default=True)
    position: int = Field(default=0)


class Claim(CompanyScoped, table=True):
    """What somebody paid and wants back. `total` is of its lines, in the company's currency.

    `reviewer_id` says whether it is right, `refunder_id` pays it out; nobody: whoever may.
    """

    __table_args__ = scoped_table(
        reference("owner_id", "co_worker"),
        reference("reviewer_id", "co_worker"),
        reference("refunder_id", "co_worker"),
        sa.Index("ix_claim_owner", "company_id", "owner_id", "status"),
        sa.Index("ix_claim_status", "company_id", "status", "day"),
    )

    kind: ClaimKind = Field(default=ClaimKind.EXPENSE, sa_type=choice(ClaimKind))
    title: str = Field(max_length=200)
    owner_id: int
    status: ClaimStatus = Field(default=ClaimStatus.DRAFT, sa_type=choice(ClaimStatus))
    day: dt.date  # of an expense claim; the first day of a journey
    until_day: dt.date | None = Field(default=None)  # the last day of a journey, itself within
    from_place: str = Field(default="", max_length=200)
    to_place: str = Field(default="", max_length=200)
    currency: str = Field(default="", max_length=3)  # the company's, when it was written
    total: Decimal = amount_field()
    reviewer_id: int | None = Field(default=None)
    refunder_id: int | None = Field(default=None)
    reason: str = Field(default="", max_length=1000)  # why it was rejected
    submitted_at: dt.datetime | None = instant_field(nullable=True)
    reviewed_at: dt.datetime | None = instant_field(nullable=True)
    reviewed_by_name: str = Field(default="", max_length=200)
    paid_on: dt.date | None = Field(default=None)
    search: str = search_field()
    version: int = Field(default=1)
    created_at: dt.datetime = instant_field()


class ClaimLine(CompanyScoped, table=True):
    """One thing that was paid: `amount` in `currency`; `home` is it by `rate`, in the claim's currency.

    `rate` is what one of the currency costs. `bill`: the project's customer pays it, with so many percent more.
    """

    __table_args__ = scoped_table(
        reference("claim_id", "claim", ondelete="CASCADE"),
        reference("category_id", "expense_category"),
        reference("project_id", "project"),
        reference("activity_id", "activity"),
        reference("receipt_id", "stored_file"),
        sa.Index("ix_claim_line_claim", "company_id", "claim_id", "day"),
        sa.Index("ix_claim_line_receipt", "company_id", "receipt_id"),
        sa.Index("ix_claim_line_project", "company_id", "project_id"),
    )

    claim_id: int
    day: dt.date
    category_id: int | None = Field(default=None)
    text: str = Field(max_length=1000)
    amount: Decimal = amount_field()
    currency: str = Field(max_length=3)
    rate: Decimal = amount_field(Decimal(1))
    home: Decimal = amount_field()
    project_id: int | None = Field(default=None)
    activity_id: int | None = Field(default=None)
    bill: bool = Field(default=False)
    markup_percent: Decimal = amount_field()
    receipt_id: int | None = Field(default=None)
