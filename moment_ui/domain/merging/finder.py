"""Customers that are probably one, found along the indices of their keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.cache import Cache
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.elements import unindexed
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.merging.likeness import (
    RULES,
    Likely,
    Pair,
    Rule,
    Strength,
    groups_of,
    pairs_of,
)
from moment_ui.domain.merging.pairs import dismissed_pairs
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.models.invoice import Invoice
from moment_ui.models.project import Project

MOST_SHOWN = 12
MERGED = 100
"""So many merged customers may have a key, too, before it is taken for one that says nothing."""
_found: Cache[tuple[Likely, ...]] = Cache(20)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer among likely duplicates, with what stands on it."""

    id: int
    number: int
    name: str
    status: CustomerStatus
    org_number: str
    country: str
    email: str
    phone: str
    city: str
    invoices: int
    projects: int


@dataclass(frozen=True, slots=True)
class Group:
    """Customers that are probably one, the one to keep first; `more` are not shown."""

    customers: tuple[Candidate, ...]
    strength: Strength
    reasons: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Duplicates:
    """A page of groups, and how many there are in all."""

    groups: tuple[Group, ...]
    count: int


@needs(Permission.MERGE_CUSTOMERS)
def duplicates(work: Work, *, offset: int = 0, limit: int = 25) -> Duplicates:
    """Groups of likely duplicates, the surest first."""
    found = likely(work)
    some = found[offset : offset + limit]
    rows = {row.id: row for row in _candidates(work, [key for each in some for key in each.ids])}
    groups = tuple(_group(each, [rows[key] for key in each.ids if key in rows]) for each in some)
    return Duplicates(groups, len(found))


@needs(Permission.MERGE_CUSTOMERS)
def possible_duplicates(work: Work, customer_id: int) -> tuple[Group, ...]:
    """Who may be the same as one customer, each with the reasons. Raises NotFound."""
    own = col(Customer.id) == customer_id
    columns = [col(getattr(Customer, rule.column)) for rule in RULES]
    mine = next(iter(records(work, sa.select(*columns).where(own))), None)
    if mine is None:
        raise NotFound(_("The customer"))
    shared: dict[Pair, list[Rule]] = {}
    org_numbers = {customer_id: mine[0]}
    for rule, column, value in zip(RULES, columns, mine, strict=True):
        same = _same(work, rule, column == value) if value else {}
        if customer_id in same and len(same) <= rule.most:
            org_numbers |= same
            for key in same.keys() - {customer_id}:
                pair = min(key, customer_id), max(key, customer_id)
                shared.setdefault(pair, []).append(rule)
    apart = dismissed_pairs(work)
    found = [
        each
        for pair, rules in shared.items()
        for each in groups_of({pair: rules}, org_numbers, apart)
    ]
    found.sort(key=lambda each: (-each.score, each.ids))
    rows = {row.id: row for row in _candidates(work, [key for each in found for key in each.ids])}
    return tuple(
        Group((rows[key],), each.strength, each.reasons)
        for each in found[:MOST_SHOWN]
        for key in each.ids
        if key != customer_id
    )


def _same(work: Work, rule: Rule, same: Any) -> dict[int, str]:
    """The customers of one key with their organisation numbers; one more than the rule allows."""
    columns = col(Customer.id), col(Customer.org_number)
    query = sa.select(*columns).where(same, col(Customer.merged_into_id).is_(None))
    return dict(row for row in records(work, query.limit(rule.most + 1)))


def likely(work: Work) -> tuple[Likely, ...]:
    """All groups, kept until somebody writes."""
    key = (work.database, work.company_id, work.data_version())
    return _found.answer(key, lambda: worked_out(work))


def worked_out(work: Work) -> tuple[Likely, ...]:
    """All groups, worked out anew: one reading of each key's index."""
    shared: dict[Pair, list[Rule]] = {}
    org_numbers: dict[int, str] = {}
    for rule in RULES:
        ids: list[int] = []
        last = None
        for value, key, org_number in records(work, _sharing(rule)):
            org_numbers[key] = org_number
            if value != last:
                _pair_up(rule, ids, shared)
                ids, last = [], value
            ids.append(key)
        _pair_up(rule, ids, shared)
    return tuple(groups_of(shared, org_numbers, dismissed_pairs(work)))


def _sharing(rule: Rule) -> Any:
    """The customers that share a key with others, by key: one walk of the key's index, then the few.

    Merged ones count among those that share: without a look at their rows they cannot be told.
    """
    key = col(getattr(Customer, rule.column))
    count = sa.func.count().between(2, rule.most + MERGED)
    several = sa.select(key).where(key != "").group_by(key).having(count)
    alive = unindexed(col(Customer.merged_into_id)).is_(None)
    columns: list[Any] = [key, col(Customer.id), col(Customer.org_number)]
    return sa.select(*columns).where(key.in_(several), alive).order_by(key, col(Customer.id))


def _pair_up(rule: Rule, ids: Sequence[int], shared: dict[Pair, list[Rule]]) -> None:
    for pair in pairs_of(ids) if len(ids) <= rule.most else ():
        shared.setdefault(pair, []).append(rule)


def _candidates(work: Work, ids: Sequence[int]) -> list[Candidate]:
    columns: list[Any] = [
        col(Customer.id),
        col(Customer.number),
        col(Customer.name),
        col(Customer.status),
        col(Customer.org_number),
        col(Customer.country),
        col(Customer.email),
        col(Customer.phone),
        col(Customer.postal_city),
        _count(Invoice),
        _count(Project),
    ]
    found = records(work, sa.select(*columns).where(col(Customer.id).in_(list(ids))))
    return [Candidate(*row) for row in found]


def _count(model: Any) -> Any:
    theirs = col(model.customer_id) == col(Customer.id)
    return sa.select(sa.func.count(col(model.id))).where(theirs).scalar_subquery()


def _group(each: Likely, rows: list[Candidate]) -> Group:
    best = sorted(rows, key=_merit)
    return Group(tuple(best[:MOST_SHOWN]), each.strength, each.reasons, len(best[MOST_SHOWN:]))


def _merit(row: Candidate) -> tuple[bool, int, int]:
    """Who would rather be kept: active ones, those with most invoices and projects, old ones."""
    return row.status != CustomerStatus.ACTIVE, -(row.invoices + row.projects), row.number
