"""Number series: the next number of each kind."""

from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import CompanyScoped, choice, scoped_table


class SeriesKind(StrEnum):
    """What is numbered."""

    CUSTOMER = "customer"
    PROJECT = "project"
    INVOICE = "invoice"
    OFFER = "offer"


class NumberSeries(CompanyScoped, table=True):
    """Numbers from `first` to `last`; `next_number` is the one given out next.

    `inherited`: the next number is drawn from the main company of the partner group instead.
    """

    __table_args__ = scoped_table(sa.UniqueConstraint("company_id", "kind"))

    kind: SeriesKind = Field(sa_type=choice(SeriesKind))
    first: int = Field(default=1)
    last: int | None = Field(default=None)
    next_number: int = Field(default=1)
    inherited: bool = Field(default=False)
