"""Invoices of a demo company: last month's hours, fixed prices, outlays; drafts and credit notes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from moment_ui.core.period import add_months
from moment_ui.db.work import Work
from moment_ui.demo import material, numbers, vocabulary
from moment_ui.demo.customers import DemoCustomer
from moment_ui.demo.dice import dice
from moment_ui.demo.hours import DemoHours
from moment_ui.demo.projects import DemoProject
from moment_ui.domain.invoices.drafting import NewInvoice, NewLine
from moment_ui.models.invoice import ExportStatus, InvoiceKind, InvoiceState, LineKind

VAT = Decimal(25)
OUTLAYS = (
    ("Reise til byggeplass", "km", Decimal("5.30"), VAT, "3", (20, 400)),
    ("Togbillett", "stk", Decimal("489.00"), Decimal(12), "33", (1, 4)),
    ("Gebyr, byggesak", "stk", Decimal("3250.00"), Decimal(0), "6", (1, 2)),
    ("Modell og utskrifter", "stk", Decimal("612.50"), VAT, "3", (1, 6)),
)


@dataclass(slots=True)
class DemoInvoice:
    """An invoice on its way into the database, with the hours it bills."""

    new: NewInvoice
    customer: DemoCustomer
    hours: list[DemoHours]
    credits: "DemoInvoice | None" = None
    id: int = 0


def invoices_of(
    work: Work, company: material.DemoCompany, hours: Iterable[DemoHours]
) -> list[DemoInvoice]:
    """Invoices for every finished month, numbered by issue date, then drafts without a number."""
    chance, today = dice(company.slug, "invoices"), work.today()
    months: defaultdict[tuple[dt.date, int], list[DemoHours]] = defaultdict(list)
    for record in hours:
        if record.project.customer and record.month < today.replace(day=1):
            months[record.month, record.project.id].append(record)
    made = [_invoice(records, chance, today) for records in months.values()]
    issued = [invoice for invoice in made if invoice.new.issue_date]
    drafts = [invoice for invoice in made if not invoice.new.issue_date]
    issued += _credit_notes(issued, chance, today)
    issued.sort(key=lambda invoice: (invoice.new.issue_date, invoice.new.kind.value))
    for number, invoice in enumerate(issued, company.last_invoice - len(issued) + 1):
        _number(invoice, number, today)
    return issued + drafts


def _invoice(records: list[DemoHours], chance: Random, today: dt.date) -> DemoInvoice:
    project, customer = records[0].project, records[0].project.customer
    if customer is None:
        raise ValueError("Internal time is not invoiced")
    issued = add_months(records[0].month, 1) + dt.timedelta(days=chance.randrange(1, 17))
    if chance.random() < 0.03 and (today - issued).days < 45:
        issued = today + dt.timedelta(days=1)
    while issued.weekday() > 4:
        issued += dt.timedelta(days=1)
    lines = _lines(project, customer, records, chance)
    created = dt.datetime.combine(min(issued, today), dt.time(8, chance.randrange(60)), dt.UTC)
    new = NewInvoice(
        customer_id=customer.id,
        lines=lines,
        currency=customer.currency,
        created_at=created,
        project_id=project.id,
        responsible_id=project.row["leader_id"],
        issue_date=issued if issued <= today else None,
        rate=vocabulary.RATES[customer.currency],
        invoice_type=customer.invoice_type,
        your_reference=chance.choice(vocabulary.FIRST_NAMES)
        + " "
        + chance.choice(vocabulary.LAST_NAMES),
        order_reference=str(chance.randrange(10**6)) if chance.random() < 0.4 else "",
        text=f"{project.row['name']}, {records[0].month:%m.%Y}",
    )
    return DemoInvoice(new, customer, records)


def _lines(
    project: DemoProject, customer: DemoCustomer, records: list[DemoHours], chance: Random
) -> list[NewLine]:
    percent, code = (VAT, "3") if customer.country == "NO" else (Decimal(0), "52")
    if project.fixed_price:
        share = chance.choice((10, 15, 20, 25))
        price = Decimal(project.rate * sum(record.minutes for record in records) // 60)
        line = NewLine(
            text=f"Fastpris, {share} % av avtalt honorar", unit_price=price, kind=LineKind.FIXED_PRICE,
            unit="stk", vat_percent=percent, vat_code=code, account="3010", project_id=project.id,
        )  # fmt: skip
        return [line]
    minutes: defaultdict[tuple[int, str], int] = defaultdict(int)
    for record in records:
        minutes[record.activity_id, record.activity] += record.minutes
    lines = [
        NewLine(
            text=activity, quantity=Decimal(total) / 60, unit_price=Decimal(project.rate), unit="t",
            vat_percent=percent, vat_code=code, account="3000", project_id=project.id,
            activity_id=key, discount_percent=Decimal(chance.choice((0, 0, 0, 0, 0, 5, 10))),
        )
        for (key, activity), total in sorted(minutes.items())
    ]  # fmt: skip
    if customer.country == "NO" and chance.random() < 0.25:
        lines.append(_outlay(project, chance))
    return lines


def _outlay(project: DemoProject, chance: Random) -> NewLine:
    text, unit, price, percent, code, span = chance.choice(OUTLAYS)
    return NewLine(
        text=text, quantity=Decimal(chance.randrange(*span)), unit=unit, unit_price=price,
        vat_percent=percent, vat_code=code, account="3090", kind=LineKind.EXPENSE,
        project_id=project.id,
    )  # fmt: skip


def _credit_notes(issued: list[DemoInvoice], chance: Random, today: dt.date) -> list[DemoInvoice]:
    notes: list[DemoInvoice] = []
    for invoice in issued:
        day = (invoice.new.issue_date or today) + dt.timedelta(days=chance.randrange(2, 12))
        if chance.random() < 0.025 and day <= today and day.weekday() < 5:
            notes.append(_credit_note(invoice, day, whole=chance.random() < 0.7))
    return notes


def _credit_note(invoice: DemoInvoice, day: dt.date, *, whole: bool) -> DemoInvoice:
    source = invoice.new
    lines = [
        NewLine(
            text=line.text, quantity=-line.quantity, unit=line.unit, unit_price=line.unit_price,
            vat_percent=line.vat_percent, vat_code=line.vat_code, account=line.account,
            discount_percent=line.discount_percent, kind=line.kind, project_id=line.project_id,
            activity_id=line.activity_id,
        )
        for line in (source.lines if whole else source.lines[:1])
    ]  # fmt: skip
    new = NewInvoice(
        customer_id=source.customer_id, lines=lines, currency=source.currency,
        created_at=dt.datetime.combine(day, dt.time(10), dt.UTC), kind=InvoiceKind.CREDIT_NOTE,
        project_id=source.project_id, responsible_id=source.responsible_id, issue_date=day,
        rate=source.rate, invoice_type=source.invoice_type, your_reference=source.your_reference,
        text=source.text,
    )  # fmt: skip
    if whole:
        source.state = InvoiceState.CREDITED
    return DemoInvoice(new, invoice.customer, [], credits=invoice)


def _number(invoice: DemoInvoice, number: int, today: dt.date) -> None:
    new, customer = invoice.new, invoice.customer
    issued = new.issue_date or today
    is_credit = new.kind is InvoiceKind.CREDIT_NOTE
    new.number = number
    new.due_date = issued if is_credit else issued + dt.timedelta(days=customer.credit_days)
    new.finalised_at = new.created_at
    if new.state is InvoiceState.DRAFT:
        new.state = InvoiceState.FINALISED if issued == today else InvoiceState.SENT
    new.sent_at = None if new.state is InvoiceState.FINALISED else new.created_at
    new.payment_id = numbers.payment_id(number) if customer.country == "NO" else ""
    new.printed_name, new.printed_number = customer.name, customer.number
    days = (today - issued).days
    if days > 9:
        new.export_status = ExportStatus.TRANSFERRED
    if number % 61 == 0:
        new.export_status = ExportStatus.DO_NOT_TRANSFER
