"""What each filter of the customer list means in SQL, and how many rows each choice would show."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotPermitted
from moment_ui.core.period import Period
from moment_ui.core.selection import Selection, period_of
from moment_ui.db.elements import Condition, Expression
from moment_ui.db.kept import kept
from moment_ui.db.lists import (
    any_of,
    between,
    contains,
    counted,
    every_word,
    per,
    starts_with,
    starts_with_digits,
    whole,
)
from moment_ui.db.work import Work
from moment_ui.domain.customers import measures
from moment_ui.domain.tags.links import OF_CUSTOMERS
from moment_ui.models.customer import Customer

Alias = aliased(Customer)
Meaning = Callable[[Work, Any], Condition]

ECONOMY = frozenset({"invoiced", "outstanding", "overdue", "other_currencies"})
"""Filters and sort keys that tell about amounts."""

KINDS = ("customer", "participant", "both")


def conditions(work: Work, selection: Selection) -> list[Condition]:
    """The WHERE of a selection; customers merged into others are left out.

    Raises NotPermitted when the selection asks for amounts the actor may not see.
    """
    asked = {key for key, _value in selection.filters} | {sort.key for sort in selection.sort}
    if asked & ECONOMY and not sees_economy(work):
        raise NotPermitted
    own = [_MEANINGS[key](work, value) for key, value in selection.filters]
    return [col(Customer.merged_into_id).is_(None), *own]


def sees_economy(work: Work) -> bool:
    """Whether the actor may see what customers buy and owe."""
    return work.actor.may(Permission.VIEW_CUSTOMER_ECONOMY)


def last_activity(work: Work) -> Expression:
    """The day of the latest invoice or hour written, of those that the actor may know of."""
    may = work.actor.may
    invoiced_on = [measures.last_invoiced()] if may(Permission.VIEW_INVOICES) else []
    worked_on = [measures.last_worked()] if may(Permission.VIEW_PROJECTS) else []
    return measures.latest_of(*invoiced_on, *worked_on)


def counts(work: Work, selection: Selection) -> dict[str, dict[str, int]]:
    """Rows per choice of each choice filter, under all the other filters."""
    found = {key: counted(work, _per(work, key, selection.without(key))) for key in _FACETS}
    found["tags"] = counted(work, _per_tag(work, selection.without("tags")))
    if sees_economy(work):
        found["overdue"] = counted(work, _late(work, selection.without("overdue")))
    return found


@kept
def _per(work: Work, key: str, selection: Selection) -> sa.SelectBase:
    return per(_FACETS[key], *conditions(work, selection))


@kept
def _per_tag(work: Work, selection: Selection) -> sa.SelectBase:
    return OF_CUSTOMERS.per_tag(col(Customer.id), *conditions(work, selection))


@kept
def _late(work: Work, selection: Selection) -> sa.SelectBase:
    late = sa.case((measures.has_overdue(work.today()), "yes"))
    return per(late, *conditions(work, selection))


def kind() -> Expression:
    """What the company is to us: "customer", "participant" in projects, or "both"."""
    return sa.case(
        (sa.and_(col(Customer.is_customer), col(Customer.is_participant)), "both"),
        (col(Customer.is_participant), "participant"),
        else_="customer",
    )


def invoiced(work: Work) -> Expression:
    """Invoiced this year: to and with today, as in the balance strip and the rows it leads to."""
    return measures.invoiced(Period.year_to(work.today()))


def _word(word: str) -> Condition:
    """The word is in the customer's search text, or in that of one merged into it, or begins a number."""
    merged = sa.select(col(Alias.merged_into_id)).where(
        col(Alias.merged_into_id).is_not(None), contains(col(Alias.search), word)
    )
    return sa.or_(
        contains(col(Customer.search), word),
        col(Customer.id).in_(merged),
        starts_with_digits(col(Customer.number), word),
        starts_with(col(Customer.org_number), word),
    )


def _tags(_work: Work, tag_ids: tuple[int, ...]) -> Condition:
    return OF_CUSTOMERS.any_of(col(Customer.id), tag_ids)


def _org_number(_work: Work, text: str) -> Condition:
    return starts_with(col(Customer.org_number), "".join(text.split()))


_FACETS: dict[str, Expression] = {
    "status": col(Customer.status),
    "kind": kind(),
    "country": col(Customer.country),
    "currency": col(Customer.currency),
}

_MEANINGS: dict[str, Meaning] = {
    "text": lambda _work, text: every_word(text, _word),
    "number": lambda _work, value: between(
        col(Customer.number), whole(value.low), whole(value.high)
    ),
    "org_number": _org_number,
    "status": lambda _work, values: any_of(col(Customer.status), values),
    "kind": lambda _work, values: any_of(kind(), values),
    "tags": _tags,
    "country": lambda _work, values: any_of(col(Customer.country), values),
    "currency": lambda _work, values: any_of(col(Customer.currency), values),
    "invoiced": lambda work, value: between(invoiced(work), value.low, value.high),
    "outstanding": lambda _work, value: between(measures.outstanding(), value.low, value.high),
    "overdue": lambda work, _on: measures.has_overdue(work.today()),
    "invoiced_in": lambda work, value: measures.has_invoice_in(period_of(value, work.today())),
}
