"""Invoicing options as they are set at a level, what a draft was made with, bookkeeping accounts."""

from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import CompanyScoped, choice, reference, scoped_table

VALUE_LENGTH = 4000
_OF_THE_COMPANY = "customer_id IS NULL AND project_id IS NULL"


def _once_per_company() -> sa.Index:
    """One company-wide value per option: unique constraints hold NULLs for different things."""
    where = sa.literal_column(_OF_THE_COMPANY, sa.Boolean)
    return sa.Index(
        "uq_invoicing_option_company",
        *("company_id", "option"),
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


class AccountKind(StrEnum):
    """What is booked on an account: what was earned, or what is owed."""

    REVENUE = "revenue"
    RECEIVABLE = "receivable"


class BookkeepingAccount(CompanyScoped, table=True):
    """An account of the company's books. Accounts are never deleted: drafts and exports name them.

    `vat_code` is the accounting system's, `peppol_vat_code` one of UNCL5305 (S, Z, E, AE, K, G, O).
    """

    __table_args__ = scoped_table(sa.UniqueConstraint("company_id", "number"))

    number: str = Field(max_length=20)
    name: str = Field(max_length=200)
    kind: AccountKind = Field(default=AccountKind.REVENUE, sa_type=choice(AccountKind))
    vat_code: str = Field(default="", max_length=20)
    peppol_vat_code: str = Field(default="", max_length=2)
    active: bool = Field(default=True)
    version: int = Field(default=1)


class InvoicingOption(CompanyScoped, table=True):
    """An option's value at one level: the company's when neither customer nor project is named.

    `option` is a key of domain/invoicing/options.py, and its kind reads `value`. What points at
    a row of ours does so by a reference of its own, never by an id in the text.
    """

    __table_args__ = scoped_table(
        reference("customer_id", "customer", ondelete="CASCADE"),
        reference("project_id", "project", ondelete="CASCADE"),
        reference("contact_id", "contact", ondelete="CASCADE"),
        reference("tag_id", "tag", ondelete="CASCADE"),
        reference("account_id", "bookkeeping_account"),
        sa.UniqueConstraint("company_id", "customer_id", "option"),
        sa.UniqueConstraint("company_id", "project_id", "option"),
        sa.CheckConstraint("customer_id IS NULL OR project_id IS NULL", name="one_level"),
        _once_per_company(),
        sa.Index("ix_invoicing_option_contact", "company_id", "contact_id"),
        sa.Index("ix_invoicing_option_tag", "company_id", "tag_id"),
        sa.Index("ix_invoicing_option_account", "company_id", "account_id"),
    )

    customer_id: int | None = Field(default=None)
    project_id: int | None = Field(default=None)
    option: str = Field(max_length=40)
    value: str = Field(default="", max_length=VALUE_LENGTH)
    contact_id: int | None = Field(default=None)
    tag_id: int | None = Field(default=None)
    account_id: int | None = Field(default=None)


class InvoiceOption(CompanyScoped, table=True):
    """What an invoice was made with: an option's effective value, as text, when it was drafted."""

    __table_args__ = scoped_table(
        reference("invoice_id", "invoice", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "invoice_id", "option"),
    )

    invoice_id: int
    option: str = Field(max_length=40)
    value: str = Field(default="", max_length=VALUE_LENGTH)
