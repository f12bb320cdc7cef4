"""The balance strip: what was invoiced, what is outstanding and overdue, and how fast they pay."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.money import ZERO
from moment_ui.core.period import Period
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.invoices.rules import Standing, days_overdue
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceState

_STANDING = frozenset({InvoiceState.FINALISED, InvoiceState.SENT})
AGES = (0, 30, 60, 90)  # not due; then days late up to and including; the rest is older


@dataclass(frozen=True, slots=True)
class Fact:
    """What the strip needs of one issued invoice or credit note."""

    kind: InvoiceKind
    state: InvoiceState
    currency: str
    issued: dt.date
    due: dt.date | None
    paid_on: dt.date | None
    net: Decimal
    outstanding: Decimal


@dataclass(frozen=True, slots=True)
class Balance:
    """A customer's figures in one currency.

    `invoiced` is ex VAT from 1 January to today, `invoiced_before` the same days last year.
    `ageing` sums outstanding above nought: not due, 1-30, 31-60, 61-90 and more days late.
    """

    currency: str
    invoiced: Decimal
    invoiced_before: Decimal
    outstanding: Decimal
    ageing: tuple[Decimal, ...]
    overdue: Decimal
    overdue_count: int
    days_late: int  # of the oldest


@dataclass(frozen=True, slots=True)
class PaymentHabit:
    """Average days from issue to full payment, of what was settled this year and last.

    What was credited or written off was never paid, and does not count.
    """

    days: int | None
    days_before: int | None
    terms: int | None


@dataclass(frozen=True, slots=True)
class BalanceStrip:
    """One balance per currency, the customer's own first, and how they pay."""

    balances: tuple[Balance, ...]
    habit: PaymentHabit


@needs(Permission.VIEW_CUSTOMER_ECONOMY)
def balance_strip(work: Work, customer_id: int) -> BalanceStrip:
    """A customer's figures today. Raises NotFound."""
    query = select(Customer.currency, Customer.credit_days).where(Customer.id == customer_id)
    found = work.session.exec(query).first()
    if found is None:
        raise NotFound(_("The customer"))
    currency, terms = found
    today: dt.date = work.today()
    facts = _facts(work, customer_id, dt.date(today.year - 1, 1, 1))
    return BalanceStrip(balances(facts, today, currency), payment_habit(facts, today, terms))


@needs(Permission.VIEW_INVOICES)
def invoice_count(work: Work, customer_id: int) -> int:
    """How many invoices, credit notes and drafts a customer has."""
    query = select(sa.func.count(col(Invoice.id))).where(Invoice.customer_id == customer_id)
    return work.session.exec(query).one()


def balances(facts: Sequence[Fact], today: dt.date, currency: str) -> tuple[Balance, ...]:
    """The figures per currency, `currency` first; only that one when there are no facts."""
    others = sorted({fact.currency for fact in facts} - {currency})
    return tuple(
        _balance([fact for fact in facts if fact.currency == code], today, code)
        for code in (currency, *others)
    )


def payment_habit(facts: Iterable[Fact], today: dt.date, terms: int | None) -> PaymentHabit:
    """How fast invoices were settled this year and last; `terms` None takes the usual terms."""
    paid = [
        f for f in facts if f.kind == InvoiceKind.INVOICE and f.paid_on and f.state in _STANDING
    ]
    usual = [(f.due - f.issued).days for f in paid if f.due]
    return PaymentHabit(
        days=_average_days(paid, today.year),
        days_before=_average_days(paid, today.year - 1),
        terms=terms if terms is not None else _most_common(usual),
    )


def _facts(work: Work, customer_id: int, since: dt.date) -> list[Fact]:
    recent = sa.or_(
        col(Invoice.issue_date) >= since,
        col(Invoice.paid_on) >= since,
        col(Invoice.outstanding) != 0,
    )
    query = (
        sa.select(
            col(Invoice.kind),
            col(Invoice.state),
            col(Invoice.currency),
            col(Invoice.issue_date),
            col(Invoice.due_date),
            col(Invoice.paid_on),
            col(Invoice.net),
            col(Invoice.outstanding),
        )
        .where(col(Invoice.customer_id) == customer_id, col(Invoice.state) != InvoiceState.DRAFT)
        .where(col(Invoice.issue_date).is_not(None), recent)
    )
    # exec is typed for at most four columns
    rows: Iterable[Any] = cast("Any", work.session).exec(query)
    return [Fact(*row) for row in rows]


def _balance(facts: Sequence[Fact], today: dt.date, currency: str) -> Balance:
    late = [f for f in facts if _days_late(f, today)]
    return Balance(
        currency=currency,
        invoiced=_invoiced(facts, today),
        invoiced_before=_invoiced(facts, _year_before(today)),
        outstanding=_sum(f.outstanding for f in facts),
        ageing=_ageing(facts, today),
        overdue=_sum(f.outstanding for f in late),
        overdue_count=len(late),
        days_late=max((_days_late(f, today) for f in late), default=0),
    )


def _invoiced(facts: Iterable[Fact], last: dt.date) -> Decimal:
    year = Period.year_to(last)
    return _sum(f.net for f in facts if f.issued in year)


def _ageing(facts: Iterable[Fact], today: dt.date) -> tuple[Decimal, ...]:
    sums = [ZERO] * (len(AGES) + 1)
    for fact in facts:
        if fact.outstanding > 0:
            late = _days_late(fact, today)
            sums[sum(late > age for age in AGES)] += fact.outstanding
    return tuple(sums)


def _days_late(fact: Fact, today: dt.date) -> int:
    """Days overdue by the rule of the lists; what was paid already makes no difference to it."""
    standing = Standing(fact.kind, fact.state, ZERO, fact.outstanding, fact.due)
    return days_overdue(standing, today) or 0


def _year_before(day: dt.date) -> dt.date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)


def _average_days(paid: Iterable[Fact], year: int) -> int | None:
    days = [(f.paid_on - f.issued).days for f in paid if f.paid_on and f.paid_on.year == year]
    return (2 * sum(days) + len(days)) // (2 * len(days)) if days else None


def _most_common(days: Sequence[int]) -> int | None:
    return max(set(days), key=days.count) if days else None


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
