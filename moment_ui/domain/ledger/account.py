"""One customer's account as of a day: what is open, everything that moved, and how late what is owed is.

Read whole, for a paper: an account has thousands of entries at most, and is told to its end.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.money import ZERO
from moment_ui.core.selection import Selection
from moment_ui.db.elements import NOUGHT
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.ledger.customers import ECONOMY
from moment_ui.domain.ledger.entries import all_entries, is_payment
from moment_ui.domain.ledger.items import standing_items
from moment_ui.domain.ledger.rules import BUCKETS, Span, bucket
from moment_ui.models.invoice import Invoice, InvoiceKind
from moment_ui.models.payment import PREPAID_KEY, Payment, PaymentKind
from moment_ui.models.payment_file import BankEntry

PREPAID = "prepaid"
REVERSED, REVERSED_WRITE_OFF, REPAID = "reversed", "reversed-write-off", "repaid"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An invoice or credit note that something is left of; `open` is negative where we owe it."""

    invoice_id: int
    kind: str
    number: int
    issued: dt.date
    due: dt.date | None
    payment_id: str
    currency: str
    gross: Decimal
    open: Decimal


@dataclass(frozen=True, slots=True)
class Moved:
    """An entry of the account, in its currency: a document or a payment. `kind` as `entries.Entry`.

    What an invoice says was paid before it is `PREPAID`; what takes a payment or a write-off back is
    `REVERSED` or `REVERSED_WRITE_OFF`, and money that was given back otherwise `REPAID`. `of` is the kind
    of the document that it is about. `text` is what the customer may read of a payment: what the bank
    wrote, or the number that it is set off against; notes stay inside.
    """

    day: dt.date
    kind: str
    number: int | None
    text: str
    due: dt.date | None
    currency: str
    invoiced: Decimal | None
    paid: Decimal | None
    of: str = "invoice"


@dataclass(frozen=True, slots=True)
class AccountOf:
    """A customer's account in one currency: what was owed before the period, and what moved in it."""

    currency: str
    opening: Decimal
    moved: tuple[Moved, ...]


@needs(*ECONOMY)
def open_items(work: Work, customer_id: int, day: dt.date) -> list[OpenItem]:
    """What is open at the end of a day, by currency and due date."""
    items = standing_items(Span(day), col(Invoice.customer_id) == customer_id, only_open=True)
    query = (
        _select(
            col(Invoice.id),
            col(Invoice.kind),
            col(Invoice.number),
            col(Invoice.issue_date),
            col(Invoice.due_date),
            col(Invoice.payment_id),
            col(Invoice.currency),
            items.c.gross,
            items.c.paid,
        )
        .join(items, items.c.id == col(Invoice.id))
        .order_by(col(Invoice.currency), col(Invoice.due_date), col(Invoice.number))
    )
    return [
        OpenItem(
            key, kind.value, number or 0, issued, due, payment_id, currency, gross, gross - paid
        )
        for key, kind, number, issued, due, payment_id, currency, gross, paid in _exec(work, query)
    ]


@needs(*ECONOMY)
def accounts(work: Work, customer_id: int, span: Span) -> list[AccountOf]:
    """What moved in the span by currency, in the order of the days; without a first day, all of it.

    A currency that nothing moved in is there when something was owed in it before.
    """
    every = all_entries(Selection((("customer", (customer_id,)),)), span)
    before = _owed_before(work, every, span.start)
    query = (
        _select(
            every.c.day,
            _kind(every),
            every.c.number,
            _text(every),
            *(every.c[name] for name in ("due_date", "currency", "invoiced", "paid")),
            sa.cast(col(Invoice.kind), sa.String),
        )
        .select_from(every)
        .join(Invoice, col(Invoice.id) == every.c.invoice_id)
        .outerjoin(Payment, is_payment(every, col(Payment.id)))
        .outerjoin(BankEntry, col(BankEntry.id) == col(Payment.bank_entry_id))
    )
    if span.start is not None:
        query = query.where(every.c.day >= span.start)
    found: defaultdict[str, list[Moved]] = defaultdict(list)
    for row in _exec(work, query.order_by(every.c.day, every.c.place, every.c.id)):
        told = Moved(*row)
        noted = told.kind == PaymentKind.CREDIT and not told.text.isdigit()
        found[told.currency].append(replace(told, text="") if noted else told)
    codes = sorted(set(found) | {code for code, amount in before.items() if amount})
    return [AccountOf(code, before.get(code, ZERO), tuple(found[code])) for code in codes]


def ages_of(items: list[OpenItem], day: dt.date) -> dict[str, tuple[Decimal, ...]]:
    """What is owed on a day by how late it is, and what we owe, for each currency."""
    sums: defaultdict[str, list[Decimal]] = defaultdict(lambda: [ZERO] * BUCKETS)
    for item in items:
        sums[item.currency][bucket(item.due, item.open, day)] += item.open
    return {code: tuple(amounts) for code, amounts in sums.items()}


def _kind(every: sa.CTE) -> sa.ColumnElement[str]:
    """What an entry is to the customer: what takes a payment back is none, nor is money given back."""
    back = col(Payment.takes_back_id).is_not(None)
    less = every.c.paid < NOUGHT
    of_invoice = sa.and_(less, col(Invoice.kind) == InvoiceKind.INVOICE)
    prepaid = col(Payment.import_key).startswith(PREPAID_KEY, autoescape=True)
    return sa.case(
        (every.c.kind == PaymentKind.CREDIT.value, every.c.kind),
        (sa.and_(_is_write_off(every), sa.or_(back, of_invoice)), REVERSED_WRITE_OFF),
        (back, REVERSED),
        (prepaid, PREPAID),
        (sa.and_(less, ~_is_write_off(every)), REPAID),
        else_=every.c.kind,
    )


def _is_write_off(every: sa.CTE) -> sa.ColumnElement[bool]:
    return every.c.kind == PaymentKind.WRITE_OFF.value


def _text(every: sa.CTE) -> sa.ColumnElement[str]:
    """What the bank or a credit note wrote; nobody's own words."""
    set_off = (every.c.kind == PaymentKind.CREDIT.value, every.c.description)
    return sa.case(set_off, else_=sa.func.coalesce(col(BankEntry.text), ""))


def _owed_before(work: Work, every: sa.CTE, start: dt.date | None) -> dict[str, Decimal]:
    if start is None:
        return {}
    query = (
        _select(every.c.currency, sa.func.sum(every.c.invoiced), sa.func.sum(every.c.paid))
        .where(every.c.day < start)
        .group_by(every.c.currency)
    )
    return {
        code: (invoiced or ZERO) - (paid or ZERO) for code, invoiced, paid in _exec(work, query)
    }


_select: Any = sa.select


def _exec(work: Work, statement: Any) -> Any:
    """Unions and sums have no types of their own."""
    return cast("Any", work.session).exec(statement)
