"""Whom at a customer an offer can be addressed to."""

from dataclasses import dataclass

from moment_ui.db.work import Work
from moment_ui.domain.contacts.queries import customer_contacts


@dataclass(frozen=True, slots=True)
class PersonAtCustomer:
    """A contact of the customer, by the id of the place there, with the address that counts there."""

    id: int
    name: str
    email: str
    title: str


def customer_people(work: Work, customer_id: int) -> list[PersonAtCustomer]:
    """The customer's contacts who still work there, by name."""
    today = work.today()
    return [
        PersonAtCustomer(row.id, row.name, row.email.address, row.title)
        for row in customer_contacts(work, customer_id)
        if row.employed_to is None or row.employed_to >= today
    ]
