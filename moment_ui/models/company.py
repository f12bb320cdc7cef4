"""Companies: one tenant each. `slug` is the database code that stands in every address."""

import datetime as dt

from sqlmodel import Field

from moment_ui.models.base import Named, instant_field


class Company(Named, table=True):
    """A company; global, because log-in and the company switcher read it before there is a scope."""

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True, max_length=40)
    name: str = Field(max_length=200)
    org_number: str = Field(default="", max_length=20)
    vat_number: str = Field(default="", max_length=20)
    country: str = Field(default="NO", max_length=2)
    currency: str = Field(default="NOK", max_length=3)
    timezone: str = Field(default="Europe/Oslo", max_length=40)
    address_line1: str = Field(default="", max_length=200)
    address_line2: str = Field(default="", max_length=200)
    postal_code: str = Field(default="", max_length=20)
    city: str = Field(default="", max_length=100)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    website: str = Field(default="", max_length=200)
    bank_account: str = Field(default="", max_length=40)
    logo_name: str = Field(default="", max_length=100)  # stored file's random name
    created_at: dt.datetime = instant_field()


class DataVersion(Named, table=True):
    """A counter that every committed write in a company raises: what caches are keyed by."""

    company_id: int = Field(primary_key=True, foreign_key="company.id")
    version: int = Field(default=0)
