"""The audit log: who did what when, and what changed from what to what. Rows are only added."""

import datetime as dt
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import CompanyScoped, instant_field, scoped_table


class AuditEntry(CompanyScoped, table=True):
    """One act. `changes` maps a field to its old and new value, as text."""

    __table_args__ = scoped_table(
        sa.Index("ix_audit_subject", "company_id", "subject", "subject_id"),
        sa.Index("ix_audit_at", "company_id", "at"),
    )

    append_only: ClassVar[bool] = True

    at: dt.datetime = instant_field()
    user_id: int | None = Field(default=None, foreign_key="user.id")
    user_name: str = Field(default="", max_length=200)
    action: str = Field(max_length=60)  # the command's name
    subject: str = Field(default="", max_length=40)  # the table
    subject_id: int | None = Field(default=None)
    summary: str = Field(default="", max_length=500)
    changes: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
