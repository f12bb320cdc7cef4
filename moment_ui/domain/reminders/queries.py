"""Who is overdue, with what stands in the way of a reminder; the levels and the clock; what was sent."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.fields import language_of
from moment_ui.core.money import ZERO
from moment_ui.core.writing import writer
from moment_ui.db.lists import contains, every_word
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.drafts.receiver import draft_receiver
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.domain.invoices.rules import ShownState
from moment_ui.domain.invoices.states import stands_in
from moment_ui.domain.invoicing.option import YES
from moment_ui.domain.invoicing.queries import effective
from moment_ui.domain.reminders.defaults import (
    LEVELS,
    Level,
    default_level,
    late_interest,
    level_on,
)
from moment_ui.domain.reminders.limits import Asking
from moment_ui.domain.reminders.rules import Obstacle, Overdue, Step, judged
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice
from moment_ui.models.reminder import ReminderItem, ReminderLevel, ReminderMessage, ReminderSettings
from moment_ui.models.sending import InvoiceMessage, SendChannel, SendResult

MOST = 100
"""So many customers are shown at a time."""


@dataclass(frozen=True, slots=True)
class Debtor:
    """A customer with all its overdue invoices, and where its reminder goes, "" nowhere.

    `place` is where it stands among all of them: what comes next is after it.
    """

    customer_id: int
    number: int
    name: str
    language: str
    email: str
    items: tuple[Overdue, ...]
    place: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True)
class Before:
    """The day of an invoice's last reminder, the fees it bears by then, and the last mail that told of it."""

    day: dt.date | None = None
    fees: Decimal = ZERO
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Clock:
    """Whether and when reminders go by themselves, and who collects instead of us."""

    automatic: bool
    run_at: int
    finished_on: dt.date | None
    version: int
    collected_by: str


@dataclass(frozen=True, slots=True)
class SentReminder:
    """A reminder that was sent about an invoice."""

    level: int
    sent_at: dt.datetime
    by_name: str
    receivers: str
    result: SendResult
    detail: str
    fee: Decimal
    interest: Decimal


@needs(Permission.VIEW_INVOICES)
def levels(work: Work) -> list[Level]:
    """The levels as they hold today, in their order; those the company has not changed are the defaults."""
    stored = {row.level: row for row in work.session.exec(select(ReminderLevel))}
    company = work.session.get_one(Company, work.company_id)
    today = work.today()
    return [
        level_on(stored.get(level) or default_level(level, company), company, today)
        for level in LEVELS
    ]


@needs(Permission.VIEW_INVOICES)
def interest_is_unknown(work: Work) -> bool:
    """Whether levels ask no interest only because this half-year's rate is not known to the program."""
    at_home = work.session.get_one(Company, work.company_id).country == "NO"
    unset = any(not row.said for row in levels(work))
    return at_home and unset and late_interest(work.today()) is None


@needs(Permission.VIEW_INVOICES)
def asking(work: Work) -> Asking:
    """Who reminds, for what the law says of it."""
    company = work.session.get_one(Company, work.company_id)
    write = writer(work.actor.locale, work.actor.timezone)
    return Asking(company.country, company.currency, work.today(), write)


@needs(Permission.VIEW_INVOICES)
def steps(work: Work) -> list[Step]:
    """What each level asks."""
    return [Step(row.level, row.days, row.fee, row.percent) for row in levels(work)]


@needs(Permission.VIEW_INVOICES)
def reminder_clock(work: Work) -> Clock:
    """Whether reminders go by themselves."""
    row = work.session.exec(select(ReminderSettings)).first()
    row = row or ReminderSettings(company_id=work.company_id, version=0)
    by = finance_settings(work).reminders_by
    return Clock(row.automatic, row.run_at, row.finished_on, row.version, by)


@needs(Permission.VIEW_INVOICES, Permission.VIEW_CUSTOMERS)
def debtors(
    work: Work,
    *,
    text: str = "",
    customer_id: int | None = None,
    after: tuple[str, int] | None = None,
    most: int = MOST,
) -> list[Debtor]:
    """Customers with overdue invoices, by name; at most so many, those after a place only."""
    late = stands_in([ShownState.OVERDUE], work.today())
    owing = sa.select(col(Invoice.customer_id)).where(late)
    query = select(Customer).where(col(Customer.id).in_(owing))
    if customer_id is not None:
        query = query.where(Customer.id == customer_id)
    if text:
        query = query.where(every_word(text, lambda word: contains(col(Customer.search), word)))
    if after:
        name, key = after
        same = sa.and_(col(Customer.sort_name) == name, col(Customer.id) > key)
        query = query.where(sa.or_(col(Customer.sort_name) > name, same))
    order = query.order_by(col(Customer.sort_name), col(Customer.id)).limit(most)
    customers = work.session.exec(order).all()
    return _with_items(work, customers)


@needs(Permission.VIEW_INVOICES)
def marks_of(work: Work, ids: Sequence[int]) -> dict[int, int]:
    """The mark of each of these invoices: see Overdue."""
    before = _earlier(work, list(ids))
    return {key: before.get(key, Before()).mark for key in ids}


@needs(Permission.VIEW_INVOICES)
def reminders_of(work: Work, invoice_id: int) -> list[SentReminder]:
    """The reminders sent about an invoice, the newest first."""
    query = (
        select(ReminderItem, ReminderMessage)
        .join(ReminderMessage, col(ReminderMessage.id) == col(ReminderItem.message_id))
        .where(ReminderItem.invoice_id == invoice_id)
        .order_by(col(ReminderMessage.id).desc())
    )
    return [
        SentReminder(
            item.level,
            message.begun_at,
            message.by_name,
            ", ".join(message.receivers),
            message.result,
            message.detail,
            item.fee,
            item.interest,
        )
        for item, message in work.session.exec(query)
    ]


def _with_items(work: Work, customers: Sequence[Customer]) -> list[Debtor]:
    ids = [customer.key for customer in customers]
    late = stands_in([ShownState.OVERDUE], work.today())
    query = (
        select(Invoice)
        .where(col(Invoice.customer_id).in_(ids), late)
        .order_by(col(Invoice.due_date), col(Invoice.number))
    )
    invoices = work.session.exec(query).all()
    before = _earlier(work, [row.key for row in invoices])
    asked = steps(work)
    rules: dict[tuple[int, int | None], Any] = {}
    found: defaultdict[int, list[Overdue]] = defaultdict(list)
    mails: dict[int, str] = {}
    for row in invoices:
        place = (row.customer_id, row.project_id)
        if place not in rules:
            rules[place] = effective(work, customer_id=place[0], project_id=place[1])
        options = rules[place]
        mails[row.customer_id] = mails.get(row.customer_id) or str(
            options["reminder_email"].value or ""
        )
        item = _item(row, before.get(row.key, Before()))
        if row.reminders_held:
            item = replace(item, obstacle=Obstacle.HELD)
        elif options["reminders"].value != YES:
            item = replace(item, obstacle=Obstacle.OPTED_OUT)
        found[row.customer_id].append(item)
    return [
        _debtor(work, customer, found[customer.key], mails.get(customer.key, ""), asked)
        for customer in customers
    ]


def _debtor(
    work: Work, customer: Customer, items: list[Overdue], email: str, asked: Sequence[Step]
) -> Debtor:
    to = email or _where_it_went(work, [item.invoice_id for item in items])
    to = to or draft_receiver(work, items[-1].invoice_id).address
    blocked = None if to else Obstacle.NO_ADDRESS
    told = [
        judged(item if item.obstacle else replace(item, obstacle=blocked), asked, work.today())
        for item in items
    ]
    language = customer.language or language_of(customer.country)
    place = (customer.sort_name, customer.key)
    return Debtor(customer.key, customer.number, customer.name, language, to, tuple(told), place)


def _item(row: Invoice, before: Before) -> Overdue:
    return Overdue(
        invoice_id=row.key,
        number=row.number or 0,
        issued=cast("dt.date", row.issue_date or row.due_date),
        due=cast("dt.date", row.due_date),
        currency=row.currency,
        gross=row.gross,
        open=row.outstanding,
        payment_id=row.payment_id,
        reminders=row.reminders,
        reminded_on=before.day,
        fees=before.fees,
        held=row.reminders_held,
        mark=before.mark,
    )


def _earlier(work: Work, ids: list[int]) -> dict[int, Before]:
    """What was sent of each invoice; mails that did not go are none."""
    query = (
        select(ReminderItem, ReminderMessage.begun_at)
        .join(ReminderMessage, col(ReminderMessage.id) == col(ReminderItem.message_id))
        .where(col(ReminderItem.invoice_id).in_(ids), ReminderMessage.result != SendResult.FAILED)
        .order_by(col(ReminderItem.id))
    )
    zone = ZoneInfo(work.actor.timezone)
    found: dict[int, Before] = {}
    for item, begun_at in work.session.exec(query):
        known = found.get(item.invoice_id, Before())
        if item.raised:
            known = Before(begun_at.astimezone(zone).date(), item.fee)
        found[item.invoice_id] = replace(known, mark=item.key)
    return found


def _where_it_went(work: Work, ids: list[int]) -> str:
    """The first receiver of the last e-mail with one of the invoices."""
    query = (
        select(InvoiceMessage)
        .where(
            col(InvoiceMessage.invoice_id).in_(ids),
            InvoiceMessage.channel == SendChannel.EMAIL,
            col(InvoiceMessage.result).in_([SendResult.SENT, SendResult.OUTBOX]),
        )
        .order_by(col(InvoiceMessage.id).desc())
    )
    message = work.session.exec(query).first()
    first = message.receivers[0] if message and message.receivers else ""
    return first.rpartition("<")[2].removesuffix(">")
