"""The candidates of a mailing list: contacts in customers by filter, and those added by hand."""

from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.folding import folded
from moment_ui.core.selection import Selection
from moment_ui.db.elements import Condition
from moment_ui.db.kept import kept
from moment_ui.db.lists import records, searched_words
from moment_ui.db.work import Work
from moment_ui.domain.contacts.measures import first_address
from moment_ui.domain.customers.measures import kind
from moment_ui.domain.lists.declared import Meaning
from moment_ui.domain.lists.meanings import one_of
from moment_ui.domain.mailing.rules import Candidate, Policy
from moment_ui.domain.tags.links import OF_CONTACTS, OF_CUSTOMERS
from moment_ui.models.contact import Contact, CustomerContact
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.models.mailing import MailingList, MailingListContact, UnsubscribedAddress
from moment_ui.models.project import Project, ProjectStatus

BY_HAND = 2**40
"""Added to the contact's id it is the key of somebody added by hand."""

VIEW = frozenset({"text", "standing", "mailing_list"})
"""Filters that narrow what is shown; all others say who the candidates are."""


class Found(NamedTuple):
    """A candidate, and what the list shows and filters besides."""

    candidate: Candidate
    customer_id: int | None = None
    number: int | None = None
    title: str = ""
    status: CustomerStatus | None = None
    country: str = ""
    kind: str = ""


def list_of(selection: Selection) -> int | None:
    """The list that a selection is about; None for everybody in customers."""
    asked = selection.value("mailing_list")
    return int(asked[0]) if isinstance(asked, tuple) else None


def criteria(selection: Selection) -> Selection:
    """What says who the candidates are, and nothing of how they are shown."""
    return selection.without(*VIEW).unsorted()


def candidates(work: Work, asked: Selection) -> list[Found]:
    """The contacts in customers that the criteria find."""
    text = asked.value("title")
    words = searched_words(text) if isinstance(text, str) else []
    found = [_found(row) for row in _statement(work, asked.without("title")).rows(work.session)]
    if not words:
        return found
    return [one for one in found if all(word in folded(one.title) for word in words)]


def added(work: Work, list_id: int | None) -> list[Found]:
    """Those added to a list by hand, at their own first address, else at one in a customer."""
    if list_id is None:
        return []
    rows = records(work, _added(list_id))
    return [
        Found(Candidate(BY_HAND + key, key, name, own or there or "", consent=consent))
        for key, name, own, there, consent in rows
    ]


def policy_of(work: Work, list_id: int | None) -> Policy | None:
    """What the list asks of everybody; None when there is no such list."""
    if list_id is None:
        return Policy(needs_consent=False)
    wanted = sa.select(col(MailingList.needs_consent)).where(col(MailingList.id) == list_id)
    needs_consent = next(iter(records(work, wanted)), None)
    if needs_consent is None:
        return None
    out = sa.select(col(MailingListContact.contact_id)).where(
        col(MailingListContact.list_id) == list_id, col(MailingListContact.excluded).is_(True)
    )
    return Policy(needs_consent[0], frozenset(row[0] for row in records(work, out)))


def unsubscribed(work: Work) -> frozenset[str]:
    """The addresses that want no mass mail, in comparable form."""
    rows = records(work, sa.select(col(UnsubscribedAddress.address)))
    return frozenset(row[0] for row in rows)


@kept
def _statement(work: Work, asked: Selection) -> sa.SelectBase:
    columns: list[Any] = [
        col(CustomerContact.id),
        col(CustomerContact.contact_id),
        col(Contact.name),
        col(CustomerContact.email),
        first_address(),
        col(Customer.name),
        col(CustomerContact.employed_from),
        col(CustomerContact.employed_to),
        col(Contact.consent),
        col(CustomerContact.customer_id),
        col(Customer.number),
        col(CustomerContact.title),
        col(Customer.status),
        col(Customer.country),
        kind(),
    ]
    return (
        sa.select(*columns)
        .join(Contact, col(CustomerContact.contact_id) == col(Contact.id))
        .join(Customer, col(CustomerContact.customer_id) == col(Customer.id))
        .where(col(Customer.merged_into_id).is_(None))
        .where(*(_MEANINGS[key](work, value) for key, value in asked.filters))
    )


def _found(row: Any) -> Found:
    key, contact_id, name, here, own, customer, first, last, consent, *rest = row
    candidate = Candidate(key, contact_id, name, here or own or "", customer, first, last, consent)
    return Found(candidate, *rest)


def _added(list_id: int) -> sa.SelectBase:
    there = (
        sa.select(sa.func.min(col(CustomerContact.email)))
        .where(col(CustomerContact.contact_id) == col(Contact.id), col(CustomerContact.email) != "")
        .scalar_subquery()
    )
    columns: list[Any] = [
        col(Contact.id),
        col(Contact.name),
        first_address(),
        there,
        col(Contact.consent),
    ]
    return (
        sa.select(*columns)
        .join(MailingListContact, col(MailingListContact.contact_id) == col(Contact.id))
        .where(col(MailingListContact.list_id) == list_id)
        .where(col(MailingListContact.excluded).is_(False))
    )


def _active_projects(_work: Work, _on: Any) -> Condition:
    active = sa.select(col(Project.customer_id)).where(
        col(Project.status) == ProjectStatus.ACTIVE, col(Project.customer_id).is_not(None)
    )
    return col(CustomerContact.customer_id).in_(active)


_MEANINGS: dict[str, Meaning] = {
    "customer_tags": OF_CUSTOMERS.any_of(col(CustomerContact.customer_id)),
    "contact_tags": OF_CONTACTS.any_of(col(CustomerContact.contact_id)),
    "status": one_of(col(Customer.status)),
    "country": one_of(col(Customer.country)),
    "kind": one_of(kind()),
    "projects": _active_projects,
}
