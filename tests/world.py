"""Two companies with look-alike data: what every test database holds.

Nord and Sør have the same customer, project and invoice numbers, the same names, tags and roles.
They differ in what must never be seen from the other side: each company's secrets carry its own
mark (`NORD-ONLY`, `SOR-ONLY`), and every amount of Sør is seven times that of Nord.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.db.session import GlobalSession
from moment_ui.db.work import Work, global_writing, writing
from moment_ui.domain.access.commands import add_standard_roles, hash_password, join_company
from moment_ui.domain.access.rules import STANDARD_ROLES
from moment_ui.models.access import RoleKey, User
from moment_ui.models.company import Company
from moment_ui.models.customer import CustomerStatus
from moment_ui.models.file import FilePurpose, StoredFile
from moment_ui.models.hours import HoursNews, HoursStatus
from moment_ui.models.importing import ImportBatch, ImportKind
from moment_ui.models.numbering import NumberSeries, SeriesKind
from moment_ui.models.offer import OfferLink, OfferState, OfferTag
from moment_ui.models.project import Activity
from moment_ui.models.tag import TagKind
from moment_ui.models.view import ReportChoice, SavedView
from tests import factories

NOW = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)
"""Monday 16 November 2026, ten o'clock in Oslo: the frozen clock of the tests."""

PASSWORD = "fjell og fjord 7"  # noqa: S105 - of companies that do not exist
"""What every user of the test companies logs in with."""


@dataclass(frozen=True)
class Place:
    """One company of the world: its id, its people as actors, and its rows by their numbers."""

    company_id: int
    slug: str
    mark: str
    actors: dict[RoleKey, Actor]
    both: Actor
    customers: dict[int, int] = field(default_factory=dict)
    contacts: dict[str, int] = field(default_factory=dict)
    tags: dict[str, int] = field(default_factory=dict)
    co_workers: dict[str, int] = field(default_factory=dict)
    projects: dict[str, int] = field(default_factory=dict)
    invoices: dict[int, int] = field(default_factory=dict)
    drafts: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    views: dict[str, int] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    imports: list[int] = field(default_factory=list)
    offers: dict[int, int] = field(default_factory=dict)

    @property
    def administrator(self) -> Actor:
        """May do everything in the company."""
        return self.actors[RoleKey.ADMINISTRATOR]

    @property
    def economy(self) -> Actor:
        """Invoices, ledger, imports."""
        return self.actors[RoleKey.ECONOMY]

    @property
    def project_leader(self) -> Actor:
        """Customers and projects."""
        return self.actors[RoleKey.PROJECT_LEADER]

    @property
    def co_worker(self) -> Actor:
        """Looks at customers and projects."""
        return self.actors[RoleKey.CO_WORKER]

    @property
    def external(self) -> Actor:
        """Sees nothing of the company by the role alone."""
        return self.actors[RoleKey.EXTERNAL]

    def email(self, role: RoleKey) -> str:
        """What the user with the role logs in with."""
        return f"{role}@{self.slug}.example"


@dataclass(frozen=True)
class World:
    """Both companies. `both_email` logs in a person who is administrator here, co-worker there."""

    nord: Place
    sor: Place
    both_email: str = "begge@example.com"
    password: str = PASSWORD

    @property
    def places(self) -> tuple[Place, Place]:
        """Both companies."""
        return self.nord, self.sor


def build_world() -> World:
    """Fill an empty, migrated database."""
    with clock.frozen(NOW):
        with global_writing() as session:
            hashed = hash_password(PASSWORD)
            both = _user(session, "begge@example.com", "Bodil Begge", hashed)
            nord = _company(session, "nord", "NORD-ONLY", hashed, (both, RoleKey.ADMINISTRATOR))
            sor = _company(session, "sor", "SOR-ONLY", hashed, (both, RoleKey.CO_WORKER))
        for place, scale in ((nord, 1), (sor, 7)):
            with writing(place.administrator) as work:
                _customers(work, place)
                _projects(work, place, 450 if place.slug == "nord" else 300)
                _invoices(work, place, Decimal(scale))
                _belongings(work, place)
                _offers(work, place, Decimal(scale))
    return World(nord, sor)


def _user(session: GlobalSession, email: str, name: str, hashed: str) -> int:
    user = User(email=email, name=name, password_hash=hashed, created_at=clock.now())
    session.add(user)
    session.flush()
    return user.id or 0


def _company(
    session: GlobalSession, slug: str, mark: str, hashed: str, both: tuple[int, RoleKey]
) -> Place:
    company = Company(slug=slug, name="Tegnestuen AS", city=mark, created_at=clock.now())
    session.add(company)
    session.flush()
    company_id = company.id or 0
    roles = add_standard_roles(session, company_id)
    actors: dict[RoleKey, Actor] = {}
    for role in RoleKey:
        name = f"Kari {role.value.title()}"
        user_id = _user(session, f"{role}@{slug}.example", name, hashed)
        join_company(session, user_id, company_id, roles[role])
        actors[role] = Actor(user_id, company_id, STANDARD_ROLES[role], name)
    user_id, role = both
    join_company(session, user_id, company_id, roles[role])
    visitor = Actor(user_id, company_id, STANDARD_ROLES[role], "Bodil Begge")
    return Place(company_id, slug, mark, actors, visitor)


def _customers(work: Work, place: Place) -> None:
    names = {
        10001: ("Fjord Eiendom AS", CustomerStatus.ACTIVE, "923609016"),
        10002: ("Berg Entreprenør AS", CustomerStatus.ACTIVE, "982463718"),
        10003: ("Ærlig Øl & Ångström AB", CustomerStatus.POTENTIAL, ""),
        10004: ("Dal Bygg AS", CustomerStatus.BLOCKED, ""),
        10005: ("Åker Invest AS", CustomerStatus.INACTIVE, ""),
    }
    for number, (name, status, org_number) in names.items():
        row = factories.customer(
            work, number, name, status=status, org_number=org_number, postal_city=place.mark
        )
        place.customers[number] = row.key
        person = factories.contact(work, f"Per {number}", f"per{number}@kunde.example", row.key)
        place.contacts[person.name] = person.key
        place.notes.append(factories.note(work, row.key, f"{place.mark}: ring før fredag").key)
    for name in ("Bolig", "Næring"):
        place.tags[name] = factories.tag(work, name, group=f"Bransje {name}").key
    factories.tag_customer(work, place.customers[10001], place.tags["Bolig"])
    factories.tag_customer(work, place.customers[10002], place.tags["Næring"])


def _projects(work: Work, place: Place, minutes: int) -> None:
    for role in (RoleKey.PROJECT_LEADER, RoleKey.CO_WORKER):
        actor = place.actors[role]
        person = factories.co_worker(work, actor.name, actor.user_id)
        place.co_workers[actor.name] = person.key
    leader = next(iter(place.co_workers.values()))
    for number, customer_number in (("P-100", 10001), ("P-101", 10001), ("P-200", 10002)):
        row = factories.project(
            work, number, place.customers[customer_number], leader, description=place.mark
        )
        place.projects[number] = row.key
        activity = work.session.exec(select(Activity).where(Activity.project_id == row.key)).one()
        factories.hours(work, activity, leader, dt.date(2026, 11, 2), minutes)
    waits = factories.hours(work, activity, leader, dt.date(2026, 11, 2), 0)
    waits.status = HoursStatus.NOT_APPROVED
    told = {"project_id": row.key, "activity_id": activity.key, "co_worker_id": leader}
    day = dt.date(2026, 11, 2)
    factories.stored(
        work,
        HoursNews(**told, day=day, minutes_before=0, minutes_after=minutes, at=clock.now()),
    )


def _invoices(work: Work, place: Place, scale: Decimal) -> None:
    fjord, berg = place.customers[10001], place.customers[10002]
    projects = place.projects
    shared: dict[str, Any] = {"order_reference": place.mark, "currency": "NOK"}
    overdue = factories.invoice(
        work, fjord, 5001, 1000 * scale, dt.date(2026, 9, 1), project_id=projects["P-100"], **shared
    )
    paid = factories.invoice(work, fjord, 5002, 2000 * scale, dt.date(2026, 10, 1), **shared)
    factories.payment(work, paid, paid.gross, dt.date(2026, 10, 10))
    part = factories.invoice(
        work, berg, 5003, 4000 * scale, dt.date(2026, 11, 5), project_id=projects["P-200"], **shared
    )
    factories.payment(work, part, 1000 * scale, dt.date(2026, 11, 10))
    credit = factories.invoice(
        work, fjord, 5004, -500 * scale, dt.date(2026, 9, 15), credit_of_id=overdue.key, **shared
    )
    euro = factories.invoice(
        work, berg, 5005, 300 * scale, dt.date(2026, 11, 1), **(shared | {"currency": "EUR"})
    )
    for row in (overdue, paid, part, credit, euro):
        place.invoices[row.number or 0] = row.key
    place.drafts.append(factories.invoice(work, berg, None, 800 * scale, **shared).key)


def _offers(work: Work, place: Place, scale: Decimal) -> None:
    fjord = place.customers[10001]
    shared: dict[str, Any] = {"customer_reference": place.mark}
    place.offers[1001] = factories.offer(work, fjord, 1001, 1000 * scale, **shared).key
    sent = {"state": OfferState.SENT, "sent_at": clock.now(), "intro": place.mark}
    place.offers[1002] = factories.offer(work, fjord, 1002, 2000 * scale, **shared, **sent).key
    link = OfferLink(offer_id=place.offers[1002], nonce=f"nonce-{place.slug}", created_at=NOW)
    factories.stored(work, link)
    tag = factories.tag(work, "Anbud", group="Tilbud", kind=TagKind.OFFER)
    place.tags["Anbud"] = tag.key
    factories.stored(work, OfferTag(offer_id=place.offers[1001], tag_id=tag.key))


def _belongings(work: Work, place: Place) -> None:
    for kind, last in (
        (SeriesKind.CUSTOMER, 10005),
        (SeriesKind.INVOICE, 5005),
    ):
        factories.stored(work, NumberSeries(kind=kind, first=1, next_number=last + 1))
    for role in (RoleKey.ADMINISTRATOR, RoleKey.ECONOMY):
        owner = place.actors[role]
        view = SavedView(
            report="customers",
            name=f"Utsnitt {place.mark}",
            query="status=active",
            owner_id=owner.user_id,
            owner_name=owner.name,
            created_at=clock.now(),
        )
        place.views[owner.name] = factories.stored(work, view).key
        export = StoredFile(
            name=f"random-name-{place.slug}-{role}",
            purpose=FilePurpose.EXPORT,
            title=f"{place.mark}.xlsx",
            media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            owner_id=owner.user_id,
            created_at=clock.now(),
            expires_at=clock.now() + dt.timedelta(days=365),
        )
        place.files[export.name] = factories.stored(work, export).key
    factories.stored(work, ReportChoice(user_id=work.actor.user_id, report="customers"))
    batch = ImportBatch(
        kind=ImportKind.CUSTOMERS,
        file_name=f"{place.mark}.csv",
        sha256="0" * 64,
        user_id=work.actor.user_id,
        at=clock.now(),
    )
    place.imports.append(factories.stored(work, batch).key)
    factories.audit_entry(work, summary=f"{place.mark}: endret")
