"""Time records: whole minutes, by co-worker, project, activity and day."""

import datetime as dt
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import CompanyScoped, choice, instant_field, reference, scoped_table


class HoursStatus(StrEnum):
    """Approved hours can be invoiced; invoiced ones are locked."""

    NOT_APPROVED = "not-approved"
    APPROVED = "approved"
    INVOICED = "invoiced"


NOT_INVOICED = sa.literal_column("time_record.status") != sa.literal_column("'invoiced'")
"""The condition that hours are not invoiced, in the words of the index that holds only these.

Compared, not taken as a Boolean: SQLite knows none, and with the `= 1` that is put behind one it does not
recognise its index.
"""


def _not_invoiced() -> sa.Index:
    """What can be billed, or will be: short beside all that was invoiced in the years before."""
    where = sa.literal_column("status <> 'invoiced'", sa.Boolean)
    return sa.Index(
        "ix_time_record_not_invoiced",
        *("company_id", "project_id", "activity_id", "co_worker_id", "day"),
        *("status", "invoice_line_id", "billable_minutes"),
        sqlite_where=where,
        postgresql_where=where,
    )


def _mirrored() -> sa.Index:
    """A row of another company is mirrored once."""
    where = sa.literal_column("origin_id IS NOT NULL", sa.Boolean)
    return sa.Index(
        "uq_time_record_origin",
        *("company_id", "origin_company_id", "origin_id"),
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


class TimeRecord(CompanyScoped, table=True):
    """Work done on one day. `import_key` is the source's own key, for imports that run twice.

    A mirror names its origin: the home company and the row there that it follows. That is the only
    reference that leaves the company; it is no foreign key, so that either side can be restored, and
    hours control finds what does not agree. The origin names the main company that has the mirror.
    `returned`: what whoever approves wrote when giving the hours back; gone when they are approved or
    written anew. `corrected`: the main company set what the customer pays and reads, and goes on deciding that.
    """

    __table_args__ = scoped_table(
        reference("co_worker_id", "co_worker"),
        reference("project_id", "project"),
        reference("activity_id", "activity"),
        reference("invoice_line_id", "invoice_line"),
        reference("hours_type_id", "hours_type"),
        sa.Index("ix_time_record_project_day", "company_id", "project_id", "day", "minutes"),
        sa.Index("ix_time_record_co_worker_day", "company_id", "co_worker_id", "day"),
        sa.Index("ix_time_record_day_sort", "company_id", "day", "id"),
        sa.Index("ix_time_record_invoice_line", "company_id", "invoice_line_id"),
        _not_invoiced(),
        _mirrored(),
        sa.UniqueConstraint("company_id", "import_key"),
    )

    co_worker_id: int
    project_id: int
    activity_id: int
    day: dt.date
    minutes: int
    billable_minutes: int = Field(default=0)
    comment: str = Field(default="", max_length=2000)  # to the customer
    internal_note: str = Field(default="", max_length=2000)
    status: HoursStatus = Field(default=HoursStatus.NOT_APPROVED, sa_type=choice(HoursStatus))
    invoice_line_id: int | None = Field(default=None)
    import_key: str | None = Field(default=None, max_length=100)
    hours_type_id: int | None = Field(default=None)  # None: ordinary
    origin_company_id: int | None = Field(default=None, foreign_key="company.id")
    origin_id: int | None = Field(default=None)
    mirror_company_id: int | None = Field(default=None, foreign_key="company.id")
    corrected: bool = Field(default=False)
    returned: str = Field(default="", max_length=500)  # why approval was refused, and by whom
    version: int = Field(default=1)
    created_at: dt.datetime = instant_field()


class HoursNews(CompanyScoped, table=True):
    """What happened to hours on a project: written, changed (before → after), taken away; whole minutes.

    Kept for the live board and its history; `day` and the rest are as they were then.
    """

    append_only: ClassVar[bool] = True

    __table_args__ = scoped_table(
        reference("project_id", "project"),
        reference("activity_id", "activity"),
        reference("co_worker_id", "co_worker"),
        sa.Index("ix_hours_news_project", "company_id", "project_id", "id"),
    )

    project_id: int
    activity_id: int
    co_worker_id: int
    day: dt.date
    minutes_before: int
    minutes_after: int
    at: dt.datetime = instant_field()


class HoursMove(CompanyScoped, table=True):
    """A time record that was moved to another activity, or home to the company it belongs to.

    Rows of one act share `batch`. `record_version` is the record's version after the move: while it is
    that, the move can be undone. `home_company_id`, `home_record_id`: where it was brought home to.
    """

    __table_args__ = scoped_table(
        reference("co_worker_id", "co_worker"),
        sa.Index("ix_hours_move_batch", "company_id", "batch"),
        sa.Index("ix_hours_move_record", "company_id", "record_id"),
    )

    batch: str = Field(max_length=32)
    record_id: int
    co_worker_id: int
    day: dt.date
    minutes: int
    from_activity_id: int
    to_activity_id: int
    from_name: str = Field(max_length=500)  # as they were called then
    to_name: str = Field(max_length=500)
    from_billable_minutes: int = Field(default=0)
    home_company_id: int | None = Field(default=None, foreign_key="company.id")
    home_record_id: int | None = Field(default=None)
    record_version: int = Field(default=1)
    note: str = Field(default="", max_length=500)
    by_name: str = Field(default="", max_length=200)
    at: dt.datetime = instant_field()
    undone_at: dt.datetime | None = instant_field(nullable=True)
    undone_by_name: str = Field(default="", max_length=200)
