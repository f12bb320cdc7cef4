"""Every invoice as it stood at the end of a day, in SQL: what is grouped, aged and told entry by entry.

SQL only adds up and compares amounts; what is invoiced and what is paid stay apart, and are
subtracted in Python.
"""

from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.selection import Selection
from moment_ui.db.elements import NOUGHT, Condition, Expression
from moment_ui.db.lists import any_of, contains, every_word
from moment_ui.domain.ledger.rules import AGES, CREDITS, NOT_DUE, OLDEST, Span
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.payment import Payment

_COLUMNS: dict[str, Expression] = {
    "customer": col(Invoice.customer_id),
    "currency": col(Invoice.currency),
}


def is_issued() -> Condition:
    """The condition that an invoice is no draft."""
    return sa.and_(col(Invoice.state) != InvoiceState.DRAFT, col(Invoice.issue_date).is_not(None))


def asked_of_invoices(selection: Selection) -> list[Condition]:
    """What a list's filters say of the invoices that it is about."""
    found: list[Condition] = []
    for key, value in selection.filters:
        if key == "text":
            named = every_word(str(value), lambda word: contains(col(Customer.search), word))
            found.append(col(Invoice.customer_id).in_(sa.select(col(Customer.id)).where(named)))
        elif key in _COLUMNS:
            found.append(any_of(_COLUMNS[key], cast("tuple[Any, ...]", value)))
    return found


def standing_items(span: Span, *conditions: Condition, only_open: bool) -> sa.CTE:
    """A row per invoice or credit note: `gross` and `paid` at the end of the span, and what moved in it.

    `gross` is nought until it is issued, though something may have been paid on it. `conditions` are about
    invoices. `only_open` leaves out what was settled, looking at those few only which may not be.
    """
    paid = _paid(span, only_open=only_open)
    issued = col(Invoice.issue_date) <= span.until
    gross = sa.case((issued, col(Invoice.gross)), else_=0)
    columns: list[Any] = [
        col(Invoice.id),
        col(Invoice.customer_id),
        col(Invoice.currency),
        col(Invoice.due_date),
        gross.label("gross"),
        sa.func.coalesce(paid.c.paid, 0).label("paid"),
        sa.case((_moved(col(Invoice.issue_date), span), col(Invoice.gross)), else_=0).label(
            "invoiced_in"
        ),
        sa.func.coalesce(paid.c.paid_in, 0).label("paid_in"),
    ]
    statement = (
        sa.select(*columns)
        .outerjoin(paid, paid.c.invoice_id == col(Invoice.id))
        .where(is_issued(), sa.or_(issued, paid.c.paid.is_not(None)), *conditions)
    )
    if only_open:
        statement = statement.where(
            col(Invoice.id).in_(_maybe_open(span)), gross != sa.func.coalesce(paid.c.paid, 0)
        )
    return statement.cte("items")


def age(items: sa.CTE, span: Span) -> Expression:
    """The bucket of an item, as `rules.bucket`."""
    due = items.c.due_date
    days = [span.until.toordinal() - last for last in AGES]
    steps = [(due >= span.until.fromordinal(day), at) for at, day in enumerate(days, 1)]
    we_owe = items.c.gross < items.c.paid
    in_time = sa.or_(due.is_(None), due >= span.until, items.c.gross == items.c.paid)
    return sa.case((we_owe, CREDITS), (in_time, NOT_DUE), *steps, else_=OLDEST)


def _paid(span: Span, *, only_open: bool) -> sa.Subquery:
    """What was paid on each invoice until the end of the span, and within it."""
    moved = sa.case((_moved(col(Payment.paid_on), span), col(Payment.amount)), else_=0)
    statement = sa.select(
        col(Payment.invoice_id),
        sa.func.sum(col(Payment.amount)).label("paid"),
        sa.func.sum(moved).label("paid_in"),
    ).where(col(Payment.paid_on) <= span.until)
    if only_open:
        statement = statement.where(col(Payment.invoice_id).in_(_maybe_open(span)))
    return statement.group_by(col(Payment.invoice_id)).subquery("paid")


def _maybe_open(span: Span) -> sa.CompoundSelect[Any]:
    """Invoices that may have been open on the last day: open now, or issued or paid since."""
    return sa.union(
        sa.select(col(Invoice.id)).where(col(Invoice.outstanding) != NOUGHT),
        sa.select(col(Invoice.id)).where(col(Invoice.issue_date) > span.until),
        sa.select(col(Payment.invoice_id)).where(col(Payment.paid_on) > span.until),
    )


def _moved(day: Expression, span: Span) -> Condition:
    """Within the span; without a first day, all of it."""
    until = day <= span.until
    return until if span.start is None else sa.and_(day >= span.start, until)
