"""Sending reminders: written down first, then taken to the post, then completed. Levels, clock, holding back.

Whatever stops the program in between, the log holds the intention and the invoices their level, so that
nothing goes twice by itself; what certainly did not go gives its level back.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import Entry, differences, record, record_many
from moment_ui.domain.letters.delivery import Outcome
from moment_ui.domain.letters.orders import check_act
from moment_ui.domain.letters.people import host, reply_to, sender_of
from moment_ui.domain.reminders.defaults import default_level
from moment_ui.domain.reminders.errors import LevelChanged, NothingToRemind, RemindedMeanwhile
from moment_ui.domain.reminders.queries import debtors, marks_of
from moment_ui.domain.reminders.writing import Written, written
from moment_ui.formats.statement import StatementDocument
from moment_ui.mail.letter import Letter, Person
from moment_ui.models.company import Company
from moment_ui.models.invoice import Invoice
from moment_ui.models.reminder import (
    NOT_SAID,
    ReminderItem,
    ReminderLevel,
    ReminderMessage,
    ReminderSettings,
)
from moment_ui.models.sending import SendResult

SEND = Permission.SEND_REMINDERS
VIEW = (Permission.VIEW_INVOICES, Permission.VIEW_CUSTOMERS)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reminder that is written down and shall now go. `stood` are the levels of its invoices before."""

    row_id: int
    customer: str
    letter: Letter
    statement: StatementDocument
    stood: dict[int, int]


@needs(SEND, *VIEW)
def preview(work: Work, customer_id: int, invoice_ids: Sequence[int]) -> Written | None:
    """The reminder as it would go now; None when there is nothing to remind of."""
    found = debtors(work, customer_id=customer_id)
    return written(work, found[0], frozenset(invoice_ids)) if found else None


@needs(SEND, *VIEW)
def begin_reminder(
    work: Work, customer_id: int, seen: Mapping[int, int], act: str
) -> Outgoing | None:
    """Write down the reminder of a customer, and raise the level of these invoices.

    `seen` is the mark of each as it was looked at. None when this act was begun before. Raises
    Invalid, NothingToRemind, RemindedMeanwhile.
    """
    check_act(act)
    if work.session.exec(select(ReminderMessage).where(ReminderMessage.act == act)).first():
        return None
    ids = sorted(seen)
    locked = select(Invoice).where(col(Invoice.id).in_(ids)).order_by(col(Invoice.id))
    fresh = locked.with_for_update().execution_options(populate_existing=True)
    invoices = {row.key: row for row in work.session.exec(fresh)}
    if marks_of(work, ids) != seen:
        raise RemindedMeanwhile
    mail = preview(work, customer_id, ids)
    if mail is None:
        raise NothingToRemind
    row = _stored(work, mail, act)
    stood = {key: invoices[key].reminders for key in ids if key in invoices}
    for line in mail.lines:
        if line.raised:
            invoices[line.item.invoice_id].reminders = line.level
    work.emit("invoices")
    company = work.session.get_one(Company, work.company_id)
    letter = Letter(
        sender_of(company),
        (Person(mail.customer, mail.to),),
        mail.subject,
        mail.text,
        row.message_id,
        (),
        reply_to(company, company.name),
    )
    return Outgoing(row.key, mail.customer, letter, mail.statement, stood)


@needs(SEND, *VIEW)
def end_reminder(work: Work, going: Outgoing, outcome: Outcome) -> None:
    """Write down what became of it; what did not go gives the invoices their level back. Raises NotFound."""
    row_id = going.row_id
    query = select(ReminderMessage).where(ReminderMessage.id == row_id).with_for_update()
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The message"))
    row.result, row.detail = outcome.result, outcome.detail[:500]
    row.refused, row.ended_at = list(outcome.refused), clock.now()
    items = work.session.exec(select(ReminderItem).where(ReminderItem.message_id == row_id)).all()
    if outcome.result is SendResult.FAILED:
        _lower(work, items, going.stood)
    entries = [
        Entry(
            ("invoice", item.invoice_id),
            f"{item.level}: {', '.join(row.receivers)}",
            {"result": (SendResult.PENDING.value, outcome.result.value)},
        )
        for item in items
    ]
    record_many(work, "send_reminder", entries)
    work.emit("invoices")


@needs(Permission.SETUP_INVOICING)
def change_level(
    work: Work,
    level: int,
    version: int,
    changes: Mapping[str, int | Decimal | dict[str, dict[str, str]] | None],
) -> int:
    """Set days, fee, percent or texts of a level; returns its version now. Raises LevelChanged.

    No percent says nothing of interest: what is known of each half-year holds.
    """
    row = work.session.exec(select(ReminderLevel).where(ReminderLevel.level == level)).first()
    company = work.session.get_one(Company, work.company_id)
    row = row or default_level(level, company)
    if row.version != version:
        raise LevelChanged
    told = differences({name: _said(getattr(row, name)) for name in changes}, changes)
    for name, value in changes.items():
        setattr(row, name, NOT_SAID if value is None else value)
    row.version += 1
    work.session.add(row)
    work.session.flush()
    record(work, "change_reminder_level", row, str(level), told)
    work.emit("invoicing")
    return row.version


@needs(Permission.SETUP_INVOICING)
def set_reminder_clock(work: Work, *, automatic: bool, run_at: int) -> None:
    """Let reminders go by themselves each day from a time on (minutes after midnight), or not."""
    row = _settings(work)
    before = {"automatic": row.automatic, "run_at": row.run_at}
    row.automatic, row.run_at = automatic, run_at
    row.version += 1
    work.session.flush()
    told = differences(before, {"automatic": automatic, "run_at": run_at})
    record(work, "set_reminder_clock", row, "", told)
    work.emit("invoicing")


@needs(SEND)
def finish_run(work: Work, day: dt.date) -> None:
    """Note that the reminders of a day have gone."""
    _settings(work).finished_on = day


@needs(SEND)
def hold_reminders(work: Work, invoice_id: int, why: str) -> None:
    """Send no reminders of an invoice, disputed perhaps; "" lets them go again. Raises NotFound."""
    row = work.session.exec(select(Invoice).where(Invoice.id == invoice_id)).first()
    if row is None:
        raise NotFound(_("The invoice"))
    before, row.reminders_held = row.reminders_held, why[:200]
    record(
        work, "hold_reminders", row, str(row.number or ""), {"reminders_held": (before, why[:200])}
    )
    work.emit("invoices")


def _stored(work: Work, mail: Written, act: str) -> ReminderMessage:
    row = ReminderMessage(
        customer_id=mail.customer_id,
        act=act,
        level=mail.level,
        by_name=work.actor.name,
        receivers=[mail.to],
        subject=mail.subject[:200],
        text=mail.text,
        begun_at=clock.now(),
        message_id=f"reminder-{act}@{host()}",
    )
    work.session.add(row)
    work.session.flush()
    items = [
        {
            "message_id": row.key,
            "invoice_id": line.item.invoice_id,
            "level": line.level,
            "raised": line.raised,
            "open": line.item.open,
            "fee": line.fee,
            "interest": line.interest,
            "days_late": line.days_late,
        }
        for line in mail.lines
    ]
    work.insert_rows(ReminderItem, items)
    return row


def _lower(work: Work, items: Sequence[ReminderItem], stood: Mapping[int, int]) -> None:
    """Undo the levels that a mail raised: each invoice stands where it stood, or where other mails brought it."""
    raised = {item.invoice_id for item in items if item.raised}
    locked = select(Invoice).where(col(Invoice.id).in_(raised)).order_by(col(Invoice.id))
    invoices = work.session.exec(locked.with_for_update()).all()
    for item in items:
        item.raised = False
    work.session.flush()
    before = select(ReminderItem.invoice_id, sa.func.max(ReminderItem.level)).where(
        col(ReminderItem.invoice_id).in_(raised), col(ReminderItem.raised).is_(True)
    )
    others = dict(work.session.exec(before.group_by(col(ReminderItem.invoice_id))).all())
    for invoice in invoices:
        invoice.reminders = max(stood.get(invoice.key, 0), others.get(invoice.key, 0))


def _said(value: object) -> object:
    return None if value == NOT_SAID else value


def _settings(work: Work) -> ReminderSettings:
    row = work.session.exec(select(ReminderSettings).with_for_update()).first()
    if row is None:
        row = ReminderSettings(company_id=work.company_id, version=0)
        work.session.add(row)
    return row
