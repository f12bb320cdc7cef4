"""What each filter of the invoice list means in SQL, and how many rows each choice would show."""

from collections.abc import Callable, Sequence
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
    unindexed,
    whole,
    within,
)
from moment_ui.db.work import Work
from moment_ui.domain.invoices.states import STATES, stands_in, state_place
from moment_ui.models.customer import Customer, InvoiceType
from moment_ui.models.invoice import ExportStatus, Invoice, InvoiceKind
from moment_ui.models.project import Project
from moment_ui.models.tag import CustomerTag

Meaning = Callable[[Work, Any], Condition]


def conditions(work: Work, selection: Selection) -> list[Condition]:
    """The WHERE of a selection; filters this list does not have raise KeyError."""
    return [_MEANINGS[key](work, value) for key, value in selection.filters]


def counts(work: Work, selection: Selection) -> dict[str, dict[str, int]]:
    """Rows per choice of each choice filter, under all the other filters."""
    currency = counted(
        work, col(Invoice.currency), *conditions(work, selection.without("currency"))
    )
    tags = _tag_counts(work, selection.without("tags"))
    return {**_cube(work, selection), "currency": currency, "tags": tags}


def _cube(work: Work, selection: Selection) -> dict[str, dict[str, int]]:
    """The counts of all filters with few choices from one reading of the index.

    Rows are grouped by one number made of the places of their choices: SQLite sorts short numbers
    ten times as fast as five columns.
    """
    sides = {"state": (STATES, state_place(work.today())), **_SIDES}
    number: Any = sa.literal(0)
    for choices, place in sides.values():
        number = number * len(choices) + place
    cells = counted(work, number, *conditions(work, selection.without(*sides)))
    found: dict[str, dict[str, int]] = {key: {} for key in sides}
    for cell, count in cells.items():
        chosen = _unpacked(int(cell), {key: choices for key, (choices, _place) in sides.items()})
        outside = [key for key, choice in chosen.items() if not _allows(selection, key, choice)]
        for key in outside or chosen:
            if len(outside) <= 1:
                found[key][chosen[key]] = found[key].get(chosen[key], 0) + count
    return found


def _unpacked(cell: int, sides: dict[str, Sequence[str]]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for key in reversed(sides):
        choices = sides[key]
        cell, place = divmod(cell, len(choices))
        chosen[key] = str(choices[place])
    return chosen


def _allows(selection: Selection, key: str, choice: str) -> bool:
    wanted = selection.value(key)
    return wanted is None or choice in cast("tuple[str, ...]", wanted)


def _place(column: Expression, choices: Sequence[str]) -> Expression:
    return sa.case({choice: place for place, choice in enumerate(choices)}, value=column, else_=0)


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
    return unindexed(col(Invoice.customer_id)).in_(tagged)


_SIDES: dict[str, tuple[Sequence[str], Expression]] = {
    "kind": (tuple(InvoiceKind), _place(col(Invoice.kind), tuple(InvoiceKind))),
    "export": (tuple(ExportStatus), _place(col(Invoice.export_status), tuple(ExportStatus))),
    "sent_as": (tuple(InvoiceType), _place(col(Invoice.invoice_type), tuple(InvoiceType))),
}

# What leaves few rows is looked up in its index. For the rest the wide index is read through, at
# most 100,000 entries, because looking up each of many rows would take five times as long.
_MEANINGS: dict[str, Meaning] = {
    "text": _text,
    "number": _numbers(col(Invoice.number)),
    "state": lambda work, states: stands_in(states, work.today()),
    "kind": _any_of(col(Invoice.kind)),
    "customer": _any_of(col(Invoice.customer_id)),
    "project": _any_of(col(Invoice.project_id)),
    "tags": _tags,
    "issued": _dates(unindexed(col(Invoice.issue_date))),
    "due": _dates(unindexed(col(Invoice.due_date))),
    "finalised": _instants(unindexed(col(Invoice.finalised_at))),
    "settled": _dates(unindexed(col(Invoice.paid_on))),
    "net": _range(unindexed(col(Invoice.net))),
    "gross": _range(unindexed(col(Invoice.gross))),
    "outstanding": _range(unindexed(col(Invoice.outstanding))),
    "currency": _any_of(col(Invoice.currency)),
    "export": _any_of(unindexed(col(Invoice.export_status))),
    "sent_as": _any_of(col(Invoice.invoice_type)),
    "responsible": _any_of(col(Invoice.responsible_id)),
    "overdue": lambda work, _on: stands_in(["overdue"], work.today()),
}
