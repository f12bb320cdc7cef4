"""Invoices that exist already: what a file changes in them, line by line."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.invoices.drafting import NewInvoice, line_rows, vat_rows
from moment_ui.domain.invoices.rules import InvoiceTotals
from moment_ui.imports.kinds.invoice_lines import AMOUNT_COLUMNS, WORD_COLUMNS
from moment_ui.imports.lookups import chunks
from moment_ui.imports.plan import Addition, Plan, Removal, Values
from moment_ui.models.base import CompanyScoped
from moment_ui.models.hours import TimeRecord
from moment_ui.models.importing import ImportChange
from moment_ui.models.invoice import Invoice, InvoiceLine, InvoiceVat
from moment_ui.models.payment import Payment

Stored = Any
"""A row of columns: a third of the time an entity takes, and there are hundreds of thousands."""

HEADER = {
    "customer_number": "customer_id",
    "customer_org_number": "customer_id",
    "customer_name": "customer_id",
    "due_date": "due_date",
    "currency": "currency",
    "rate": "rate",
    "project_number": "project_id",
    "credit_of": "credit_of_id",
    "your_reference": "your_reference",
    "order_reference": "order_reference",
    "payment_id": "payment_id",
    "text": "text",
    "export_status": "export_status",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An invoice as the file says it is; `given` are the fields that each line's row fills in."""

    invoice: NewInvoice
    totals: InvoiceTotals
    given: Sequence[frozenset[str]]


class StoredInvoices:
    """Some stored invoices by number, with lines, VAT, and what forbids changing them."""

    def __init__(self, work: Work, numbers: list[int]) -> None:
        query = _rows_of(Invoice).where(col(Invoice.number).in_(numbers))
        self.invoices = {invoice.number: invoice for invoice in work.session.exec(query)}
        ids = [invoice.id for invoice in self.invoices.values()]
        self.lines: defaultdict[int, list[Stored]] = defaultdict(list)
        self.vat: defaultdict[int, list[Stored]] = defaultdict(list)
        self._imported: set[int] = set()
        self._billing_hours: set[int] = set()
        self._paid_on: set[int] = set()
        for some in chunks(ids):
            self._read(work, list(some))

    def refusal(self, invoice: Stored, changed: Collection[str]) -> str:
        """Why a file must not change these columns of the invoice, or its parts; "" when it may."""
        if invoice.id not in self._imported:
            return _(
                "Invoice {number} was made here and differs from the file. It can only be credited."
            ).format(number=invoice.number)
        if invoice.id in self._billing_hours:
            return _("Invoice {number} bills hours and cannot be changed.").format(
                number=invoice.number
            )
        if invoice.id in self._paid_on and "currency" in changed:
            return _("Invoice {number} has payments in {currency}.").format(
                number=invoice.number, currency=invoice.currency
            )
        return ""

    def _read(self, work: Work, ids: list[int]) -> None:
        lines = _rows_of(InvoiceLine).where(col(InvoiceLine.invoice_id).in_(ids))
        for line in work.session.exec(lines.order_by(col(InvoiceLine.position))):
            self.lines[line.invoice_id].append(line)
        for group in work.session.exec(
            _rows_of(InvoiceVat).where(col(InvoiceVat.invoice_id).in_(ids))
        ):
            self.vat[group.invoice_id].append(group)
        imported = select(col(ImportChange.row_id)).where(
            col(ImportChange.table) == "invoice",
            col(ImportChange.created),
            col(ImportChange.row_id).in_(ids),
        )
        self._imported |= set(work.session.exec(imported))
        billing = (
            select(col(InvoiceLine.invoice_id))
            .join(TimeRecord, col(TimeRecord.invoice_line_id) == col(InvoiceLine.id))
            .where(col(InvoiceLine.invoice_id).in_(ids))
        )
        self._billing_hours |= set(work.session.exec(billing))
        paid_on = select(col(Payment.invoice_id)).where(col(Payment.invoice_id).in_(ids))
        self._paid_on |= set(work.session.exec(paid_on))


def plan_changes(
    plan: Plan,
    stored: StoredInvoices,
    known: Stored,
    wanted: Wanted,
) -> None:
    """Plan what makes the stored invoice the one of the file, part by part."""
    new, totals = wanted.invoice, wanted.totals
    columns = {column for key, column in HEADER.items() if key in plan.fields}
    after: Values = {name: getattr(new, name) for name in columns if _says(new, name)}
    after |= {"kind": new.kind, "issue_date": new.issue_date}
    after |= {"net": totals.net, "vat": totals.vat, "gross": totals.gross}
    plan.change(Invoice, known.id, {name: getattr(known, name) for name in after}, after)
    _plan_lines(plan, stored.lines[known.id], line_rows(known.id, new, totals), wanted.given)
    _plan_vat(plan, stored.vat[known.id], vat_rows(known.id, totals))


def _says(new: NewInvoice, name: str) -> bool:
    """An empty cell leaves what is stored."""
    return getattr(new, name) not in (None, "")


def _plan_lines(
    plan: Plan, stored: list[Stored], wanted: list[Values], given: Sequence[frozenset[str]]
) -> None:
    """What a line comes to is compared always, what describes it where its row says something."""
    amounts = {"net", "vat_percent", "position"}
    amounts |= {column for key, column in AMOUNT_COLUMNS.items() if key in plan.fields}
    for line, row, said in zip(stored, wanted, given, strict=False):
        compared = amounts | {column for key, column in WORD_COLUMNS.items() if key in said}
        after = {name: row[name] for name in compared}
        if row["project_id"] is not None:
            after["project_id"] = row["project_id"]
        plan.change(InvoiceLine, line.id, {name: getattr(line, name) for name in after}, after)
    plan.additions += [Addition(InvoiceLine, row) for row in wanted[len(stored) :]]
    plan.removals += [Removal(InvoiceLine, x.id, x._asdict()) for x in stored[len(wanted) :]]


def _plan_vat(plan: Plan, stored: list[Stored], wanted: list[dict[str, Any]]) -> None:
    rows = {(row["vat_code"], row["vat_percent"]): row for row in wanted}
    for group in stored:
        row = rows.pop((group.vat_code, group.vat_percent), None)
        if row is None:
            plan.removals.append(Removal(InvoiceVat, group.id, group._asdict()))
            continue
        before = {"basis": group.basis, "vat": group.vat}
        plan.change(InvoiceVat, group.id, before, {key: row[key] for key in before})
    plan.additions += [Addition(InvoiceVat, row) for row in rows.values()]


def _rows_of(model: type[CompanyScoped]) -> Any:
    """A scoped selection of all the model's columns."""
    mapper = cast("Any", sa.inspect(model))
    return select(*(getattr(model, attribute.key) for attribute in mapper.column_attrs))
