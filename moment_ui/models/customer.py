"""Customers: the companies we work for, and the participants of their projects."""

import datetime as dt
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import (
    CompanyScoped,
    choice,
    following_field,
    instant_field,
    reference,
    scoped_table,
    search_field,
    sort_name_field,
)


class CustomerStatus(StrEnum):
    """Blocked gets no new invoices or projects; Inactive is hidden from choices."""

    POTENTIAL = "potential"
    ACTIVE = "active"
    BLOCKED = "blocked"
    INACTIVE = "inactive"


class InvoiceType(StrEnum):
    """How a customer prefers to get its invoices."""

    EMAIL = "email"
    E_INVOICE = "e-invoice"
    LETTER = "letter"
    MANUAL = "manual"


class EInvoiceChannel(StrEnum):
    """The way an e-invoice takes to a Swedish customer; everybody else's is Peppol."""

    PEPPOL = "peppol"
    SVEFAKTURA = "svefaktura"
    EDI = "edi"


class Customer(CompanyScoped, table=True):
    """A company as our company knows it. `search` holds folded text for the search boxes.

    `sort_name`, and `name_key`, `email_key` and `phone_key`, by which look-alikes and duplicates are
    found, follow from name, e-mail and phone when a row is stored.
    """

    __table_args__ = scoped_table(
        sa.UniqueConstraint("company_id", "number"),
        sa.Index("ix_customer_name", "company_id", "name"),
        sa.Index("ix_customer_sort", "company_id", "sort_name", "id"),
        sa.Index("ix_customer_org_number", "company_id", "org_number"),
        sa.Index("ix_customer_name_key", "company_id", "name_key"),
        sa.Index("ix_customer_email_key", "company_id", "email_key"),
        sa.Index("ix_customer_phone_key", "company_id", "phone_key"),
        sa.Index("ix_customer_search", "company_id", "merged_into_id", "search"),
        reference("merged_into_id", "customer"),
    )

    number: int
    name: str = Field(max_length=200)
    status: CustomerStatus = Field(default=CustomerStatus.ACTIVE, sa_type=choice(CustomerStatus))
    is_customer: bool = Field(default=True)
    is_participant: bool = Field(default=False)
    country: str = Field(default="NO", max_length=2)
    org_number: str = Field(default="", max_length=30)
    vat_number: str = Field(default="", max_length=30)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    website: str = Field(default="", max_length=200)
    currency: str = Field(default="NOK", max_length=3)
    language: str = Field(default="", max_length=5)
    bank_account: str = Field(default="", max_length=40)
    postal_line1: str = Field(default="", max_length=200)
    postal_line2: str = Field(default="", max_length=200)
    postal_code: str = Field(default="", max_length=20)
    postal_city: str = Field(default="", max_length=100)
    visiting_line1: str = Field(default="", max_length=200)
    visiting_line2: str = Field(default="", max_length=200)
    visiting_code: str = Field(default="", max_length=20)
    visiting_city: str = Field(default="", max_length=100)
    invoice_type: InvoiceType = Field(default=InvoiceType.EMAIL, sa_type=choice(InvoiceType))
    external_receiver: str = Field(default="", max_length=254)
    einvoice_scheme: str = Field(default="", max_length=10)  # ISO 6523 ICD
    einvoice_id: str = Field(default="", max_length=60)
    einvoice_channel: EInvoiceChannel = Field(
        default=EInvoiceChannel.PEPPOL, sa_type=choice(EInvoiceChannel)
    )
    credit_days: int | None = Field(default=None)
    merged_into_id: int | None = Field(default=None)
    search: str = search_field()
    sort_name: str = sort_name_field()
    name_key: str = following_field("name_key", 200)
    email_key: str = following_field("email_key", 254)
    phone_key: str = following_field("phone_key", 40)
    version: int = Field(default=1)  # raised by each edit: a stale form is refused
    created_at: dt.datetime = instant_field()
    updated_at: dt.datetime = instant_field()


class CustomerNote(CompanyScoped, table=True):
    """A note on a customer: who wrote what when; pinned ones stand first."""

    __table_args__ = scoped_table(
        reference("customer_id", "customer"),
        sa.Index("ix_note_customer", "company_id", "customer_id"),
    )

    customer_id: int
    text: str = Field(max_length=10_000)
    pinned: bool = Field(default=False)
    author_id: int = Field(foreign_key="user.id")
    author_name: str = Field(max_length=200)
    created_at: dt.datetime = instant_field()
