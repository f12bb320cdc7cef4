"""Files of customers and projects: one row per file, one per version of it; the bytes are a StoredFile's."""

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


class FolderFile(CompanyScoped):
    """A file under one name. `latest` is the number of its newest version.

    Nothing makes the name unique: of two customers that become one, both files stay. Among those of
    one name an upload goes to the one changed last. `same_name` is what names are compared by.
    `with_invoices`: its newest version goes with the invoices that are made from then on.
    """

    name: str = Field(max_length=200)
    sort_name: str = sort_name_field()
    same_name: str = Field(max_length=400)
    description: str = Field(default="", max_length=500)
    search: str = Field(default="", max_length=1000)
    latest: int = Field(default=1)
    with_invoices: bool = Field(default=False)
    version: int = Field(default=1)  # raised by each edit: a stale form is refused
    created_at: dt.datetime = instant_field()
    changed_at: dt.datetime = instant_field()
    deleted_at: dt.datetime | None = instant_field(nullable=True)


class FolderFileVersion(CompanyScoped):
    """One version of a file: the first is number 1. `by_name` is who brought it, as named then."""

    file_id: int
    stored_file_id: int
    number: int
    by_name: str = Field(max_length=200)
    created_at: dt.datetime = instant_field()


class CustomerFile(FolderFile, table=True):
    """A file of a customer."""

    __table_args__ = scoped_table(
        reference("customer_id", "customer", ondelete="CASCADE"),
        sa.Index("ix_customer_file_name", "company_id", "customer_id", "same_name"),
        sa.Index("ix_customer_file_deleted", "company_id", "deleted_at"),
    )

    customer_id: int


class CustomerFileVersion(FolderFileVersion, table=True):
    """A version of a customer's file."""

    __table_args__ = scoped_table(
        reference("file_id", "customer_file", ondelete="CASCADE"),
        reference("stored_file_id", "stored_file", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "file_id", "number"),
        sa.Index("ix_customer_file_version_stored", "company_id", "stored_file_id"),
    )


class ProjectFile(FolderFile, table=True):
    """A file of a project."""

    __table_args__ = scoped_table(
        reference("project_id", "project", ondelete="CASCADE"),
        sa.Index("ix_project_file_name", "company_id", "project_id", "same_name"),
        sa.Index("ix_project_file_deleted", "company_id", "deleted_at"),
    )

    project_id: int


class ProjectFileVersion(FolderFileVersion, table=True):
    """A version of a project's file."""

    __table_args__ = scoped_table(
        reference("file_id", "project_file", ondelete="CASCADE"),
        reference("stored_file_id", "stored_file", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "file_id", "number"),
        sa.Index("ix_project_file_version_stored", "company_id", "stored_file_id"),
    )
