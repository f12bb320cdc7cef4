"""Reading one person: data, addresses, tags, customers, projects, changes."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.folding import sort_text
from moment_ui.core.words import _
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.customers.queries import Change
from moment_ui.domain.people.rules import Counting, PersonDraft, address_for
from moment_ui.domain.tags.choices import TagChoice, tags_for, tags_on
from moment_ui.models.audit import AuditEntry
from moment_ui.models.contact import (
    Contact,
    ContactEmail,
    CustomerContact,
    ProjectContact,
)
from moment_ui.models.customer import Customer
from moment_ui.models.mailing import UnsubscribedAddress
from moment_ui.models.project import Project
from moment_ui.models.tag import TagKind

CHANGES = 100


@dataclass(frozen=True, slots=True)
class OwnAddress:
    """One of a person's own addresses; `unsubscribed` says since when it wants no mass mail."""

    id: int
    email: str
    unsubscribed: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """A person in a customer or a project, with the e-mail and phone that count there.

    `id` is the place's, `of` the customer's or project's. In projects `employed_…` are None.
    """

    id: int
    of: int
    number: str
    name: str
    title: str
    email: Counting
    phone: Counting
    employed_from: dt.date | None = None
    employed_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Everything the contact's page shows. `projects` is empty for those who may not see them."""

    id: int
    draft: PersonDraft
    consent_at: dt.datetime | None
    consent_by: str
    version: int
    created_at: dt.datetime
    addresses: tuple[OwnAddress, ...]
    tags: tuple[TagChoice, ...]
    customers: tuple[Place, ...]
    projects: tuple[Place, ...]


@needs(Permission.VIEW_CUSTOMERS)
def person(work: Work, contact_id: int) -> Person:
    """One contact. Customers: those one is with by name, then those one has left. Raises NotFound."""
    row = work.session.exec(select(Contact).where(Contact.id == contact_id)).first()
    if row is None:
        raise NotFound(_("The contact"))
    addresses = own_addresses(work, contact_id)
    own = [address.email for address in addresses]
    may_see_projects = work.actor.may(Permission.VIEW_PROJECTS)
    return Person(
        row.key,
        PersonDraft(row.name, row.phone, row.is_global, row.consent, row.consent_how, row.note),
        row.consent_at,
        row.consent_by,
        row.version,
        row.created_at,
        tuple(addresses),
        tuple(tags_of_contact(work, contact_id)),
        tuple(_customers(work, row, own)),
        tuple(_projects(work, row, own)) if may_see_projects else (),
    )


@needs(Permission.VIEW_CUSTOMERS)
def own_addresses(work: Work, contact_id: int) -> list[OwnAddress]:
    """A contact's own addresses, in order."""
    query = (
        select(ContactEmail, UnsubscribedAddress.at)
        .join(
            UnsubscribedAddress,
            col(UnsubscribedAddress.address) == col(ContactEmail.comparable),
            isouter=True,
        )
        .where(ContactEmail.contact_id == contact_id)
        .order_by(col(ContactEmail.position), col(ContactEmail.id))
    )
    return [OwnAddress(row.key, row.email, since) for row, since in work.session.exec(query)]


@needs(Permission.VIEW_CUSTOMERS)
def contact_tags(work: Work) -> list[TagChoice]:
    """Every tag that contacts may have, by group and place in it."""
    return tags_for(work, TagKind.CONTACT)


@needs(Permission.VIEW_CUSTOMERS)
def tags_of_contact(work: Work, contact_id: int) -> list[TagChoice]:
    """The tags one contact has, in the order of the choices."""
    return tags_on(work, TagKind.CONTACT, contact_id)


@needs(Permission.VIEW_CUSTOMERS)
def contact_changes(work: Work, contact_id: int) -> list[Change]:
    """What was done to a contact, newest first, at most CHANGES; nothing of whom the id was before."""
    query = select(Contact.created_at).where(Contact.id == contact_id)
    since = work.session.exec(query).first()
    if since is None:
        raise NotFound(_("The contact"))
    entries = (
        select(AuditEntry)
        .where(AuditEntry.subject == "contact", AuditEntry.subject_id == contact_id)
        .where(col(AuditEntry.at) >= since)
        .order_by(col(AuditEntry.at).desc(), col(AuditEntry.id).desc())
        .limit(CHANGES)
    )
    return [
        Change(
            entry.key,
            entry.at,
            entry.user_name,
            entry.action,
            tuple((key, str(old), str(new)) for key, (old, new) in entry.changes.items()),
        )
        for entry in work.session.exec(entries)
    ]


@needs(Permission.VIEW_CUSTOMERS)
def last_change(work: Work, contact_id: int) -> str:
    """Who changed the contact last, "" when nobody has."""
    changes = contact_changes(work, contact_id)
    return changes[0].by if changes else ""


def _customers(work: Work, row: Contact, own: list[str]) -> list[Place]:
    statement = (
        sa.select(CustomerContact, Customer)
        .join(Customer, col(CustomerContact.customer_id) == col(Customer.id))
        .where(col(CustomerContact.contact_id) == row.key)
    )
    today: dt.date = work.today()
    found: Any = records(work, statement)
    places = [
        Place(
            here.key,
            customer.key,
            str(customer.number),
            customer.name,
            here.title,
            address_for(own, here.email),
            address_for([row.phone], here.phone),
            here.employed_from,
            here.employed_to,
        )
        for here, customer in found
    ]
    return sorted(
        places,
        key=lambda at: (bool(at.employed_to and at.employed_to < today), sort_text(at.name), at.id),
    )


def _projects(work: Work, row: Contact, own: list[str]) -> list[Place]:
    statement = (
        sa.select(ProjectContact, Project, col(CustomerContact.email), col(CustomerContact.phone))
        .join(Project, col(ProjectContact.project_id) == col(Project.id))
        .join(
            CustomerContact,
            sa.and_(
                col(CustomerContact.customer_id) == col(Project.customer_id),
                col(CustomerContact.contact_id) == col(ProjectContact.contact_id),
            ),
            isouter=True,
        )
        .where(col(ProjectContact.contact_id) == row.key)
        .order_by(col(Project.number), col(Project.id))
    )
    found: Any = records(work, statement)
    return [
        Place(
            here.key,
            project.key,
            project.number,
            project.name,
            here.title,
            address_for(own, email or "", here.email),
            address_for([row.phone], phone or "", here.phone),
        )
        for here, project, email, phone in found
    ]
