"""Whom letters come from and whom answers go to."""

from collections.abc import Iterable

from moment_ui.core.settings import settings
from moment_ui.db.work import Work
from moment_ui.domain.contacts.queries import customer_contacts
from moment_ui.mail.letter import Person
from moment_ui.models.company import Company


def shown_person(person: Person) -> str:
    """A receiver as the log tells it."""
    return f"{person.name} <{person.email}>" if person.name else person.email


def people_at(work: Work, customer_id: int) -> list[Person]:
    """The customer's contacts who still work there and have an address, each address once."""
    today = work.today()
    found: dict[str, Person] = {}
    for row in customer_contacts(work, customer_id):
        if row.email.address and (row.employed_to is None or row.employed_to >= today):
            found.setdefault(row.email.address, Person(row.name, row.email.address))
    return list(found.values())


def called(people: Iterable[Person], address: str) -> str:
    """The first name of whoever has an address among these people; "" when none of them has it."""
    named = (person.name for person in people if person.email == address)
    return next(named, "").partition(" ")[0]


def sender_of(company: Company) -> Person:
    """Whom the letter comes from: the company, at the address of MAIL_FROM or its own."""
    chosen = settings().mail_from or settings().smtp_user
    return Person(company.name, chosen if "@" in chosen else company.email or f"moment@{host()}")


def reply_to(company: Company, name: str) -> Person | None:
    """Whom answers go to: somebody at the company's address."""
    return Person(name, company.email) if company.email else None


def host() -> str:
    """The name behind the @ of what is ours: the public address's, else the local one."""
    name = settings().origin.partition("://")[2].partition("/")[0].partition(":")[0]
    return name if name.replace("-", "").replace(".", "").isalnum() else "localhost"
