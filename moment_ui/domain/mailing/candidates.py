"""The candidates of a mailing list: contacts in customers by filter, and those added by hand."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.folding import folded
from moment_ui.core.selection import Selection
from moment_ui.db.elements import Condition, unindexed
from moment_ui.db.kept import kept
from moment_ui.db.lists import records, searched_words
from moment_ui.db.work import Work
from moment_ui.domain.contacts.measures import first_address
from moment_ui.domain.customers.measures import kind
from moment_ui.domain.lists.declared import Meaning
from moment_ui.domain.lists.meanings import one_of
from moment_ui.domain.mailing.addresses import address_there, other_address
from moment_ui.domain.mailing.rules import Candidate, Policy
from moment_ui.domain.tags.links import OF_CONTACTS, OF_CUSTOMERS
from moment_ui.models.contact import Contact, CustomerContact
from moment_ui.models.customer import Customer
from moment_ui.models.mailing import MailingList, MailingListContact, UnsubscribedAddress
from moment_ui.models.project import Project, ProjectStatus

BY_HAND = 2**40
"""Added to the contact's id it is the key of somebody added by hand."""

VIEW = frozenset({"text", "standing", "mailing_list"})
"""Filters that narrow what is shown; all others say who the candidates are."""


Found = tuple[Any, ...]
"""A candidate's six values, then customer's id, status, country and kind: a plain tuple.

Of 100,000 the collector of garbage looks at each object again and again, but not at these.
"""


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
    rows = _statement(work, asked.without("title")).rows(work.session)
    holds = {title: _holds(title, words) for title in {row[-1] for row in rows}} if words else {}
    return [row[:-1] for row in rows if not words or holds[row[-1]]]


def added(work: Work, list_id: int | None) -> list[Found]:
    """Those added to a list by hand, at their own first address, else at one in a customer."""
    if list_id is None:
        return []
    columns: list[Any] = [col(Contact.id), first_address(), other_address(), col(Contact.consent)]
    statement = (
        sa.select(*columns)
        .join(MailingListContact, col(MailingListContact.contact_id) == col(Contact.id))
        .where(col(MailingListContact.list_id) == list_id)
        .where(col(MailingListContact.excluded).is_(False))
    )
    nowhere = (None, None, "", "")
    return [
        (*Candidate(BY_HAND + key, key, own or there or "", consent=consent), *nowhere)
        for key, own, there, consent in records(work, statement)
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
        address_there(),
        col(CustomerContact.employed_from),
        col(CustomerContact.employed_to),
        col(Contact.consent),
        col(CustomerContact.customer_id),
        col(Customer.status),
        col(Customer.country),
        kind(),
        col(CustomerContact.title),
    ]
    return (
        sa.select(*columns)
        .join(Contact, col(CustomerContact.contact_id) == col(Contact.id))
        .join(Customer, col(CustomerContact.customer_id) == col(Customer.id))
        .where(unindexed(col(Customer.merged_into_id)).is_(None))
        .where(*(_MEANINGS[key](work, value) for key, value in asked.filters))
    )


def _holds(title: str, words: list[str]) -> bool:
    where = folded(title)
    return all(word in where for word in words)


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
