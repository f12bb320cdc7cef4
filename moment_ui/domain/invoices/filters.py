"""What each filter of the invoice list means in SQL."""

from typing import cast

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.selection import Range, Selection
from moment_ui.db.elements import Condition, Expression, unindexed
from moment_ui.db.lists import (
    between,
    contains,
    searched_words,
    starts_with,
    starts_with_digits,
)
from moment_ui.db.work import Work
from moment_ui.domain.invoices.listed import Message
from moment_ui.domain.invoices.states import OPEN, is_open, stands_in
from moment_ui.domain.lists.declared import Meaning
from moment_ui.domain.lists.meanings import amounts, days, holding, instants, numbers, one_of
from moment_ui.domain.tags.links import OF_CUSTOMERS, OF_PROJECTS
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice
from moment_ui.models.project import Project
from moment_ui.models.sending import InvoiceMessage, SendResult


def tried(work: Work, selection: Selection) -> list[Condition]:
    """The WHERE of a selection for rows that are at hand: words are tried on them, not looked up."""
    meanings: dict[str, Meaning] = {**MEANINGS, "text": _tried_text}
    return [meanings[key](work, value) for key, value in selection.filters]


def of_sorted_column(work: Work, selection: Selection) -> list[Condition]:
    """What is asked of the column that is sorted by first, for its index to begin there."""
    key, meaning = _IN_ORDER.get(selection.sort[0].key, ("", None))
    value = selection.value(key)
    return [meaning(work, value)] if meaning and value is not None else []


def leaves_open_items(selection: Selection) -> bool:
    """Whether a filter leaves only what is owed."""
    states = cast("tuple[str, ...] | None", selection.value("state"))
    owed = selection.value("outstanding")
    return bool(
        selection.value("overdue")
        or (states and OPEN.issuperset(states))
        or (isinstance(owed, Range) and _is_never_nought(owed))
    )


def _is_never_nought(bounds: Range) -> bool:
    low, high = bounds.low, bounds.high
    return (low is not None and low > 0) or (high is not None and high < 0)


def _outstanding(_work: Work, owed: Range) -> Condition:
    column = unindexed(col(Invoice.outstanding))
    inside = between(column, owed.low, owed.high)
    return sa.and_(is_open(), inside) if _is_never_nought(owed) else inside


def _text(_work: Work, text: str) -> Condition:
    """Each word is in the name of the customer or project, or begins a number.

    Looked up are the rows of customers that have every word, and those that another way finds by any
    word: an index serves each way. For numbers and several words SQLite would scan for the OR of them.
    """
    words = searched_words(text)
    if len(words) == 1 and not words[0].isdigit():
        return sa.or_(_of_customers(col(Invoice.customer_id), *words), *_others(*words))
    by_customer = sa.select(col(Invoice.id)).where(_of_customers(col(Invoice.customer_id), *words))
    others = (sa.select(col(Invoice.id)).where(way) for word in words for way in _others(word))
    looked_up = col(Invoice.id).in_(sa.union_all(by_customer, *others))
    return sa.and_(looked_up, *(_is_found(word) for word in words if len(words) > 1))


def _tried_text(_work: Work, text: str) -> Condition:
    return sa.and_(sa.true(), *map(_is_found, searched_words(text)))


def _is_found(word: str) -> Condition:
    return sa.or_(
        _of_customers(unindexed(col(Invoice.customer_id)), word),
        _of_projects(unindexed(col(Invoice.project_id)), word),
        starts_with_digits(unindexed(col(Invoice.number)), word),
        starts_with(unindexed(col(Invoice.payment_id)), word),
    )


def _others(word: str) -> list[Condition]:
    numbered = [starts_with_digits(col(Invoice.number), word)] if word.isdigit() else []
    return [
        _of_projects(col(Invoice.project_id), word),
        *numbered,
        starts_with(col(Invoice.payment_id), word),
    ]


def _of_customers(column: Expression, *words: str) -> Condition:
    found = (contains(col(Customer.search), word) for word in words)
    return column.in_(sa.select(col(Customer.id)).where(*found))


def _of_projects(column: Expression, word: str) -> Condition:
    return column.in_(sa.select(col(Project.id)).where(contains(col(Project.search), word)))


HANGING = (SendResult.PENDING, SendResult.UNKNOWN)
UNKNOWN = "unknown"
"""The choice of messages that are on their way, or of which nobody knows what became."""


def _sent_result(_work: Work, results: tuple[str, ...]) -> Condition:
    """What became of the newest sending of each is one of these."""
    wanted = [r for r in SendResult if (UNKNOWN if r in HANGING else r.value) in results]
    newest = sa.select(sa.func.max(col(Message.id))).group_by(col(Message.invoice_id))
    found = sa.select(col(InvoiceMessage.invoice_id)).where(
        col(InvoiceMessage.result).in_(wanted), col(InvoiceMessage.id).in_(newest)
    )
    return unindexed(col(Invoice.id)).in_(found)


# What leaves few rows is looked up in its index. For the rest the wide index is read through, at
# most 100,000 entries, because looking up each of many rows would take five times as long.
MEANINGS: dict[str, Meaning] = {
    "text": _text,
    "number": numbers(col(Invoice.number)),
    "state": lambda work, states: stands_in(states, work.today()),
    "kind": one_of(col(Invoice.kind)),
    "customer": one_of(col(Invoice.customer_id)),
    "project": one_of(col(Invoice.project_id)),
    "tags": OF_CUSTOMERS.any_of(unindexed(col(Invoice.customer_id))),
    "project_tags": OF_PROJECTS.any_of(unindexed(col(Invoice.project_id))),
    "issued": days(unindexed(col(Invoice.issue_date))),
    "due": days(unindexed(col(Invoice.due_date))),
    "finalised": instants(unindexed(col(Invoice.finalised_at))),
    "sent": instants(unindexed(col(Invoice.sent_at))),
    "settled": days(unindexed(col(Invoice.paid_on))),
    "net": amounts(unindexed(col(Invoice.net))),
    "gross": amounts(unindexed(col(Invoice.gross))),
    "outstanding": _outstanding,
    "currency": one_of(col(Invoice.currency)),
    "export": one_of(unindexed(col(Invoice.export_status))),
    "sent_as": one_of(col(Invoice.invoice_type)),
    "sent_result": _sent_result,
    "responsible": one_of(col(Invoice.responsible_id)),
    "your_reference": holding(col(Invoice.your_reference)),
    "order_reference": holding(col(Invoice.order_reference)),
    "contract_reference": holding(col(Invoice.contract_reference)),
    "overdue": lambda work, _on: stands_in(["overdue"], work.today()),
}

# What the first key of a sort is filtered by, plainly: its index is walked from there.
_IN_ORDER: dict[str, tuple[str, Meaning]] = {
    "issue_date": ("issued", days(col(Invoice.issue_date))),
    "due_date": ("due", days(col(Invoice.due_date))),
    "gross": ("gross", amounts(col(Invoice.gross))),
    "outstanding": ("outstanding", amounts(col(Invoice.outstanding))),
}
