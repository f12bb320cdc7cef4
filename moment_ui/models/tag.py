"""Tags in groups, per kind of object; a tag's code is what exports write."""

from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import CompanyScoped, choice, reference, scoped_table


class TagKind(StrEnum):
    """What a tag group is for."""

    CUSTOMER = "customer"
    PROJECT = "project"
    CO_WORKER = "co-worker"
    CONTACT = "contact"
    OFFER = "offer"


class TagGroup(CompanyScoped, table=True):
    """A group of tags for one kind of object."""

    __table_args__ = scoped_table(sa.UniqueConstraint("company_id", "kind", "name"))

    kind: TagKind = Field(sa_type=choice(TagKind))
    name: str = Field(max_length=100)
    position: int = Field(default=0)


class Tag(CompanyScoped, table=True):
    """A tag: name, code for exports, colour by name (a Radix scale)."""

    __table_args__ = scoped_table(
        reference("group_id", "tag_group"), sa.UniqueConstraint("company_id", "group_id", "name")
    )

    group_id: int
    name: str = Field(max_length=100)
    code: str = Field(default="", max_length=40)
    colour: str = Field(default="gray", max_length=20)
    position: int = Field(default=0)


class CustomerTag(CompanyScoped, table=True):
    """A tag on a customer."""

    __table_args__ = scoped_table(
        reference("customer_id", "customer", ondelete="CASCADE"),
        reference("tag_id", "tag"),
        sa.UniqueConstraint("company_id", "customer_id", "tag_id"),
        sa.Index("ix_customer_tag_tag", "company_id", "tag_id", "customer_id"),
    )

    customer_id: int
    tag_id: int


class ProjectTag(CompanyScoped, table=True):
    """A tag on a project."""

    __table_args__ = scoped_table(
        reference("project_id", "project", ondelete="CASCADE"),
        reference("tag_id", "tag"),
        sa.UniqueConstraint("company_id", "project_id", "tag_id"),
        sa.Index("ix_project_tag_tag", "company_id", "tag_id", "project_id"),
    )

    project_id: int
    tag_id: int
