"""Customers of a demo company, with contacts, tags and notes."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from moment_ui.core.folding import folded, search_text
from moment_ui.core.identifiers import EINVOICE_SCHEMES
from moment_ui.db.work import Work
from moment_ui.demo import material, numbers, vocabulary
from moment_ui.demo.dice import dice
from moment_ui.models.contact import Contact, ContactEmail, CustomerContact
from moment_ui.models.customer import (
    Customer,
    CustomerNote,
    CustomerStatus,
    EInvoiceChannel,
    InvoiceType,
)
from moment_ui.models.tag import CustomerTag, Tag, TagGroup, TagKind

HABITS = ("prompt", "prompt", "prompt", "prompt", "slow", "slow", "late")
SWEDISH_CHANNELS = (*[EInvoiceChannel.PEPPOL] * 3, *EInvoiceChannel)
TAGS = (
    ("Sector", (("Private", "PRI", "gray"), ("Public", "PUB", "blue"))),
    (
        "Relation",
        (
            ("Reference", "REF", "green"),
            ("Framework agreement", "RAM", "indigo"),
            ("Follow up", "FUP", "amber"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class DemoCustomer:
    """A stored customer and what the rest of the demo asks about it."""

    id: int
    number: int
    name: str
    country: str
    currency: str
    credit_days: int
    habit: str
    status: CustomerStatus
    projects: tuple[str, ...]
    invoice_type: InvoiceType


def add_customers(work: Work, company: material.DemoCompany, today: dt.date) -> list[DemoCustomer]:
    """Write the company's customers and everything about them; returns them with their ids."""
    chance = dice(company.slug, "customers")
    named = list(_named(company, chance))
    rows = _rows(company, named, today)
    ids = work.insert_rows(Customer, rows, returning=True)
    customers = [
        DemoCustomer(
            id=key,
            number=row["number"],
            name=row["name"],
            country=row["country"],
            currency=row["currency"],
            credit_days=row["credit_days"],
            habit=person.habit,
            status=row["status"],
            projects=person.projects,
            invoice_type=row["invoice_type"],
        )
        for key, row, person in zip(ids, rows, named, strict=True)
    ]
    _add_tags(work, customers, named)
    add_contacts(work, rows, ids, chance)
    _add_notes(work, customers, chance)
    return customers


def _named(company: material.DemoCompany, chance: Random) -> Iterator[material.NamedCustomer]:
    yield from material.NAMED[: company.customers]
    places = [(place, kind) for place in vocabulary.PLACES for kind in vocabulary.KINDS]
    # The group shares most of its customers: every company begins with the same ones.
    for place, (pattern, sector) in dice("group").sample(places, company.customers - 26):
        status = chance.choice(["active"] * 14 + ["potential"] * 4 + ["inactive"])
        relation = chance.choice(["", "", "", "Reference", "Follow up"])
        yield material.NamedCustomer(
            pattern.format(place=place), sector, habit=chance.choice(HABITS), status=status,
            relation=relation,
        )  # fmt: skip
    for place in dice("abroad").sample(vocabulary.PLACES, 8):
        pattern, country, currency = chance.choice(vocabulary.FOREIGN)
        yield material.NamedCustomer(pattern.format(place=place), "Private", country, currency)


def _rows(
    company: material.DemoCompany, named: list[material.NamedCustomer], today: dt.date
) -> list[dict[str, Any]]:
    chance, number, rows = dice(company.slug, "addresses"), company.first_customer, []
    for customer in named:
        age = chance.randrange(400, 3000) if customer.status != "potential" else 20
        rows.append(_row(number, customer, _noon(today - dt.timedelta(days=age)), chance))
        number += chance.choice((1, 3, 5, 5, 9)) if number < company.first_customer + 90 else 1
    return rows


def _row(
    number: int, customer: material.NamedCustomer, created: dt.datetime, chance: Random
) -> dict[str, Any]:
    country, same = customer.country, dice("register", customer.name)
    domain = f"{folded(customer.name).replace(' ', '').replace('.', '')}.example"
    org_number = numbers.org_number(country, same)
    code, city = same.choice(vocabulary.TOWNS[country])
    street = f"{same.choice(vocabulary.STREETS)} {same.randrange(1, 80)}"
    boxed = country == "NO" and same.random() < 0.5
    phone = numbers.phone(same)
    e_invoice = country == "NO" and same.random() < 0.6
    swedish = country == "SE" and dice("channel", customer.name).choice(SWEDISH_CHANNELS)
    receives = e_invoice or bool(swedish)
    return {
        "number": number,
        "name": customer.name,
        "status": CustomerStatus(customer.status),
        "is_customer": True,
        "is_participant": chance.random() < 0.2,
        "country": country,
        "org_number": org_number,
        "vat_number": numbers.vat_number(country, org_number),
        "email": f"post@{domain}",
        "phone": phone,
        "website": domain,
        "currency": customer.currency,
        "language": {"NO": "nb", "SE": "sv", "DK": "da", "IS": "en"}[country],
        "bank_account": numbers.bank_account(same) if country == "NO" else "",
        "postal_line1": f"Postboks {same.randrange(20, 900)}" if boxed else street,
        "postal_code": code,
        "postal_city": city,
        "visiting_line1": street,
        "visiting_code": code,
        "visiting_city": city,
        "invoice_type": InvoiceType.E_INVOICE if e_invoice else InvoiceType.EMAIL,
        "einvoice_scheme": EINVOICE_SCHEMES[country] if receives else "",
        "einvoice_id": org_number if receives else "",
        "einvoice_channel": swedish or EInvoiceChannel.PEPPOL,
        "credit_days": 30 if " kommune" in customer.name or country != "NO" else 14,
        "search": search_text(customer.name, number, org_number, f"post@{domain}", phone, city),
        "created_at": created,
        "updated_at": created,
    }


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), dt.UTC)


def _add_tags(
    work: Work,
    customers: list[DemoCustomer],
    named: list[material.NamedCustomer],
) -> None:
    ids: dict[str, int] = {}
    for position, (group, tags) in enumerate(TAGS):
        row = {"kind": TagKind.CUSTOMER, "name": group, "position": position}
        (group_id,) = work.insert_rows(TagGroup, [row], returning=True)
        rows = [
            {"group_id": group_id, "name": name, "code": code, "colour": colour, "position": place}
            for place, (name, code, colour) in enumerate(tags)
        ]
        ids |= dict(
            zip((tag[0] for tag in tags), work.insert_rows(Tag, rows, returning=True), strict=True)
        )
    chosen = [
        {"customer_id": customer.id, "tag_id": ids[name]}
        for customer, person in zip(customers, named, strict=True)
        for name in (person.sector, person.relation)
        if name
    ]
    work.insert_rows(CustomerTag, chosen)


def add_contacts(work: Work, rows: list[dict[str, Any]], ids: list[int], chance: Random) -> None:
    """Write people for customers with these rows (their `website` and `created_at`) and ids."""
    people: list[dict[str, Any]] = []
    places: list[tuple[int, str, str]] = []
    for row, customer_id in zip(rows, ids, strict=True):
        for title in chance.sample(vocabulary.TITLES, chance.choice((1, 1, 2, 2, 3, 4))):
            first, last = (
                chance.choice(vocabulary.FIRST_NAMES),
                chance.choice(vocabulary.LAST_NAMES),
            )
            name, email = f"{first} {last}", f"{folded(first)}.{folded(last)}@{row['website']}"
            phone = numbers.phone(chance)
            people.append(
                {
                    "name": name,
                    "phone": phone,
                    "is_global": chance.random() < 0.1,
                    "search": search_text(name, email, phone),
                    "created_at": row["created_at"],
                }
            )
            places.append((customer_id, title, email))
    contact_ids = work.insert_rows(Contact, people, returning=True)
    pairs = list(zip(contact_ids, places, strict=True))
    work.insert_rows(
        ContactEmail,
        [{"contact_id": key, "email": email, "position": 0} for key, (_, _, email) in pairs],
    )
    work.insert_rows(
        CustomerContact,
        [
            {"contact_id": key, "customer_id": customer_id, "title": title}
            for key, (customer_id, title, _) in pairs
        ],
    )


def _add_notes(work: Work, customers: list[DemoCustomer], chance: Random) -> None:
    actor, now = work.actor, _noon(work.today())
    rows = [
        {
            "customer_id": customer.id,
            "text": chance.choice(vocabulary.NOTES),
            "pinned": chance.random() < 0.15,
            "author_id": actor.user_id,
            "author_name": actor.name,
            "created_at": now - dt.timedelta(days=chance.randrange(1, 400), minutes=age),
        }
        for age, customer in enumerate(customers)
        if age < 12 or chance.random() < 0.25
    ]
    work.insert_rows(CustomerNote, rows)
