"""Imports: each file read, and what each row changed, so that an import can be undone."""

import datetime as dt
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import CompanyScoped, choice, instant_field, reference, scoped_table


class ImportKind(StrEnum):
    """What a file holds, in the order files should be read."""

    CUSTOMERS = "customers"
    CONTACTS = "contacts"
    PROJECTS = "projects"
    INVOICES = "invoices"
    PAYMENTS = "payments"
    HOURS = "hours"


class ImportBatch(CompanyScoped, table=True):
    """One file read into the company."""

    __table_args__ = scoped_table()

    kind: ImportKind = Field(sa_type=choice(ImportKind))
    file_name: str = Field(max_length=255)
    sha256: str = Field(max_length=64)
    created: int = Field(default=0)
    updated: int = Field(default=0)
    unchanged: int = Field(default=0)
    refused: int = Field(default=0)
    user_id: int | None = Field(default=None, foreign_key="user.id")
    user_name: str = Field(default="", max_length=200)
    at: dt.datetime = instant_field()
    undone_at: dt.datetime | None = instant_field(nullable=True)


class ImportChange(CompanyScoped, table=True):
    """One row that a batch created (`before` empty) or updated (`before` its old fields)."""

    __table_args__ = scoped_table(
        reference("batch_id", "import_batch", ondelete="CASCADE"),
        sa.Index("ix_import_change_batch", "company_id", "batch_id"),
    )

    batch_id: int
    table: str = Field(max_length=40)
    row_id: int
    created: bool = Field(default=True)
    before: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
