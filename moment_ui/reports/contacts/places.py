"""A contact in a customer or project, or somebody in one, as pages show them."""

import datetime as dt
from dataclasses import dataclass, field

from moment_ui.core.words import _, initials
from moment_ui.core.writing import Writer
from moment_ui.domain.contacts.queries import ContactRow
from moment_ui.domain.people.queries import Place
from moment_ui.domain.project_contacts.queries import ProjectPerson


@dataclass
class PlaceLine:
    """Who or what, and the addresses that count there; `before` holds those struck there."""

    id: int = 0
    path: str = ""
    number: str = ""
    name: str = ""
    initials: str = ""
    about: str = ""
    is_global: bool = False
    email: str = ""
    email_before: list[str] = field(default_factory=list[str])
    phone: str = ""
    phone_before: list[str] = field(default_factory=list[str])
    left: bool = False


def contact_line(
    row: ContactRow | ProjectPerson, about: str = "", *, left: bool = False
) -> PlaceLine:
    """A contact on the page of a customer or project; `about` stands after the title."""
    return PlaceLine(
        id=row.id,
        path=f"/contacts/{row.contact_id}",
        name=row.name,
        initials=initials(row.name),
        about=", ".join(filter(None, (row.title, about))),
        is_global=row.is_global,
        email=row.email.address,
        email_before=list(row.email.before),
        phone=row.phone.address,
        phone_before=list(row.phone.before),
        left=left,
    )


def employment(place: ContactRow | Place, write: Writer, today: dt.date) -> str:
    """Since when, or until when, somebody is with a customer."""
    first, last = place.employed_from, place.employed_to
    if first and last:
        return _("{first} to {last}").format(first=write.day(first), last=write.day(last))
    if last:
        return _("until {day}").format(day=write.day(last))
    if first:
        words = _("from {day}") if first > today else _("since {day}")
        return words.format(day=write.day(first))
    return ""


def has_left(place: ContactRow | Place, today: dt.date) -> bool:
    """Whether the last day with the customer is over."""
    return place.employed_to is not None and place.employed_to < today
