"""Payments of a demo company: prompt, slow, late, partial, too much, given up, credited."""

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from moment_ui.core.money import ZERO, round_money
from moment_ui.demo.dice import dice
from moment_ui.demo.invoicing import DemoInvoice
from moment_ui.domain.invoices.drafting import added_up
from moment_ui.models.invoice import InvoiceState
from moment_ui.models.payment import PaymentKind

Payment = tuple[DemoInvoice, dict[str, Any]]
DAYS_AFTER_DUE = {
    "prompt": (-8, 3),
    "overpays": (-6, 1),
    "slow": (1, 24),
    "late": (12, 75),
    "never": (60, 200),
}


def payments_of(slug: str, invoices: list[DemoInvoice], today: dt.date) -> list[Payment]:
    """The payments up to today, each with its invoice; those given up are marked written off."""
    chance = dice(slug, "payments")
    rows: list[Payment] = []
    for note in invoices:
        if note.credits:
            rows += _offset(note, note.credits)
    credited = {id(invoice): row["amount"] for invoice, row in rows}
    for invoice in invoices:
        rest = added_up(invoice.new).gross - credited.get(id(invoice), ZERO)
        if invoice.new.state is not InvoiceState.DRAFT and rest > 0:
            rows += _paid(invoice, rest, chance, today)
    return rows


def _offset(note: DemoInvoice, invoice: DemoInvoice) -> list[Payment]:
    """A credit note settles its invoice: the same amount, opposite signs, on both."""
    amount, day = added_up(note.new).gross, note.new.issue_date
    return [
        _row(note, amount, day, PaymentKind.CREDIT, str(invoice.new.number)),
        _row(invoice, -amount, day, PaymentKind.CREDIT, str(note.new.number)),
    ]


def _paid(invoice: DemoInvoice, gross: Decimal, chance: Random, today: dt.date) -> list[Payment]:
    new, habit = invoice.new, invoice.customer.habit
    due = new.due_date or today
    day = due + dt.timedelta(days=chance.randrange(*DAYS_AFTER_DUE[habit]))
    if (today - due).days > 300 and (day > today or chance.random() < 0.01):
        new.state = InvoiceState.WRITTEN_OFF
        written_off = due + dt.timedelta(days=250)
        return [_row(invoice, gross, written_off, PaymentKind.WRITE_OFF, "Tap på fordring")]
    amount = _amount(gross, habit, invoice, chance)
    if day > today:
        return []
    kind = PaymentKind.OCR if new.payment_id and amount == gross else PaymentKind.MANUAL
    rows = [_row(invoice, amount, day, kind)]
    later = day + dt.timedelta(days=chance.randrange(10, 40))
    if ZERO < amount < gross and later <= today and chance.random() < 0.8:
        rows.append(_row(invoice, gross - amount, later, PaymentKind.MANUAL))
    if amount > gross and later <= today and chance.random() < 0.7:
        rows.append(_row(invoice, gross - amount, later, PaymentKind.MANUAL, "Tilbakebetalt"))
    return rows


def _amount(gross: Decimal, habit: str, invoice: DemoInvoice, chance: Random) -> Decimal:
    luck = chance.random()
    if habit == "overpays" and luck < 0.4:
        return gross + Decimal(12500)
    if luck < 0.06:
        part = chance.choice((Decimal("0.25"), Decimal("0.5")))
        return round_money(gross * part, invoice.new.currency)
    if luck > 0.985:
        return gross * 2
    return gross


def _row(
    invoice: DemoInvoice,
    amount: Decimal,
    day: dt.date | None,
    kind: PaymentKind,
    description: str = "",
) -> Payment:
    if day is None:
        raise ValueError("A payment needs a day")
    return invoice, {
        "kind": kind,
        "paid_on": day,
        "amount": amount,
        "description": description,
        "created_at": dt.datetime.combine(day, dt.time(6), dt.UTC),
    }
