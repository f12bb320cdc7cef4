"""The balance strip: what was invoiced, what is outstanding and overdue, and how fast they pay.

The database adds up: a customer with thousands of invoices sends as few rows as one with ten.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.money import ZERO
from moment_ui.core.period import Period
from moment_ui.core.words import _
from moment_ui.db.elements import Condition, Expression, days_between
from moment_ui.db.kept import kept
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.invoices.rules import ShownState
from moment_ui.domain.invoices.states import is_open, stands_in
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceState

AGES = (0, 30, 60, 90)  # not due; then days late up to and including; the rest is older


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


class _Open(NamedTuple):
    """The open items of one currency and age: 0 not due, else by `AGES`; `owed` leaves credit out."""

    currency: str
    age: int
    outstanding: Decimal
    owed: Decimal
    items: int
    oldest: dt.date | None


class _Settled(NamedTuple):
    """What was settled this year (or last) with the same terms: `days` from issue to payment."""

    this_year: bool
    terms: int | None
    settled: int
    days: int


@needs(Permission.VIEW_CUSTOMER_ECONOMY)
def balance_strip(work: Work, customer_id: int) -> BalanceStrip:
    """A customer's figures today. Raises NotFound."""
    query = select(Customer.currency, Customer.credit_days).where(Customer.id == customer_id)
    found = work.session.exec(query).first()
    if found is None:
        raise NotFound(_("The customer"))
    currency, terms = found
    return BalanceStrip(
        _balances(work, customer_id, currency), _payment_habit(work, customer_id, terms)
    )


@needs(Permission.VIEW_INVOICES)
def invoice_count(work: Work, customer_id: int) -> int:
    """How many invoices, credit notes and drafts a customer has."""
    return _count(work).rows(work.session, customer_id=customer_id)[0][0]


def _balances(work: Work, customer_id: int, own: str) -> tuple[Balance, ...]:
    """The figures per currency, `own` first; only that one when there are no invoices."""
    invoiced = {
        row[0]: row[1:] for row in _invoiced(work).rows(work.session, customer_id=customer_id)
    }
    items: defaultdict[str, list[_Open]] = defaultdict(list)
    for item in map(_Open._make, _open(work).rows(work.session, customer_id=customer_id)):
        items[item.currency].append(item)
    others = sorted((invoiced.keys() | items.keys()) - {own})
    return tuple(
        _balance(code, invoiced.get(code, (ZERO, ZERO)), items[code], work.today())
        for code in (own, *others)
    )


def _balance(
    currency: str, invoiced: Sequence[Decimal], items: Sequence[_Open], today: dt.date
) -> Balance:
    late = [item for item in items if item.age]
    oldest = min((item.oldest for item in late if item.oldest), default=today)
    return Balance(
        currency=currency,
        invoiced=invoiced[0],
        invoiced_before=invoiced[1],
        outstanding=_sum(item.outstanding for item in items),
        ageing=tuple(
            _sum(item.owed for item in items if item.age == age) for age in range(len(AGES) + 1)
        ),
        overdue=_sum(item.outstanding for item in late),
        overdue_count=sum(item.items for item in late),
        days_late=(today - oldest).days,
    )


def _payment_habit(work: Work, customer_id: int, terms: int | None) -> PaymentHabit:
    """How fast invoices were settled; `terms` None takes the usual ones."""
    rows = _settled(work).rows(work.session, customer_id=customer_id)
    settled = [_Settled._make(row) for row in rows]
    return PaymentHabit(
        days=_average_days([each for each in settled if each.this_year]),
        days_before=_average_days([each for each in settled if not each.this_year]),
        terms=terms if terms is not None else _usual_terms(settled),
    )


def _average_days(settled: Sequence[_Settled]) -> int | None:
    count, days = sum(each.settled for each in settled), sum(each.days for each in settled)
    return (2 * days + count) // (2 * count) if count else None


def _usual_terms(settled: Sequence[_Settled]) -> int | None:
    """The commonest terms, the shortest of several."""
    counts: Counter[int] = Counter()
    for each in settled:
        if each.terms is not None:
            counts[each.terms] += each.settled
    return max(counts, key=lambda terms: (counts[terms], -terms)) if counts else None


@kept
def _count(_work: Work) -> sa.SelectBase:
    return sa.select(sa.func.count()).where(_his())


@kept
def _invoiced(work: Work) -> sa.SelectBase:
    today: dt.date = work.today()
    this, last = Period.year_to(today), Period.year_to(_year_before(today))
    return (
        sa.select(col(Invoice.currency), _net_in(this), _net_in(last))
        .where(_his(), _is_issued(), col(Invoice.issue_date) >= last.start)
        .group_by(col(Invoice.currency))
    )


@kept
def _open(work: Work) -> sa.SelectBase:
    today: dt.date = work.today()
    owed, due = col(Invoice.outstanding), col(Invoice.due_date)
    age = sa.label("age", _age(today))
    return (
        sa.select(
            col(Invoice.currency),
            age,
            sa.func.sum(owed),
            sa.func.sum(sa.case((owed > 0, owed), else_=0)),
            sa.func.count(),
            sa.func.min(due),
        )
        .where(_his(), _is_issued(), is_open())
        .group_by(col(Invoice.currency), age)
    )


@kept
def _settled(work: Work) -> sa.SelectBase:
    year: int = work.today().year
    issued, paid = col(Invoice.issue_date), col(Invoice.paid_on)
    this_year = sa.label("this_year", paid >= dt.date(year, 1, 1))
    terms = sa.label("terms", days_between(issued, col(Invoice.due_date)))
    return (
        sa.select(this_year, terms, sa.func.count(), sa.func.sum(days_between(issued, paid)))
        .where(
            _his(),
            col(Invoice.kind) == InvoiceKind.INVOICE,
            col(Invoice.state).in_([InvoiceState.FINALISED, InvoiceState.SENT]),
            paid >= dt.date(year - 1, 1, 1),
            paid < dt.date(year + 1, 1, 1),
        )
        .group_by(this_year, terms)
    )


def _his() -> Condition:
    return col(Invoice.customer_id) == sa.bindparam("customer_id", type_=sa.Integer())


def _is_issued() -> Condition:
    return sa.and_(col(Invoice.state) != InvoiceState.DRAFT, col(Invoice.issue_date).is_not(None))


def _net_in(period: Period) -> Expression:
    issued, net = col(Invoice.issue_date), col(Invoice.net)
    inside = sa.and_(issued >= period.start, issued < period.end)
    return sa.func.sum(sa.case((inside, net), else_=0))


def _age(today: dt.date) -> Expression:
    """How late an item is, by `AGES`, under the rule of the lists for what is overdue."""
    due = col(Invoice.due_date)
    oldest_first = [
        (due < today - dt.timedelta(days=days), place)
        for place, days in reversed([*enumerate(AGES, 1)])
    ]
    return sa.case((stands_in([ShownState.OVERDUE], today), sa.case(*oldest_first)), else_=0)


def _year_before(day: dt.date) -> dt.date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
