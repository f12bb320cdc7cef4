"""Contacts: people, known by e-mail, else by name in their customer."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import col, select

from moment_ui.core import clock, fields
from moment_ui.core.folding import folded, search_text
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.imports.fields import Field, Row
from moment_ui.imports.kind import FileKind
from moment_ui.imports.kinds.customer_fields import phone
from moment_ui.imports.lookups import CUSTOMER_FIELDS, Lookups, Tell, chunks
from moment_ui.imports.plan import Addition, Plan, Values, Written
from moment_ui.imports.values import day, flag, line, text_of
from moment_ui.models.contact import Contact, ContactEmail, CustomerContact
from moment_ui.models.importing import ImportKind

PLACE = ("title", "employed_from", "employed_to")
NEW_PLACE: Values = {"title": "", "employed_from": None, "employed_to": None}


@dataclass(slots=True)
class NewContact:
    """A person who is not known yet, with the places in customers."""

    values: Values
    email: str
    places: dict[int, Values] = field(default_factory=dict[int, Values])


class ContactPlanner:
    """Plans contacts: a person known by e-mail joins another customer instead of being doubled."""

    def __init__(self, work: Work, plan: Plan) -> None:
        self._work, self._plan = work, plan
        self._lookups = Lookups(work)
        self._rows: list[tuple[Row, int]] = []
        self._new: dict[object, NewContact] = {}
        self._people: dict[int, Contact] = {}
        self._by_email: dict[str, int] = {}
        self._places: dict[tuple[int, int], CustomerContact] = {}
        self._joined: set[tuple[int, int]] = set()
        self._emailed: set[tuple[int, str]] = set()

    def take(self, row: Row) -> None:
        """Keep the row unless something is wrong with it."""
        customer_id = self._lookups.customer(row)
        first, last = row.get("employed_from"), row.get("employed_to")
        if first and last and last < first:
            row.problems["employed_to"] = _("The last day is before the first.")
        if row.problems or customer_id is None:
            self._plan.refuse([row])
        else:
            self._rows.append((row, customer_id))

    def finish(self, tell: Tell) -> None:
        """Compare with the stored people."""
        self._read_stored()
        names: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
        for customer_id, contact_id in self._places:
            names[customer_id, folded(self._people[contact_id].name)].append(contact_id)
        for done, (row, customer_id) in enumerate(self._rows):
            email = (row.get("email") or "").casefold()
            known = self._by_email.get(email) if email else None
            if known is None:
                same = names.get((customer_id, folded(row.get("name"))), [])
                known = same[0] if len(same) == 1 else None
            if known is None:
                self._plan_new(row, customer_id, email)
            else:
                self._plan_known(row, customer_id, self._people[known])
            tell(done)

    def write(self, work: Work, tell: Tell) -> Written:
        """Write the new people, their addresses and their places."""
        for some in chunks(list(self._new.values()), 1000):
            rows = [{**new.values, "created_at": clock.now()} for new in some]
            ids = work.insert_rows(Contact, rows, returning=True)
            pairs = list(zip(ids, some, strict=True))
            work.insert_rows(
                ContactEmail,
                [{"contact_id": key, "email": new.email} for key, new in pairs if new.email],
            )
            places = [
                {"contact_id": key, "customer_id": customer_id, **place}
                for key, new in pairs
                for customer_id, place in new.places.items()
            ]
            place_ids = work.insert_rows(CustomerContact, places, returning=True)
            yield from (("contact", key) for key in ids)
            yield from (("customer_contact", key) for key in place_ids)
            tell(len(some))

    def settle(self, work: Work) -> None:
        """Nothing follows from contacts."""

    def _read_stored(self) -> None:
        for person in self._work.session.exec(select(Contact)):
            self._people[person.key] = person
        for place in self._work.session.exec(select(CustomerContact)):
            self._places[place.customer_id, place.contact_id] = place
        query = select(col(ContactEmail.email), col(ContactEmail.contact_id))
        for email, contact_id in self._work.session.exec(query):
            self._by_email.setdefault(email.casefold(), contact_id)

    def _plan_new(self, row: Row, customer_id: int, email: str) -> None:
        key = email or (customer_id, folded(row.get("name")))
        if key not in self._new:
            name, phone = row.get("name"), row.get("phone") or ""
            values: dict[str, Any] = {
                "name": name,
                "phone": phone,
                "is_global": row.get("is_global") or False,
                "search": search_text(name, email, phone),
            }
            self._new[key] = NewContact(values, row.get("email") or "")
            self._plan.created += 1
        elif customer_id in self._new[key].places:
            self._plan.count(changed=False)
            return
        self._new[key].places[customer_id] = NEW_PLACE | _place(row)

    def _plan_known(self, row: Row, customer_id: int, person: Contact) -> None:
        changed = self._change_person(row, person)
        place = self._places.get((customer_id, person.key))
        if place is not None:
            before = {name: getattr(place, name) for name in PLACE}
            changed |= self._plan.change(CustomerContact, place.key, before, _place(row))
        elif (customer_id, person.key) not in self._joined:
            self._joined.add((customer_id, person.key))
            values = {"customer_id": customer_id, "contact_id": person.key}
            new = values | NEW_PLACE | _place(row)
            self._plan.additions.append(Addition(CustomerContact, new))
            changed = True
        self._plan.count(changed=changed)

    def _change_person(self, row: Row, person: Contact) -> bool:
        email, wanted = row.get("email") or "", {"name": row.get("name")}
        wanted |= {key: row.get(key) for key in ("phone", "is_global") if row.get(key) is not None}
        before = {key: getattr(person, key) for key in wanted}
        if before != wanted:
            text = search_text(wanted["name"], email, wanted.get("phone", person.phone))
            wanted, before = wanted | {"search": text}, before | {"search": person.search}
        changed = self._plan.change(Contact, person.key, before, wanted)
        link = person.key, email.casefold()
        if email and self._by_email.get(link[1]) != person.key and link not in self._emailed:
            self._emailed.add(link)
            values = {"contact_id": person.key, "email": email, "position": 9}
            self._plan.additions.append(Addition(ContactEmail, values))
            changed = True
        return changed


def _place(row: Row) -> Values:
    return {key: row.get(key) for key in PLACE if row.get(key) is not None}


CONTACTS = FileKind(
    kind=ImportKind.CONTACTS,
    title=_("Contacts"),
    help=_("Known by e-mail, else by name in the customer. The customers must exist."),
    planner=ContactPlanner,
    topics=("contacts", "customers"),
    fields=(
        *CUSTOMER_FIELDS,
        Field("name", _("Name"), line(),
              ("navn", "namn", "kontakt", "kontaktperson", "contact", "contact name", "fullt navn"),
              required=True, example="Kari Hegdahl"),
        Field("title", _("Title"), line(), ("tittel", "stilling", "rolle", "role", "titel"),
              example="Prosjektleder"),
        Field("email", _("E-mail"), text_of(fields.email), ("epost", "e post", "mail", "mejl"),
              example="kari.hegdahl@havneparken.example"),
        Field("phone", _("Phone"), phone,
              ("telefon", "tlf", "mobil", "mobile", "mobiltelefon"), example="911 22 348"),
        Field("is_global", _("Global"), flag, ("felles",)),
        Field("employed_from", _("Employed from"), day, ("ansatt fra", "fra")),
        Field("employed_to", _("Employed to"), day, ("ansatt til", "til", "sluttet")),
    ),
)  # fmt: skip
