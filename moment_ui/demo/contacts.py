"""The life of a demo company's contacts: tags, consent, second customers, projects, those who left."""

import datetime as dt
from collections import defaultdict
from random import Random
from typing import Any

from sqlmodel import col, select

from moment_ui.core.folding import folded, search_text
from moment_ui.db.work import Work
from moment_ui.demo import material
from moment_ui.demo.dice import dice
from moment_ui.demo.projects import DemoProject
from moment_ui.models.contact import (
    Contact,
    ContactEmail,
    ContactTag,
    CustomerContact,
    ProjectContact,
)
from moment_ui.models.customer import Customer
from moment_ui.models.tag import Tag, TagGroup, TagKind

TAGS = (
    ("Mailing", (("Christmas card", "JUL", "red"), ("Newsletter", "NYH", "indigo"))),
    ("Part", (("Decision maker", "BES", "green"), ("Accounts", "REG", "amber"))),
)
HOW = ("På nettsiden", "På telefon", "Skjema på Byggedagene", "Svarte ja på e-post")
ROLES = ("Byggeleder", "Prosjekteier", "Brukerrepresentant", "Økonomikontakt", "Ansvarlig søker")


def add_contact_life(
    work: Work, company: material.DemoCompany, projects: list[DemoProject], today: dt.date
) -> None:
    """Write what happens around contacts that are there, with dice of its own."""
    chance = dice(company.slug, "contact life")
    people = list(work.session.exec(select(Contact).order_by(col(Contact.id))))
    places = list(work.session.exec(select(CustomerContact).order_by(col(CustomerContact.id))))
    _add_tags(work, people, chance)
    _add_consent(work, people, chance)
    _employ(work, places, chance, today)
    _add_second_places(work, people, places, chance)
    _add_second_addresses(work, people, chance)
    _add_to_projects(work, projects, places, chance)


def _add_tags(work: Work, people: list[Contact], chance: Random) -> None:
    ids: dict[str, int] = {}
    for position, (group, tags) in enumerate(TAGS):
        row = {"kind": TagKind.CONTACT, "name": group, "position": position}
        (group_id,) = work.insert_rows(TagGroup, [row], returning=True)
        rows = [
            {"group_id": group_id, "name": name, "code": code, "colour": colour, "position": place}
            for place, (name, code, colour) in enumerate(tags)
        ]
        names = (tag[0] for tag in tags)
        ids |= dict(zip(names, work.insert_rows(Tag, rows, returning=True), strict=True))
    odds = {"Christmas card": 0.3, "Newsletter": 0.4, "Decision maker": 0.25, "Accounts": 0.15}
    tagged = [
        {"contact_id": person.key, "tag_id": ids[name]}
        for person in people
        for name, share in odds.items()
        if chance.random() < share
    ]
    work.insert_rows(ContactTag, tagged)


def _add_consent(work: Work, people: list[Contact], chance: Random) -> None:
    rows = [
        {
            "id": person.key,
            "consent": True,
            "consent_at": person.created_at + dt.timedelta(days=chance.randrange(1, 20)),
            "consent_how": chance.choice(HOW),
            "consent_by": work.actor.name,
        }
        for person in people
        if chance.random() < 0.55
    ]
    work.update_rows(Contact, rows)


def _employ(work: Work, places: list[CustomerContact], chance: Random, today: dt.date) -> None:
    rows = []
    for place in places:
        first = today - dt.timedelta(days=chance.randrange(200, 4000))
        last = None
        if chance.random() < 0.12:
            last = first + dt.timedelta(days=chance.randrange(60, (today - first).days))
        if last or chance.random() < 0.5:
            rows.append({"id": place.key, "employed_from": first, "employed_to": last})
    work.update_rows(CustomerContact, rows)


def _add_second_places(
    work: Work, people: list[Contact], places: list[CustomerContact], chance: Random
) -> None:
    """Global people are with a second customer, a few with an address of their own there."""
    websites = {customer.key: customer.website for customer in work.session.exec(select(Customer))}
    first = {place.contact_id: place.customer_id for place in places}
    others = sorted(websites)
    rows: list[dict[str, Any]] = []
    for person in (person for person in people if person.is_global and chance.random() < 0.6):
        customer_id = chance.choice(others)
        if customer_id == first[person.key]:
            continue
        own = chance.random() < 0.5
        box = f"{folded(person.name.split()[0])}@{websites[customer_id]}"
        rows.append(
            {
                "contact_id": person.key,
                "customer_id": customer_id,
                "title": chance.choice(("Rådgiver", "Styremedlem", "Innleid prosjektleder")),
                "email": box if own and websites[customer_id] else "",
            }
        )
    work.insert_rows(CustomerContact, rows)


def _add_second_addresses(work: Work, people: list[Contact], chance: Random) -> None:
    query = select(col(ContactEmail.contact_id), col(ContactEmail.email))
    first = dict(work.session.exec(query).all())
    chosen = [person for person in people if chance.random() < 0.08]
    emails = [
        (person, f"{folded(person.name).replace(' ', '')}@privat.example") for person in chosen
    ]
    work.insert_rows(
        ContactEmail,
        [{"contact_id": person.key, "email": email, "position": 1} for person, email in emails],
    )
    found = [
        {
            "id": person.key,
            "search": search_text(person.name, first[person.key], email, person.phone),
        }
        for person, email in emails
    ]
    work.update_rows(Contact, found)


def _add_to_projects(
    work: Work, projects: list[DemoProject], places: list[CustomerContact], chance: Random
) -> None:
    at: defaultdict[int, list[CustomerContact]] = defaultdict(list)
    for place in places:
        at[place.customer_id].append(place)
    websites = {customer.key: customer.website for customer in work.session.exec(select(Customer))}
    rows: list[dict[str, Any]] = []
    for project in projects:
        there = at[project.customer.id] if project.customer else []
        for place in chance.sample(there, min(len(there), chance.choice((0, 1, 1, 2)))):
            box = f"prosjekt{project.row['number']}@{websites[place.customer_id]}"
            rows.append(
                {
                    "project_id": project.id,
                    "contact_id": place.contact_id,
                    "title": chance.choice(ROLES),
                    "email": box if chance.random() < 0.3 else "",
                }
            )
    work.insert_rows(ProjectContact, rows)
