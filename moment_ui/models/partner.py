"""Partner companies: groups of companies, what each shares, and the projects they have together.

Groups and who is in them are global, because both sides read and change them; what a company has chosen
is its own.
"""

import datetime as dt
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import (
    CompanyScoped,
    Named,
    choice,
    instant_field,
    reference,
    scoped_table,
)


class MemberState(StrEnum):
    """Where a company stands in a group. Only between two confirmed ones anything is shared."""

    INVITED = "invited"
    CONFIRMED = "confirmed"
    PAUSED = "paused"
    DECLINED = "declined"
    LEFT = "left"


IN_GROUP = (MemberState.CONFIRMED, MemberState.PAUSED)
"""A company is in at most one group; invitations it may have several."""


class PartnerGroup(Named, table=True):
    """Companies that work together. The main company is where inherited number series run."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=200)
    main_company_id: int = Field(foreign_key="company.id")
    created_at: dt.datetime = instant_field()
    version: int = Field(default=1)


def _one_group() -> sa.Index:
    where = sa.literal_column("state IN ('confirmed', 'paused')", sa.Boolean)
    return sa.Index(
        "uq_partner_member_in_one_group",
        "company_id",
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


class PartnerMember(Named, table=True):
    """A company in a group, or asked to join it; who asked and who answered."""

    __table_args__ = (sa.UniqueConstraint("company_id", "group_id"), _one_group())

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="partner_group.id", index=True)
    company_id: int = Field(foreign_key="company.id")
    state: MemberState = Field(default=MemberState.INVITED, sa_type=choice(MemberState))
    asked_by_company_id: int = Field(foreign_key="company.id")
    asked_by_name: str = Field(default="", max_length=200)
    asked_at: dt.datetime = instant_field()
    reminded_at: dt.datetime | None = instant_field(nullable=True)
    answered_by_name: str = Field(default="", max_length=200)
    answered_at: dt.datetime | None = instant_field(nullable=True)
    changed_by_name: str = Field(default="", max_length=200)  # who paused, resumed, left or removed
    changed_at: dt.datetime | None = instant_field(nullable=True)
    version: int = Field(default=1)


class PartnerSettings(CompanyScoped, table=True):
    """Whether a company uses partner companies, and what it shares with its group: one row each."""

    __table_args__ = scoped_table(sa.UniqueConstraint("company_id"))

    enabled: bool = Field(default=False)
    enabled_at: dt.datetime | None = instant_field(nullable=True)
    share_customers: bool = Field(default=False)
    share_projects: bool = Field(default=True)
    share_tasks: bool = Field(default=False)
    share_expenses: bool = Field(default=False)
    share_rates: bool = Field(default=False)
    checked_at: dt.datetime | None = instant_field(nullable=True)  # set-up walked to its end
    version: int = Field(default=1)


class PartnerCustomer(CompanyScoped, table=True):
    """The customer by which a company keeps one of its partners: internal invoices go there."""

    __table_args__ = scoped_table(
        reference("customer_id", "customer"),
        sa.UniqueConstraint("company_id", "partner_company_id"),
    )

    partner_company_id: int = Field(foreign_key="company.id")
    customer_id: int
    attached_at: dt.datetime = instant_field()
    attached_by_name: str = Field(default="", max_length=200)


class SharedCustomer(CompanyScoped, table=True):
    """A customer of ours that came from a partner: the partner's own row, and whether we follow it.

    `passed_over`: what the partner says by field, that somebody chose not to take over.
    """

    __table_args__ = scoped_table(
        reference("customer_id", "customer"),
        sa.UniqueConstraint(
            "company_id",
            "partner_company_id",
            "partner_customer_id",
            name="uq_shared_customer_partner",
        ),
        sa.Index("ix_shared_customer_customer", "company_id", "customer_id"),
    )

    customer_id: int
    partner_company_id: int = Field(foreign_key="company.id")
    partner_customer_id: int
    in_step: bool = Field(default=False)
    passed_over: dict[str, str] = Field(default_factory=dict, sa_type=sa.JSON)
    created_at: dt.datetime = instant_field()


class ProjectShare(CompanyScoped, table=True):
    """A main project's secondary project in a partner company; kept by the main company.

    `secondary_project_id` is a row of the partner company, and `secondary_number` its number there.
    `removed_at`: nobody from there is in the team any more, and no more hours are written.
    """

    __table_args__ = scoped_table(
        reference("project_id", "project"),
        sa.UniqueConstraint("company_id", "project_id", "partner_company_id"),
    )

    project_id: int
    partner_company_id: int = Field(foreign_key="company.id")
    secondary_project_id: int
    secondary_number: str = Field(default="", max_length=40)
    created_at: dt.datetime = instant_field()
    removed_at: dt.datetime | None = instant_field(nullable=True)


class HoursSignOff(CompanyScoped, table=True):
    """Somebody found the hours of a partner right: both totals of a period, half-open; whole minutes."""

    append_only: ClassVar[bool] = True

    __table_args__ = scoped_table(
        reference("project_id", "project"),
        sa.Index("ix_hours_sign_off_project", "company_id", "project_id", "partner_company_id"),
    )

    project_id: int
    partner_company_id: int = Field(foreign_key="company.id")
    from_day: dt.date
    until_day: dt.date
    home_minutes: int
    main_minutes: int
    digest: str = Field(default="", max_length=64)  # of the rows: a later change shows
    note: str = Field(default="", max_length=1000)
    by_name: str = Field(default="", max_length=200)
    at: dt.datetime = instant_field()
