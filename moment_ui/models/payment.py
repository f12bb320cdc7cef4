"""Payments on invoices, and write-offs."""

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


class PaymentKind(StrEnum):
    """Where a payment came from. `CREDIT` offsets an invoice and its credit note."""

    MANUAL = "manual"
    OCR = "ocr"
    BANK_FILE = "bank-file"
    SYNC = "sync"
    WRITE_OFF = "write-off"
    CREDIT = "credit"


class Payment(CompanyScoped, table=True):
    """Money received on an invoice, in the invoice's currency; negative gives back."""

    __table_args__ = scoped_table(
        reference("invoice_id", "invoice"),
        sa.Index("ix_payment_invoice", "company_id", "invoice_id"),
        sa.Index("ix_payment_paid_on", "company_id", "paid_on"),
        sa.UniqueConstraint("company_id", "import_key"),
    )

    invoice_id: int
    kind: PaymentKind = Field(default=PaymentKind.MANUAL, sa_type=choice(PaymentKind))
    paid_on: dt.date
    amount: Decimal = amount_field()
    description: str = Field(default="", max_length=500)
    import_key: str | None = Field(default=None, max_length=100)
    created_at: dt.datetime = instant_field()
