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

PREPAID_KEY = "prepaid:"


class PaymentKind(StrEnum):
    """Where a payment came from. `CREDIT` offsets an invoice and its credit note."""

    MANUAL = "manual"
    OCR = "ocr"
    BANK_FILE = "bank-file"
    SYNC = "sync"
    WRITE_OFF = "write-off"
    CREDIT = "credit"


class WriteOffReason(StrEnum):
    """Why somebody need not pay."""

    ROUNDING = "rounding"
    BAD_DEBT = "bad-debt"
    DISPUTE = "dispute"
    OTHER = "other"


class Payment(CompanyScoped, table=True):
    """Money received on an invoice, in the invoice's currency; negative gives back.

    None is ever removed: `takes_back_id` is the payment that this one, its opposite, takes back, once.
    `act` is the dialog that registered it, `bank_entry_id` the payment of a bank's file it was read from.
    `import_key` is the source's own key; of what a draft was paid before it had a number, `PREPAID_KEY`
    and the invoice's id.
    """

    __table_args__ = scoped_table(
        reference("invoice_id", "invoice"),
        reference("takes_back_id", "payment"),
        reference("bank_entry_id", "bank_entry"),
        sa.Index("ix_payment_invoice", "company_id", "invoice_id"),
        sa.Index("ix_payment_paid_on", "company_id", "paid_on", "id", "invoice_id"),
        sa.Index("ix_payment_bank_entry", "company_id", "bank_entry_id"),
        sa.UniqueConstraint("company_id", "import_key"),
        sa.UniqueConstraint("company_id", "takes_back_id"),
        sa.UniqueConstraint("company_id", "act"),
    )

    invoice_id: int
    kind: PaymentKind = Field(default=PaymentKind.MANUAL, sa_type=choice(PaymentKind))
    paid_on: dt.date
    amount: Decimal = amount_field()
    description: str = Field(default="", max_length=500)
    reason: WriteOffReason | None = Field(
        default=None, sa_type=choice(WriteOffReason), nullable=True
    )
    by_name: str = Field(default="", max_length=200)
    takes_back_id: int | None = Field(default=None)
    act: str | None = Field(default=None, max_length=64)
    bank_entry_id: int | None = Field(default=None)
    import_key: str | None = Field(default=None, max_length=100)
    created_at: dt.datetime = instant_field()
