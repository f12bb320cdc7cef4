"""Changing a person: data, addresses, tags; erasing one. Each act is in the contact's history."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlmodel import col, select

from moment_ui.core import clock, fields
from moment_ui.core.actor import Permission
from moment_ui.core.addresses import comparable
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.people.erasing import ErasedPerson, erase, recreated, rows_of
from moment_ui.domain.people.errors import HasAddress, PersonChanged
from moment_ui.domain.people.keeping import addresses_of, locked_person, touched
from moment_ui.domain.people.queries import last_change
from moment_ui.domain.people.rules import PersonDraft
from moment_ui.domain.tags.choices import give_tags
from moment_ui.models.contact import Contact, ContactEmail, CustomerContact
from moment_ui.models.mailing import UnsubscribedAddress
from moment_ui.models.tag import TagKind


@dataclass(frozen=True, slots=True)
class RemovedAddress:
    """An address that was taken off a contact: what `restore_address` takes."""

    contact_id: int
    email: str
    position: int


@needs(Permission.EDIT_CONTACTS)
def edit_person(work: Work, contact_id: int, draft: PersonDraft, version: int) -> int:
    """Change a contact's data; returns how many fields changed.

    A consent that is new, or given in another way, is noted with day and writer. Raises NotFound,
    and PersonChanged when `version` is not the one the form was opened with.
    """
    person = locked_person(work, contact_id)
    if person.version != version:
        raise PersonChanged(person.name, last_change(work, contact_id))
    before = PersonDraft(
        person.name,
        person.phone,
        person.is_global,
        person.consent,
        person.consent_how,
        person.note,
    )
    changes = differences(_texts_of(before), _texts_of(draft))
    if changes:
        person.name, person.phone = draft.name, draft.phone
        person.is_global, person.note = draft.is_global, draft.note
        if {"consent", "consent_how"} & changes.keys():
            _set_consent(work, person, draft)
        touched(work, person)
        record(work, "edit_contact", person, person.name, changes)
    return len(changes)


@needs(Permission.EDIT_CONTACTS)
def add_address(work: Work, contact_id: int, email: str) -> int:
    """Give a contact one more address, as the last; returns its id. Raises Invalid, HasAddress."""
    person = locked_person(work, contact_id)
    address = _address(email)
    rows = addresses_of(work, contact_id)
    for row in rows:
        if row.comparable == comparable(address):
            raise HasAddress(person.name, row.email)
    new = ContactEmail(contact_id=contact_id, email=address, position=len(rows))
    _number(rows)
    work.session.add(new)
    touched(work, person)
    record(work, "add_address", person, person.name, {"email": ("", address)})
    return new.key


@needs(Permission.EDIT_CONTACTS)
def move_address(work: Work, email_id: int, step: int) -> int:
    """Let an address stand one place before (-1) or after (1); returns the contact's id."""
    person, rows = _with_addresses(work, email_id)
    place = next(i for i, row in enumerate(rows) if row.id == email_id)
    target = place + step
    if 0 <= target < len(rows) and target != place:
        first = rows[0].email
        rows[place], rows[target] = rows[target], rows[place]
        _number(rows)
        touched(work, person)
        if rows[0].email != first:
            record(work, "order_addresses", person, person.name, {"email": (first, rows[0].email)})
    return person.key


@needs(Permission.EDIT_CONTACTS)
def remove_address(work: Work, email_id: int) -> RemovedAddress:
    """Take an address off a contact; returns what `restore_address` takes. Raises NotFound."""
    person, rows = _with_addresses(work, email_id)
    gone = next(row for row in rows if row.id == email_id)
    removed = RemovedAddress(person.key, gone.email, rows.index(gone))
    work.session.delete(gone)
    _number([row for row in rows if row is not gone])
    touched(work, person)
    record(work, "remove_address", person, person.name, {"email": (gone.email, "")})
    return removed


@needs(Permission.EDIT_CONTACTS)
def restore_address(work: Work, removed: RemovedAddress) -> int:
    """Put a removed address back in its place; returns its id. Raises NotFound, HasAddress."""
    key = add_address(work, removed.contact_id, removed.email)
    rows = addresses_of(work, removed.contact_id)
    back = next(row for row in rows if row.id == key)
    rows.remove(back)
    rows.insert(removed.position, back)
    _number(rows)
    return key


@needs(Permission.EDIT_CONTACTS)
def set_tags(work: Work, contact_id: int, tag_ids: Sequence[int]) -> int:
    """Give a contact exactly these tags; returns how many were put on or taken off.

    Raises NotFound for a tag that is not there, or not for contacts.
    """
    person = locked_person(work, contact_id)
    changed = give_tags(work, TagKind.CONTACT, contact_id, tag_ids)
    for name in changed.off:
        record(work, "set_tags", person, person.name, {"tags": (name, "")})
    for name in changed.on:
        record(work, "set_tags", person, person.name, {"tags": ("", name)})
    if changed.count:
        work.emit("contacts")
    return changed.count


@needs(Permission.EDIT_CONTACTS)
def erase_person(work: Work, contact_id: int) -> ErasedPerson:
    """Erase a contact with addresses, places and tags; returns what `restore_person` takes."""
    person = locked_person(work, contact_id)
    record(work, "erase_contact", person, person.name)
    for place in rows_of(work, CustomerContact, contact_id):
        where = "customer", place.customer_id
        record(work, "remove_contact", where, changes={"contact": (person.name, "")})
    erased = erase(work, person)
    work.emit("contacts")
    return erased


@needs(Permission.EDIT_CONTACTS)
def restore_person(work: Work, erased: ErasedPerson) -> int:
    """Bring an erased contact back, under a new id, which is returned."""
    key = recreated(work, erased)
    record(work, "restore_contact", ("contact", key), erased.name)
    for place in rows_of(work, CustomerContact, key):
        where = "customer", place.customer_id
        record(work, "restore_contact", where, changes={"contact": ("", erased.name)})
    work.emit("contacts")
    return key


@needs(Permission.EDIT_CONTACTS)
def unsubscribe(work: Work, email_id: int, how: str = "") -> str:
    """Let an address get no mass mail any more, whatever lists say; returns it. Raises NotFound."""
    row = _own_address(work, email_id)
    address = comparable(row.email)
    known = select(UnsubscribedAddress.id).where(UnsubscribedAddress.address == address)
    if work.session.exec(known).first() is None:
        work.session.add(
            UnsubscribedAddress(
                address=address, how=how[:200], by_name=work.actor.name, at=clock.now()
            )
        )
        subject = "contact", row.contact_id
        record(work, "unsubscribe_address", subject, row.email, {"email": (row.email, "")})
        work.emit("contacts")
    return row.email


@needs(Permission.EDIT_CONTACTS)
def subscribe(work: Work, email_id: int) -> str:
    """Let an address get mass mail again; returns it. Raises NotFound."""
    row = _own_address(work, email_id)
    query = select(UnsubscribedAddress).where(UnsubscribedAddress.address == comparable(row.email))
    for known in work.session.exec(query):
        work.session.delete(known)
        subject = "contact", row.contact_id
        record(work, "subscribe_address", subject, row.email, {"email": ("", row.email)})
        work.emit("contacts")
    return row.email


def _own_address(work: Work, email_id: int) -> ContactEmail:
    query = select(ContactEmail).where(ContactEmail.id == email_id).with_for_update()
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The address"))
    return row


def _set_consent(work: Work, person: Contact, draft: PersonDraft) -> None:
    """Consent, and that it was taken back, are noted with when and by whom."""
    person.consent, person.consent_how = draft.consent, draft.consent_how
    person.consent_at, person.consent_by = clock.now(), work.actor.name


def _with_addresses(work: Work, email_id: int) -> tuple[Contact, list[ContactEmail]]:
    query = select(ContactEmail.contact_id).where(col(ContactEmail.id) == email_id)
    contact_id = work.session.exec(query).first()
    if contact_id is None:
        raise NotFound(_("The address"))
    person = locked_person(work, contact_id)
    rows = addresses_of(work, contact_id)
    if email_id not in {row.id for row in rows}:  # removed while we waited
        raise NotFound(_("The address"))
    return person, rows


def _number(rows: Sequence[ContactEmail]) -> None:
    for position, row in enumerate(rows):
        row.position = position


def _address(email: str) -> str:
    try:
        address = fields.email(email)
    except fields.Unfit as unfit:
        raise Invalid(email=unfit.message) from None
    if not address:
        raise Invalid(email=_("Write an e-mail address."))
    return address


def _texts_of(draft: PersonDraft) -> dict[str, str]:
    return {key: _text(value) for key, value in asdict(draft).items()}


def _text(value: object) -> str:
    return ("on" if value else "") if isinstance(value, bool) else str(value)
