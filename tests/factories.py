"""Rows by keyword: each factory fills in what a test does not care about. No random data."""

import datetime as dt
from decimal import Decimal
from typing import Any, TypeVar

from moment_ui.core import clock
from moment_ui.core.folding import folded, search_text
from moment_ui.db.work import Work
from moment_ui.models.audit import AuditEntry
from moment_ui.models.base import CompanyScoped
from moment_ui.models.claim import Claim, ClaimStatus
from moment_ui.models.contact import Contact, ContactEmail, CustomerContact
from moment_ui.models.customer import Customer, CustomerNote
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceLine, InvoiceState, InvoiceVat
from moment_ui.models.offer import Offer, OfferActivity, OfferLine
from moment_ui.models.payment import Payment
from moment_ui.models.project import Activity, CoWorker, Project, ProjectMember
from moment_ui.models.reminder import ReminderMessage
from moment_ui.models.sending import SendResult
from moment_ui.models.tag import CustomerTag, ProjectTag, Tag, TagGroup, TagKind
from moment_ui.models.task import Task

Row = TypeVar("Row", bound=CompanyScoped)
VAT_PERCENT = Decimal(25)


def stored(work: Work, row: Row) -> Row:
    """The row, flushed, so that it has its id."""
    work.session.add(row)
    work.session.flush()
    return row


def customer(work: Work, number: int, name: str = "", **fields: Any) -> Customer:
    """A customer with the folded text that searches compare."""
    name = name or f"Kunde {number} AS"
    defaults: dict[str, Any] = {
        "email": f"post@{number}.example",
        "postal_line1": "Storgata 1",
        "postal_code": "0155",
        "postal_city": "Oslo",
        "created_at": clock.now(),
        "updated_at": clock.now(),
    }
    values = defaults | fields
    words = search_text(name, number, values.get("org_number"), values["email"])
    return stored(work, Customer(number=number, name=name, **{"search": words, **values}))


def note(work: Work, customer_id: int, text: str, **fields: Any) -> CustomerNote:
    """A note by the acting user."""
    author = {"author_id": work.actor.user_id, "author_name": work.actor.name}
    values: dict[str, Any] = {**author, "created_at": clock.now(), **fields}
    return stored(work, CustomerNote(customer_id=customer_id, text=text, **values))


def contact(work: Work, name: str, email: str, customer_id: int, **fields: Any) -> Contact:
    """A contact with one address, in one customer."""
    person = stored(
        work,
        Contact(name=name, search=folded(f"{name} {email}"), created_at=clock.now(), **fields),
    )
    stored(work, ContactEmail(contact_id=person.key, email=email))
    stored(
        work, CustomerContact(customer_id=customer_id, contact_id=person.key, title="Daglig leder")
    )
    return person


def tag(work: Work, name: str, group: str = "Bransje", kind: TagKind = TagKind.CUSTOMER) -> Tag:
    """A tag in a group of its own name."""
    box = stored(work, TagGroup(kind=kind, name=group))
    return stored(work, Tag(group_id=box.key, name=name, code=name[:3].upper(), colour="indigo"))


def tag_customer(work: Work, customer_id: int, tag_id: int) -> CustomerTag:
    """A tag on a customer."""
    return stored(work, CustomerTag(customer_id=customer_id, tag_id=tag_id))


def tag_project(work: Work, project_id: int, tag_id: int) -> ProjectTag:
    """A tag on a project."""
    return stored(work, ProjectTag(project_id=project_id, tag_id=tag_id))


def co_worker(work: Work, name: str, user_id: int | None = None, **fields: Any) -> CoWorker:
    """A co-worker, with or without a log-in."""
    return stored(work, CoWorker(name=name, user_id=user_id, **fields))


def project(
    work: Work, number: str, customer_id: int | None, leader_id: int | None = None, **fields: Any
) -> Project:
    """A project with one activity; the leader is its first member."""
    name = fields.pop("name", f"Prosjekt {number}")
    row = Project(
        number=number,
        name=name,
        customer_id=customer_id,
        leader_id=leader_id,
        search=folded(f"{number} {name}"),
        created_at=clock.now(),
        **fields,
    )
    stored(work, row)
    stored(work, Activity(project_id=row.key, name="Prosjektering"))
    if leader_id:
        stored(work, ProjectMember(project_id=row.key, co_worker_id=leader_id, role="Leder"))
    return row


def hours(
    work: Work, activity: Activity, co_worker_id: int, day: dt.date, minutes: int
) -> TimeRecord:
    """Approved, billable work on one day."""
    return stored(
        work,
        TimeRecord(
            co_worker_id=co_worker_id,
            project_id=activity.project_id,
            activity_id=activity.key,
            day=day,
            minutes=minutes,
            billable_minutes=minutes,
            status=HoursStatus.APPROVED,
            created_at=clock.now(),
        ),
    )


def invoice(
    work: Work,
    customer_id: int,
    number: int | None,
    net: Decimal | str = "1000",
    issued: dt.date | None = None,
    **fields: Any,
) -> Invoice:
    """An invoice with one line and its VAT; without a number it is a draft.

    Due after 14 days; a credit note has negative amounts. Outstanding is the whole until
    `payment` is called.
    """
    basis = Decimal(net)
    vat = basis * VAT_PERCENT / 100
    draft = number is None
    values: dict[str, Any] = {
        "kind": InvoiceKind.CREDIT_NOTE if basis < 0 else InvoiceKind.INVOICE,
        "state": InvoiceState.DRAFT if draft else InvoiceState.SENT,
        "issue_date": issued,
        "due_date": issued + dt.timedelta(days=14) if issued else None,
        "finalised_at": None if draft else clock.now(),
        "sent_at": None if draft else clock.now(),
        "outstanding": Decimal(0) if draft else basis + vat,
        "created_at": clock.now(),
    }
    row = Invoice(
        customer_id=customer_id,
        number=number,
        net=basis,
        vat=vat,
        gross=basis + vat,
        **(values | fields),
    )
    stored(work, row)
    line = InvoiceLine(
        invoice_id=row.key,
        text="Prosjektering",
        unit_price=basis,
        net=basis,
        vat_percent=VAT_PERCENT,
    )
    stored(work, line)
    stored(
        work,
        InvoiceVat(invoice_id=row.key, vat_code="3", vat_percent=VAT_PERCENT, basis=basis, vat=vat),
    )
    return row


def offer(
    work: Work, customer_id: int, number: int, price: Decimal | str = "1000", **fields: Any
) -> Offer:
    """An offer with ten hours at a price, and a product of a tenth of it; in NOK with VAT."""
    rate = Decimal(price)
    values: dict[str, Any] = {
        "name": f"Tilbud {number}",
        "issue_date": clock.today(),
        "valid_until": clock.today() + dt.timedelta(days=30),
        "currency": "NOK",
        "author_name": work.actor.name,
        "created_by": work.actor.user_id,
        "search": folded(f"tilbud {number}"),
        "created_at": clock.now(),
        "updated_at": clock.now(),
        "net": rate * 10 + rate / 10,
        "vat": (rate * 10 + rate / 10) / 4,
        "gross": (rate * 10 + rate / 10) * 5 / 4,
    }
    row = stored(work, Offer(customer_id=customer_id, number=number, **(values | fields)))
    own = {"offer_id": row.key, "vat_percent": VAT_PERCENT}
    activity = stored(work, OfferActivity(name="Skisseprosjekt", net=rate * 10, **own))
    hours = {"minutes": 600, "price": rate, "net": rate * 10, "text": "Skisser"}
    stored(work, OfferLine(activity_id=activity.key, **own, **hours))
    model = {"text": "Terrengmodell", "unit": "stk", "price": rate / 10, "net": rate / 10}
    stored(work, OfferLine(**own, **model))
    return row


def payment(work: Work, on: Invoice, amount: Decimal | str, paid_on: dt.date) -> Payment:
    """Money on an invoice; the invoice's paid and outstanding follow."""
    money = Decimal(amount)
    on.paid += money
    on.outstanding = on.gross - on.paid
    if on.outstanding == 0:
        on.paid_on = paid_on
    work.session.add(on)
    return stored(
        work, Payment(invoice_id=on.key, amount=money, paid_on=paid_on, created_at=clock.now())
    )


def mailed(work: Work, customer_id: int, **fields: Any) -> ReminderMessage:
    """A statement that was sent to a customer; `level` makes a reminder of it."""
    values: dict[str, Any] = {
        "act": f"act-of-{customer_id}-{fields.get('level', 0)}",
        "level": 0,
        "subject": "Kontoutskrift",
        "receivers": ["post@fjord.example"],
        "result": SendResult.SENT,
        "begun_at": clock.now(),
        **fields,
    }
    return stored(work, ReminderMessage(customer_id=customer_id, **values))


def audit_entry(work: Work, action: str = "edit_customer", **fields: Any) -> AuditEntry:
    """An entry of the audit log by the acting user."""
    values: dict[str, Any] = {"subject": "customer", "summary": "Endret", **fields}
    return stored(
        work,
        AuditEntry(
            at=clock.now(),
            user_id=work.actor.user_id,
            user_name=work.actor.name,
            action=action,
            **values,
        ),
    )


def task(work: Work, title: str, **fields: Any) -> Task:
    """A task on the board, of nobody and no project."""
    words = {"search": search_text(title), "created_at": clock.now()}
    return stored(work, Task(title=title, **(words | fields)))


def claim(work: Work, title: str, owner_id: int, **fields: Any) -> Claim:
    """An expense claim that waits for review, of a thousand crowns."""
    values: dict[str, Any] = {
        "day": clock.today(),
        "currency": "NOK",
        "total": Decimal(1000),
        "status": ClaimStatus.WAITING,
        "submitted_at": clock.now(),
        "search": search_text(title),
        "created_at": clock.now(),
    }
    return stored(work, Claim(title=title, owner_id=owner_id, **(values | fields)))
