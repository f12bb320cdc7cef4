"""Files of payments as banks send them, and every payment in them, posted or not."""

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


class BankFormat(StrEnum):
    """What a file is written in."""

    OCR = "ocr"
    CAMT = "camt.054"
    CSV = "csv"


class BankFileState(StrEnum):
    """Where a file stands. An undone one can be posted again, but not read again."""

    READ = "read"
    POSTED = "posted"
    UNDONE = "undone"


class EntryState(StrEnum):
    """Where one payment of a file stands."""

    MATCHED = "matched"
    UNKNOWN = "unknown"
    DUPLICATE = "duplicate"
    ELSEWHERE = "elsewhere"
    POSTED = "posted"
    SET_ASIDE = "set-aside"


class Doubt(StrEnum):
    """Why no invoice was found for a payment, or not for certain."""

    NONE = ""
    NO_REFERENCE = "no-reference"
    NO_DETAILS = "no-details"
    NO_SUCH_INVOICE = "no-such-invoice"
    CHECK_DIGIT = "check-digit"
    SEVERAL_INVOICES = "several-invoices"
    OTHER_CURRENCY = "other-currency"
    CREDIT_NOTE = "credit-note"
    NO_AMOUNT = "no-amount"
    OTHER_ACCOUNT = "other-account"
    IN_ANOTHER_FILE = "in-another-file"
    TAKEN_BACK = "taken-back"


class BankFile(CompanyScoped, table=True):
    """One file, read whole. `marks` are its transmissions, a line each, as the sender numbers them.

    `total` is the sum of its payments when they are all in `currency`, else nought and "". `skipped`
    counts what is no payment to us. `rounds` is how often it was posted. `stored_file_id` is the file as
    the bank sent it; those read before files were kept have none.
    """

    __table_args__ = scoped_table(
        reference("stored_file_id", "stored_file"),
        sa.UniqueConstraint("company_id", "sha256"),
        sa.Index("ix_bank_file_stored_file", "company_id", "stored_file_id"),
        sa.Index("ix_bank_file_read_at", "company_id", "read_at"),
    )

    format: BankFormat = Field(sa_type=choice(BankFormat))
    title: str = Field(max_length=255)
    sha256: str = Field(max_length=64)
    stored_file_id: int | None = Field(default=None)
    marks: str = Field(default="", max_length=2000)
    state: BankFileState = Field(default=BankFileState.READ, sa_type=choice(BankFileState))
    account: str = Field(default="", max_length=40)
    currency: str = Field(default="", max_length=3)
    total: Decimal = amount_field()
    count: int = Field(default=0)
    skipped: int = Field(default=0)
    first_day: dt.date | None = Field(default=None)
    last_day: dt.date | None = Field(default=None)
    read_at: dt.datetime = instant_field()
    read_by: str = Field(default="", max_length=200)
    posted_at: dt.datetime | None = instant_field(nullable=True)
    posted_by: str = Field(default="", max_length=200)
    undone_at: dt.datetime | None = instant_field(nullable=True)
    undone_by: str = Field(default="", max_length=200)
    rounds: int = Field(default=0)


class BankEntry(CompanyScoped, table=True):
    """One payment of a file. `line` is its place there, `amount` negative for what goes back.

    `payment_key` is the same in every file that tells of this payment; `twin_key` also in files of
    another format. `invoice_id` is what it pays, or was found to pay. `note` says why it was set aside.
    """

    __table_args__ = scoped_table(
        reference("file_id", "bank_file", ondelete="CASCADE"),
        reference("invoice_id", "invoice"),
        reference("duplicate_of_id", "bank_entry"),
        sa.Index("ix_bank_entry_file", "company_id", "file_id", "state", "invoice_id", "id"),
        sa.Index("ix_bank_entry_state", "company_id", "state", "id"),
        sa.Index("ix_bank_entry_key", "company_id", "payment_key"),
        sa.Index("ix_bank_entry_twin", "company_id", "twin_key"),
        sa.Index("ix_bank_entry_invoice", "company_id", "invoice_id"),
        sa.Index("ix_bank_entry_duplicate_of", "company_id", "duplicate_of_id"),
    )

    file_id: int
    line: int = Field(default=0)
    account: str = Field(default="", max_length=40)
    paid_on: dt.date
    amount: Decimal = amount_field()
    currency: str = Field(default="NOK", max_length=3)
    payment_id: str = Field(default="", max_length=140)
    text: str = Field(default="", max_length=500)
    payer: str = Field(default="", max_length=200)
    payer_account: str = Field(default="", max_length=40)
    payment_key: str = Field(max_length=100)
    twin_key: str = Field(max_length=100)
    state: EntryState = Field(default=EntryState.UNKNOWN, sa_type=choice(EntryState))
    doubt: Doubt = Field(default=Doubt.NONE, sa_type=choice(Doubt))
    invoice_id: int | None = Field(default=None)
    duplicate_of_id: int | None = Field(default=None)
    note: str = Field(default="", max_length=500)
    by_name: str = Field(default="", max_length=200)
