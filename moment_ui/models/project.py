"""Projects, their activities and members, and the company's co-workers."""

import datetime as dt
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import CompanyScoped, choice, instant_field, reference, scoped_table


class ProjectStatus(StrEnum):
    """Where a project stands."""

    ACTIVE = "active"
    ON_HOLD = "on-hold"
    CLOSED = "closed"


class InviteMail(StrEnum):
    """What became of the mail that invites a co-worker."""

    NONE = "none"
    PENDING = "pending"
    SENT = "sent"
    OUTBOX = "outbox"
    FAILED = "failed"


class CoWorker(CompanyScoped, table=True):
    """A person who works in the company's projects; external ones come from elsewhere.

    An external one may have a home: the partner company, and the co-worker there, whose hours are
    mirrored here. `hours_locked_before`: days before this one are locked. `day_minutes`: what is
    expected of a working day, in whole minutes.
    """

    __table_args__ = scoped_table(
        reference("approver_id", "co_worker"),
        sa.UniqueConstraint("company_id", "user_id"),
        sa.UniqueConstraint("company_id", "home_company_id", "home_co_worker_id"),
    )

    user_id: int | None = Field(default=None, foreign_key="user.id")
    name: str = Field(max_length=200)
    email: str = Field(default="", max_length=254)
    title: str = Field(default="", max_length=200)
    is_external: bool = Field(default=False)
    employee_number: str = Field(default="", max_length=40)  # the wage system's number
    active: bool = Field(default=True)
    home_company_id: int | None = Field(default=None, foreign_key="company.id")
    home_co_worker_id: int | None = Field(default=None)
    invited_at: dt.datetime | None = instant_field(nullable=True)
    invited_by_name: str = Field(default="", max_length=200)
    invite_mail: InviteMail = Field(default=InviteMail.NONE, sa_type=choice(InviteMail))
    invite_digest: str = Field(default="", max_length=64)  # of the link that was mailed last
    invite_until: dt.datetime | None = instant_field(nullable=True)
    invite_answered_at: dt.datetime | None = instant_field(nullable=True)
    approver_id: int | None = Field(default=None)
    hours_locked_before: dt.date | None = Field(default=None)
    day_minutes: int = Field(default=450)


class Project(CompanyScoped, table=True):
    """A project for a customer. `budget_minutes` is the planned time in whole minutes.

    A secondary project names its main project, a row of the main company, and keeps what that was last
    called and led by: they are shown while nothing passes between the companies, too.
    """

    __table_args__ = scoped_table(
        reference("customer_id", "customer"),
        reference("leader_id", "co_worker"),
        sa.UniqueConstraint("company_id", "number"),
        sa.UniqueConstraint("company_id", "main_company_id", "main_project_id"),
        sa.Index("ix_project_customer", "company_id", "customer_id", "status"),
    )

    number: str = Field(max_length=40)
    name: str = Field(max_length=200)
    customer_id: int | None = Field(default=None)
    leader_id: int | None = Field(default=None)
    status: ProjectStatus = Field(default=ProjectStatus.ACTIVE, sa_type=choice(ProjectStatus))
    start_on: dt.date | None = Field(default=None)
    end_on: dt.date | None = Field(default=None)
    budget_minutes: int | None = Field(default=None)
    currency: str = Field(default="", max_length=3)  # empty: the customer's
    description: str = Field(default="", max_length=10_000)
    search: str = Field(default="", max_length=1000)
    main_company_id: int | None = Field(default=None, foreign_key="company.id")
    main_project_id: int | None = Field(default=None)
    main_number: str = Field(default="", max_length=40)
    main_leader: str = Field(default="", max_length=200)
    created_at: dt.datetime = instant_field()


class Activity(CompanyScoped, table=True):
    """A kind of work in a project that hours are written on; billed by its price model, else the first.

    In a secondary project it names the activity of the main project it follows. `budget_minutes` is its
    part of the project's budget, in whole minutes.
    """

    __table_args__ = scoped_table(
        reference("project_id", "project"),
        reference("price_model_id", "price_model"),
        sa.UniqueConstraint("company_id", "project_id", "name"),
        sa.UniqueConstraint("company_id", "project_id", "main_activity_id"),
        sa.Index("ix_activity_price_model", "company_id", "price_model_id"),
    )

    project_id: int
    price_model_id: int | None = Field(default=None)
    name: str = Field(max_length=200)
    billable: bool = Field(default=True)
    active: bool = Field(default=True)
    position: int = Field(default=0)
    main_activity_id: int | None = Field(default=None)
    budget_minutes: int | None = Field(default=None)


class ProjectMember(CompanyScoped, table=True):
    """A co-worker in a project's team."""

    __table_args__ = scoped_table(
        reference("project_id", "project"),
        reference("co_worker_id", "co_worker"),
        sa.UniqueConstraint("company_id", "project_id", "co_worker_id"),
    )

    project_id: int
    co_worker_id: int
    role: str = Field(default="", max_length=100)


class ProjectParticipant(CompanyScoped, table=True):
    """A company that takes part in a project without ordering it: an engineer, a contractor."""

    __table_args__ = scoped_table(
        reference("project_id", "project"),
        reference("customer_id", "customer"),
        sa.UniqueConstraint("company_id", "project_id", "customer_id"),
        sa.Index("ix_project_participant_customer", "company_id", "customer_id"),
    )

    project_id: int
    customer_id: int
    role: str = Field(default="", max_length=200)
    created_at: dt.datetime = instant_field()


class ProjectNote(CompanyScoped, table=True):
    """A note on a project: who wrote what when; pinned ones stand first."""

    __table_args__ = scoped_table(
        reference("project_id", "project", ondelete="CASCADE"),
        sa.Index("ix_project_note_project", "company_id", "project_id"),
    )

    project_id: int
    text: str = Field(max_length=10_000)
    pinned: bool = Field(default=False)
    author_id: int = Field(foreign_key="user.id")
    author_name: str = Field(max_length=200)
    created_at: dt.datetime = instant_field()


class Milestone(CompanyScoped, table=True):
    """What a project is to have reached by a day; `done_on` is when it had. Ordered by hand.

    In a secondary project it names the milestone of the main project it follows, and is read only.
    """

    __table_args__ = scoped_table(
        reference("project_id", "project", ondelete="CASCADE"),
        reference("responsible_id", "co_worker"),
        sa.Index("ix_milestone_project", "company_id", "project_id", "position"),
        sa.UniqueConstraint("company_id", "project_id", "main_milestone_id"),
        sa.Index("ix_milestone_next", "company_id", "project_id", "done_on", "due_on"),
    )

    project_id: int
    name: str = Field(max_length=200)
    due_on: dt.date | None = Field(default=None)
    responsible_id: int | None = Field(default=None)
    done_on: dt.date | None = Field(default=None)
    position: int = Field(default=0)
    main_milestone_id: int | None = Field(default=None)
    version: int = Field(default=1)
    created_at: dt.datetime = instant_field()
