"""Contacts: people, known once, who may belong to several customers and projects."""

import datetime as dt

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import (
    CompanyScoped,
    following_field,
    instant_field,
    reference,
    scoped_table,
    search_field,
    sort_name_field,
)


class Contact(CompanyScoped, table=True):
    """A person. Global contacts are offered when a contact is added to another customer.

    `consent` says that the person agreed to mass mail; the three fields after it when, how, and who
    wrote that down. `version` is raised by each edit of the person or of a place: a stale form is
    refused.
    """

    __table_args__ = scoped_table(
        sa.Index("ix_contact_name", "company_id", "name"),
        sa.Index("ix_contact_sort", "company_id", "sort_name", "id"),
        sa.Index("ix_contact_search", "company_id", "search"),
        sa.Index("ix_contact_facets", "company_id", "is_global", "consent"),
    )

    name: str = Field(max_length=200)
    phone: str = Field(default="", max_length=40)
    is_global: bool = Field(default=False)
    note: str = Field(default="", max_length=10_000)
    consent: bool = Field(default=False)
    consent_at: dt.datetime | None = instant_field(nullable=True)
    consent_how: str = Field(default="", max_length=200)
    consent_by: str = Field(default="", max_length=200)
    search: str = search_field()
    sort_name: str = sort_name_field()
    version: int = Field(default=1)
    created_at: dt.datetime = instant_field()


class ContactEmail(CompanyScoped, table=True):
    """One of a contact's own addresses, in order. `comparable` is filled in from `email`."""

    __table_args__ = scoped_table(
        reference("contact_id", "contact", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "contact_id", "email"),
        sa.Index("ix_contact_email_comparable", "company_id", "comparable"),
        sa.Index("ix_contact_email_order", "company_id", "contact_id", "position", "id", "email"),
    )

    contact_id: int
    email: str = Field(max_length=254)
    position: int = Field(default=0)
    comparable: str = following_field("comparable", 300)


class CustomerContact(CompanyScoped, table=True):
    """A contact in a customer. `email` and `phone`, where set, stand before the contact's own."""

    __table_args__ = scoped_table(
        reference("customer_id", "customer"),
        reference("contact_id", "contact"),
        sa.UniqueConstraint("company_id", "customer_id", "contact_id"),
        sa.Index("ix_customer_contact_contact", "company_id", "contact_id"),
    )

    customer_id: int
    contact_id: int
    title: str = Field(default="", max_length=200)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    employed_from: dt.date | None = Field(default=None)
    employed_to: dt.date | None = Field(default=None)  # last day


class ProjectContact(CompanyScoped, table=True):
    """A contact in a project. `email` and `phone`, where set, stand before all others there."""

    __table_args__ = scoped_table(
        reference("project_id", "project"),
        reference("contact_id", "contact"),
        sa.UniqueConstraint("company_id", "project_id", "contact_id"),
        sa.Index("ix_project_contact_contact", "company_id", "contact_id"),
    )

    project_id: int
    contact_id: int
    title: str = Field(default="", max_length=200)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)


class ContactTag(CompanyScoped, table=True):
    """A tag on a contact."""

    __table_args__ = scoped_table(
        reference("contact_id", "contact", ondelete="CASCADE"),
        reference("tag_id", "tag"),
        sa.UniqueConstraint("company_id", "contact_id", "tag_id"),
        sa.Index("ix_contact_tag_tag", "company_id", "tag_id", "contact_id"),
    )

    contact_id: int
    tag_id: int
