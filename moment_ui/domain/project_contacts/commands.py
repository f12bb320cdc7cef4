"""Adding contacts to projects, changing and removing them; each act is in both histories."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.people.adding import new_person, set_first_address
from moment_ui.domain.people.erasing import (
    ErasedPerson,
    belongs_elsewhere,
    disown,
    erase,
    recreated,
    values_of,
)
from moment_ui.domain.people.errors import PersonChanged
from moment_ui.domain.people.keeping import locked_person, touched
from moment_ui.domain.people.known import check_known, is_known
from moment_ui.domain.people.queries import last_change
from moment_ui.domain.project_contacts.errors import AlreadyInProject
from moment_ui.domain.project_contacts.queries import project_contact_draft
from moment_ui.domain.project_contacts.rules import ProjectContactDraft
from moment_ui.models.contact import Contact, CustomerContact, ProjectContact
from moment_ui.models.project import Project

NOTHING_CONFIRMED: frozenset[str] = frozenset()
EDIT = Permission.EDIT_CONTACTS, Permission.VIEW_PROJECTS


@dataclass(frozen=True, slots=True)
class RemovedFromProject:
    """What `remove_project_contact` took away; `person` is somebody who was erased with it."""

    project_id: int
    contact_id: int
    name: str
    place: dict[str, Any]
    person: ErasedPerson | None
    known_since: dt.datetime


@needs(*EDIT)
def add_project_contact(
    work: Work,
    project_id: int,
    draft: ProjectContactDraft,
    *,
    confirmed: frozenset[str] = NOTHING_CONFIRMED,
) -> int:
    """Add a new person to a project; returns the id of the place there.

    Raises NotFound, and PersonMayExist for somebody who may be known, unless its key is confirmed.
    """
    _project(work, project_id)
    check_known(work, draft.name, (draft.email, draft.project_email), draft.phone, confirmed)
    person = new_person(work, draft.name, draft.email, draft.phone, is_global=draft.is_global)
    return _place(work, project_id, person, draft)


@needs(*EDIT)
def join_project(
    work: Work, project_id: int, contact_id: int, draft: ProjectContactDraft, *, known: bool = False
) -> int:
    """Add somebody who is known: global, of the project's customer, or `known` by the draft.

    Of the draft only what is about the place counts. Raises NotFound, AlreadyInProject.
    """
    project = _project(work, project_id)
    person = locked_person(work, contact_id)
    emails = draft.email, draft.project_email
    same = known and is_known(work, contact_id, draft.name, emails, draft.phone)
    if not (person.is_global or same or _is_at(work, project.customer_id, contact_id)):
        raise NotFound(_("The contact"))
    _check_not_there(work, project_id, person)
    return _place(work, project_id, person, draft)


@needs(*EDIT)
def edit_project_contact(
    work: Work,
    place_id: int,
    draft: ProjectContactDraft,
    before: ProjectContactDraft | None = None,
) -> None:
    """Change a contact of a project. Raises NotFound, and PersonChanged unless it is as `before`."""
    place, person = _find(work, place_id)
    stored = project_contact_draft(work, place_id)
    if before is not None and before != stored:
        raise PersonChanged(person.name, last_change(work, person.key))
    changes = differences(_texts(stored), _texts(draft))
    if changes:
        person.name, person.phone = draft.name, draft.phone
        person.is_global = draft.is_global
        set_first_address(work, person.key, draft.email)
        _fill(place, draft)
        touched(work, person)
        record(work, "edit_contact", ("project", place.project_id), draft.name, changes)
        record(work, "edit_contact", person, draft.name, changes)


@needs(*EDIT)
def remove_project_contact(work: Work, place_id: int) -> RemovedFromProject:
    """Take a contact off a project; returns what `restore_project_contact` takes.

    Somebody who is neither global nor anywhere else is erased, as on a customer.
    """
    place, person = _find(work, place_id)
    last = not person.is_global and not belongs_elsewhere(work, place)
    kept, project_id = values_of(place), place.project_id
    contact_id, name, since = person.key, person.name, person.created_at
    erased = erase(work, person) if last else None
    if not last:
        disown(work, place)
        work.session.delete(place)
        touched(work, person)
        record(work, "leave_project", person, name, {"project": (_name(work, project_id), "")})
    _tell(work, "remove_contact", project_id, (name, ""))
    return RemovedFromProject(project_id, contact_id, name, kept, erased, since)


@needs(*EDIT)
def restore_project_contact(work: Work, removed: RemovedFromProject) -> None:
    """Put a removed contact back. Raises NotFound, AlreadyInProject."""
    _project(work, removed.project_id)
    if removed.person:
        recreated(work, removed.person)
    else:
        person = locked_person(work, removed.contact_id)
        if person.created_at != removed.known_since:  # somebody else has the id now
            raise NotFound(_("The contact"))
        _check_not_there(work, removed.project_id, person)
        work.session.add(ProjectContact(**removed.place, contact_id=person.key))
        touched(work, person)
        name = _name(work, removed.project_id)
        record(work, "join_project", person, person.name, {"project": ("", name)})
    _tell(work, "restore_contact", removed.project_id, ("", removed.name))


def _place(work: Work, project_id: int, person: Contact, draft: ProjectContactDraft) -> int:
    place = ProjectContact(project_id=project_id, contact_id=person.key)
    _fill(place, draft)
    work.session.add(place)
    touched(work, person)
    record(work, "join_project", person, person.name, {"project": ("", _name(work, project_id))})
    _tell(work, "add_contact", project_id, ("", person.name))
    return place.key


def _fill(place: ProjectContact, draft: ProjectContactDraft) -> None:
    place.title, place.email, place.phone = draft.title, draft.project_email, draft.project_phone


def _project(work: Work, project_id: int) -> Project:
    project = work.session.exec(select(Project).where(Project.id == project_id)).first()
    if project is None:
        raise NotFound(_("The project"))
    return project


def _name(work: Work, project_id: int) -> str:
    project = _project(work, project_id)
    return f"{project.number} {project.name}"


def _is_at(work: Work, customer_id: int | None, contact_id: int) -> bool:
    query = select(CustomerContact.id).where(
        CustomerContact.customer_id == customer_id, CustomerContact.contact_id == contact_id
    )
    return customer_id is not None and work.session.exec(query).first() is not None


def _check_not_there(work: Work, project_id: int, person: Contact) -> None:
    query = select(ProjectContact.id).where(
        ProjectContact.project_id == project_id, ProjectContact.contact_id == person.key
    )
    if work.session.exec(query).first() is not None:
        raise AlreadyInProject(person.name)


def _find(work: Work, place_id: int) -> tuple[ProjectContact, Contact]:
    place = work.session.exec(select(ProjectContact).where(ProjectContact.id == place_id)).first()
    if place is None:
        raise NotFound(_("The contact"))
    return place, locked_person(work, place.contact_id)


def _texts(draft: ProjectContactDraft) -> dict[str, str]:
    return {
        key: ("on" if value else "") if isinstance(value, bool) else str(value)
        for key, value in asdict(draft).items()
    }


def _tell(work: Work, action: str, project_id: int, change: tuple[str, str]) -> None:
    record(work, action, ("project", project_id), changes={"contact": change})
    work.emit("contacts")
