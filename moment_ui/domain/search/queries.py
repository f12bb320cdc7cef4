"""Finds customers, contacts, projects, offers and invoices; each kind needs its own permission."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.folding import sort_text
from moment_ui.db.elements import Condition, unindexed
from moment_ui.db.lists import contains, in_order, records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.offers.rules import number_of
from moment_ui.domain.payment_ids.reading import payment_id_in
from moment_ui.domain.search.hits import (
    HITS,
    ContactHit,
    CustomerHit,
    Found,
    InvoiceHit,
    OfferHit,
    ProjectHit,
)
from moment_ui.domain.search.rules import numbers_beginning, revision_in, words_of
from moment_ui.domain.search.words import LONGEST_NUMBER, best, holding, numbered
from moment_ui.models.contact import Contact, CustomerContact
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice, InvoiceKind
from moment_ui.models.offer import Offer, OfferState
from moment_ui.models.project import Project

SHORTEST_PAYMENT_ID = 5


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
    here = col(Customer.merged_into_id).is_(None)
    key, search = col(Customer.id), col(Customer.search)
    numbers = numbered(work, key, col(Customer.number), search, words, _stays())
    named = holding(work, key, search, words, here) if len(numbers) < HITS else []
    ids = best([*numbers, *named])
    if not ids:
        return []
    statement = sa.select(key, col(Customer.number), col(Customer.name)).where(key.in_(ids))
    rows = (CustomerHit(*row) for row in records(work, statement))
    return in_order(rows, ids, lambda hit: hit.id)


def _stays() -> Condition:
    """Not merged, without a look into the index of that: numbers have their own."""
    return unindexed(col(Customer.merged_into_id)).is_(None)


def _merged(work: Work, words: list[str]) -> list[CustomerHit]:
    """Those found by what a merged customer was called; there are few, so its index finds them."""
    survivor = aliased(Customer)
    said = sa.cast(col(Customer.number), sa.String) == words[0]
    statement = (
        select(survivor.id, survivor.number, survivor.name, Customer.number)
        .join(Customer, col(Customer.merged_into_id) == col(survivor.id))
        .where(*(contains(col(Customer.search), word) for word in words))
        .where(col(Customer.merged_into_id) > 0)  # not null, said as a stretch of the index
        .order_by(sa.case((said, 0), else_=1), col(Customer.search), col(Customer.number))
        .limit(HITS)
    )
    rows = work.session.exec(statement)
    return [CustomerHit(key or 0, number, name, was) for key, number, name, was in rows]


@needs(Permission.VIEW_CUSTOMERS)
def contacts_found(work: Work, text: str) -> list[ContactHit]:
    """Contacts whose name, addresses and phone numbers hold every word."""
    words = words_of(text)
    if not words:
        return []
    key = col(Contact.id)
    ids = holding(work, key, col(Contact.search), words)
    if not ids:
        return []
    where = _customers_of(work, ids)
    statement = sa.select(key, col(Contact.name)).where(key.in_(ids))
    rows = (ContactHit(one, name, where[one]) for one, name in records(work, statement))
    return in_order(rows, ids, lambda hit: hit.id)


def _customers_of(work: Work, ids: list[int]) -> dict[int, tuple[str, ...]]:
    last = col(CustomerContact.employed_to)
    statement = (
        sa.select(col(CustomerContact.contact_id), col(Customer.name))
        .join(Customer, col(Customer.id) == col(CustomerContact.customer_id))
        .where(col(CustomerContact.contact_id).in_(ids))
        .where(sa.or_(last.is_(None), last >= work.today()))
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for key, name in records(work, statement):
        found[key].append(name)
    return defaultdict(tuple, {key: tuple(sorted(found[key], key=sort_text)) for key in found})


@needs(Permission.VIEW_PROJECTS)
def projects_found(work: Work, text: str) -> list[ProjectHit]:
    """Projects whose search text holds every word: the number itself first, else the newest first."""
    words = words_of(text)
    if not words:
        return []
    columns: list[Any] = [Project.id, Project.number, Project.name, Customer.id, Customer.name]
    number, search = sa.func.lower(col(Project.number)), col(Project.search)
    begins = search.startswith(words[0], autoescape=True)
    statement = (
        sa.select(*columns)
        .join(Customer, col(Customer.id) == col(Project.customer_id), isouter=True)
        .where(*(contains(search, word) for word in words))
        .order_by(
            sa.case((number == words[0], 0), (begins, 1), else_=2), col(Project.number).desc()
        )
        .limit(HITS)
    )
    return [
        ProjectHit(key, number, name, customer_id, customer or "")
        for key, number, name, customer_id, customer in records(work, statement)
    ]


@needs(Permission.VIEW_OFFERS)
def offers_found(work: Work, text: str) -> list[OfferHit]:
    """Offers whose number begins so or whose name, customer or author hold every word.

    What a revision replaced is found by its own number only: 1001-1.
    """
    words = words_of(text)
    if not words:
        return []
    stands = col(Offer.state) != OfferState.SUPERSEDED
    key, search = col(Offer.id), col(Offer.search)
    numbers = numbered(work, key, col(Offer.number), search, words, stands)
    named = _revision(work, words[0])
    ids = best([*named, *numbers, *holding(work, key, search, words, stands)])
    if not ids:
        return []
    columns: list[Any] = [key, Offer.number, Offer.revision, Offer.name, Customer.name]
    statement = (
        sa.select(*columns)
        .join(Customer, col(Customer.id) == col(Offer.customer_id))
        .where(key.in_(ids))
    )
    rows = (
        OfferHit(one, number_of(number, revision), name, customer)
        for one, number, revision, name, customer in records(work, statement)
    )
    return in_order(rows, ids, lambda hit: hit.id)


def _revision(work: Work, word: str) -> Iterable[int]:
    meant = revision_in(word)
    if meant is None:
        return []
    number, revision = meant
    statement = sa.select(col(Offer.id)).where(
        col(Offer.number) == number, col(Offer.revision) == revision
    )
    return [row[0] for row in records(work, statement)]


@needs(Permission.VIEW_INVOICES)
def invoices_found(work: Work, text: str) -> list[InvoiceHit]:
    """Invoices and credit notes whose number begins with the digits typed, lowest first.

    The words may also be the payment ID that a bank's statement or an invoice shows.
    """
    hits: list[InvoiceHit] = []
    for low, high in numbers_beginning(text, digits=LONGEST_NUMBER):
        hits += _invoices(work, col(Invoice.number).between(low, high))
        if len(hits) >= HITS:
            break
    payment_id = payment_id_in(text)
    if len(payment_id) >= SHORTEST_PAYMENT_ID:
        hits += _invoices(work, col(Invoice.payment_id) == payment_id)
    return list(dict.fromkeys(hits))[:HITS]


def _invoices(work: Work, meant: Condition) -> list[InvoiceHit]:
    # One range at a time: the database then steps straight into the index of numbers.
    statement = (
        select(Invoice.id, Invoice.number, Invoice.kind, Customer.name)
        .join(Customer, col(Customer.id) == col(Invoice.customer_id))
        .where(meant, col(Invoice.number).is_not(None))
        .order_by(col(Invoice.number))
        .limit(HITS)
    )
    rows = work.session.exec(statement)
    return [
        InvoiceHit(key or 0, number or 0, InvoiceKind(kind), name)
        for key, number, kind, name in rows
    ]


@needs(Permission.VIEW_OWN_SETTINGS)
def found(work: Work, text: str) -> Found:
    """Every kind at once; kinds that the role does not show stay empty."""
    may = work.actor.may
    customers = may(Permission.VIEW_CUSTOMERS)
    return Found(
        tuple(customers_found(work, text)) if customers else (),
        tuple(contacts_found(work, text)) if customers else (),
        tuple(projects_found(work, text)) if customers and may(Permission.VIEW_PROJECTS) else (),
        tuple(offers_found(work, text)) if customers and may(Permission.VIEW_OFFERS) else (),
        tuple(invoices_found(work, text)) if may(Permission.VIEW_INVOICES) else (),
    )
