"""Which of a partner's contact persons our customer does not have. For this noun's operations."""

from sqlmodel import col, select

from moment_ui.core.addresses import comparable
from moment_ui.core.folding import name_key
from moment_ui.db.work import Work
from moment_ui.domain.shared_customers.source import Person
from moment_ui.models.contact import Contact, ContactEmail, CustomerContact
from moment_ui.models.partner import SharedCustomer


def new_people(work: Work, link: SharedCustomer, people: list[Person]) -> list[Person]:
    """Those of the partner's contact persons who are not with our customer, and were not passed over."""
    names = (
        select(Contact.id, Contact.name)
        .join(CustomerContact, col(CustomerContact.contact_id) == col(Contact.id))
        .where(CustomerContact.customer_id == link.customer_id)
    )
    ours = {key or 0: name for key, name in work.session.exec(names)}
    places = select(CustomerContact.email).where(CustomerContact.customer_id == link.customer_id)
    own = select(ContactEmail.email).where(col(ContactEmail.contact_id).in_(ours))
    addresses = {comparable(text) for query in (places, own) for text in work.session.exec(query)}
    known = {name_key(name) or name for name in ours.values()}
    return [
        person
        for person in people
        if not (person.email and comparable(person.email) in addresses)
        and (name_key(person.name) or person.name) not in known
        and person_key(person) not in link.passed_over
    ]


def person_key(person: Person) -> str:
    """What a passed-over person is remembered by."""
    return f"person:{comparable(person.email) if person.email else person.name}"
