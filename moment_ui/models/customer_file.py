"""Files of customers: one row per file, one per version of it; the bytes are a StoredFile's."""

import datetime as dt

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import (
    CompanyScoped,
    instant_field,
    reference,
    scoped_table,
    sort_name_field,
)


class CustomerFile(CompanyScoped, table=True):
    """A file of a customer under one name. `latest` is the number of its newest version.

    Nothing makes the name unique: of two customers that become one, both files stay. Among those of
    one name an upload goes to the one changed last. `same_name` is what names are compared by.
    """

    __table_args__ = scoped_table(
        reference("customer_id", "customer", ondelete="CASCADE"),
        sa.Index("ix_customer_file_name", "company_id", "customer_id", "same_name"),
        sa.Index("ix_customer_file_deleted", "company_id", "deleted_at"),
    )

    customer_id: int
    name: str = Field(max_length=200)
    sort_name: str = sort_name_field()
    same_name: str = Field(max_length=400)
    description: str = Field(default="", max_length=500)
    search: str = Field(default="", max_length=1000)
    latest: int = Field(default=1)
    version: int = Field(default=1)  # raised by each edit: a stale form is refused
    created_at: dt.datetime = instant_field()
    changed_at: dt.datetime = instant_field()
    deleted_at: dt.datetime | None = instant_field(nullable=True)


class CustomerFileVersion(CompanyScoped, table=True):
    """One version of a file: the first is number 1. `by_name` is who brought it, as named then."""

    __table_args__ = scoped_table(
        reference("file_id", "customer_file", ondelete="CASCADE"),
        reference("stored_file_id", "stored_file", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "file_id", "number"),
        sa.Index("ix_customer_file_version_stored", "company_id", "stored_file_id"),
    )

    file_id: int
    stored_file_id: int
    number: int
    by_name: str = Field(max_length=200)
    created_at: dt.datetime = instant_field()
