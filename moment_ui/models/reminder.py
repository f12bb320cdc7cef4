"""Reminders of what is overdue: how a company reminds, and every reminder that left it."""

import datetime as dt
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import (
    CompanyScoped,
    amount_field,
    choice,
    instant_field,
    reference,
    scoped_table,
)
from moment_ui.models.sending import SendResult

NOT_SAID = Decimal(-1)
"""The interest of a level that nobody has said: what is known of the half-year holds, else none."""


class ReminderSettings(CompanyScoped, table=True):
    """Whether and when reminders go by themselves; no row yet: they do not.

    `run_at` is minutes after midnight in the company's time zone, `finished_on` the last day whose run
    came to its end.
    """

    __table_args__ = scoped_table(sa.UniqueConstraint("company_id"))

    automatic: bool = Field(default=False)
    run_at: int = Field(default=8 * 60)
    finished_on: dt.date | None = Field(default=None)
    version: int = Field(default=1)


class ReminderLevel(CompanyScoped, table=True):
    """One step of reminding: the first, the second, the notice of debt collection; no row: the default.

    `days` are counted from the due date for the first, else from the reminder before. `fee` is in the
    company's currency, `percent` the yearly interest or `NOT_SAID`. `texts` holds subject and text by
    language.
    """

    __table_args__ = scoped_table(sa.UniqueConstraint("company_id", "level"))

    level: int
    days: int
    fee: Decimal = amount_field()
    percent: Decimal = amount_field(NOT_SAID)
    texts: dict[str, dict[str, str]] = Field(default_factory=dict, sa_type=sa.JSON)
    version: int = Field(default=1)


class ReminderMessage(CompanyScoped, table=True):
    """One mail that reminds a customer, written down before it goes and completed after.

    `act` is the key of the sending: the same one twice is one mail. `stored_file_id` is the paper as it
    left, `paper` what it was called; those sent before papers were kept have none.
    """

    __table_args__ = scoped_table(
        reference("customer_id", "customer"),
        reference("stored_file_id", "stored_file"),
        sa.UniqueConstraint("company_id", "act"),
        sa.Index("ix_reminder_message_customer", "company_id", "customer_id"),
        sa.Index("ix_reminder_message_begun_at", "company_id", "begun_at", "id"),
        sa.Index("ix_reminder_message_stored_file", "company_id", "stored_file_id"),
    )

    customer_id: int
    act: str = Field(max_length=100)
    level: int  # 0: a statement of account
    by_name: str = Field(default="", max_length=200)
    receivers: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    refused: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    subject: str = Field(default="", max_length=200)
    text: str = Field(default="", max_length=10_000)
    result: SendResult = Field(default=SendResult.PENDING, sa_type=choice(SendResult))
    detail: str = Field(default="", max_length=500)
    message_id: str = Field(default="", max_length=250)
    stored_file_id: int | None = Field(default=None)
    paper: str = Field(default="", max_length=255)
    begun_at: dt.datetime = instant_field()
    ended_at: dt.datetime | None = instant_field(nullable=True)


class ReminderItem(CompanyScoped, table=True):
    """An invoice in a reminder: what was open, and what was added. `level` is what it was raised to."""

    __table_args__ = scoped_table(
        reference("message_id", "reminder_message", ondelete="CASCADE"),
        reference("invoice_id", "invoice"),
        sa.UniqueConstraint("company_id", "message_id", "invoice_id"),
        sa.Index("ix_reminder_item_invoice", "company_id", "invoice_id"),
    )

    message_id: int
    invoice_id: int
    level: int
    raised: bool = Field(default=True)  # False: told of beside the others, or the mail failed
    open: Decimal = amount_field()
    fee: Decimal = amount_field()
    interest: Decimal = amount_field()
    days_late: int = Field(default=0)
