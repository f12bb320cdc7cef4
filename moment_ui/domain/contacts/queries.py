"""Reading contacts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, func, or_, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.folding import folded
from moment_ui.core.words import _
from moment_ui.db.lists import contains
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.contacts.rules import ContactDraft
from moment_ui.domain.people.keeping import first_of, own_emails
from moment_ui.domain.people.rules import Counting, address_for
from moment_ui.models.contact import Contact, CustomerContact

OFFERED = 20


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as a customer's page shows it.

    `email` and `phone` are those that count in this customer. `id` is the place's.
    """

    id: int
    contact_id: int
    name: str
    title: str
    is_global: bool
    email: Counting
    phone: Counting
    employed_from: dt.date | None
    employed_to: dt.date | None


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """A global person who can be added to a customer."""

    id: int
    name: str
    email: str

    @property
    def about(self) -> str:
        """Name and e-mail."""
        return ", ".join(filter(None, (self.name, self.email)))


@needs(Permission.VIEW_CUSTOMERS)
def customer_contacts(work: Work, customer_id: int) -> list[ContactRow]:
    """A customer's contacts: those who still work there by name, then those who left."""
    query = (
        select(CustomerContact, Contact)
        .join(Contact, col(CustomerContact.contact_id) == col(Contact.id))
        .where(CustomerContact.customer_id == customer_id)
    )
    found = list(work.session.exec(query))
    own = own_emails(work, [person.key for _place, person in found])
    rows = [_row(place, person, own.get(person.key, ())) for place, person in found]
    today: dt.date = work.today()
    return sorted(rows, key=lambda row: (_left(row, today), folded(row.name), row.id))


@needs(Permission.VIEW_CUSTOMERS)
def contact_count(work: Work, customer_id: int) -> int:
    """How many contacts a customer has, those who left not counted."""
    last = col(CustomerContact.employed_to)
    query = select(func.count(col(CustomerContact.id))).where(
        CustomerContact.customer_id == customer_id, or_(last.is_(None), last >= work.today())
    )
    return work.session.exec(query).one()


@needs(Permission.VIEW_CUSTOMERS)
def global_contacts(work: Work, customer_id: int, text: str = "") -> list[PersonChoice]:
    """Global people who are not contacts of the customer yet, at most 20, found by `text`."""
    there = select(CustomerContact.contact_id).where(CustomerContact.customer_id == customer_id)
    query = (
        select(Contact)
        .where(col(Contact.is_global).is_(True), col(Contact.id).not_in(there))
        .where(contains(col(Contact.search), folded(text)))
        .order_by(col(Contact.name), col(Contact.id))
        .limit(OFFERED)
    )
    people = list(work.session.exec(query))
    own = own_emails(work, [person.key for person in people])
    return [PersonChoice(p.key, p.name, first_of(own.get(p.key))) for p in people]


@needs(Permission.VIEW_CUSTOMERS)
def contact_draft(work: Work, place_id: int) -> ContactDraft:
    """What the form for a contact of a customer shows. Raises NotFound."""
    query = (
        select(CustomerContact, Contact)
        .join(Contact, col(CustomerContact.contact_id) == col(Contact.id))
        .where(CustomerContact.id == place_id)
    )
    found = work.session.exec(query).first()
    if found is None:
        raise NotFound(_("The contact"))
    place, person = found
    return ContactDraft(
        name=person.name,
        title=place.title,
        email=first_of(own_emails(work, [person.key]).get(person.key)),
        phone=person.phone,
        customer_email=place.email,
        customer_phone=place.phone,
        is_global=person.is_global,
        employed_from=place.employed_from,
        employed_to=place.employed_to,
    )


def _row(place: CustomerContact, person: Contact, own: Sequence[str]) -> ContactRow:
    return ContactRow(
        id=place.key,
        contact_id=person.key,
        name=person.name,
        title=place.title,
        is_global=person.is_global,
        email=address_for(own, place.email),
        phone=address_for([person.phone], place.phone),
        employed_from=place.employed_from,
        employed_to=place.employed_to,
    )


def _left(row: ContactRow, today: dt.date) -> bool:
    return row.employed_to is not None and row.employed_to < today
