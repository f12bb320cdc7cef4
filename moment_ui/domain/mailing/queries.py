"""Reading mailing lists: their names, one of them, and whom it takes or keeps out by hand."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.folding import folded, sort_text
from moment_ui.core.words import _
from moment_ui.db.lists import contains, every_word
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.people.keeping import first_of, own_emails
from moment_ui.models.contact import Contact
from moment_ui.models.mailing import MailingList, MailingListContact, MailingListTag

OFFERED = 20


@dataclass(frozen=True, slots=True)
class ListRecord:
    """A mailing list as stored. `tag_ids` are the tags of its filter that are still there."""

    id: int
    name: str
    query: str
    needs_consent: bool
    tag_ids: frozenset[int]
    created_by: str
    updated_at: dt.datetime
    version: int


@dataclass(frozen=True, slots=True)
class HandPicked:
    """A contact added to a list by hand, or kept out of it."""

    contact_id: int
    name: str
    excluded: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """A contact who can be added to a list."""

    id: int
    name: str
    email: str


@needs(Permission.USE_MAILING_LISTS)
def mailing_lists(work: Work) -> list[ListRecord]:
    """Every list of the company, by name."""
    found = [_record(work, row) for row in work.session.exec(select(MailingList))]
    return sorted(found, key=lambda one: (sort_text(one.name), one.id))


@needs(Permission.USE_MAILING_LISTS)
def mailing_list(work: Work, list_id: int) -> ListRecord:
    """One list. Raises NotFound."""
    row = work.session.exec(select(MailingList).where(MailingList.id == list_id)).first()
    if row is None:
        raise NotFound(_("The mailing list"))
    return _record(work, row)


@needs(Permission.USE_MAILING_LISTS)
def hand_picked(work: Work, list_id: int) -> list[HandPicked]:
    """Whom the list takes or keeps out by hand, by name."""
    query = (
        select(Contact, MailingListContact.excluded)
        .join(MailingListContact, col(MailingListContact.contact_id) == col(Contact.id))
        .where(MailingListContact.list_id == list_id)
        .order_by(col(Contact.sort_name), col(Contact.id))
    )
    return [HandPicked(row.key, row.name, out) for row, out in work.session.exec(query)]


@needs(Permission.USE_MAILING_LISTS)
def contacts_to_add(work: Work, list_id: int, text: str) -> list[Offered]:
    """Contacts who are not picked by hand yet, at most 20, found by name, e-mail or phone."""
    picked = select(MailingListContact.contact_id).where(MailingListContact.list_id == list_id)
    query = (
        select(Contact)
        .where(col(Contact.id).not_in(picked))
        .where(every_word(text, lambda word: contains(col(Contact.search), word)))
        .order_by(col(Contact.sort_name), col(Contact.id))
        .limit(OFFERED)
    )
    people = list(work.session.exec(query))
    own = own_emails(work, [person.key for person in people])
    return [Offered(one.key, one.name, first_of(own.get(one.key))) for one in people]


@needs(Permission.USE_MAILING_LISTS)
def list_names(work: Work, ids: Sequence[int]) -> dict[int, str]:
    """Lists' names by id."""
    query = select(MailingList).where(col(MailingList.id).in_(list(ids)))
    return {row.key: row.name for row in work.session.exec(query)}


@needs(Permission.USE_MAILING_LISTS)
def lists_found(work: Work, text: str) -> dict[int, str]:
    """Lists whose name holds every word."""
    words = folded(text).split()
    return {
        one.id: one.name
        for one in mailing_lists(work)
        if all(word in folded(one.name) for word in words)
    }


def _record(work: Work, row: MailingList) -> ListRecord:
    tags = select(MailingListTag.tag_id).where(MailingListTag.list_id == row.key)
    return ListRecord(
        row.key,
        row.name,
        row.query,
        row.needs_consent,
        frozenset(work.session.exec(tags)),
        row.created_by,
        row.updated_at,
        row.version,
    )
