"""A book of invoices in every standing there is, with ties and gaps, for lists to be proven on."""

import datetime as dt
import itertools
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.folding import search_text
from moment_ui.db.work import Work, writing
from moment_ui.models.audit import AuditEntry
from moment_ui.models.claim import ClaimKind, ClaimStatus
from moment_ui.models.contact import (
    Contact,
    ContactEmail,
    ContactTag,
    CustomerContact,
    ProjectContact,
)
from moment_ui.models.customer import Customer, CustomerStatus, InvoiceType
from moment_ui.models.hours import HoursNews, HoursStatus, TimeRecord
from moment_ui.models.invoice import ExportStatus, Invoice, InvoiceKind, InvoiceState
from moment_ui.models.offer import Offer, OfferState, OfferTag
from moment_ui.models.payment import Payment, PaymentKind, WriteOffReason
from moment_ui.models.project import Activity, CoWorker, Project, ProjectStatus
from moment_ui.models.sending import SendResult
from moment_ui.models.tag import CustomerTag, ProjectTag, TagKind
from moment_ui.models.task import TaskState
from moment_ui.models.timesheet import HoursType
from tests import factories
from tests.world import Place, World

NAMES = ("Ås AS", "Zeta AS", "Østby AS", "alfa AS", "Ærlig AS", "Beta AS", "Beta AS", "Öst AB")
DUE = (None, dt.date(2026, 11, 15), dt.date(2026, 11, 16), dt.date(2026, 12, 1))
PAID = ("0", "400", "-100")
OWED = ("0", "600", "-250.5")


def fill_book(world: World) -> None:
    """Put the same book into both companies; Sør's amounts are seven times Nord's."""
    for place, scale in ((world.nord, 1), (world.sor, 7)):
        with writing(place.administrator) as work:
            customers = _customers(work, place)
            projects = _projects(work, customers)
            invoices = list(_invoices(place, customers, projects, scale))
            ids = work.insert_rows(Invoice, invoices, returning=True)
            _payments(work, place, list(zip(ids, invoices, strict=True)))
            settled = factories.invoice(
                work, place.customers[10003], 69999, Decimal(80) * scale, dt.date(2026, 3, 2)
            )
            factories.payment(work, settled, settled.gross, dt.date(2026, 3, 9))
            offers = work.insert_rows(
                Offer, list(_offers(place, customers, projects, scale)), returning=True
            )
            tagged = [{"offer_id": key, "tag_id": place.tags["Anbud"]} for key in offers[::3]]
            work.insert_rows(OfferTag, tagged)
            work.insert_rows(AuditEntry, list(_acts(place)))
            for level, customer in enumerate(customers[:4]):
                became = SendResult.FAILED if level else SendResult.SENT
                factories.mailed(work, customer, level=level, result=became)
            _people(work, place, customers, projects)
            _hours(work, place, projects, scale)
            _tasks(work, place)
            _claims(work, place, scale)
            _tell_planner(work)


def _tell_planner(work: Work) -> None:
    """As PostgreSQL does by itself a minute after many rows came: without, it plans for a handful."""
    connection = work.session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE")


def _hours(work: Work, place: Place, projects: list[int], scale: int) -> None:
    """Hours in every status, most waiting, on two projects; by co-workers, the administrator and an external.

    A third of them is overtime.
    """
    own = factories.co_worker(work, "Kari Nordmann", place.administrator.user_id)
    external = factories.co_worker(work, "Åse Ødegård", is_external=True)
    overtime = factories.stored(work, HoursType(name="Overtid 50 %", percent=50))
    people = [*place.co_workers.values(), own.key, external.key]
    activities = work.insert_rows(
        Activity, [{"project_id": key, "name": "Tegning"} for key in projects[:2]], returning=True
    )
    statuses = (HoursStatus.NOT_APPROVED, HoursStatus.NOT_APPROVED, *HoursStatus)
    rows = [
        {
            "co_worker_id": people[index % len(people)],
            "project_id": projects[index % 2],
            "activity_id": activities[index % 2],
            "day": dt.date(2026, 11, 1 + index % 7),
            "minutes": 30 * (1 + index % 5) * scale,
            "billable_minutes": 30 * (index % 4) * scale,
            "comment": ("Tegninger", "")[index % 2],
            "status": statuses[index % len(statuses)],
            "hours_type_id": overtime.key if index % 3 == 0 else None,
            "created_at": clock.now(),
        }
        for index in range(20)
    ]
    work.insert_rows(TimeRecord, rows)
    news = [
        {
            **{name: row[name] for name in ("co_worker_id", "project_id", "activity_id", "day")},
            "minutes_before": 0,
            "minutes_after": row["minutes"],
            "at": clock.now() - dt.timedelta(hours=index),
        }
        for index, row in enumerate(rows)
    ]
    work.insert_rows(HoursNews, news)


def _tasks(work: Work, place: Place) -> None:
    """Tasks in every column, some of a project, some of somebody, some late."""
    people, projects = list(place.co_workers.values()), list(place.projects.values())
    for index in range(12):
        factories.task(
            work,
            f"Oppgave {index}",
            state=list(TaskState)[index % len(TaskState)],
            project_id=projects[index % 3] if index % 2 else None,
            assignee_id=people[index % 2] if index % 3 else None,
            due_on=dt.date(2026, 11, 1 + index) if index % 4 else None,
        )


def _claims(work: Work, place: Place, scale: int) -> None:
    """Claims of every kind and status; half are the administrator's, some name who reviews them."""
    mine = work.session.exec(
        select(CoWorker).where(CoWorker.user_id == place.administrator.user_id)
    ).one()
    leader = next(iter(place.co_workers.values()))
    for index in range(14):
        status = list(ClaimStatus)[index % len(ClaimStatus)]
        factories.claim(
            work,
            f"Utlegg {index % 9}",
            (mine.key, leader)[index % 2],
            kind=list(ClaimKind)[index % 3 % 2],
            status=status,
            day=dt.date(2026, 11, 1 + index % 6),
            total=Decimal(100 * (index % 5)) * scale,
            reviewer_id=leader if index % 3 else None,
            submitted_at=None if status is ClaimStatus.DRAFT else clock.now(),
            paid_on=dt.date(2026, 11, 10 + index % 3) if status is ClaimStatus.PAID_OUT else None,
        )


def _customers(work: Work, place: Place) -> list[int]:
    rows = [
        {
            "number": 20000 + index,
            "name": name,
            "status": list(CustomerStatus)[index % 4],
            "is_customer": index % 3 != 0,
            "is_participant": index % 3 != 1,
            "country": ("NO", "SE")[index % 2],
            "org_number": f"9{index:08d}",
            "currency": ("NOK", "NOK", "SEK")[index % 3],
            "postal_city": ("Oslo", "")[index % 2],
            "search": search_text(name, 20000 + index),
            "created_at": clock.now(),
            "updated_at": clock.now(),
        }
        for index, name in enumerate(NAMES)
    ]
    ids = work.insert_rows(Customer, rows, returning=True)
    tags = list(place.tags.values())
    pairs = [{"customer_id": ids[i], "tag_id": tags[j]} for i, j in ((0, 0), (1, 0), (1, 1))]
    work.insert_rows(CustomerTag, pairs)
    return ids


def _people(work: Work, place: Place, customers: list[int], projects: list[int]) -> None:
    ends = (None, dt.date(2026, 11, 15), dt.date(2026, 11, 16))
    starts = (None, dt.date(2026, 11, 17), dt.date(2020, 1, 1), dt.date(2026, 11, 16))
    rows = [
        {
            "name": name.removesuffix(" AS"),
            "phone": ("", "911 00 007")[index % 2],
            "is_global": index % 3 == 0,
            "consent": index % 4 == 0,
            "search": search_text(name, f"{index}@bok.example"),
            "created_at": clock.now(),
        }
        for index, name in enumerate(NAMES)
    ]
    ids = work.insert_rows(Contact, rows, returning=True)
    emails = [
        {"contact_id": ids[index], "email": f"{n}.{index}@bok.example", "position": n % 2}
        for index in range(5)
        for n in range(index % 3)
    ]
    work.insert_rows(ContactEmail, emails)
    places = [
        {
            "contact_id": ids[index],
            "customer_id": customers[(index + n) % 8],
            "title": ("", "Beta", "alfa")[index % 3],
            "email": ("", "felles@bok.example")[index % 2],
            "employed_from": starts[(index + n) % 4],
            "employed_to": ends[(index + n) % 3],
        }
        for index in range(7)
        for n in range(1 + index % 2)
    ]
    work.insert_rows(CustomerContact, places)
    pairs = [(0, 0), (0, 1), (2, 0)]
    pairs += [(4, 1)] * (place.slug == "sor")  # so that the sums tell the companies apart
    joined = [{"contact_id": ids[i], "project_id": projects[j]} for i, j in pairs]
    work.insert_rows(ProjectContact, joined)
    tag = factories.tag(work, "Julekort", group="Post", kind=TagKind.CONTACT)
    work.insert_rows(ContactTag, [{"contact_id": ids[i], "tag_id": tag.key} for i in (0, 3)])


def _projects(work: Work, customers: list[int]) -> list[int]:
    rows = [
        {
            "number": f"B-{index}",
            "name": "Bok",
            "customer_id": customer,
            "status": list(ProjectStatus)[index % 3],
            "search": search_text("Bok", f"B-{index}"),
            "created_at": clock.now(),
        }
        for index, customer in enumerate(customers)
    ]
    ids = work.insert_rows(Project, rows, returning=True)
    tag = factories.tag(work, "Rammeavtale", group="Avtale", kind=TagKind.PROJECT)
    work.insert_rows(ProjectTag, [{"project_id": ids[i], "tag_id": tag.key} for i in (0, 1, 4)])
    return ids


def _invoices(
    place: Place, customers: list[int], projects: list[int], scale: int
) -> Iterator[dict[str, Any]]:
    people = list(place.co_workers.values())
    standings = itertools.product(InvoiceKind, InvoiceState, PAID, OWED, DUE)
    for index, (kind, state, paid, owed, due) in enumerate(standings):
        gross = Decimal(paid) * scale + Decimal(owed) * scale
        vat = gross / 5
        draft = state is InvoiceState.DRAFT
        yield {
            "kind": kind,
            "state": state,
            "number": None if draft else 70000 + index,
            "customer_id": customers[index % len(customers)],
            "project_id": projects[index % len(projects)] if index % 4 else None,
            "responsible_id": people[index % 2] if index % 5 else None,
            "issue_date": None if index % 7 == 0 else dt.date(2026, 1 + index % 11, 1 + index % 5),
            "due_date": due,
            "finalised_at": None if draft else clock.now() - dt.timedelta(days=index % 9),
            "sent_at": clock.now() if state is InvoiceState.SENT else None,
            "currency": ("NOK", "NOK", "SEK", "EUR")[index % 4],
            "net": gross - vat,
            "vat": vat,
            "gross": gross,
            "paid": Decimal(paid) * scale,
            "outstanding": Decimal(owed) * scale,
            "payment_id": "" if draft else f"{70000 + index:08d}",
            "invoice_type": list(InvoiceType)[index % 4],
            "export_status": list(ExportStatus)[index % 3],
            "order_reference": place.mark,
            "created_at": clock.now(),
        }


def _payments(work: Work, place: Place, invoices: list[tuple[int, dict[str, Any]]]) -> None:
    """What each invoice says it was paid; now and then once more, and taken back."""
    rows: list[dict[str, Any]] = []
    for index, (key, invoice) in enumerate(pair for pair in invoices if pair[1]["paid"]):
        kind = list(PaymentKind)[index % 6]
        row = {
            "invoice_id": key,
            "kind": kind,
            "reason": list(WriteOffReason)[index % 4] if kind is PaymentKind.WRITE_OFF else None,
            "paid_on": dt.date(2026, 2 + index % 10, 1 + index % 27),
            "amount": invoice["paid"],
            "description": ("", place.mark, "Bank å 7714")[index % 3],
            "by_name": ("", "Kari", "Åse")[index % 3],
            "takes_back_id": None,
            "created_at": clock.now() - dt.timedelta(days=index % 9),
        }
        again = {**row, "kind": PaymentKind.MANUAL, "reason": None}
        rows += [row, again] if index % 10 == 0 else [row]
    ids = work.insert_rows(Payment, rows, returning=True)
    doubled = [(at, ids[at]) for at in range(1, len(rows)) if _same(rows[at], rows[at - 1])]
    back = [{**rows[at], "amount": -rows[at]["amount"], "takes_back_id": k} for at, k in doubled]
    work.insert_rows(Payment, back)


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return one["invoice_id"] == other["invoice_id"]


def _offers(
    place: Place, customers: list[int], projects: list[int], scale: int
) -> Iterator[dict[str, Any]]:
    people = list(place.co_workers.values())
    free = iter(projects)
    for index, (state, until) in enumerate(itertools.product(OfferState, (*DUE[1:], DUE[3]))):
        net = Decimal(f"{200 + 150 * (index % 9)}.5") * scale
        accepted = state is OfferState.ACCEPTED
        yield {
            "number": 70000 + index // 2,
            "revision": 1 + index % 2,
            "name": NAMES[index % len(NAMES)],
            "customer_id": customers[index % len(customers)],
            "state": state,
            "author_id": people[index % 2] if index % 3 else None,
            "author_name": ("Kari", "Per", "Åse")[index % 3],
            "issue_date": dt.date(2026, 1 + index % 11, 1 + index % 5),
            "valid_until": until,
            "decided_on": dt.date(2026, 11, 1 + index % 9) if accepted else None,
            "currency": ("NOK", "NOK", "SEK", "EUR")[index % 4],
            "net": net,
            "vat": net / 4,
            "gross": net * 5 / 4,
            "project_id": next(free) if accepted and index % 4 else None,
            "customer_reference": place.mark,
            "search": search_text(NAMES[index % len(NAMES)], 70000 + index // 2),
            "created_at": clock.now(),
            "updated_at": clock.now(),
        }


def _acts(place: Place) -> Iterator[dict[str, Any]]:
    for index in range(30):
        yield {
            "at": clock.now() - dt.timedelta(hours=index // 3),
            "user_id": place.administrator.user_id,
            "user_name": place.administrator.name,
            "action": ("create_customer", "edit_customer", "log_in")[index % 3],
            "subject": ("customer", "customer", "user")[index % 3],
            "subject_id": index,
            "summary": f"{place.mark} {index}",
            "changes": {"name": ["Før", f"Etter {index}"]},
        }
