"""The people that files of contacts are compared with: all that is stored of them, by how they are known."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.addresses import comparable
from moment_ui.core.folding import folded, search_text
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.imports.fields import Row
from moment_ui.imports.plan import Values
from moment_ui.models.contact import (
    Contact,
    ContactEmail,
    ContactTag,
    CustomerContact,
    ProjectContact,
)

PERSON: tuple[str, ...] = (
    "name",
    "phone",
    "is_global",
    "consent",
    "consent_at",
    "consent_how",
    "consent_by",
)
PLACE: tuple[str, ...] = ("title", "email", "phone", "employed_from", "employed_to")
IN_A_ROW = {"email": "customer_email", "phone": "customer_phone"}
"""What a file calls the fields of a place, where that is not their own name."""

NEW_PERSON: Values = {
    "name": "",
    "phone": "",
    "is_global": False,
    "consent": False,
    "consent_at": None,
    "consent_how": "",
    "consent_by": "",
}
NEW_PLACE: Values = {
    "title": "",
    "email": "",
    "phone": "",
    "employed_from": None,
    "employed_to": None,
}


@dataclass(slots=True)
class Known:
    """A person as the rows read so far leave one: `id` is 0 for somebody new, `places` by customer."""

    id: int = 0
    version: int = 1
    search: str = ""
    values: Values = field(default_factory=lambda: dict(NEW_PERSON))
    emails: list[str] = field(default_factory=list[str])
    tags: set[int] = field(default_factory=set[int])
    places: dict[int, Values] = field(default_factory=dict[int, Values])
    in_projects: list[str] = field(default_factory=list[str])

    def take(self, row: Row, customer_id: int) -> bool:
        """Let the row say what the person is and has in the customer; returns whether that is news.

        An empty cell leaves what is stored.
        """
        keys = ("name", "phone", "is_global")
        wanted = self.values | {key: row.get(key) for key in keys if row.get(key) is not None}
        given = {key: row.get(IN_A_ROW.get(key, key)) for key in PLACE}
        place = self.places.get(customer_id, NEW_PLACE)
        there = place | {key: value for key, value in given.items() if value is not None}
        news = wanted != self.values or there != self.places.get(customer_id)
        self.values, self.places[customer_id] = wanted, there
        return self._take_address(row.get("email") or "") or news

    def take_tags(self, tags: Iterable[int]) -> bool:
        """Put tags on; returns whether one is new."""
        before = len(self.tags)
        self.tags.update(tags)
        return len(self.tags) != before

    def found_by(self) -> str:
        """What the search boxes find the person by."""
        there = (
            text for place in self.places.values() for text in (place["email"], place["phone"])
        )
        name, phone = self.values["name"], self.values["phone"]
        return search_text(name, *self.emails, phone, *there, *self.in_projects)

    def _take_address(self, email: str) -> bool:
        if not email or comparable(email) in map(comparable, self.emails):
            return False
        self.emails.append(email)
        return True


class People:
    """Everybody of the company, by e-mail and by name in a customer."""

    def __init__(self, work: Work) -> None:
        self.by_id: dict[int, Known] = {}
        self.place_ids: dict[tuple[int, int], int] = {}
        self._by_email: dict[str, int] = {}
        self._by_name: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
        self._read(work)
        for customer_id, contact_id in self.place_ids:
            name = self.by_id[contact_id].values["name"]
            self._by_name[customer_id, folded(name)].append(contact_id)

    def meant(self, row: Row, customer_id: int) -> Known | None:
        """Who is known by the row's e-mail, else the only one of the name in the customer."""
        email = row.get("email")
        known = self._by_email.get(comparable(email)) if email else None
        if known is None:
            same = self._by_name.get((customer_id, folded(row.get("name"))), [])
            known = same[0] if len(same) == 1 else None
        return self.by_id.get(known or 0)

    def _read(self, work: Work) -> None:
        columns: list[Any] = [getattr(Contact, n) for n in ("id", "version", "search", *PERSON)]
        for key, version, search, *values in records(work, sa.select(*columns)):
            person = dict(zip(PERSON, values, strict=True))
            self.by_id[key] = Known(key, version, search, person)
        own = sa.select(col(ContactEmail.contact_id), col(ContactEmail.email))
        order = col(ContactEmail.position), col(ContactEmail.id)
        for key, email in records(work, own.order_by(*order)):
            self.by_id[key].emails.append(email)
            self._by_email.setdefault(comparable(email), key)
        for key, person, customer_id, *values in records(work, _places()):
            self.by_id[person].places[customer_id] = dict(zip(PLACE, values, strict=True))
            self.place_ids[customer_id, person] = key
        tagged = sa.select(col(ContactTag.contact_id), col(ContactTag.tag_id))
        for key, tag in records(work, tagged):
            self.by_id[key].tags.add(tag)
        there = (col(ProjectContact.contact_id), col(ProjectContact.email))
        for key, *texts in records(work, sa.select(*there, col(ProjectContact.phone))):
            self.by_id[key].in_projects.extend(texts)


def _places() -> Any:
    names = ("id", "contact_id", "customer_id", *PLACE)
    columns: list[Any] = [getattr(CustomerContact, name) for name in names]
    return sa.select(*columns)
