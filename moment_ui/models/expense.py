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


class ProjectExpense(CompanyScoped, table=True):
    """An expense of a project. `cost` is what we paid, `price` what the customer pays, both before VAT.

    In the project's currency. `included`: within the price of the price model, not a line of its own.
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
