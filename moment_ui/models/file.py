"""Stored files: the bytes lie outside public folders under a random name."""

import datetime as dt
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import CompanyScoped, choice, instant_field, scoped_table


class FilePurpose(StrEnum):
    """Why a file is kept."""

    EXPORT = "export"  # made for one reader, fetched once or twice, then swept
    IMPORT = "import"
    LOGO = "logo"
    CUSTOMER = "customer"
    PROJECT = "project"
    RECEIPT = "receipt"
    INVOICE = "invoice"
    PAYMENTS = "payments"


class StoredFile(CompanyScoped, table=True):
    """A file of the company. Export files are for the reader who asked for them only.

    `needs` holds the Permission values that whoever fetches it must have. What went by the clock has no
    owner.
    """

    __table_args__ = scoped_table(
        sa.Index("ix_stored_file_owner", "company_id", "purpose", "object_id"),
        sa.Index("ix_stored_file_sha256", "company_id", "purpose", "sha256"),
    )

    name: str = Field(unique=True, max_length=100)  # random; the name on disk
    purpose: FilePurpose = Field(sa_type=choice(FilePurpose))
    object_id: int | None = Field(default=None)
    title: str = Field(max_length=255)  # the name a reader sees
    media_type: str = Field(max_length=100)
    size: int = Field(default=0)
    sha256: str = Field(default="", max_length=64)
    owner_id: int | None = Field(default=None, foreign_key="user.id")
    needs: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    created_at: dt.datetime = instant_field()
    expires_at: dt.datetime | None = instant_field(nullable=True)
    deleted_at: dt.datetime | None = instant_field(nullable=True)
