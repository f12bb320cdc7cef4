"""Posting payments, and writing many invoices and payments at once as files and demo data give them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.money import can_be_paid
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.invoices.balances import balance_of, recount
from moment_ui.domain.invoices.drafting import (
    NewInvoice,
    Row,
    added_up,
    invoice_row,
    line_rows,
    vat_rows,
)
from moment_ui.domain.invoices.errors import PaymentRefused
from moment_ui.domain.invoices.rules import check_payment, check_write_off
from moment_ui.models.invoice import Invoice, InvoiceLine, InvoiceVat
from moment_ui.models.payment import Payment, PaymentKind


@dataclass(frozen=True, slots=True)
class PaymentDraft:
    """A payment to be posted, in the invoice's currency; negative gives money back."""

    paid_on: dt.date
    amount: Decimal
    kind: PaymentKind = PaymentKind.MANUAL
    description: str = ""


@needs(Permission.IMPORT)
def add_invoices(work: Work, invoices: Sequence[NewInvoice]) -> list[int]:
    """Write invoices with their lines and VAT as they are given; returns their ids in order.

    For files and demo data: numbers, states and dates are the caller's. Nothing is paid yet.
    """
    totals = [added_up(invoice) for invoice in invoices]
    headers = [invoice_row(*pair) for pair in zip(invoices, totals, strict=True)]
    ids = work.insert_rows(Invoice, headers, returning=True)
    lines: list[Row] = []
    groups: list[Row] = []
    for invoice_id, invoice, total in zip(ids, invoices, totals, strict=True):
        lines += line_rows(invoice_id, invoice, total)
        groups += vat_rows(invoice_id, total)
    work.insert_rows(InvoiceLine, lines)
    work.insert_rows(InvoiceVat, groups)
    work.emit("invoices")
    return ids


@needs(Permission.IMPORT)
def add_payments(work: Work, payments: Sequence[Row]) -> list[int]:
    """Write payment rows and bring the balances of their invoices up to date; returns the ids."""
    ids = work.insert_rows(Payment, payments, returning=True)
    recount(work, {row["invoice_id"] for row in payments})
    work.emit("invoices")
    return ids


@needs(Permission.IMPORT)
def recount_balances(work: Work, invoice_ids: Iterable[int]) -> None:
    """Set `paid`, `outstanding`, `paid_on` and the state of these invoices from their payments."""
    recount(work, invoice_ids)


@needs(Permission.REGISTER_PAYMENTS)
def post_payment(work: Work, invoice_id: int, draft: PaymentDraft) -> int:
    """Post a payment or a write-off and bring the balance up to date; returns the payment's id.

    Part and over-payments are allowed, a write-off only up to what is owed. What is paid after a
    write-off is overpaid, until money is given back or a negative write-off takes it back. Raises
    NotFound, PaymentRefused.
    """
    query = select(Invoice).where(Invoice.id == invoice_id).with_for_update()
    invoice = work.session.exec(query).first()
    if invoice is None:
        raise NotFound(_("The invoice"))
    if not can_be_paid(draft.amount, invoice.currency):
        raise PaymentRefused.too_exact(invoice.currency)
    check_payment(invoice.state, draft.amount)
    if draft.kind is PaymentKind.WRITE_OFF:
        check_write_off(balance_of(work, invoice), draft.amount)
    payment = Payment(
        invoice_id=invoice_id,
        kind=draft.kind,
        paid_on=draft.paid_on,
        amount=draft.amount,
        description=draft.description,
        created_at=clock.now(),
    )
    work.session.add(payment)
    work.session.flush()
    before = {"outstanding": invoice.outstanding, "state": invoice.state}
    recount(work, [invoice_id])
    work.session.refresh(invoice)
    after = {"outstanding": invoice.outstanding, "state": invoice.state}
    changes = {key: (before[key], after[key]) for key in after if before[key] != after[key]}
    summary = f"{invoice.number}: {draft.amount} {invoice.currency}"
    record(work, "post_payment", invoice, summary, changes)
    work.emit("invoices")
    return payment.key
