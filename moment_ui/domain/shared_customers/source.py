"""A partner's customer, seen through the door: master data and contact persons, and nothing beside them.

Never the ledger, prices, notes, tags or files. Only partners that share their customers are looked into.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.errors import NotFound
from moment_ui.core.folding import name_key
from moment_ui.core.words import _
from moment_ui.db.group_scope import NotPartners, acting_for
from moment_ui.db.work import Work
from moment_ui.domain.partners.group import settings_of
from moment_ui.models.contact import Contact, ContactEmail, CustomerContact
from moment_ui.models.customer import Customer

FIELDS = (
    *("name", "country", "org_number", "vat_number", "email", "phone", "website"),
    *("postal_line1", "postal_line2", "postal_code", "postal_city"),
    *("visiting_line1", "visiting_line2", "visiting_code", "visiting_city"),
)
"""What comes along, and what is followed when the two are kept in step."""

MOST_PEOPLE = 200


@dataclass(frozen=True, slots=True)
class Person:
    """A contact person of the partner's customer. Consent to mass mail does not come along."""

    name: str
    title: str
    email: str
    phone: str


@contextmanager
def sharing(work: Work, company_id: int) -> Generator[Work]:
    """Work in a partner that shares its customers. Raises NotPartners for any other company."""
    with acting_for(work, company_id) as theirs:
        settings = settings_of(theirs)
        if settings is None or not settings.share_customers:
            raise NotPartners
        yield theirs


def customer_there(theirs: Work, customer_id: int) -> Customer:
    """The partner's customer, the one that stayed if it was merged. Raises NotFound."""
    row = theirs.session.exec(select(Customer).where(Customer.id == customer_id)).first()
    if row is not None and row.merged_into_id is not None:
        return customer_there(theirs, row.merged_into_id)
    if row is None:
        raise NotFound(_("The customer"))
    return row


def is_same(row: Customer, name: str, org_number: str) -> bool:
    """Whether a customer is the company with this org number, or with this name and no other number."""
    if row.org_number and org_number:
        return row.org_number == org_number
    return bool(name_key(name)) and row.name_key == name_key(name)


def texts_there(row: Customer) -> dict[str, str]:
    """What comes along of a customer, by field."""
    return {field: str(getattr(row, field)) for field in FIELDS}


def people_there(theirs: Work, customer_id: int) -> list[Person]:
    """The contact persons who are with the partner's customer now, by name."""
    query = (
        select(CustomerContact, Contact)
        .join(Contact, col(Contact.id) == col(CustomerContact.contact_id))
        .where(
            CustomerContact.customer_id == customer_id,
            col(CustomerContact.employed_to).is_(None)
            | (col(CustomerContact.employed_to) >= theirs.today()),
        )
        .order_by(col(Contact.sort_name), col(Contact.id))
        .limit(MOST_PEOPLE)
    )
    found = theirs.session.exec(query).all()
    own = _own_addresses(theirs, [person.key for _place, person in found])
    return [
        Person(
            name=person.name,
            title=place.title,
            email=place.email or own.get(person.key, ""),
            phone=place.phone or person.phone,
        )
        for place, person in found
    ]


def _own_addresses(theirs: Work, contact_ids: list[int]) -> dict[int, str]:
    query = (
        select(ContactEmail.contact_id, ContactEmail.email)
        .where(col(ContactEmail.contact_id).in_(contact_ids))
        .order_by(col(ContactEmail.position).desc(), col(ContactEmail.id).desc())
    )
    return dict(theirs.session.exec(query).all())
