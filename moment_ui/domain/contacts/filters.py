"""What each filter of the contact list means in SQL, and how many rows each choice would show."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotPermitted
from moment_ui.core.selection import Selection
from moment_ui.db.elements import Condition, Expression
from moment_ui.db.kept import kept
from moment_ui.db.lists import any_of, contains, counted, every_word
from moment_ui.db.work import Work
from moment_ui.domain.tags.links import OF_CONTACTS
from moment_ui.models.contact import (
    Contact,
    ContactEmail,
    CustomerContact,
    ProjectContact,
)

Meaning = Callable[[Work, Any], Condition]

PROJECTS = frozenset({"projects", "project"})
"""Filters and sort keys that tell about projects."""

_HERE = col(CustomerContact.contact_id) == col(Contact.id)


def conditions(work: Work, selection: Selection) -> list[Condition]:
    """The WHERE of a selection. Raises NotPermitted when it asks for what the actor may not see."""
    asked = {key for key, _value in selection.filters} | {sort.key for sort in selection.sort}
    if asked & PROJECTS and not sees_projects(work):
        raise NotPermitted
    return [_MEANINGS[key](work, value) for key, value in selection.filters]


def sees_projects(work: Work) -> bool:
    """Whether the actor may see which projects somebody is a contact in."""
    return work.actor.may(Permission.VIEW_PROJECTS)


def counts(work: Work, selection: Selection) -> dict[str, dict[str, int]]:
    """Rows per choice of each choice filter, under all the other filters."""
    found = {key: counted(work, _per(work, key, selection.without(key))) for key in _FACETS}
    found["tags"] = counted(work, _per_tag(work, selection.without("tags")))
    return found


def standing(today: dt.date) -> Expression:
    """How somebody stands with customers: "now", "later" or "ended", or "none" at all.

    One who still is with one customer is "now", whatever was with others.
    """
    last, first = col(CustomerContact.employed_to), col(CustomerContact.employed_from)
    stays, began = sa.or_(last.is_(None), last >= today), sa.or_(first.is_(None), first <= today)
    best = sa.func.min(sa.case((sa.and_(stays, began), 1), (stays, 2), else_=3))
    found = sa.select(best).where(_HERE).scalar_subquery()
    return sa.case((found == 1, "now"), (found == 2, "later"), (found == 3, "ended"), else_="none")


@kept
def _per(work: Work, key: str, selection: Selection) -> sa.SelectBase:
    facet = _FACETS[key](work)
    counted_rows = sa.select(facet, sa.func.count()).select_from(Contact)
    return counted_rows.where(*conditions(work, selection)).group_by(facet)


@kept
def _per_tag(work: Work, selection: Selection) -> sa.SelectBase:
    return OF_CONTACTS.per_tag(col(Contact.id), *conditions(work, selection))


def _is(condition: Expression) -> Expression:
    return sa.case((condition, "yes"), else_="no")


def _has_email() -> Expression:
    """Whether there is any address to write to: one's own, or one in a customer."""
    own = sa.select(col(ContactEmail.id)).where(col(ContactEmail.contact_id) == col(Contact.id))
    there = sa.select(col(CustomerContact.id)).where(_HERE, col(CustomerContact.email) != "")
    return _is(sa.or_(own.exists(), there.exists()))


def _tags(_work: Work, tag_ids: tuple[int, ...]) -> Condition:
    return OF_CONTACTS.any_of(col(Contact.id), tag_ids)


def _customers(_work: Work, ids: tuple[int, ...]) -> Condition:
    place = col(CustomerContact.contact_id), col(CustomerContact.customer_id)
    return col(Contact.id).in_(sa.select(place[0]).where(any_of(place[1], ids)))


def _projects(_work: Work, ids: tuple[int, ...]) -> Condition:
    place = col(ProjectContact.contact_id), col(ProjectContact.project_id)
    return col(Contact.id).in_(sa.select(place[0]).where(any_of(place[1], ids)))


_FACETS: dict[str, Callable[[Work], Expression]] = {
    "global": lambda _work: _is(col(Contact.is_global)),
    "employed": lambda work: standing(work.today()),
    "email": lambda _work: _has_email(),
    "consent": lambda _work: _is(col(Contact.consent)),
}

_MEANINGS: dict[str, Meaning] = {
    "text": lambda _work, text: every_word(text, lambda w: contains(col(Contact.search), w)),
    "customer": _customers,
    "project": _projects,
    "tags": _tags,
    "global": lambda work, values: any_of(_FACETS["global"](work), values),
    "employed": lambda work, values: any_of(_FACETS["employed"](work), values),
    "email": lambda work, values: any_of(_FACETS["email"](work), values),
    "consent": lambda work, values: any_of(_FACETS["consent"](work), values),
}
