"""Finds customers, projects and invoices; each kind needs its own permission."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.lists import contains, records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.search.rules import numbers_beginning, words_of
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice, InvoiceKind
from moment_ui.models.project import Project

HITS = 6
"""How many of each kind are shown; a longer list is what the reports are for."""

_LONGEST_NUMBER = 9

SearchText = sa.ColumnElement[str] | Mapped[str]
Rank = sa.ColumnElement[int]


@dataclass(frozen=True, slots=True)
class CustomerHit:
    """A customer found; `was` is the number of one merged into it, by which it was found."""

    id: int
    number: int
    name: str
    was: int | None = None


@dataclass(frozen=True, slots=True)
class ProjectHit:
    """A project found, with the customer it is for; None and "" for a project of our own."""

    id: int
    number: str
    name: str
    customer_id: int | None
    customer: str


@dataclass(frozen=True, slots=True)
class InvoiceHit:
    """A finalised invoice or credit note found."""

    id: int
    number: int
    kind: InvoiceKind
    customer: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a text finds, as far as the reader may see it."""

    customers: tuple[CustomerHit, ...] = ()
    projects: tuple[ProjectHit, ...] = ()
    invoices: tuple[InvoiceHit, ...] = ()


@needs(Permission.VIEW_CUSTOMERS)
def customers_found(work: Work, text: str) -> list[CustomerHit]:
    """Customers whose search text holds every word: exact numbers first, then names that begin so.

    The number, the name and the org number of one that was merged find the one it is by now.
    """
    words = words_of(text)
    if not words:
        return []
    own = _own(work, words)
    known = {hit.id for hit in own}
    merged = [
        hit for hit in _merged(work, words) if hit.id not in known or str(hit.was) == words[0]
    ]
    exact = [hit for hit in merged if str(hit.was) == words[0]]
    others = [hit for hit in merged if hit not in exact]
    return [*exact, *(hit for hit in own if hit.id not in {e.id for e in exact}), *others][:HITS]


def _own(work: Work, words: list[str]) -> list[CustomerHit]:
    statement = (
        select(Customer.id, Customer.number, Customer.name)
        .where(*(contains(col(Customer.search), word) for word in words))
        .where(col(Customer.merged_into_id).is_(None))
        .order_by(
            _best_first(sa.cast(col(Customer.number), sa.String), col(Customer.search), words),
            col(Customer.name),
        )
        .limit(HITS)
    )
    return [
        CustomerHit(key or 0, number, name) for key, number, name in work.session.exec(statement)
    ]


def _merged(work: Work, words: list[str]) -> list[CustomerHit]:
    """Those found by what a merged customer was called; there are few, so its index finds them."""
    survivor = aliased(Customer)
    statement = (
        select(survivor.id, survivor.number, survivor.name, Customer.number)
        .join(Customer, col(Customer.merged_into_id) == col(survivor.id))
        .where(*(contains(col(Customer.search), word) for word in words))
        .where(col(Customer.merged_into_id).is_not(None))
        .order_by(
            _best_first(sa.cast(col(Customer.number), sa.String), col(Customer.search), words),
            col(Customer.number),
        )
        .limit(HITS)
    )
    rows = work.session.exec(statement)
    return [CustomerHit(key or 0, number, name, was) for key, number, name, was in rows]


@needs(Permission.VIEW_PROJECTS)
def projects_found(work: Work, text: str) -> list[ProjectHit]:
    """Projects whose search text holds every word."""
    words = words_of(text)
    if not words:
        return []
    columns: list[Any] = [Project.id, Project.number, Project.name, Customer.id, Customer.name]
    statement = (
        sa.select(*columns)
        .join(Customer, col(Customer.id) == col(Project.customer_id), isouter=True)
        .where(*(contains(col(Project.search), word) for word in words))
        .order_by(
            _best_first(sa.func.lower(col(Project.number)), col(Project.search), words),
            col(Project.number).desc(),
        )
        .limit(HITS)
    )
    return [
        ProjectHit(key, number, name, customer_id, customer or "")
        for key, number, name, customer_id, customer in records(work, statement)
    ]


@needs(Permission.VIEW_INVOICES)
def invoices_found(work: Work, text: str) -> list[InvoiceHit]:
    """Invoices and credit notes whose number begins with the digits typed, lowest first."""
    hits: list[InvoiceHit] = []
    for low, high in numbers_beginning(text, digits=_LONGEST_NUMBER):
        hits += _numbered(work, low, high)
        if len(hits) >= HITS:
            break
    return hits[:HITS]


def _best_first(number: sa.ColumnElement[str], search: SearchText, words: list[str]) -> Rank:
    return sa.case(
        (number == words[0], 0), (search.startswith(words[0], autoescape=True), 1), else_=2
    )


@needs(Permission.VIEW_OWN_SETTINGS)
def found(work: Work, text: str) -> Found:
    """Every kind at once; kinds that the role does not show stay empty."""
    may = work.actor.may
    customers = may(Permission.VIEW_CUSTOMERS)
    return Found(
        tuple(customers_found(work, text)) if customers else (),
        tuple(projects_found(work, text)) if customers and may(Permission.VIEW_PROJECTS) else (),
        tuple(invoices_found(work, text)) if may(Permission.VIEW_INVOICES) else (),
    )


def _numbered(work: Work, low: int, high: int) -> list[InvoiceHit]:
    # One range at a time: the database then steps straight into the index of numbers.
    statement = (
        select(Invoice.id, Invoice.number, Invoice.kind, Customer.name)
        .join(Customer, col(Customer.id) == col(Invoice.customer_id))
        .where(col(Invoice.number).between(low, high))
        .order_by(col(Invoice.number))
        .limit(HITS)
    )
    rows = work.session.exec(statement)
    return [
        InvoiceHit(key or 0, number or 0, InvoiceKind(kind), name)
        for key, number, kind, name in rows
    ]
