"""A person who belongs to no customer yet, and a tag for many people at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.people.adding import new_person
from moment_ui.domain.people.keeping import touched
from moment_ui.domain.people.known import check_known
from moment_ui.domain.people.queries import contact_tags
from moment_ui.domain.people.rules import NewPerson
from moment_ui.models.contact import Contact, ContactTag

NOTHING_CONFIRMED: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PeopleTagged:
    """What putting a tag on contacts changed: the tag and the contacts who are new to it."""

    tag_id: int
    tag: str
    contact_ids: tuple[int, ...]


@needs(Permission.EDIT_CONTACTS)
def create_person(
    work: Work, draft: NewPerson, *, confirmed: frozenset[str] = NOTHING_CONFIRMED
) -> int:
    """A new contact in no customer; returns the id.

    Raises PersonMayExist for somebody who may be known already, unless its key is confirmed.
    """
    check_known(work, draft.name, (draft.email,), draft.phone, confirmed)
    person = new_person(work, draft.name, draft.email, draft.phone, is_global=draft.is_global)
    touched(work, person)
    record(work, "create_contact", person, person.name)
    return person.key


@needs(Permission.EDIT_CONTACTS)
def tag_people(work: Work, contact_ids: Sequence[int], tag_id: int) -> PeopleTagged:
    """Put a tag on contacts; those who have it are left alone. Raises NotFound."""
    tag = next((tag for tag in contact_tags(work) if tag.id == tag_id), None)
    if tag is None:
        raise NotFound(_("The tag"))
    people = locked_rows(work, Contact, contact_ids, _("A contact"))
    have = set(work.session.exec(select(ContactTag.contact_id).where(ContactTag.tag_id == tag_id)))
    new = [person for person in people if person.key not in have]
    for person in new:
        work.session.add(ContactTag(contact_id=person.key, tag_id=tag_id))
        record(work, "set_tags", person, person.name, {"tags": ("", tag.name)})
    if new:
        work.emit("contacts")
    return PeopleTagged(tag_id, tag.name, tuple(person.key for person in new))


@needs(Permission.EDIT_CONTACTS)
def untag_people(work: Work, change: PeopleTagged) -> int:
    """Take a tag off those who got it then; returns how many still had it."""
    people = {
        person.key: person
        for person in locked_rows(work, Contact, change.contact_ids, _("A contact"))
    }
    query = select(ContactTag).where(ContactTag.tag_id == change.tag_id)
    rows = [row for row in work.session.exec(query) if row.contact_id in people]
    for row in rows:
        work.session.delete(row)
        person = people[row.contact_id]
        record(work, "set_tags", person, person.name, {"tags": (change.tag, "")})
    if rows:
        work.emit("contacts")
    return len(rows)
