"""Adding contacts to customers, changing and removing them. Each act is in the customer's history."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.contacts.errors import AlreadyContact
from moment_ui.domain.contacts.queries import contact_draft
from moment_ui.domain.contacts.rules import ContactDraft
from moment_ui.domain.people.adding import new_person, set_first_address
from moment_ui.domain.people.erasing import (
    ErasedPerson,
    belongs_elsewhere,
    disown,
    erase,
    recreated,
    rows_of,
    values_of,
)
from moment_ui.domain.people.errors import PersonChanged
from moment_ui.domain.people.keeping import locked_person, touched
from moment_ui.domain.people.known import check_known, is_known
from moment_ui.domain.people.queries import last_change
from moment_ui.models.contact import Contact, CustomerContact
from moment_ui.models.customer import Customer

NOTHING_CONFIRMED: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RemovedContact:
    """What `remove_contact` took away: enough to put it back.

    `place` holds what stood in the customer; `person` all of somebody who was erased, None when the
    person stays, whom `known_since` tells from others who got the id later.
    """

    customer_id: int
    contact_id: int
    name: str
    place: dict[str, Any]
    person: ErasedPerson | None
    known_since: dt.datetime


@needs(Permission.EDIT_CONTACTS)
def add_contact(
    work: Work,
    customer_id: int,
    draft: ContactDraft,
    *,
    confirmed: frozenset[str] = NOTHING_CONFIRMED,
) -> int:
    """Add a new person to a customer; returns the id of the place there.

    Raises NotFound, and PersonMayExist for somebody who may be known already, unless its key is
    confirmed.
    """
    _check_customer(work, customer_id)
    check_known(work, draft.name, (draft.email, draft.customer_email), draft.phone, confirmed)
    person = new_person(work, draft.name, draft.email, draft.phone, is_global=draft.is_global)
    return _place(work, customer_id, person, draft)


@needs(Permission.EDIT_CONTACTS)
def add_existing_contact(
    work: Work, customer_id: int, contact_id: int, draft: ContactDraft, *, known: bool = False
) -> int:
    """Add a global person to a customer; of the draft only what is about the place there counts.

    `known`: the person need not be global when the draft is about the same one. Returns the id of
    the place. Raises NotFound for anybody else, AlreadyContact.
    """
    _check_customer(work, customer_id)
    person = locked_person(work, contact_id)
    emails = draft.email, draft.customer_email
    same = known and is_known(work, contact_id, draft.name, emails, draft.phone)
    if not (person.is_global or same):
        raise NotFound(_("The contact"))
    _check_not_there(work, customer_id, person)
    return _place(work, customer_id, person, draft)


@needs(Permission.EDIT_CONTACTS)
def edit_contact(
    work: Work, place_id: int, draft: ContactDraft, before: ContactDraft | None = None
) -> int:
    """Change a contact of a customer; returns the customer's id.

    `before` is what the form was opened with. Raises NotFound, and PersonChanged when that is not
    how the contact stands any more.
    """
    place, person = _find(work, place_id)
    stored = contact_draft(work, place_id)
    if before is not None and before != stored:
        raise PersonChanged(person.name, last_change(work, person.key))
    changes = differences(_texts(stored), _texts(draft))
    if changes:
        _set_person(person, draft)
        set_first_address(work, person.key, draft.email)
        _set_place(place, draft)
        touched(work, person)
        where = "customer", place.customer_id
        record(work, "edit_contact", where, draft.name, changes)
        record(work, "edit_contact", person, draft.name, changes)
    return place.customer_id


@needs(Permission.EDIT_CONTACTS)
def remove_contact(work: Work, place_id: int) -> RemovedContact:
    """Take a contact off a customer. Returns what `restore_contact` takes.

    A global person stays, and one who is in another customer or in a project. Anybody else belongs
    to nobody any more and is erased with the addresses: what has no use is not kept.
    """
    place, person = _find(work, place_id)
    last = not person.is_global and not belongs_elsewhere(work, place)
    customer_id, name, since = place.customer_id, person.name, person.created_at
    kept = values_of(place)
    contact_id = person.key
    if last:
        erased = erase(work, person)
    else:
        erased = None
        disown(work, place)
        work.session.delete(place)
        touched(work, person)
        record(work, "remove_contact", person, name)
    _tell(work, "remove_contact", customer_id, (name, ""))
    return RemovedContact(customer_id, contact_id, name, kept, erased, since)


@needs(Permission.EDIT_CONTACTS)
def restore_contact(work: Work, removed: RemovedContact) -> int:
    """Put a removed contact back; returns the id of the place. Raises NotFound, AlreadyContact."""
    _check_customer(work, removed.customer_id)
    if removed.person:
        person_id = recreated(work, removed.person)
        (place,) = rows_of(work, CustomerContact, person_id)
    else:
        person = _still_there(work, removed)
        _check_not_there(work, removed.customer_id, person)
        place = CustomerContact(**removed.place, contact_id=person.key)
        work.session.add(place)
        touched(work, person)
        record(work, "restore_contact", person, person.name)
    _tell(work, "restore_contact", removed.customer_id, ("", removed.name))
    return place.key


def _still_there(work: Work, removed: RemovedContact) -> Contact:
    """The person who was removed, and nobody who has the same id since. Raises NotFound."""
    person = locked_person(work, removed.contact_id)
    if person.created_at != removed.known_since:
        raise NotFound(_("The contact"))
    return person


def _place(work: Work, customer_id: int, person: Contact, draft: ContactDraft) -> int:
    place = CustomerContact(customer_id=customer_id, contact_id=person.key)
    _set_place(place, draft)
    work.session.add(place)
    touched(work, person)
    _tell(work, "add_contact", customer_id, ("", person.name))
    record(work, "add_contact", person, person.name)
    return place.key


def _set_person(person: Contact, draft: ContactDraft) -> None:
    person.name = draft.name
    person.phone = draft.phone
    person.is_global = draft.is_global


def _set_place(place: CustomerContact, draft: ContactDraft) -> None:
    place.title = draft.title
    place.email = draft.customer_email
    place.phone = draft.customer_phone
    place.employed_from = draft.employed_from
    place.employed_to = draft.employed_to


def _place_of(work: Work, customer_id: int, contact_id: int) -> CustomerContact | None:
    query = select(CustomerContact).where(
        CustomerContact.customer_id == customer_id, CustomerContact.contact_id == contact_id
    )
    return work.session.exec(query).first()


def _check_not_there(work: Work, customer_id: int, person: Contact) -> None:
    if _place_of(work, customer_id, person.key) is not None:
        raise AlreadyContact(person.name)


def _find(work: Work, place_id: int) -> tuple[CustomerContact, Contact]:
    query = select(CustomerContact).where(CustomerContact.id == place_id)
    place = work.session.exec(query).first()
    if place is None:
        raise NotFound(_("The contact"))
    return place, locked_person(work, place.contact_id)


def _check_customer(work: Work, customer_id: int) -> None:
    if work.session.exec(select(Customer.id).where(Customer.id == customer_id)).first() is None:
        raise NotFound(_("The customer"))


def _texts(draft: ContactDraft) -> dict[str, str]:
    return {
        key: "" if value is None or value is False else str(value)
        for key, value in asdict(draft).items()
    }


def _tell(work: Work, action: str, customer_id: int, change: tuple[str, str]) -> None:
    record(work, action, ("customer", customer_id), changes={"contact": change})
    work.emit("contacts")
