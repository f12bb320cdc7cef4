"""Users, their companies and roles, and log-in sessions. Global: read before there is a scope."""

import datetime as dt
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import Named, choice, instant_field


class RoleKey(StrEnum):
    """The five standard roles every company starts with."""

    ADMINISTRATOR = "administrator"
    ECONOMY = "economy"
    PROJECT_LEADER = "project-leader"
    CO_WORKER = "co-worker"
    EXTERNAL = "external"


class User(Named, table=True):
    """A person who logs in: one account for every company."""

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True, max_length=254)  # lower case
    name: str = Field(max_length=200)
    password_hash: str = Field(default="", max_length=200)
    locale: str = Field(default="nb_NO", max_length=10)
    theme: str = Field(default="system", max_length=10)
    active: bool = Field(default=True)
    created_at: dt.datetime = instant_field()


class Role(Named, table=True):
    """What a set of co-workers may do in one company. `permissions` holds Permission values."""

    __table_args__ = (
        sa.UniqueConstraint("company_id", "name"),
        sa.UniqueConstraint("company_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    company_id: int = Field(foreign_key="company.id")
    key: RoleKey | None = Field(default=None, sa_type=choice(RoleKey), nullable=True)
    name: str = Field(max_length=100)
    permissions: list[str] = Field(default_factory=list, sa_type=sa.JSON)


class Membership(Named, table=True):
    """A user's place in a company, with the role there."""

    __table_args__ = (
        sa.UniqueConstraint("user_id", "company_id"),
        sa.ForeignKeyConstraint(["company_id", "role_id"], ["role.company_id", "role.id"]),
    )

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="user.id")
    company_id: int = Field(foreign_key="company.id", index=True)
    role_id: int
    active: bool = Field(default=True)
    last_used_at: dt.datetime | None = instant_field(nullable=True)


class LoginSession(Named, table=True):
    """One log-in. Only the SHA-256 of the cookie's random id is kept."""

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(unique=True, max_length=64)
    user_id: int = Field(foreign_key="user.id", index=True)
    created_at: dt.datetime = instant_field()
    expires_at: dt.datetime = instant_field()
    revoked_at: dt.datetime | None = instant_field(nullable=True)
    client: str = Field(default="", max_length=200)
