"""A contact's page in the reader's language: strings, in plain dataclasses that Reflex state holds."""

import datetime as dt
from dataclasses import dataclass, field

from moment_ui.core.actor import Permission
from moment_ui.core.words import _, initials, plural
from moment_ui.core.writing import Writer
from moment_ui.db.work import Work
from moment_ui.domain.people.queries import OwnAddress, Person, Place, contact_changes, person
from moment_ui.domain.people.rules import PersonDraft
from moment_ui.reports.contacts.places import PlaceLine, employment, has_left
from moment_ui.reports.customers.customer_page import writer_for
from moment_ui.reports.customers.customer_view import TagLine
from moment_ui.reports.customers.history import ChangeLine, change_lines
from moment_ui.reports.marks import tag_look


@dataclass
class AddressLine:
    """One of the contact's own addresses, and what one should know of it."""

    id: int = 0
    email: str = ""
    note: str = ""
    unsubscribed: bool = False
    first: bool = False
    last: bool = False


@dataclass
class ContactView:
    """Everything the contact's page shows, and what the reader may do there."""

    id: int = 0
    name: str = ""
    initials: str = ""
    is_global: bool = False
    phone: str = ""
    note: str = ""
    consent: bool = False
    consent_words: str = ""
    created: str = ""
    tags: list[TagLine] = field(default_factory=list[TagLine])
    addresses: list[AddressLine] = field(default_factory=list[AddressLine])
    customers: list[PlaceLine] = field(default_factory=list[PlaceLine])
    projects: list[PlaceLine] = field(default_factory=list[PlaceLine])
    may_edit: bool = False
    may_see_projects: bool = False


def contact_page(work: Work, contact_id: int) -> ContactView:
    """The page as the actor may see it. Raises NotFound, NotPermitted."""
    found, write = person(work, contact_id), writer_for(work)
    today: dt.date = work.today()
    may, draft = work.actor.may, found.draft
    return ContactView(
        id=found.id,
        name=draft.name,
        initials=initials(draft.name),
        is_global=draft.is_global,
        phone=draft.phone,
        note=draft.note,
        consent=draft.consent,
        consent_words=_consent(found, write),
        created=_("Known since {day}.").format(day=_day_of(found.created_at, write)),
        tags=[TagLine(tag.id, tag.name, tag_look(tag.colour)) for tag in found.tags],
        addresses=_addresses(found.addresses, write),
        customers=[
            _place(place, f"/customers/{place.of}", write, today) for place in found.customers
        ],
        projects=[_place(place, f"/projects/{place.of}", write, today) for place in found.projects],
        may_edit=may(Permission.EDIT_CONTACTS),
        may_see_projects=may(Permission.VIEW_PROJECTS),
    )


def contact_history(work: Work, contact_id: int) -> list[ChangeLine]:
    """Who changed what in the contact, newest first. Raises NotFound, NotPermitted."""
    return change_lines(contact_changes(work, contact_id), writer_for(work))


def contact_form(work: Work, contact_id: int) -> tuple[PersonDraft, int]:
    """What the form for a contact starts with, and its version. Raises NotFound, NotPermitted."""
    found = person(work, contact_id)
    return found.draft, found.version


def erasing_words(work: Work, contact_id: int) -> str:
    """What goes when the contact is erased, as a sentence. Raises NotFound, NotPermitted."""
    found = person(work, contact_id)
    parts = [
        plural("{count} address", "{count} addresses", len(found.addresses)),
        plural(
            "the place in {count} customer", "the places in {count} customers", len(found.customers)
        ),
        plural(
            "the place in {count} project", "the places in {count} projects", len(found.projects)
        ),
    ]
    counts = (found.addresses, found.customers, found.projects)
    gone = [words for words, rows in zip(parts, counts, strict=True) if rows]
    if not gone:
        return _("{name} is erased.").format(name=found.draft.name)
    listed = ", ".join(gone)
    return _("{name} is erased with {what}, tags and note.").format(
        name=found.draft.name, what=listed
    )


def _consent(found: Person, write: Writer) -> str:
    if found.consent_at is None:
        return _("No consent to mass mail.")
    facts = {
        "day": _day_of(found.consent_at, write),
        "name": found.consent_by,
        "how": found.draft.consent_how,
    }
    if found.draft.consent:
        return _("Given {day}, {how}. Noted by {name}.").format(**facts)
    return _("Taken back {day}. Noted by {name}.").format(**facts)


def _day_of(instant: dt.datetime, write: Writer) -> str:
    return write.instant(instant).rsplit(maxsplit=1)[0]


def _addresses(rows: tuple[OwnAddress, ...], write: Writer) -> list[AddressLine]:
    return [
        AddressLine(
            id=row.id,
            email=row.email,
            note=_("Unsubscribed {day}").format(day=_day_of(row.unsubscribed, write))
            if row.unsubscribed
            else "",
            unsubscribed=row.unsubscribed is not None,
            first=place == 0,
            last=place == len(rows) - 1,
        )
        for place, row in enumerate(rows)
    ]


def _place(place: Place, path: str, write: Writer, today: dt.date) -> PlaceLine:
    return PlaceLine(
        id=place.id,
        path=path,
        number=place.number,
        name=place.name,
        about=", ".join(filter(None, (place.title, employment(place, write, today)))),
        email=place.email.address,
        email_before=list(place.email.before),
        phone=place.phone.address,
        phone_before=list(place.phone.before),
        left=has_left(place, today),
    )
