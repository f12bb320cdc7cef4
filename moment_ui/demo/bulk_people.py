"""A contact for each customer of the large demo: with and without consent, some gone, some doubled."""

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Any

from moment_ui.core.folding import folded, search_text
from moment_ui.db.work import Work
from moment_ui.demo import numbers, vocabulary
from moment_ui.demo.dice import dice
from moment_ui.models.contact import Contact, ContactEmail, CustomerContact

CHUNK = 2000
TITLES = ("Daglig leder", "Innkjøper", "Prosjektleder", "Regnskap", "Driftsleder", "")


def add_contacts_of(work: Work, customers: Sequence[int], today: dt.date) -> None:
    """Write a contact with an address for each customer, with dice of its own."""
    chance = dice("bulk contacts")
    for start in range(0, len(customers), CHUNK):
        there = customers[start : start + CHUNK]
        emails = [_email(start + place, chance) for place in range(len(there))]
        rows = [_contact(email, today, chance) for email in emails]
        people = work.insert_rows(Contact, rows, returning=True)
        own = zip(people, emails, strict=True)
        work.insert_rows(ContactEmail, [{"contact_id": key, "email": email} for key, email in own])
        pairs = zip(people, there, strict=True)
        work.insert_rows(CustomerContact, [_place(*pair, today, chance) for pair in pairs])


def _email(place: int, chance: Random) -> str:
    """An address of one's own; one in thirty shares an office's."""
    first, last = chance.choice(vocabulary.FIRST_NAMES), chance.choice(vocabulary.LAST_NAMES)
    if chance.random() < 1 / 30:
        return f"kontor{place // 300}@kontakt.example"
    return f"{folded(first)}.{folded(last)}{place}@kontakt.example"


def _contact(email: str, today: dt.date, chance: Random) -> dict[str, Any]:
    first, last = chance.choice(vocabulary.FIRST_NAMES), chance.choice(vocabulary.LAST_NAMES)
    name, phone = f"{first} {last}", numbers.phone(chance)
    created = dt.datetime.combine(today - dt.timedelta(days=800), dt.time(9), dt.UTC)
    consent = chance.random() < 0.6
    return {
        "name": name,
        "phone": phone,
        "is_global": chance.random() < 0.2,
        "consent": consent,
        "consent_at": created if consent else None,
        "consent_how": "På nettsiden" if consent else "",
        "search": search_text(name, email, phone),
        "created_at": created,
    }


def _place(person: int, customer: int, today: dt.date, chance: Random) -> dict[str, Any]:
    left = today - dt.timedelta(days=chance.randrange(1, 700)) if chance.random() < 0.1 else None
    own = chance.random() < 0.1
    return {
        "contact_id": person,
        "customer_id": customer,
        "title": chance.choice(TITLES),
        "email": f"kontakt{person}@kunden.example" if own else "",
        "employed_to": left,
    }
