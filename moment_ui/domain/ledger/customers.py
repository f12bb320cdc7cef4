"""Who owes what: customers with their balance in each currency and its age, as of a day. A report's source."""

import datetime as dt
from array import array
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.selection import Selection, SortKey
from moment_ui.core.table import Total, Totals
from moment_ui.db.elements import among_ids
from moment_ui.db.kept import kept
from moment_ui.db.lists import in_order
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.ledger.items import age, asked_of_invoices, standing_items
from moment_ui.domain.ledger.rules import BUCKETS, CREDITS, NOT_DUE, OLDEST, span_of
from moment_ui.models.customer import Customer


class CustomerBalance(NamedTuple):
    """A customer's standing in one currency. `ages` are by bucket and add up to `balance`.

    `invoiced` and `paid` moved within the period asked for. The id is that of an invoice of theirs.
    `until` is the day that the list is as of, None when that is today.
    """

    id: int
    customer_id: int
    number: int
    name: str
    currency: str
    invoiced: Decimal
    paid: Decimal
    balance: Decimal
    ages: tuple[Decimal, ...]
    until: dt.date | None = None

    @property
    def overdue(self) -> Decimal:
        """What is late, however late."""
        return sum(self.ages[NOT_DUE + 1 : CREDITS], Decimal(0))


ECONOMY = (Permission.VIEW_CUSTOMER_ECONOMY, Permission.VIEW_INVOICES)
_AGE_SUMS = [f"{what}_{at}" for at in range(BUCKETS) for what in ("gross", "paid")]
_SUMS = ["invoiced_in", "paid_in", "gross", "paid", *_AGE_SUMS]


@needs(*ECONOMY)
def page(work: Work, selection: Selection, *, offset: int, limit: int) -> list[CustomerBalance]:
    """The rows from `offset` on, at most `limit`, in the order of the selection."""
    found = _page(work, selection).rows(work.session, offset=offset, limit=limit)
    until = _until(work, selection)
    return [_row(row, until) for row in found]


@needs(*ECONOMY)
def order(work: Work, selection: Selection) -> "array[int]":
    """The ids of all rows, in the order of the selection."""
    return array("q", (row[0] for row in _ids(work, selection).rows(work.session)))


@needs(*ECONOMY)
def rows(work: Work, ids: Sequence[int]) -> list[CustomerBalance]:
    """The rows with these ids as they stand today; see `within` for those of a list."""
    return within(work, Selection(), ids)


@needs(*ECONOMY)
def within(work: Work, selection: Selection, ids: Sequence[int]) -> list[CustomerBalance]:
    """The rows with these ids as they stand in this list, in this order."""
    found = _some(work, selection.unsorted()).rows(work.session, ids=ids)
    until = _until(work, selection)
    return in_order([_row(row, until) for row in found], ids, lambda row: row.id)


@needs(*ECONOMY)
def totals(work: Work, selection: Selection) -> Totals:
    """How many rows, and their sums per currency, the commonest first."""
    found = _totals(work, selection.unsorted()).rows(work.session)
    return Totals(
        count=sum(row[1] for row in found), sums=tuple(_total(row[0], row[2:]) for row in found)
    )


@needs(*ECONOMY)
def counts(work: Work, selection: Selection) -> dict[str, dict[str, int]]:
    """How many rows are in which currency."""
    found = _totals(work, selection.unsorted().without("currency")).rows(work.session)
    return {"currency": {row[0]: row[1] for row in found}}


@kept
def _page(work: Work, selection: Selection) -> sa.SelectBase:
    statement = _sorted(selection, _groups(work, selection))
    return statement.offset(sa.bindparam("offset")).limit(sa.bindparam("limit"))


@kept
def _ids(work: Work, selection: Selection) -> sa.SelectBase:
    return _sorted(selection, _groups(work, selection))


@kept
def _some(work: Work, selection: Selection) -> sa.SelectBase:
    every = _groups(work, selection)
    return _columns(every).where(among_ids(every.c.id))


@kept
def _totals(work: Work, selection: Selection) -> sa.SelectBase:
    groups = _groups(work, selection)
    sums = [sa.func.sum(groups.c[name]) for name in _SUMS]
    return (
        sa.select(groups.c.currency, sa.func.count(), *sums)
        .group_by(groups.c.currency)
        .order_by(sa.func.count().desc(), groups.c.currency)
    )


def _columns(groups: sa.CTE) -> sa.Select[Any]:
    sums = [groups.c[name] for name in _SUMS]
    facts = (groups.c.id, groups.c.customer_id, col(Customer.number), col(Customer.name))
    return sa.select(*facts, groups.c.currency, *sums).join(
        Customer, col(Customer.id) == groups.c.customer_id
    )


def _groups(work: Work, selection: Selection) -> sa.CTE:
    """The items of each customer and currency, added up."""
    span = span_of(selection, work.today())
    only_open = selection.value("open") is True
    items = standing_items(span, *asked_of_invoices(selection), only_open=only_open)
    late = age(items, span)
    sums = [sa.func.sum(items.c[name]).label(name) for name in _SUMS[:4]]
    ages = [
        sa.func.sum(sa.case((late == at, items.c[what]), else_=0)).label(f"{what}_{at}")
        for at in range(BUCKETS)
        for what in ("gross", "paid")
    ]
    statement = sa.select(
        sa.func.min(items.c.id).label("id"), items.c.customer_id, items.c.currency, *sums, *ages
    ).group_by(items.c.customer_id, items.c.currency)
    if selection.value("overdue") is True:
        overdue = late.between(NOT_DUE + 1, OLDEST)
        statement = statement.having(sa.func.sum(sa.case((overdue, 1), else_=0)) > 0)
    return statement.cte("balances")


def _sorted(selection: Selection, groups: sa.CTE) -> sa.Select[Any]:
    steps = [_by(groups, key) for key in selection.sort]
    last = selection.sort[-1].descending if selection.sort else False
    return _columns(groups).order_by(*steps, groups.c.id.desc() if last else groups.c.id)


def _by(groups: sa.CTE, key: SortKey) -> Any:
    sorting = _sortings(groups)[key.key]
    return sorting.desc() if key.descending else sorting


def _sortings(groups: sa.CTE) -> dict[str, Any]:
    """What each column is sorted by. Differences are for the order only, and never read."""
    less = {f"age{at}": (f"gross_{at}", f"paid_{at}") for at in range(BUCKETS)}
    less["balance"] = ("gross", "paid")
    return {
        "number": col(Customer.number),
        "customer": col(Customer.sort_name),
        "currency": groups.c.currency,
        "invoiced": groups.c.invoiced_in,
        "paid": groups.c.paid_in,
        **{key: groups.c[gross] - groups.c[paid] for key, (gross, paid) in less.items()},
    }


def _figures(sums: Sequence[Decimal]) -> tuple[Decimal, Decimal, Decimal, tuple[Decimal, ...]]:
    """Invoiced, paid, balance and ages of the sums in their order."""
    invoiced, paid_in, gross, paid, *by_age = sums
    ages = tuple(by_age[at] - by_age[at + 1] for at in range(0, len(by_age), 2))
    return invoiced, paid_in, gross - paid, ages


def _until(work: Work, selection: Selection) -> dt.date | None:
    today: dt.date = work.today()
    until = span_of(selection, today).until
    return None if until == today else until


def _row(row: Sequence[Any], until: dt.date | None) -> CustomerBalance:
    row_id, customer_id, number, name, currency, *sums = row
    return CustomerBalance(row_id, customer_id, number, name, currency, *_figures(sums), until)


def _total(currency: str, sums: Sequence[Decimal]) -> Total:
    invoiced, paid, balance, ages = _figures(sums)
    by_age = {f"age{at}": amount for at, amount in enumerate(ages)}
    return Total(currency, {"invoiced": invoiced, "paid": paid, "balance": balance, **by_age})
