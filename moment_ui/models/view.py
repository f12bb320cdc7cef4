"""Saved views of reports, and what each reader chose last."""

import datetime as dt

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import CompanyScoped, instant_field, reference, scoped_table


class SavedView(CompanyScoped, table=True):
    """A named address of a report: filter, columns and sort. Shared ones everyone may open."""

    __table_args__ = scoped_table(sa.UniqueConstraint("company_id", "report", "owner_id", "name"))

    report: str = Field(max_length=40)
    name: str = Field(max_length=100)
    query: str = Field(default="", max_length=4000)
    owner_id: int = Field(foreign_key="user.id")
    owner_name: str = Field(default="", max_length=200)
    shared: bool = Field(default=False)
    created_at: dt.datetime = instant_field()


class ReportChoice(CompanyScoped, table=True):
    """One reader's standing choice for a report: columns, page size and default view."""

    __table_args__ = scoped_table(
        reference("default_view_id", "saved_view", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "user_id", "report"),
    )

    user_id: int = Field(foreign_key="user.id")
    report: str = Field(max_length=40)
    columns: str = Field(default="", max_length=2000)  # keys, comma between
    page_size: int = Field(default=50)
    default_view_id: int | None = Field(default=None)
