"""What each filter of the contact list means in SQL, and what its choices are counted by."""

import datetime as dt

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.db.elements import Condition, Expression
from moment_ui.db.lists import any_of, contains
from moment_ui.db.work import Work
from moment_ui.domain.lists.declared import ByWork, Facet, Meaning
from moment_ui.domain.lists.meanings import one_of, words
from moment_ui.domain.tags.links import OF_CONTACTS, OF_CUSTOMERS
from moment_ui.models.contact import Contact, ContactEmail, CustomerContact, ProjectContact
from moment_ui.models.tag import CustomerTag

_HERE = col(CustomerContact.contact_id) == col(Contact.id)


def standing(today: dt.date) -> Expression:
    """How somebody stands with customers: "now", "later" or "ended", or "none" at all.

    One who still is with one customer is "now", whatever was with others.
    """
    last, first = col(CustomerContact.employed_to), col(CustomerContact.employed_from)
    stays, began = sa.or_(last.is_(None), last >= today), sa.or_(first.is_(None), first <= today)
    best = sa.func.min(sa.case((sa.and_(stays, began), 1), (stays, 2), else_=3))
    found = sa.select(best).where(_HERE).scalar_subquery()
    return sa.case((found == 1, "now"), (found == 2, "later"), (found == 3, "ended"), else_="none")


def _standing(work: Work) -> Expression:
    return standing(work.today())


def _is(condition: Expression) -> Expression:
    return sa.case((condition, "yes"), else_="no")


def _has_email() -> Expression:
    """Whether there is any address to write to: one's own, or one in a customer."""
    own = sa.select(col(ContactEmail.id)).where(col(ContactEmail.contact_id) == col(Contact.id))
    there = sa.select(col(CustomerContact.id)).where(_HERE, col(CustomerContact.email) != "")
    return _is(sa.or_(own.exists(), there.exists()))


def _customers(_work: Work, ids: tuple[int, ...]) -> Condition:
    place = col(CustomerContact.contact_id), col(CustomerContact.customer_id)
    return col(Contact.id).in_(sa.select(place[0]).where(any_of(place[1], ids)))


def _projects(_work: Work, ids: tuple[int, ...]) -> Condition:
    place = col(ProjectContact.contact_id), col(ProjectContact.project_id)
    return col(Contact.id).in_(sa.select(place[0]).where(any_of(place[1], ids)))


def _customer_tags() -> sa.Subquery:
    """Each tag of somebody's customers, once however many of them have it."""
    at = OF_CUSTOMERS.owner == col(CustomerContact.customer_id)
    pairs = sa.select(col(CustomerContact.contact_id), OF_CUSTOMERS.tag)
    return pairs.join_from(CustomerContact, CustomerTag, at).distinct().subquery()


_THEIRS = _customer_tags()


def _by_customer_tags(_work: Work, ids: tuple[int, ...]) -> Condition:
    tagged = sa.select(OF_CUSTOMERS.owner).where(any_of(OF_CUSTOMERS.tag, ids))
    there = sa.select(col(CustomerContact.contact_id)).where(
        col(CustomerContact.customer_id).in_(tagged)
    )
    return col(Contact.id).in_(there)


_OWN: dict[str, ByWork[Expression]] = {
    "global": _is(col(Contact.is_global)),
    "employed": _standing,
    "email": _has_email(),
    "consent": _is(col(Contact.consent)),
}
"""What is filtered by and counted alike."""

MEANINGS: dict[str, Meaning] = {
    "text": words(lambda word: contains(col(Contact.search), word)),
    "customer": _customers,
    "project": _projects,
    "tags": OF_CONTACTS.any_of(col(Contact.id)),
    "customer_tags": _by_customer_tags,
    **{key: one_of(value) for key, value in _OWN.items()},
}
FACETS = {
    **{key: Facet(value) for key, value in _OWN.items()},
    "tags": OF_CONTACTS.each(col(Contact.id)),
    "customer_tags": Facet(_THEIRS.c.tag_id, joined=_THEIRS.c.contact_id == col(Contact.id)),
}
