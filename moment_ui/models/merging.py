"""Customers merged into others, with what undoing it takes; and pairs that are no duplicates."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import STAYS, CompanyScoped, instant_field, reference, scoped_table


class CustomerMerge(CompanyScoped, table=True):
    """One merge: who went into whom, and the snapshot that an undo reads.

    The snapshot is emptied when the merge can no longer be undone: it holds personal data.
    """

    __table_args__ = scoped_table(
        reference("survivor_id", "customer"),
        reference("loser_id", "customer"),
        sa.Index("ix_customer_merge_survivor", "company_id", "survivor_id"),
        sa.Index("ix_customer_merge_loser", "company_id", "loser_id"),
    )

    survivor_id: int = Field(sa_column_kwargs=STAYS)
    loser_id: int = Field(sa_column_kwargs=STAYS)
    loser_number: int
    loser_name: str = Field(max_length=200)
    moved: int = Field(default=0)  # rows
    snapshot: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    user_id: int | None = Field(default=None, foreign_key="user.id")
    user_name: str = Field(default="", max_length=200)
    at: dt.datetime = instant_field()
    undone_at: dt.datetime | None = instant_field(nullable=True)


class NotDuplicates(CompanyScoped, table=True):
    """Two customers that somebody looked at and found to be two."""

    __table_args__ = (
        *scoped_table(
            reference("one_id", "customer", ondelete="CASCADE"),
            reference("other_id", "customer", ondelete="CASCADE"),
            sa.UniqueConstraint("company_id", "one_id", "other_id"),
            sa.Index("ix_not_duplicates_other", "company_id", "other_id"),
        ),
        {"info": {"pair": True}},
    )

    one_id: int
    other_id: int
    user_name: str = Field(default="", max_length=200)
    at: dt.datetime = instant_field()
