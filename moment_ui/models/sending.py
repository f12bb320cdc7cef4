"""What left us: the log of every invoice, reminder and statement that was sent, and what became of it."""

import datetime as dt
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import CompanyScoped, choice, instant_field, reference, scoped_table


class SendResult(StrEnum):
    """What became of a message. Pending long after it began: nobody knows.

    An e-invoice is handed over to an access point, and delivered when the network says so.
    """

    PENDING = "pending"
    SENT = "sent"
    OUTBOX = "outbox"
    HANDED_OVER = "handed-over"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNKNOWN = "unknown"
    BY_HAND = "by-hand"


class SendChannel(StrEnum):
    """The way it took."""

    EMAIL = "email"
    E_INVOICE = "e-invoice"
    LETTER = "letter"
    BY_HAND = "by-hand"


class InvoiceMessage(CompanyScoped, table=True):
    """One sending of an invoice, written down before it goes and completed after.

    `act` is the dialog's own key: the same one twice is one sending. What was sent, byte by byte, is
    in its SentFiles; an e-mail without them never left.
    """

    __table_args__ = scoped_table(
        reference("invoice_id", "invoice", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "act", "invoice_id"),
        sa.Index("ix_invoice_message_invoice", "company_id", "invoice_id"),
        sa.Index("ix_invoice_message_result", "company_id", "channel", "result"),
    )

    invoice_id: int
    act: str = Field(max_length=64)
    channel: SendChannel = Field(sa_type=choice(SendChannel))
    by_name: str = Field(default="", max_length=200)
    user_id: int | None = Field(default=None, foreign_key="user.id")
    receivers: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    refused: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    attached: list[str] = Field(default_factory=list, sa_type=sa.JSON)  # names of the files with it
    subject: str = Field(default="", max_length=200)
    text: str = Field(default="", max_length=10_000)
    result: SendResult = Field(default=SendResult.PENDING, sa_type=choice(SendResult))
    detail: str = Field(default="", max_length=500)
    message_id: str = Field(default="", max_length=250)
    begun_at: dt.datetime = instant_field()
    ended_at: dt.datetime | None = instant_field(nullable=True)


class SentFile(CompanyScoped, table=True):
    """A file that left with a message, as it left: the PDF or XML first, then what went beside it.

    The same bytes are stored once, whatever they were called.
    """

    __table_args__ = scoped_table(
        reference("message_id", "invoice_message", ondelete="CASCADE"),
        reference("stored_file_id", "stored_file"),
        sa.UniqueConstraint("company_id", "message_id", "position"),
        sa.Index("ix_sent_file_stored_file", "company_id", "stored_file_id"),
    )

    message_id: int
    position: int
    stored_file_id: int
    title: str = Field(max_length=255)
    media_type: str = Field(max_length=100)


class SendBatch(CompanyScoped, table=True):
    """Many invoices sent by one click, one after the other. `act` is that of each of their messages.

    Without `ended_at` it is on its way, or was broken off when the program stopped.
    """

    __table_args__ = scoped_table(
        sa.UniqueConstraint("company_id", "act"),
        sa.Index("ix_send_batch_begun_at", "company_id", "begun_at"),
    )

    act: str = Field(max_length=64)
    user_id: int = Field(foreign_key="user.id")
    by_name: str = Field(default="", max_length=200)
    begun_at: dt.datetime = instant_field()
    ended_at: dt.datetime | None = instant_field(nullable=True)
    cancelled_at: dt.datetime | None = instant_field(nullable=True)


class SendBatchItem(CompanyScoped, table=True):
    """An invoice of a batch and the way it shall take. `problem`: why nothing was begun for it.

    What became of it otherwise says its message, which has the batch's act.
    """

    __table_args__ = scoped_table(
        reference("batch_id", "send_batch", ondelete="CASCADE"),
        reference("invoice_id", "invoice", ondelete="CASCADE"),
        sa.UniqueConstraint("company_id", "batch_id", "invoice_id"),
        sa.Index("ix_send_batch_item_invoice", "company_id", "invoice_id"),
    )

    batch_id: int
    invoice_id: int
    position: int
    channel: SendChannel = Field(sa_type=choice(SendChannel))
    problem: str = Field(default="", max_length=500)
