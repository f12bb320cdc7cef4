"""Writing invoices and payments. `paid`, `outstanding` and `paid_on` are kept here only."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.invoices.drafting import (
    NewInvoice,
    Row,
    added_up,
    invoice_row,
    line_rows,
    vat_rows,
)
from moment_ui.domain.invoices.rules import balance
from moment_ui.models.invoice import Invoice, InvoiceLine, InvoiceVat
from moment_ui.models.payment import Payment

CHUNK = 500


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
    recount_balances(work, {row["invoice_id"] for row in payments})
    work.emit("invoices")
    return ids


@needs(Permission.IMPORT)
def recount_balances(work: Work, invoice_ids: Iterable[int]) -> None:
    """Set `paid`, `outstanding` and `paid_on` of these invoices from their payments."""
    wanted = sorted(set(invoice_ids))
    for start in range(0, len(wanted), CHUNK):
        _recount(work, wanted[start : start + CHUNK])


def _recount(work: Work, invoice_ids: list[int]) -> None:
    paid = _payments_of(work, invoice_ids)
    statement = select(
        col(Invoice.id), col(Invoice.gross), col(Invoice.paid), col(Invoice.outstanding)
    ).where(col(Invoice.id).in_(invoice_ids))
    changes: list[dict[str, Any]] = []
    for invoice_id, gross, _paid, _outstanding in work.session.exec(statement):
        now = balance(gross, paid[invoice_id or 0])
        changes.append(
            {
                "id": invoice_id,
                "paid": now.paid,
                "outstanding": now.outstanding,
                "paid_on": now.paid_on,
            }
        )
    work.update_rows(Invoice, changes)


def _payments_of(
    work: Work, invoice_ids: list[int]
) -> defaultdict[int, list[tuple[dt.date, Decimal]]]:
    found: defaultdict[int, list[tuple[dt.date, Decimal]]] = defaultdict(list)
    statement = select(col(Payment.invoice_id), col(Payment.paid_on), col(Payment.amount)).where(
        col(Payment.invoice_id).in_(invoice_ids)
    )
    for invoice_id, day, amount in work.session.exec(statement):
        found[invoice_id].append((day, amount))
    return found
