"""Writing many invoices at once, as files and demo data give them."""

from collections.abc import Iterable, Sequence

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.invoices.balances import recount
from moment_ui.domain.invoices.drafting import (
    NewInvoice,
    Row,
    added_up,
    invoice_row,
    line_rows,
    vat_rows,
)
from moment_ui.models.invoice import Invoice, InvoiceLine, InvoiceVat


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
def recount_balances(work: Work, invoice_ids: Iterable[int]) -> None:
    """Set `paid`, `outstanding`, `paid_on` and the state of these invoices from their payments."""
    recount(work, invoice_ids)
