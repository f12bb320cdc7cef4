"""The ledger's entries, invoices and payments one by one, with a running balance. A report's source."""

import datetime as dt
from array import array
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.money import ZERO
from moment_ui.core.selection import Selection
from moment_ui.core.table import Total, Totals
from moment_ui.db.elements import among_ids
from moment_ui.db.kept import kept
from moment_ui.db.lists import any_of, in_order
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.ledger.customers import ECONOMY
from moment_ui.domain.ledger.items import asked_of_invoices, is_issued, standing_items
from moment_ui.domain.ledger.rules import Span, span_of
from moment_ui.models.base import Amount
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice
from moment_ui.models.payment import Payment


class Entry(NamedTuple):
    """An invoice, credit note, payment or write-off. `kind` is an InvoiceKind's or PaymentKind's value.

    `invoiced` is a document's gross amount, `paid` what was received or given up; `balance` is what is
    owed in the currency after it, by all that the list is about.
    """

    id: int
    day: dt.date
    kind: str
    invoice_id: int
    number: int | None
    customer_id: int
    customer: str
    currency: str
    due_date: dt.date | None
    description: str
    invoiced: Decimal | None
    paid: Decimal | None
    balance: Decimal


KINDS = ("invoice", "credit-note", "manual", "ocr", "bank-file", "sync", "write-off", "credit")
_FACTS = ("id", "day", "kind", "invoice_id", "number", "customer_id", "name", "currency")
_MORE = ("due_date", "description", "invoiced", "paid")


@needs(*ECONOMY)
def page(work: Work, selection: Selection, *, offset: int, limit: int) -> list[Entry]:
    """The rows from `offset` on, at most `limit`, in the order of the selection."""
    found = _page(work, selection).rows(work.session, offset=offset, limit=limit)
    return within(work, selection, [row[0] for row in found])


@needs(*ECONOMY)
def order(work: Work, selection: Selection) -> "array[int]":
    """The ids of all rows, in the order of the selection."""
    return array("q", (row[0] for row in _ids(work, selection).rows(work.session)))


@needs(*ECONOMY)
def rows(work: Work, ids: Sequence[int]) -> list[Entry]:
    """The rows with these ids in the ledger of everybody; see `within` for those of a list."""
    return within(work, Selection(), ids)


@needs(*ECONOMY)
def within(work: Work, selection: Selection, ids: Sequence[int]) -> list[Entry]:
    """The rows with these ids, with the balance of this list, in this order."""
    found = _some(work, selection.unsorted()).rows(work.session, ids=ids)
    return in_order([_entry(row) for row in found], ids, lambda entry: entry.id)


@needs(*ECONOMY)
def totals(work: Work, selection: Selection) -> Totals:
    """How many rows, and what they invoice and pay per currency, the commonest first.

    Where nothing is invoiced, or nothing paid, there is no sum of it.
    """
    found = _totals(work, selection.unsorted()).rows(work.session)
    sums = tuple(
        Total(
            currency,
            {
                key: amount
                for key, amount in (("invoiced", invoiced), ("paid", paid))
                if amount is not None
            },
        )
        for currency, _count, invoiced, paid in found
    )
    return Totals(count=sum(row[1] for row in found), sums=sums)


@needs(*ECONOMY)
def counts(work: Work, selection: Selection) -> dict[str, dict[str, int]]:
    """How many entries are of which kind."""
    found = _counts(work, selection.unsorted().without("kind")).rows(work.session)
    return {"kind": dict(found)}


@kept
def _page(work: Work, selection: Selection) -> sa.SelectBase:
    statement = _sorted(work, selection)
    return statement.offset(sa.bindparam("offset")).limit(sa.bindparam("limit"))


@kept
def _ids(work: Work, selection: Selection) -> sa.SelectBase:
    return _sorted(work, selection)


@kept
def _some(work: Work, selection: Selection) -> sa.SelectBase:
    """Entries by their ids; the balance runs over all that the list is about, shown or not."""
    every = all_entries(selection, span_of(selection, work.today()))
    before: dict[str, Any] = {
        "partition_by": every.c.currency,
        "order_by": (every.c.day, every.c.place, every.c.id),
    }
    running = [
        sa.func.sum(every.c[name]).over(**before).label(f"all_{name}")
        for name in ("invoiced", "paid")
    ]
    told = [every.c[name] for name in (*_FACTS, *_MORE) if name != "name"]
    whole = sa.select(*told, *running).cte("running")
    columns = [
        col(Customer.name) if name == "name" else whole.c[name] for name in (*_FACTS, *_MORE)
    ]
    return (
        sa.select(*columns, whole.c.all_invoiced, whole.c.all_paid)
        .join(Customer, col(Customer.id) == whole.c.customer_id)
        .where(among_ids(whole.c.id))
    )


@kept
def _totals(work: Work, selection: Selection) -> sa.SelectBase:
    shown = _shown(work, selection)
    sums = (sa.func.sum(shown.c.invoiced), sa.func.sum(shown.c.paid))
    return (
        sa.select(shown.c.currency, sa.func.count(), *sums)
        .group_by(shown.c.currency)
        .order_by(sa.func.count().desc(), shown.c.currency)
    )


@kept
def _counts(work: Work, selection: Selection) -> sa.SelectBase:
    shown = _shown(work, selection)
    return sa.select(shown.c.kind, sa.func.count()).group_by(shown.c.kind)


def _sorted(work: Work, selection: Selection) -> sa.Select[Any]:
    """The ids in the order of the days, or turned."""
    shown = _shown(work, selection)
    steps = (shown.c.day, shown.c.place, shown.c.id)
    turned = bool(selection.sort) and selection.sort[0].descending
    return sa.select(shown.c.id).order_by(*(step.desc() if turned else step for step in steps))


def _shown(work: Work, selection: Selection) -> sa.CTE:
    """The entries that are shown: those of the period, of the kinds asked for."""
    span = span_of(selection, work.today())
    every = all_entries(selection, span)
    statement = sa.select(every)
    if span.start is not None:
        statement = statement.where(every.c.day >= span.start)
    kinds = selection.value("kind")
    if kinds is not None:
        statement = statement.where(any_of(every.c.kind, cast("tuple[str, ...]", kinds)))
    return statement.cte("shown")


def all_entries(selection: Selection, span: Span) -> sa.CTE:
    """All that the list is about, until the end of the span. Ids are even for documents, odd for payments."""
    wanted = asked_of_invoices(selection)
    if selection.value("open") is True:
        items = standing_items(span, *wanted, only_open=True)
        wanted = [*wanted, col(Invoice.id).in_(sa.select(items.c.id))]
    nothing = sa.cast(sa.null(), Amount)
    document_columns: dict[str, Any] = {
        "id": cast("Any", col(Invoice.id)) * 2,
        "day": col(Invoice.issue_date),
        "place": sa.literal(0, sa.Integer),
        "kind": sa.cast(col(Invoice.kind), sa.String),
        "due_date": col(Invoice.due_date),
        "description": sa.literal("", sa.String),
        "invoiced": col(Invoice.gross),
        "paid": nothing,
    }
    payment_columns: dict[str, Any] = {
        "id": cast("Any", col(Payment.id)) * 2 + 1,
        "day": col(Payment.paid_on),
        "place": sa.literal(1, sa.Integer),
        "kind": sa.cast(col(Payment.kind), sa.String),
        "due_date": sa.cast(sa.null(), sa.Date),
        "description": col(Payment.description),
        "invoiced": nothing,
        "paid": col(Payment.amount),
    }
    documents = _entry_columns(document_columns).where(
        is_issued(), col(Invoice.issue_date) <= span.until, *wanted
    )
    payments = (
        _entry_columns(payment_columns)
        .join(Payment, col(Payment.invoice_id) == col(Invoice.id))
        .where(is_issued(), col(Payment.paid_on) <= span.until, *wanted)
    )
    return sa.union_all(documents, payments).cte("entries")


def is_payment(every: sa.CTE, payment_id: Any) -> sa.ColumnElement[bool]:
    """Whether an entry of `all_entries` is the payment with this id."""
    return sa.and_(every.c.paid.is_not(None), payment_id == every.c.id // 2)


def _entry_columns(own: dict[str, Any]) -> sa.Select[Any]:
    """A statement over invoices with columns of its own, and those that every entry has."""
    of_invoice: dict[str, Any] = {
        "invoice_id": col(Invoice.id),
        "number": col(Invoice.number),
        "customer_id": col(Invoice.customer_id),
        "currency": col(Invoice.currency),
    }
    labelled = [column.label(name) for name, column in (own | of_invoice).items()]
    statement: Any = sa.select(*labelled).select_from(Invoice)
    return statement


def _entry(row: Sequence[Any]) -> Entry:
    *told, invoiced, paid = row
    return Entry(*told, balance=(invoiced or ZERO) - (paid or ZERO))
