"""Customers that somebody wrote in twice, as happens: for the finder and for merging."""

import datetime as dt
from dataclasses import replace
from typing import Any

from moment_ui.core.folding import folded, search_text
from moment_ui.db.work import Work
from moment_ui.demo.customers import DemoCustomer, add_contacts
from moment_ui.demo.dice import dice
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.customers.rules import columns_of
from moment_ui.models.customer import Customer, CustomerNote, CustomerStatus

DAYS_AGO = (9, 16, 23, 40, 61)


NOTES = ("Ringte om tilbud, ber om pris på skisseprosjekt.", "Ønsker faktura på e-post.")


def add_duplicates(
    work: Work, slug: str, customers: list[DemoCustomer], number: int, today: dt.date
) -> int:
    """Write a few of the customers once more, each in another way; returns the number after them.

    They have people and notes of their own: something to move when they are merged.
    """
    some = customers[1 : 1 + 3 * len(DAYS_AGO) : 3]
    rows: list[dict[str, Any]] = []
    for place, (one, days) in enumerate(zip(some, DAYS_AGO, strict=False)):
        stored = work.session.get_one(Customer, one.id)
        made = dt.datetime.combine(today - dt.timedelta(days=days), dt.time(9), dt.UTC)
        draft = _again(stored, number + place, place)
        words = search_text(draft.name, draft.number, draft.org_number, draft.email)
        rows.append(
            columns_of(draft)
            | {"search": words, "version": 1, "created_at": made, "updated_at": made}
        )
    ids = work.insert_rows(Customer, rows, returning=True)
    sites = [{"website": _site(row["name"]), "created_at": row["created_at"]} for row in rows]
    add_contacts(work, sites, ids, dice(slug, "duplicates"))
    noted = zip(ids, rows, NOTES, strict=False)
    work.insert_rows(CustomerNote, [_note(work, *each) for each in noted])
    return number + len(rows)


def _site(name: str) -> str:
    return f"{''.join(filter(str.isalnum, folded(name)))}.example"


def _note(work: Work, customer_id: int, row: dict[str, Any], text: str) -> dict[str, Any]:
    return {
        "customer_id": customer_id,
        "text": text,
        "author_id": work.actor.user_id,
        "author_name": work.actor.name,
        "created_at": row["created_at"] + dt.timedelta(hours=2),
    }


def _again(stored: Customer, number: int, place: int) -> CustomerDraft:
    """The same company as somebody else would write it."""
    name = stored.name.removesuffix(" AS")
    bare = CustomerDraft(
        name=(f"{name} A/S", name.upper(), f"{name} AS", name, f"AS {name}")[place],
        number=number,
        status=CustomerStatus.POTENTIAL,
        currency=stored.currency,
        country=stored.country,
    )
    values = (
        {"org_number": stored.org_number, "email": stored.email},
        {"email": stored.email.upper()},
        {"phone": f"+47 {stored.phone}"},
        {"org_number": stored.org_number},
        {"email": stored.email, "phone": stored.phone},
    )
    return replace(bare, **values[place])
