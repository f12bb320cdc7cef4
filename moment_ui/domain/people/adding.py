"""A person who is being added, and the address that stands first."""

from moment_ui.core import clock
from moment_ui.db.work import Work
from moment_ui.domain.people.keeping import addresses_of
from moment_ui.models.contact import Contact, ContactEmail


def new_person(work: Work, name: str, email: str, phone: str, *, is_global: bool) -> Contact:
    """A new contact, stored with an address unless that is ""."""
    person = Contact(name=name, phone=phone, is_global=is_global, created_at=clock.now())
    work.session.add(person)
    work.session.flush()
    set_first_address(work, person.key, email)
    return person


def set_first_address(work: Work, contact_id: int, email: str) -> None:
    """Let this be the person's first own address; "" takes the first one away."""
    rows = addresses_of(work, contact_id)
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
