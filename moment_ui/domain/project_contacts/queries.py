"""Reading the contacts of a project, and those who can be added to it."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.lists import contains, every_word, records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.people.keeping import first_of, own_emails
from moment_ui.domain.people.rules import Counting, address_for
from moment_ui.domain.project_contacts.rules import ProjectContactDraft
from moment_ui.models.contact import Contact, CustomerContact, ProjectContact
from moment_ui.models.project import Project

OFFERED = 20


@dataclass(frozen=True, slots=True)
class ProjectPerson:
    """A contact as a project's page shows it, with the addresses that count there."""

    id: int
    contact_id: int
    name: str
    title: str
    is_global: bool
    email: Counting
    phone: Counting


@dataclass(frozen=True, slots=True)
class JoinChoice:
    """A contact who can be added to a project; `title` is the one with the project's customer."""

    id: int
    name: str
    email: str
    title: str

    @property
    def about(self) -> str:
        """Name, job title and e-mail."""
        return ", ".join(filter(None, (self.name, self.title, self.email)))


@needs(Permission.VIEW_PROJECTS, Permission.VIEW_CUSTOMERS)
def project_contacts(work: Work, project_id: int) -> list[ProjectPerson]:
    """A project's contacts, by name: project before customer before own address."""
    at_customer = sa.and_(
        col(CustomerContact.customer_id) == col(Project.customer_id),
        col(CustomerContact.contact_id) == col(ProjectContact.contact_id),
    )
    statement = (
        sa.select(ProjectContact, Contact, col(CustomerContact.email), col(CustomerContact.phone))
        .join(Contact, col(ProjectContact.contact_id) == col(Contact.id))
        .join(Project, col(ProjectContact.project_id) == col(Project.id))
        .join(CustomerContact, at_customer, isouter=True)
        .where(col(ProjectContact.project_id) == project_id)
        .order_by(col(Contact.sort_name), col(Contact.id))
    )
    found: list[Any] = list(records(work, statement))
    own = own_emails(work, [person.key for _here, person, *_addresses in found])
    return [
        ProjectPerson(
            here.key,
            person.key,
            person.name,
            here.title,
            person.is_global,
            address_for(own.get(person.key, ()), email or "", here.email),
            address_for([person.phone], phone or "", here.phone),
        )
        for here, person, email, phone in found
    ]


@needs(Permission.VIEW_PROJECTS, Permission.VIEW_CUSTOMERS)
def contacts_to_join(work: Work, project_id: int, text: str = "") -> list[JoinChoice]:
    """The customer's contacts and global ones who are not in the project yet, at most 20."""
    there = select(ProjectContact.contact_id).where(ProjectContact.project_id == project_id)
    customer = select(Project.customer_id).where(Project.id == project_id).scalar_subquery()
    at_customer = sa.and_(
        col(CustomerContact.contact_id) == col(Contact.id),
        col(CustomerContact.customer_id) == customer,
    )
    query = (
        sa.select(Contact, col(CustomerContact.title))
        .join(CustomerContact, at_customer, isouter=True)
        .where(col(Contact.id).not_in(there))
        .where(sa.or_(col(CustomerContact.id).is_not(None), col(Contact.is_global).is_(True)))
        .where(every_word(text, lambda word: contains(col(Contact.search), word)))
        .order_by(col(CustomerContact.id).is_(None), col(Contact.sort_name), col(Contact.id))
        .limit(OFFERED)
    )
    found: list[Any] = list(records(work, query))
    own = own_emails(work, [person.key for person, _title in found])
    return [
        JoinChoice(person.key, person.name, first_of(own.get(person.key)), title or "")
        for person, title in found
    ]


@needs(Permission.VIEW_PROJECTS, Permission.VIEW_CUSTOMERS)
def project_contact_draft(work: Work, place_id: int) -> ProjectContactDraft:
    """What the form for a contact of a project shows. Raises NotFound."""
    query = (
        select(ProjectContact, Contact)
        .join(Contact, col(ProjectContact.contact_id) == col(Contact.id))
        .where(ProjectContact.id == place_id)
    )
    found = work.session.exec(query).first()
    if found is None:
        raise NotFound(_("The contact"))
    place, person = found
    return ProjectContactDraft(
        name=person.name,
        title=place.title,
        email=first_of(own_emails(work, [person.key]).get(person.key)),
        phone=person.phone,
        project_email=place.email,
        project_phone=place.phone,
        is_global=person.is_global,
    )
