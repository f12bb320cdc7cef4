"""What each filter of the invoice list means in SQL, and how many rows each choice would show."""

from collections.abc import Callable
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.period import Period, Preset
from moment_ui.core.selection import FilterValue, Range, Selection, period_of
from moment_ui.db.lists import (
    Condition,
    Expression,
    any_of,
    between,
    contains,
    counted,
    every_word,
    on_days,
    records,
    starts_with,
    starts_with_digits,
    whole,
    within,
)
from moment_ui.db.work import Work
from moment_ui.domain.invoices.states import STATES, stands_in, state_place
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice
from moment_ui.models.project import Project
from moment_ui.models.tag import CustomerTag

Meaning = Callable[[Work, Any], Condition]


def conditions(work: Work, selection: Selection) -> list[Condition]:
    """The WHERE of a selection; filters this list does not have raise KeyError."""
    return [_MEANINGS[key](work, value) for key, value in selection.filters]


def counts(work: Work, selection: Selection) -> dict[str, dict[str, int]]:
    """Rows per choice of each choice filter, under all the other filters."""
    found = {
        key: counted(work, expression, *conditions(work, selection.without(key)))
        for key, expression in _FACETS.items()
    }
    place = state_place(work.today())
    places = counted(work, place, *conditions(work, selection.without("state")))
    states = {STATES[int(place)].value: count for place, count in places.items()}
    return {**found, "state": states, "tags": _tag_counts(work, selection.without("tags"))}


def _tag_counts(work: Work, selection: Selection) -> dict[str, int]:
    per_customer = (
        sa.select(col(Invoice.customer_id), sa.func.count().label("count"))
        .where(*conditions(work, selection))
        .group_by(col(Invoice.customer_id))
        .subquery()
    )
    statement = (
        sa.select(col(CustomerTag.tag_id), sa.func.sum(per_customer.c.count))
        .join(per_customer, per_customer.c.customer_id == col(CustomerTag.customer_id))
        .group_by(col(CustomerTag.tag_id))
    )
    return {str(tag_id): int(count) for tag_id, count in records(work, statement)}


def _word(word: str) -> Condition:
    customers = sa.select(col(Customer.id)).where(contains(col(Customer.search), word))
    projects = sa.select(col(Project.id)).where(contains(col(Project.search), word))
    ways = (
        col(Invoice.customer_id).in_(customers),
        col(Invoice.project_id).in_(projects),
        starts_with_digits(col(Invoice.number), word),
        starts_with(col(Invoice.payment_id), word),
    )
    # A union, because each way has an index of its own and SQLite would scan for the OR of them.
    return col(Invoice.id).in_(sa.union(*(sa.select(col(Invoice.id)).where(way) for way in ways)))


def _text(_work: Work, text: str) -> Condition:
    return every_word(text, _word)


def _dates(column: Expression) -> Meaning:
    def inside(work: Work, value: Preset | Period) -> Condition:
        period = period_of(value, work.today())
        return within(column, period.start, period.end)

    return inside


def _instants(column: Expression) -> Meaning:
    def inside(work: Work, value: Preset | Period) -> Condition:
        return on_days(column, period_of(value, work.today()), work.actor.timezone)

    return inside


def _range(column: Expression) -> Meaning:
    return lambda _work, value: between(column, cast("Range", value).low, value.high)


def _numbers(column: Expression) -> Meaning:
    return lambda _work, value: between(column, whole(value.low), whole(value.high))


def _any_of(column: Expression) -> Meaning:
    return lambda _work, values: any_of(column, values)


def _tags(_work: Work, tag_ids: FilterValue) -> Condition:
    tagged = sa.select(col(CustomerTag.customer_id)).where(
        col(CustomerTag.tag_id).in_(list(cast("tuple[int, ...]", tag_ids)))
    )
    return col(Invoice.customer_id).in_(tagged)


_FACETS: dict[str, Expression] = {
    "kind": col(Invoice.kind),
    "export": col(Invoice.export_status),
    "sent_as": col(Invoice.invoice_type),
    "currency": col(Invoice.currency),
    "responsible": col(Invoice.responsible_id),
}

_MEANINGS: dict[str, Meaning] = {
    "text": _text,
    "number": _numbers(col(Invoice.number)),
    "state": lambda work, states: stands_in(states, work.today()),
    "kind": _any_of(col(Invoice.kind)),
    "customer": _any_of(col(Invoice.customer_id)),
    "project": _any_of(col(Invoice.project_id)),
    "tags": _tags,
    "issued": _dates(col(Invoice.issue_date)),
    "due": _dates(col(Invoice.due_date)),
    "finalised": _instants(col(Invoice.finalised_at)),
    "settled": _dates(col(Invoice.paid_on)),
    "net": _range(col(Invoice.net)),
    "gross": _range(col(Invoice.gross)),
    "outstanding": _range(col(Invoice.outstanding)),
    "currency": _any_of(col(Invoice.currency)),
    "export": _any_of(col(Invoice.export_status)),
    "sent_as": _any_of(col(Invoice.invoice_type)),
    "responsible": _any_of(col(Invoice.responsible_id)),
    "overdue": lambda work, _on: stands_in(["overdue"], work.today()),
}
