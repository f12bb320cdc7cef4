"""Contacts: people, known once, who may belong to several customers."""

import datetime as dt

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import CompanyScoped, instant_field, reference, scoped_table


class Contact(CompanyScoped, table=True):
    """A person. Global contacts are offered when a contact is added to another customer."""

    __table_args__ = scoped_table(sa.Index("ix_contact_name", "company_id", "name"))

    name: str = Field(max_length=200)
    phone: str = Field(default="", max_length=40)
    is_global: bool = Field(default=False)
    search: str = Field(default="", max_length=1000)
    created_at: dt.datetime = instant_field()


class ContactEmail(CompanyScoped, table=True):
    """One of a contact's own addresses, in order."""

    __table_args__ = scoped_table(
        reference("contact_id", "contact", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "contact_id", "email"),
    )

    contact_id: int
    email: str = Field(max_length=254)
    position: int = Field(default=0)


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
