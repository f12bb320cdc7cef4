"""What a project costs beside hours, and what is sold in it: expenses and products."""

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


class ExpenseStatus(StrEnum):
    """Accepted expenses can be invoiced."""

    REGISTERED = "registered"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


def _once(name: str, *columns: str, where: str) -> sa.Index:
    """A row of another company is cloned once, and a claim's line becomes one expense."""
    set_only = sa.literal_column(where, sa.Boolean)
    return sa.Index(name, *columns, unique=True, sqlite_where=set_only, postgresql_where=set_only)


class ProjectExpense(CompanyScoped, table=True):
    """An expense of a project. `cost` is what we paid, `price` what the customer pays, both before VAT.

    In the project's currency. `included`: within the price of the price model, not a line of its own.
    A clone names its origin, the row of the partner company that it follows, and the origin the main
    company that has the clone; as with time records these are no foreign keys. `own_terms`: the main
    company has set what its customer pays, and goes on deciding that. `claim_line_id`: the line of an
    approved claim that it came from.
    """

    __table_args__ = scoped_table(
        reference("project_id", "project"),
        reference("activity_id", "activity"),
        reference("co_worker_id", "co_worker"),
        reference("receipt_id", "stored_file"),
        reference("invoice_line_id", "invoice_line"),
        sa.Index("ix_project_expense_project", "company_id", "project_id", "day"),
        sa.Index("ix_project_expense_receipt", "company_id", "receipt_id"),
        sa.Index("ix_project_expense_invoice_line", "company_id", "invoice_line_id"),
        reference("claim_line_id", "claim_line"),
        _once(
            "uq_project_expense_origin",
            *("company_id", "origin_company_id", "origin_id"),
            where="origin_id IS NOT NULL",
        ),
        _once(
            "uq_project_expense_claim_line",
            *("company_id", "claim_line_id"),
            where="claim_line_id IS NOT NULL",
        ),
    )

    project_id: int
    activity_id: int | None = Field(default=None)
    co_worker_id: int | None = Field(default=None)
    day: dt.date
    text: str = Field(max_length=1000)
    supplier: str = Field(default="", max_length=200)
    cost: Decimal = amount_field()
    price: Decimal = amount_field()
    billable: bool = Field(default=True)
    included: bool = Field(default=False)
    status: ExpenseStatus = Field(default=ExpenseStatus.REGISTERED, sa_type=choice(ExpenseStatus))
    receipt_id: int | None = Field(default=None)
    invoice_line_id: int | None = Field(default=None)
    claim_line_id: int | None = Field(default=None)
    origin_company_id: int | None = Field(default=None, foreign_key="company.id")
    origin_id: int | None = Field(default=None)
    mirror_company_id: int | None = Field(default=None, foreign_key="company.id")
    own_terms: bool = Field(default=False)
    version: int = Field(default=1)
    created_at: dt.datetime = instant_field()


class ProjectProduct(CompanyScoped, table=True):
    """A product sold in a project: `quantity` times `price` before VAT, in the project's currency."""

    __table_args__ = scoped_table(
        reference("project_id", "project"),
        reference("activity_id", "activity"),
        reference("invoice_line_id", "invoice_line"),
        sa.Index("ix_project_product_project", "company_id", "project_id", "day"),
        sa.Index("ix_project_product_invoice_line", "company_id", "invoice_line_id"),
    )

    project_id: int
    activity_id: int | None = Field(default=None)
    day: dt.date
    text: str = Field(max_length=1000)
    quantity: Decimal = amount_field(Decimal(1))
    unit: str = Field(default="", max_length=20)
    price: Decimal = amount_field()
    discount_percent: Decimal = amount_field()
    invoice_line_id: int | None = Field(default=None)
    version: int = Field(default=1)
    created_at: dt.datetime = instant_field()
