"""Erasing a person whom nobody can reach any more, and bringing one back."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from moment_ui.db.work import Work
from moment_ui.models.contact import Contact, ContactEmail, CustomerContact


@dataclass(frozen=True, slots=True)
class ErasedPerson:
    """A person who was erased; `emails` in order."""

    name: str
    phone: str
    search: str
    created_at: dt.datetime
    emails: tuple[str, ...]


def is_elsewhere(work: Work, place: CustomerContact) -> bool:
    """Whether the person of this place has another one."""
    others = select(CustomerContact.id).where(
        CustomerContact.contact_id == place.contact_id, CustomerContact.id != place.id
    )
    return work.session.exec(others).first() is not None


def kept_of(work: Work, person: Contact) -> ErasedPerson:
    """The person as `recreated` takes it."""
    emails = tuple(row.email for row in work.session.exec(emails_of(person.key)))
    return ErasedPerson(person.name, person.phone, person.search, person.created_at, emails)


def recreated(work: Work, erased: ErasedPerson) -> int:
    """Bring an erased person back under a new id."""
    person = Contact(
        name=erased.name, phone=erased.phone, search=erased.search, created_at=erased.created_at
    )
    work.session.add(person)
    work.session.flush()
    for position, email in enumerate(erased.emails):
        work.session.add(ContactEmail(contact_id=person.key, email=email, position=position))
    return person.key


def emails_of(contact_id: int) -> SelectOfScalar[ContactEmail]:
    """The person's own addresses, in order."""
    return (
        select(ContactEmail)
        .where(ContactEmail.contact_id == contact_id)
        .order_by(col(ContactEmail.position), col(ContactEmail.id))
    )
