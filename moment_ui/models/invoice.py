"""Invoices and credit notes with lines and VAT.

Commands keep `paid` and `outstanding`; what is printed is copied when an invoice is finalised.
"""

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
from moment_ui.models.customer import InvoiceType


class InvoiceKind(StrEnum):
    """An invoice or a credit note (type 1 and 3 in payment IDs and exports)."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit-note"


class InvoiceState(StrEnum):
    """Where it stands in its life; paid, overdue, overpaid follow from amounts and dates."""

    DRAFT = "draft"
    FINALISED = "finalised"
    SENT = "sent"
    CREDITED = "credited"
    WRITTEN_OFF = "written-off"


class ExportStatus(StrEnum):
    """Whether the invoice goes to accounting."""

    TO_TRANSFER = "to-transfer"
    TRANSFERRED = "transferred"
    DO_NOT_TRANSFER = "do-not-transfer"


class DraftApproval(StrEnum):
    """Where a draft stands in its approval, for companies that ask for one."""

    NONE = "none"
    TO_APPROVE = "to-approve"
    APPROVED = "approved"
    RETURNED = "returned"


class LineKind(StrEnum):
    """What an invoice line bills."""

    HOURS = "hours"
    EXPENSE = "expense"
    PRODUCT = "product"
    FIXED_PRICE = "fixed-price"
    SUBSCRIPTION = "subscription"
    TEXT = "text"
    DEDUCTION = "deduction"
    FEE = "fee"
    ROUNDING = "rounding"


_SORTED = ("issue_date", "due_date", "gross", "outstanding")
_SUMMED = ("net", "vat", "gross", "paid", "outstanding")


def _only(condition: str, name: str, *columns: str) -> sa.Index:
    """An index of the rows that meet the condition, which statements must say in the same words."""
    where = sa.literal_column(condition, sa.Boolean)
    return sa.Index(name, *columns, sqlite_where=where, postgresql_where=where)


def _indices() -> list[sa.Index]:
    """What makes lists of 100,000 invoices fast.

    One narrow index per main sort order; numbers have theirs by being unique, but for PostgreSQL, which has
    it with drafts last. One wide index answers every filter and total without a look at the table: currency
    first, so that sums per currency need no sorting, then what has few choices, so that counts per choice
    need none. References and when an invoice was sent have one of their own, so that the others stay narrow.
    Short ones hold what few rows have.
    """
    return [
        sa.Index(
            "ix_invoice_number_sort",
            *("company_id", "number", "id"),
            info={"only_on": "postgresql"},
        ).ddl_if(dialect="postgresql"),
        *(sa.Index(f"ix_invoice_{name}_sort", "company_id", name, "id") for name in _SORTED),
        sa.Index(
            "ix_invoice_customer_sort",
            *("company_id", "customer_id", "issue_date", "id"),
            *("currency", "state", "net"),
        ),
        sa.Index("ix_invoice_project_sort", "company_id", "project_id", "issue_date", "id"),
        sa.Index("ix_invoice_payment_id_sort", "company_id", "payment_id", "id"),
        sa.Index(
            "ix_invoice_totals",
            *("company_id", "currency", "state", "kind", "export_status", "invoice_type"),
            *("customer_id", "issue_date", "due_date", *_SUMMED),
            *("project_id", "responsible_id", "number", "finalised_at", "paid_on"),
        ),
        sa.Index(
            "ix_invoice_references",
            *("company_id", "currency", "sent_at"),
            *("your_reference", "order_reference", "contract_reference", *_SUMMED),
        ),
        _only(
            "outstanding <> 0",
            "ix_invoice_open",
            *("company_id", "currency", "customer_id", "due_date", "outstanding"),
            *("kind", "state", "paid", "number", "issue_date", "net", "vat", "gross"),
            *("export_status", "invoice_type", "project_id", "responsible_id"),
            *("finalised_at", "paid_on", "payment_id"),
        ),
        _only(
            "outstanding <> 0",
            "ix_invoice_open_number_sort",
            *("company_id", "number", "id", "outstanding", "due_date", "kind", "state", "paid"),
        ),
        _only("export_status = 'to-transfer'", "ix_invoice_export", "company_id", "number"),
        _only("credit_of_id IS NOT NULL", "ix_invoice_credit_of", "company_id", "credit_of_id"),
        _only("copy_of_id IS NOT NULL", "ix_invoice_copy_of", "company_id", "copy_of_id"),
        _only("split_group <> ''", "ix_invoice_split_group", "company_id", "split_group"),
    ]


class Invoice(CompanyScoped, table=True):
    """An invoice or a credit note; amounts of credit notes are negative.

    Drafts have no number. `gross` = `net` + `vat`; `outstanding` = `gross` − `paid`, nought while a
    draft. `rate` is company currency per unit of `currency` on the issue date, `vat_at_home` the VAT in
    that currency. Work was done from `period_start` to `period_end`, inclusive. Drafts that split a
    price model share `split_group`. Each edit raises `version`; `changed_by` made the last.
    `gives_back`, on a credit note: what it takes back wholly can be invoiced again. `copy_of_id`: it
    bills to a new customer what that one billed, once that is credited.
    """

    __table_args__ = scoped_table(
        reference("customer_id", "customer"),
        reference("project_id", "project"),
        reference("responsible_id", "co_worker"),
        reference("credit_of_id", "invoice"),
        reference("copy_of_id", "invoice"),
        sa.UniqueConstraint("company_id", "number"),
        *_indices(),
    )

    kind: InvoiceKind = Field(default=InvoiceKind.INVOICE, sa_type=choice(InvoiceKind))
    state: InvoiceState = Field(default=InvoiceState.DRAFT, sa_type=choice(InvoiceState))
    number: int | None = Field(default=None)
    customer_id: int
    project_id: int | None = Field(default=None)
    responsible_id: int | None = Field(default=None)
    credit_of_id: int | None = Field(default=None)
    copy_of_id: int | None = Field(default=None)
    issue_date: dt.date | None = Field(default=None)
    due_date: dt.date | None = Field(default=None)
    finalised_at: dt.datetime | None = instant_field(nullable=True)
    sent_at: dt.datetime | None = instant_field(nullable=True)
    currency: str = Field(default="NOK", max_length=3)
    rate: Decimal = Field(default=Decimal(1), sa_type=sa.Numeric(18, 8))
    net: Decimal = amount_field()
    vat: Decimal = amount_field()
    gross: Decimal = amount_field()
    paid: Decimal = amount_field()
    outstanding: Decimal = amount_field()
    prepaid: Decimal = amount_field()  # becomes a payment when it is issued
    vat_at_home: Decimal | None = amount_field(None, nullable=True)
    paid_on: dt.date | None = Field(default=None)  # the payment that settled it
    payment_id: str = Field(default="", max_length=30)
    invoice_type: InvoiceType = Field(default=InvoiceType.EMAIL, sa_type=choice(InvoiceType))
    your_reference: str = Field(default="", max_length=200)
    order_reference: str = Field(default="", max_length=200)
    contract_reference: str = Field(default="", max_length=200)
    text: str = Field(default="", max_length=4000)
    footer_text: str = Field(default="", max_length=4000)
    printed_name: str = Field(default="", max_length=200)
    printed_number: int | None = Field(default=None)
    printed_address: str = Field(default="", max_length=1000)
    export_status: ExportStatus = Field(
        default=ExportStatus.TO_TRANSFER, sa_type=choice(ExportStatus)
    )
    reminders: int = Field(default=0)
    reminders_held: str = Field(default="", max_length=200)  # why none are sent
    approval: DraftApproval = Field(default=DraftApproval.NONE, sa_type=choice(DraftApproval))
    approval_note: str = Field(default="", max_length=1000)
    period_start: dt.date | None = Field(default=None)
    period_end: dt.date | None = Field(default=None)
    split_group: str = Field(default="", max_length=40)
    gives_back: bool = Field(default=False)
    changed_by: str = Field(default="", max_length=200)
    version: int = Field(default=1)
    created_at: dt.datetime = instant_field()


class InvoiceLine(CompanyScoped, table=True):
    """One line. `net` is rounded to the currency's decimals; VAT is rounded per rate, not here.

    `unit_price` is for `per` units; `period_end` is included. A rounding line carries neither VAT nor a
    basis for it. `credits_line_id` of a credit note is the line taken back, `copies_line_id` of a copy the
    line that it bills instead of. `made_as` is what a line made of hours and the like said then: where it
    says otherwise by now, somebody has edited it.
    """

    __table_args__ = scoped_table(
        reference("invoice_id", "invoice"),
        reference("project_id", "project"),
        reference("activity_id", "activity"),
        reference("price_model_id", "price_model"),
        reference("price_model_line_id", "price_model_line"),
        reference("credits_line_id", "invoice_line"),
        reference("copies_line_id", "invoice_line"),
        sa.Index("ix_invoice_line_price_model", "company_id", "price_model_id"),
        sa.Index("ix_invoice_line_price_model_line", "company_id", "price_model_line_id"),
        sa.Index("ix_invoice_line_credits", "company_id", "credits_line_id"),
        _only(
            "copies_line_id IS NOT NULL", "ix_invoice_line_copies", "company_id", "copies_line_id"
        ),
        sa.Index("ix_invoice_line_invoice", "company_id", "invoice_id", "position"),
    )

    invoice_id: int
    position: int = Field(default=0)
    kind: LineKind = Field(default=LineKind.HOURS, sa_type=choice(LineKind))
    text: str = Field(default="", max_length=2000)
    quantity: Decimal = amount_field(Decimal(1))
    unit: str = Field(default="", max_length=20)
    unit_price: Decimal = amount_field()
    per: Decimal = amount_field(Decimal(1))
    discount_percent: Decimal = amount_field()
    net: Decimal = amount_field()
    vat_code: str = Field(default="", max_length=20)
    vat_percent: Decimal = amount_field()
    account: str = Field(default="", max_length=20)
    department: str = Field(default="", max_length=40)
    project_id: int | None = Field(default=None)
    activity_id: int | None = Field(default=None)
    price_model_id: int | None = Field(default=None)
    price_model_line_id: int | None = Field(default=None)
    credits_line_id: int | None = Field(default=None)
    copies_line_id: int | None = Field(default=None)
    made_as: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON, nullable=True)
    period_start: dt.date | None = Field(default=None)
    period_end: dt.date | None = Field(default=None)


class InvoiceVat(CompanyScoped, table=True):
    """VAT of one code and rate on an invoice: what the VAT table prints and e-invoices carry."""

    __table_args__ = scoped_table(
        reference("invoice_id", "invoice"),
        sa.UniqueConstraint("company_id", "invoice_id", "vat_code", "vat_percent"),
        sa.Index("ix_invoice_vat_code", "company_id", "vat_code", "vat_percent"),
    )

    invoice_id: int
    vat_code: str = Field(default="", max_length=20)
    vat_percent: Decimal = amount_field()
    basis: Decimal = amount_field()
    vat: Decimal = amount_field()


class InvoicePaper(CompanyScoped, table=True):
    """What an invoice printed when it was finalised: a `formats.invoice.InvoiceDocument` as JSON."""

    __table_args__ = scoped_table(
        reference("invoice_id", "invoice", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "invoice_id"),
    )

    invoice_id: int
    printed: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    made_at: dt.datetime = instant_field()


class InvoiceAttachment(CompanyScoped, table=True):
    """A file that goes with an invoice, by `position`; `picked` by hand, not by the options."""

    __table_args__ = scoped_table(
        reference("invoice_id", "invoice", ondelete="CASCADE"),
        reference("stored_file_id", "stored_file"),
        sa.UniqueConstraint("company_id", "invoice_id", "stored_file_id"),
        sa.Index("ix_invoice_attachment_stored_file", "company_id", "stored_file_id"),
    )

    invoice_id: int
    stored_file_id: int
    position: int = Field(default=0)
    title: str = Field(max_length=255)
    picked: bool = Field(default=False)
