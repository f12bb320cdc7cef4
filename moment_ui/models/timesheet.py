"""Timesheets: kinds of hours, the rows a co-worker keeps, and the weeks that were submitted."""

import datetime as dt

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import CompanyScoped, instant_field, reference, scoped_table


class HoursType(CompanyScoped, table=True):
    """A kind of hours beside the ordinary ones: overtime, with what is paid on top in percent."""

    __table_args__ = scoped_table(sa.UniqueConstraint("company_id", "name"))

    name: str = Field(max_length=100)
    percent: int = Field(default=0)
    wage_code: str = Field(default="", max_length=40)
    active: bool = Field(default=True)
    position: int = Field(default=0)


class TimesheetRow(CompanyScoped, table=True):
    """A row that a co-worker keeps in the timesheet, hours or not: a favourite."""

    __table_args__ = scoped_table(
        reference("co_worker_id", "co_worker", ondelete="CASCADE"),
        reference("activity_id", "activity", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "co_worker_id", "activity_id"),
    )

    co_worker_id: int
    activity_id: int
    position: int = Field(default=0)


class TimesheetWeek(CompanyScoped, table=True):
    """A week that a co-worker has submitted: the Monday it begins on, and when."""

    __table_args__ = scoped_table(
        reference("co_worker_id", "co_worker", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "co_worker_id", "monday"),
    )

    co_worker_id: int
    monday: dt.date
    submitted_at: dt.datetime = instant_field()
    submitted_by_name: str = Field(default="", max_length=200)


class TimesheetChoice(CompanyScoped, table=True):
    """How a co-worker likes the timesheet: digits alone are hours, and which rows are shown."""

    __table_args__ = scoped_table(
        reference("co_worker_id", "co_worker", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "co_worker_id"),
    )

    co_worker_id: int
    quick_input: bool = Field(default=False)
    all_activities: bool = Field(default=False)
