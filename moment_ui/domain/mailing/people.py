"""What a mailing list shows of people, and sorts and finds them by: only what is asked for is read."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.folding import sort_text
from moment_ui.db.elements import Condition, Expression, among_ids
from moment_ui.db.kept import kept
from moment_ui.db.lists import contains, searched_words
from moment_ui.db.work import Work
from moment_ui.domain.contacts.measures import first_address
from moment_ui.domain.customers.measures import kind
from moment_ui.domain.mailing.addresses import address_there, other_address
from moment_ui.domain.mailing.candidates import BY_HAND
from moment_ui.models.contact import Contact, CustomerContact
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.models.mailing import MailingListContact

MANY = 5_000
"""From here on everybody is read, which costs less than to look up each."""


class Shown(NamedTuple):
    """Somebody of a list; without a customer for those who were added by hand."""

    id: int
    contact_id: int
    name: str
    email: str
    consent: bool
    title: str = ""
    customer_id: int | None = None
    customer_number: int | None = None
    customer: str = ""
    customer_status: CustomerStatus | None = None
    country: str = ""
    kind: str = ""
    employed_from: dt.date | None = None
    employed_to: dt.date | None = None


def shown_people(work: Work, keys: Iterable[int]) -> dict[int, Shown]:
    """The people with these keys, by key; those who are gone are left out."""
    places, hands = _by_kind(keys)
    found = [Shown._make(row) for row in _places(work).rows(work.session, ids=places)]
    if hands:
        rows = _hands(work).rows(work.session, ids=hands)
        found += [
            Shown(BY_HAND + key, key, name, own or there or "", consent)
            for key, name, own, there, consent in rows
        ]
    return {one.id: one for one in found}


def sort_values(work: Work, column: str, keys: Sequence[int]) -> dict[int, Any]:
    """What people are sorted by, by key; of many, everybody is read at one go."""
    read, of_places, of_hands = _READ.get(column, _as_it_is), *_by_kind(keys)
    if len(of_places) > MANY:
        rows = _all_sorted_by(work, column).rows(work.session)
    else:
        rows = _sorted_by(work, column).rows(work.session, ids=of_places)
    found = {key: read(value) for key, value in rows}
    if of_hands:
        nothing = "" if column in _WORDS else None
        hands = _hands_sorted_by(work, column).rows(work.session, ids=of_hands)
        found |= {BY_HAND + key: nothing if v is None else read(v) for key, v in hands}
    return found


def holding(work: Work, text: str, list_id: int | None) -> frozenset[int]:
    """The keys of those whose name, addresses or customer hold every word."""
    words = tuple(searched_words(text))
    found = [row[0] for row in _holding(work, words).rows(work.session)]
    if list_id is not None:
        hands = _hands_holding(work, words, list_id).rows(work.session)
        found += [BY_HAND + row[0] for row in hands]
    return frozenset(found)


@kept
def _places(_work: Work) -> sa.SelectBase:
    columns: list[Any] = [
        col(CustomerContact.id),
        col(CustomerContact.contact_id),
        col(Contact.name),
        address_there(),
        col(Contact.consent),
        col(CustomerContact.title),
        col(CustomerContact.customer_id),
        col(Customer.number),
        col(Customer.name),
        col(Customer.status),
        col(Customer.country),
        kind(),
        col(CustomerContact.employed_from),
        col(CustomerContact.employed_to),
    ]
    return _in_customers(*columns).where(among_ids(col(CustomerContact.id)))


@kept
def _hands(_work: Work) -> sa.SelectBase:
    columns: list[Any] = [
        col(Contact.id),
        col(Contact.name),
        first_address(),
        other_address(),
        col(Contact.consent),
    ]
    return sa.select(*columns).where(among_ids(col(Contact.id)))


@kept
def _all_sorted_by(_work: Work, column: str) -> sa.SelectBase:
    return _sorting(column)


@kept
def _sorted_by(_work: Work, column: str) -> sa.SelectBase:
    return _sorting(column).where(among_ids(col(CustomerContact.id)))


def _sorting(column: str) -> Any:
    columns = col(CustomerContact.id), _SORTED_BY[column][0]()
    return _in_customers(*columns) if column in _OF_CUSTOMERS else _contacts(*columns)


@kept
def _hands_sorted_by(_work: Work, column: str) -> sa.SelectBase:
    by = _SORTED_BY[column][1]()
    return sa.select(col(Contact.id), by).where(among_ids(col(Contact.id)))


@kept
def _holding(_work: Work, words: Sequence[str]) -> sa.SelectBase:
    def somewhere(word: str) -> Condition:
        return sa.or_(contains(col(Contact.search), word), contains(col(Customer.search), word))

    return _in_customers(col(CustomerContact.id)).where(sa.true(), *map(somewhere, words))


@kept
def _hands_holding(_work: Work, words: Sequence[str], list_id: int) -> sa.SelectBase:
    holds = (contains(col(Contact.search), word) for word in words)
    return _by_hand(list_id, col(Contact.id)).where(*holds)


def _in_customers(*columns: Any) -> Any:
    there = col(CustomerContact.customer_id) == col(Customer.id)
    return _contacts(*columns).join(Customer, there)


def _contacts(*columns: Any) -> Any:
    there = col(CustomerContact.contact_id) == col(Contact.id)
    return sa.select(*columns).join_from(CustomerContact, Contact, there)


def _by_hand(list_id: int, *columns: Any) -> Any:
    there = col(MailingListContact.contact_id) == col(Contact.id)
    return (
        sa.select(*columns)
        .join_from(Contact, MailingListContact, there)
        .where(col(MailingListContact.list_id) == list_id)
        .where(col(MailingListContact.excluded).is_(False))
    )


def _by_kind(keys: Iterable[int]) -> tuple[list[int], list[int]]:
    """The ids of places in customers, and those of contacts who were added by hand."""
    places: list[int] = []
    hands: list[int] = []
    for key in keys:
        if key < BY_HAND:
            places.append(key)
        else:
            hands.append(key - BY_HAND)
    return places, hands


def _nothing() -> Expression:
    return sa.null()


def _as_it_is(value: Any) -> Any:
    return value


_SORTED_BY: dict[str, tuple[Callable[[], Expression], Callable[[], Expression]]] = {
    "name": (lambda: col(Contact.sort_name), lambda: col(Contact.sort_name)),
    "email": (address_there, lambda: sa.func.coalesce(first_address(), other_address())),
    "title": (lambda: col(CustomerContact.title), _nothing),
    "customer_number": (lambda: col(Customer.number), _nothing),
    "customer": (lambda: col(Customer.sort_name), _nothing),
    "customer_status": (lambda: col(Customer.status), _nothing),
    "country": (lambda: col(Customer.country), _nothing),
    "consent": (lambda: col(Contact.consent), lambda: col(Contact.consent)),
}
"""By column: in customers, and for those added by hand."""

_OF_CUSTOMERS = frozenset({"customer_number", "customer", "customer_status", "country"})
_READ: dict[str, Callable[[Any], Any]] = {"email": str.lower, "title": sort_text}
_WORDS = frozenset({"email", "title", "customer", "country"})
"""Columns that are "" where there is nothing."""
