"""Adding contacts to customers, changing and removing them. Each act is in the customer's history."""

import datetime as dt
from dataclasses import asdict, dataclass

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.folding import search_text
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.contacts.erasing import (
    ErasedPerson,
    emails_of,
    is_elsewhere,
    kept_of,
    recreated,
)
from moment_ui.domain.contacts.errors import AlreadyContact
from moment_ui.domain.contacts.queries import contact_draft
from moment_ui.domain.contacts.rules import ContactDraft
from moment_ui.models.contact import Contact, ContactEmail, CustomerContact
from moment_ui.models.customer import Customer
from moment_ui.models.importing import ImportChange


@dataclass(frozen=True, slots=True)
class RemovedContact:
    """What `remove_contact` took away: enough to put it back.

    `person` holds the row and the addresses of somebody who was erased; None when the person stays.
    """

    customer_id: int
    contact_id: int
    name: str
    title: str
    email: str
    phone: str
    employed_from: dt.date | None
    employed_to: dt.date | None
    person: ErasedPerson | None
    known_since: dt.datetime


@needs(Permission.EDIT_CONTACTS)
def add_contact(work: Work, customer_id: int, draft: ContactDraft) -> int:
    """Add a new person to a customer; returns the id of the place there. Raises NotFound."""
    _check_customer(work, customer_id)
    person = Contact(name=draft.name, created_at=clock.now())
    work.session.add(person)
    _set_person(person, draft)
    work.session.flush()
    _set_first_email(work, person.key, draft.email)
    return _place(work, customer_id, person, draft)


@needs(Permission.EDIT_CONTACTS)
def add_existing_contact(work: Work, customer_id: int, contact_id: int, draft: ContactDraft) -> int:
    """Add a global person to a customer; of the draft only what is about the place there counts.

    Returns the id of the place. Raises NotFound for a person who is not global, AlreadyContact.
    """
    _check_customer(work, customer_id)
    query = select(Contact).where(Contact.id == contact_id, col(Contact.is_global).is_(True))
    person = work.session.exec(query.with_for_update()).first()
    if person is None:
        raise NotFound(_("The contact"))
    there = select(CustomerContact.id).where(
        CustomerContact.customer_id == customer_id, CustomerContact.contact_id == contact_id
    )
    if work.session.exec(there).first() is not None:
        raise AlreadyContact(person.name)
    return _place(work, customer_id, person, draft)


@needs(Permission.EDIT_CONTACTS)
def edit_contact(work: Work, place_id: int, draft: ContactDraft) -> int:
    """Change a contact of a customer; returns the customer's id. Raises NotFound."""
    place, person = _find(work, place_id)
    changes = differences(_texts(contact_draft(work, place_id)), _texts(draft))
    if changes:
        _set_person(person, draft)
        _set_first_email(work, person.key, draft.email)
        _set_place(place, draft)
        record(
            work,
            "edit_contact",
            ("customer", place.customer_id),
            summary=draft.name,
            changes=changes,
        )
        record(work, "edit_contact", person, draft.name)
        work.emit("contacts")
    return place.customer_id


@needs(Permission.EDIT_CONTACTS)
def remove_contact(work: Work, place_id: int) -> RemovedContact:
    """Take a contact off a customer. Returns what `restore_contact` takes.

    A global person stays, and one who is in another customer. Anybody else could be reached by
    nobody any more and is erased with the addresses: what has no use is not kept.
    """
    place, person = _find(work, place_id)
    last = not person.is_global and not is_elsewhere(work, place)
    removed = RemovedContact(
        place.customer_id,
        place.contact_id,
        person.name,
        place.title,
        place.email,
        place.phone,
        place.employed_from,
        place.employed_to,
        kept_of(work, person) if last else None,
        person.created_at,
    )
    _disown(work, place)
    work.session.delete(place)
    if last:
        _disown(work, person)
        work.session.flush()
        work.session.delete(person)
    _tell(work, "remove_contact", place.customer_id, (person.name, ""))
    return removed


@needs(Permission.EDIT_CONTACTS)
def restore_contact(work: Work, removed: RemovedContact) -> int:
    """Put a removed contact back; returns the id of the place. Raises NotFound, AlreadyContact."""
    _check_customer(work, removed.customer_id)
    there = select(CustomerContact.id).where(
        CustomerContact.customer_id == removed.customer_id,
        CustomerContact.contact_id == removed.contact_id,
    )
    if work.session.exec(there).first() is not None:
        raise AlreadyContact(removed.name)
    person_id = recreated(work, removed.person) if removed.person else _still_there(work, removed)
    place = CustomerContact(
        customer_id=removed.customer_id,
        contact_id=person_id,
        title=removed.title,
        email=removed.email,
        phone=removed.phone,
        employed_from=removed.employed_from,
        employed_to=removed.employed_to,
    )
    work.session.add(place)
    work.session.flush()
    _tell(work, "restore_contact", removed.customer_id, ("", removed.name))
    return place.key


def _still_there(work: Work, removed: RemovedContact) -> int:
    """The person who was removed, and nobody who has the same id since. Raises NotFound."""
    same = select(Contact).where(
        Contact.id == removed.contact_id, Contact.created_at == removed.known_since
    )
    person = work.session.exec(same).first()
    if person is None:
        raise NotFound(_("The contact"))
    return person.key


def _disown(work: Work, row: Contact | CustomerContact) -> None:
    """Let no undo of an import look for the row: SQLite gives its id to the next one."""
    changes = select(ImportChange).where(
        ImportChange.table == str(row.__tablename__), ImportChange.row_id == row.key
    )
    for change in work.session.exec(changes):
        work.session.delete(change)


def _place(work: Work, customer_id: int, person: Contact, draft: ContactDraft) -> int:
    place = CustomerContact(customer_id=customer_id, contact_id=person.key)
    _set_place(place, draft)
    work.session.add(place)
    work.session.flush()
    _tell(work, "add_contact", customer_id, ("", person.name))
    return place.key


def _set_person(person: Contact, draft: ContactDraft) -> None:
    person.name = draft.name
    person.phone = draft.phone
    person.is_global = draft.is_global
    person.search = search_text(draft.name, draft.email, draft.phone)


def _set_place(place: CustomerContact, draft: ContactDraft) -> None:
    place.title = draft.title
    place.email = draft.customer_email
    place.phone = draft.customer_phone
    place.employed_from = draft.employed_from
    place.employed_to = draft.employed_to


def _set_first_email(work: Work, contact_id: int, email: str) -> None:
    rows = list(work.session.exec(emails_of(contact_id)))
    first, others = (rows[0], rows[1:]) if rows else (None, [])
    if first and first.email == email:
        return
    for row in (row for row in others if row.email == email):
        work.session.delete(row)  # it becomes the first
    if first and not email:
        work.session.delete(first)
        return
    work.session.flush()
    if first:
        first.email = email
    elif email:
        work.session.add(ContactEmail(contact_id=contact_id, email=email))
    work.session.flush()


def _find(work: Work, place_id: int) -> tuple[CustomerContact, Contact]:
    query = (
        select(CustomerContact, Contact)
        .join(Contact, col(CustomerContact.contact_id) == col(Contact.id))
        .where(CustomerContact.id == place_id)
    )
    found = work.session.exec(query).first()
    if found is None:
        raise NotFound(_("The contact"))
    return found


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
