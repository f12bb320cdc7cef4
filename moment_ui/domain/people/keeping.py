"""What every change of a person does first and last, and the person's addresses in order."""

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import col, select

from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.people.search import refresh_search
from moment_ui.models.contact import Contact, ContactEmail


def locked_person(work: Work, contact_id: int) -> Contact:
    """The person, locked until the transaction ends. Raises NotFound."""
    query = select(Contact).where(Contact.id == contact_id).with_for_update()
    person = work.session.exec(query).first()
    if person is None:
        raise NotFound(_("The contact"))
    return person


def addresses_of(work: Work, contact_id: int) -> list[ContactEmail]:
    """The person's own addresses, in order."""
    query = (
        select(ContactEmail)
        .where(ContactEmail.contact_id == contact_id)
        .order_by(col(ContactEmail.position), col(ContactEmail.id))
    )
    return list(work.session.exec(query))


def own_emails(work: Work, contact_ids: Sequence[int]) -> dict[int, list[str]]:
    """People's own addresses, in order, by person; whoever has none is left out."""
    query = (
        select(ContactEmail.contact_id, ContactEmail.email)
        .where(col(ContactEmail.contact_id).in_(contact_ids))
        .order_by(col(ContactEmail.position), col(ContactEmail.id))
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for contact_id, email in work.session.exec(query):
        found[contact_id].append(email)
    return dict(found)


def first_of(own: Sequence[str] | None) -> str:
    """The first of somebody's own addresses, "" without any."""
    return own[0] if own else ""


def touched(work: Work, person: Contact) -> None:
    """Note that the person, an address or a place has changed: forms opened before are stale."""
    refresh_search(work, person)
    person.version += 1
    work.session.flush()
    work.emit("contacts")
