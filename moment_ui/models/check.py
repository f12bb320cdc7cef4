"""What was found out outside about a customer, and when: in the company register, and at Peppol.

A row is about a number or an address, not about whatever the customer has by now: once that changes,
the row is not shown any more. A question that got no answer leaves the answer before it alone.
"""

import datetime as dt

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import CompanyScoped, choice, instant_field, reference, scoped_table
from moment_ui.registers.participants import Receiving
from moment_ui.registers.register import Standing


class RegisterCheck(CompanyScoped, table=True):
    """What the register of a country says of an organisation number.

    `standing` and `answered_at` are None until there is an answer; `failed_at` is the last time there
    was none, since then. `said` is what the register has in the customer's fields, `otherwise` that it
    differs from what we know and nobody has answered that. `asked_at` is when the server last began to
    ask by itself.
    """

    __table_args__ = scoped_table(
        reference("customer_id", "customer", ondelete="CASCADE"),
        sa.Index("ix_register_check_customer", "company_id", "customer_id"),
        sa.Index("ix_register_check_otherwise", "company_id", "otherwise"),
    )

    customer_id: int
    country: str = Field(max_length=2)
    org_number: str = Field(max_length=30)
    standing: Standing | None = Field(default=None, sa_type=choice(Standing), nullable=True)
    deleted_on: dt.date | None = Field(default=None)
    said: dict[str, str] = Field(default_factory=dict, sa_type=sa.JSON)
    otherwise: bool = Field(default=False)
    asked_at: dt.datetime | None = instant_field(nullable=True)
    answered_at: dt.datetime | None = instant_field(nullable=True)
    failed_at: dt.datetime | None = instant_field(nullable=True)


class ReceiverCheck(CompanyScoped, table=True):
    """Whether an e-invoice address can receive, by Peppol's look-up; the times as of RegisterCheck."""

    __table_args__ = scoped_table(
        reference("customer_id", "customer", ondelete="CASCADE"),
        sa.Index("ix_receiver_check_customer", "company_id", "customer_id"),
    )

    customer_id: int
    address: str = Field(max_length=80)
    receiving: Receiving | None = Field(default=None, sa_type=choice(Receiving), nullable=True)
    answered_at: dt.datetime | None = instant_field(nullable=True)
    failed_at: dt.datetime | None = instant_field(nullable=True)
