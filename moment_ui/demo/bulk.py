"""A large demo: plain customers with a contact each and invoices by the thousand, for benchmarks."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

from moment_ui.core.folding import search_text
from moment_ui.db.work import Work
from moment_ui.demo import numbers, vocabulary
from moment_ui.demo.bulk_people import add_contacts_of
from moment_ui.demo.dice import dice
from moment_ui.demo.scale import Scale
from moment_ui.domain.invoices.commands import add_invoices
from moment_ui.domain.invoices.drafting import NewInvoice, NewLine, added_up
from moment_ui.domain.payments.commands import add_payments
from moment_ui.models.base import following
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.models.invoice import ExportStatus, InvoiceState
from moment_ui.models.payment import PaymentKind

CHUNK = 2000
LINES = 3
VAT = Decimal(25)


def add_many(work: Work, scale: Scale, numbers_from: tuple[int, int]) -> tuple[int, int]:
    """Write plain customers, a contact for each, and invoices, numbered from `(customer, invoice)`.

    Returns the numbers after the last ones.
    """
    chance, today = dice("bulk"), work.today()
    customer_number, invoice_number = numbers_from
    customers: list[int] = []
    for start in range(0, scale.customers, CHUNK):
        count = min(CHUNK, scale.customers - start)
        rows = [_customer(customer_number + start + i, today, chance) for i in range(count)]
        customers += work.insert_rows(Customer, rows, returning=True)
    add_contacts_of(work, customers, today)
    for start in range(0, scale.invoices, CHUNK):
        count = min(CHUNK, scale.invoices - start)
        made = [
            _invoice(
                invoice_number + start + i, (start + i) / scale.invoices, customers, chance, today
            )
            for i in range(count)
        ]
        ids = add_invoices(work, made)
        add_payments(work, list(_payments(ids, made, chance, today)))
    return customer_number + scale.customers, invoice_number + scale.invoices


def _customer(number: int, today: dt.date, chance: Random) -> dict[str, Any]:
    pattern, _sector = chance.choice(vocabulary.KINDS)
    name = f"{pattern.format(place=chance.choice(vocabulary.PLACES))} {number}"
    org_number = numbers.org_number("NO", chance)
    code, city = chance.choice(vocabulary.TOWNS["NO"])
    created = dt.datetime.combine(today - dt.timedelta(days=900), dt.time(9), dt.UTC)
    email = f"post@kunde{number}.example"
    row: dict[str, Any] = {
        "number": number,
        "name": name,
        "status": CustomerStatus.ACTIVE,
        "country": "NO",
        "org_number": org_number,
        "email": email,
        "phone": numbers.phone(chance),
        "postal_line1": f"{chance.choice(vocabulary.STREETS)} {chance.randrange(1, 99)}",
        "postal_code": code,
        "postal_city": city,
        "credit_days": 14,
        "search": search_text(name, number, org_number, email, city),
        "created_at": created,
        "updated_at": created,
    }
    return row | following(Customer, row)  # given, they need no look at each row when it is stored


def _invoice(
    number: int, place: float, customers: list[int], chance: Random, today: dt.date
) -> NewInvoice:
    issued = today - dt.timedelta(days=round(730 * (1 - place)))
    created = dt.datetime.combine(issued, dt.time(8), dt.UTC)
    lines = [
        NewLine(
            text=chance.choice(vocabulary.COMMENTS), quantity=Decimal(chance.randrange(1, 90)) / 2,
            unit="t", unit_price=Decimal(chance.randrange(900, 1800)), vat_percent=VAT,
            vat_code="3", account="3000",
        )
        for _line in range(LINES)
    ]  # fmt: skip
    return NewInvoice(
        customer_id=chance.choice(customers), lines=lines, currency="NOK", created_at=created,
        state=InvoiceState.SENT, number=number, issue_date=issued,
        due_date=issued + dt.timedelta(days=14), finalised_at=created, sent_at=created,
        payment_id=numbers.payment_id(number),
        export_status=ExportStatus.TRANSFERRED if place < 0.98 else ExportStatus.TO_TRANSFER,
    )  # fmt: skip


def _payments(
    ids: list[int], made: list[NewInvoice], chance: Random, today: dt.date
) -> Iterator[dict[str, Any]]:
    for key, invoice in zip(ids, made, strict=True):
        day = (invoice.due_date or today) + dt.timedelta(days=chance.randrange(-10, 30))
        if day <= today and chance.random() < 0.98:
            yield {
                "invoice_id": key,
                "kind": PaymentKind.OCR,
                "paid_on": day,
                "amount": added_up(invoice).gross,
                "created_at": dt.datetime.combine(day, dt.time(6), dt.UTC),
            }
