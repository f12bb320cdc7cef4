"""What happened to an invoice, who did it and when, in order."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.models.audit import AuditEntry
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.reminder import ReminderItem, ReminderMessage
from moment_ui.models.sending import InvoiceMessage, SendResult


class Step(StrEnum):
    """One step of an invoice's life."""

    DRAFTED = "drafted"
    ASKED = "asked"
    APPROVED = "approved"
    RETURNED = "returned"
    FINALISED = "finalised"
    SENT = "sent"
    IN_OUTBOX = "in-outbox"
    REMINDED = "reminded"
    PAID = "paid"
    CREDITED = "credited"
    WRITTEN_OFF = "written-off"


STEPS: dict[str, Step] = {
    "create_draft": Step.DRAFTED,
    "credit_invoice": Step.DRAFTED,
    "create_free_credit": Step.DRAFTED,
    "ask_approval": Step.ASKED,
    "approve_draft": Step.APPROVED,
    "return_draft": Step.RETURNED,
    "finalise_invoice": Step.FINALISED,
    "settle_credit": Step.CREDITED,
    "write_off": Step.WRITTEN_OFF,
}
"""The steps that the audit log knows, by what was done."""

LEFT_US = (
    SendResult.SENT,
    SendResult.OUTBOX,
    SendResult.BY_HAND,
    SendResult.HANDED_OVER,
    SendResult.DELIVERED,
)

SETTLED = {InvoiceState.CREDITED: Step.CREDITED, InvoiceState.WRITTEN_OFF: Step.WRITTEN_OFF}
"""What settled an invoice that was not paid."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A step with its instant or, where only that is known, its day."""

    step: Step
    by: str = ""
    at: dt.datetime | None = None
    on: dt.date | None = None
    note: str = ""


@needs(Permission.VIEW_INVOICES)
def timeline(work: Work, invoice: Invoice) -> list[Happened]:
    """The steps of an invoice, in their order; of one from elsewhere what its columns tell."""
    logged = _logged(work, invoice.key)
    known = {happened.step for happened in logged}
    if Step.DRAFTED not in known:
        logged.insert(0, Happened(Step.DRAFTED, at=invoice.created_at))
    if Step.FINALISED not in known and invoice.finalised_at:
        logged.append(Happened(Step.FINALISED, at=invoice.finalised_at))
    sent = _sent(work, invoice.key)
    if not sent and invoice.sent_at:
        sent = [Happened(Step.SENT, at=invoice.sent_at)]
    reminded = _reminded(work, invoice.key)
    found = sorted([*logged, *sent, *reminded], key=lambda one: one.at or invoice.created_at)
    settled = SETTLED.get(invoice.state, Step.PAID)
    if invoice.paid_on and settled not in known:
        found.append(Happened(settled, on=invoice.paid_on))
    return found


def _logged(work: Work, invoice_id: int) -> list[Happened]:
    query = (
        select(AuditEntry)
        .where(
            AuditEntry.subject == str(Invoice.__tablename__),
            AuditEntry.subject_id == invoice_id,
            col(AuditEntry.action).in_(list(STEPS)),
        )
        .order_by(col(AuditEntry.at), col(AuditEntry.id))
    )
    return [
        Happened(STEPS[row.action], row.user_name, row.at, note=_note(row))
        for row in work.session.exec(query)
        if not _of_the_other_side(row)
    ]


def _of_the_other_side(row: AuditEntry) -> bool:
    """Whether it tells that a credit note of the invoice was drafted: that is no step of its own."""
    return row.action == "credit_invoice" and "credit_note" in row.changes


def _note(row: AuditEntry) -> str:
    if STEPS[row.action] is Step.CREDITED:
        return row.changes.get("credited_by", ["", ""])[1]
    return row.summary if STEPS[row.action] is Step.RETURNED else ""


def _sent(work: Work, invoice_id: int) -> list[Happened]:
    query = select(InvoiceMessage).where(
        InvoiceMessage.invoice_id == invoice_id, col(InvoiceMessage.result).in_(LEFT_US)
    )
    return [
        Happened(
            Step.IN_OUTBOX if row.result is SendResult.OUTBOX else Step.SENT,
            row.by_name,
            row.ended_at or row.begun_at,
            note=", ".join(row.receivers),
        )
        for row in work.session.exec(query.order_by(col(InvoiceMessage.begun_at)))
    ]


def _reminded(work: Work, invoice_id: int) -> list[Happened]:
    """The reminders that went, each with its level and whom it went to."""
    query = (
        select(ReminderMessage)
        .join(ReminderItem, col(ReminderItem.message_id) == col(ReminderMessage.id))
        .where(
            ReminderItem.invoice_id == invoice_id,
            col(ReminderItem.raised).is_(True),
            col(ReminderMessage.result).in_(LEFT_US),
        )
    )
    return [
        Happened(
            Step.REMINDED, row.by_name, row.ended_at or row.begun_at, note=", ".join(row.receivers)
        )
        for row in work.session.exec(query.order_by(col(ReminderMessage.id)))
    ]
