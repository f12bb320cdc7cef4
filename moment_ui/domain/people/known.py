"""Contacts that may be the same person: the same e-mail, or the same name and phone."""

from collections.abc import Iterator, Sequence

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.addresses import comparable
from moment_ui.core.folding import sort_text
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.people.errors import KnownPerson, PersonMayExist
from moment_ui.models.contact import Contact, ContactEmail, CustomerContact
from moment_ui.models.customer import Customer

SHOWN = 5
_NAMESAKES = 50
_NATIONAL_DIGITS = 8


def check_known(
    work: Work, name: str, emails: Sequence[str], phone: str, confirmed: frozenset[str]
) -> None:
    """Raise PersonMayExist when a contact like this one exists, unless its key is confirmed."""
    known = known_people(work, name, emails, phone)
    if known:
        warning = PersonMayExist(known)
        if warning.key not in confirmed:
            raise warning


@needs(Permission.VIEW_CUSTOMERS)
def known_people(
    work: Work, name: str, emails: Sequence[str], phone: str
) -> tuple[KnownPerson, ...]:
    """At most five contacts with one of the addresses, or with both the name and the phone number.

    Global or not: they are of the same company, so whoever adds a contact may know of them.
    """
    found = {**dict.fromkeys(_named_so(work, name, phone), _("the same name and phone"))}
    found |= dict.fromkeys(_written_to(work, emails), _("the same e-mail"))
    ids = sorted(found)[:SHOWN]
    people = work.session.exec(
        select(Contact).where(col(Contact.id).in_(ids)).order_by(col(Contact.id))
    )
    return tuple(
        KnownPerson(row.key, row.name, _customers(work, row.key), row.is_global, found[row.key])
        for row in people
    )


def is_known(work: Work, contact_id: int, name: str, emails: Sequence[str], phone: str) -> bool:
    """Whether this contact is one that `known_people` names."""
    return contact_id in {*_written_to(work, emails), *_named_so(work, name, phone)}


def _written_to(work: Work, emails: Sequence[str]) -> Iterator[int]:
    wanted = {comparable(email) for email in emails if email.strip()}
    if wanted:
        query = select(ContactEmail.contact_id).where(col(ContactEmail.comparable).in_(wanted))
        yield from work.session.exec(query.order_by(col(ContactEmail.contact_id)).limit(_NAMESAKES))


def _named_so(work: Work, name: str, phone: str) -> Iterator[int]:
    if not _digits(phone):
        return
    query = (
        select(Contact)
        .where(Contact.sort_name == sort_text(name)[:200])
        .order_by(col(Contact.id))
        .limit(_NAMESAKES)
    )
    yield from (row.key for row in work.session.exec(query) if _same_phone(row.phone, phone))


def _same_phone(one: str, other: str) -> bool:
    """Whether two numbers ring at the same place: "+47 911 22 348" and "91122348" do."""
    first, second = sorted((_digits(one), _digits(other)), key=len)
    return first == second or (len(first) >= _NATIONAL_DIGITS and second.endswith(first))


def _digits(phone: str) -> str:
    return "".join(letter for letter in phone if letter.isdigit())


def _customers(work: Work, contact_id: int) -> str:
    query = (
        select(Customer.name)
        .join(CustomerContact, col(CustomerContact.customer_id) == col(Customer.id))
        .where(CustomerContact.contact_id == contact_id)
        .order_by(col(Customer.sort_name))
        .limit(3)
    )
    return ", ".join(work.session.exec(query))
