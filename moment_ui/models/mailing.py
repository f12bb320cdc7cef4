"""Mailing lists: a named filter over contacts, with additions and exclusions made by hand."""

import datetime as dt

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import CompanyScoped, instant_field, reference, scoped_table


class MailingList(CompanyScoped, table=True):
    """A saved list. `query` is its filter as an address of the report of mailing lists.

    `needs_consent`: only those who agreed to mass mail are members.
    """

    __table_args__ = scoped_table(sa.UniqueConstraint("company_id", "name"))

    name: str = Field(max_length=100)
    query: str = Field(default="", max_length=4000)
    needs_consent: bool = Field(default=True)
    created_by: str = Field(default="", max_length=200)
    created_at: dt.datetime = instant_field()
    updated_at: dt.datetime = instant_field()
    version: int = Field(default=1)  # raised by each edit: a stale one is refused


class MailingListTag(CompanyScoped, table=True):
    """A tag that a list's filter asks for: a tag that is removed must not widen the list."""

    __table_args__ = scoped_table(
        reference("list_id", "mailing_list", ondelete="CASCADE"),
        reference("tag_id", "tag", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "list_id", "tag_id"),
        sa.Index("ix_mailing_list_tag_tag", "company_id", "tag_id"),
    )

    list_id: int
    tag_id: int


class MailingListContact(CompanyScoped, table=True):
    """A contact added to a list by hand, or kept out of it."""

    __table_args__ = scoped_table(
        reference("list_id", "mailing_list", ondelete="CASCADE"),
        reference("contact_id", "contact", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "list_id", "contact_id"),
        sa.Index("ix_mailing_list_contact_contact", "company_id", "contact_id"),
    )

    list_id: int
    contact_id: int
    excluded: bool = Field(default=False)


class UnsubscribedAddress(CompanyScoped, table=True):
    """An address that wants no mass mail: stronger than every list. In its comparable form.

    It is kept when the contact is erased: whoever says no is not asked again under a new name.
    """

    __table_args__ = scoped_table(sa.UniqueConstraint("company_id", "address"))

    address: str = Field(max_length=300)
    how: str = Field(default="", max_length=200)
    by_name: str = Field(default="", max_length=200)
    at: dt.datetime = instant_field()
