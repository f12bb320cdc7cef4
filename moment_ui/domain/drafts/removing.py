"""Removing a draft, and putting it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.drafts.rows import draft_row, lines_of, parts_of
from moment_ui.domain.invoices.drafting import Row
from moment_ui.models.hours import TimeRecord
from moment_ui.models.invoice import Invoice, InvoiceLine, InvoiceVat
from moment_ui.models.invoicing import InvoiceOption

PARTS = (InvoiceLine, InvoiceVat, InvoiceOption)


@dataclass(frozen=True, slots=True)
class RemovedDraft:
    """What `remove_draft` took away: enough to put it back. `hours` are by position of their line."""

    customer_id: int
    invoice: Row
    parts: tuple[tuple[Row, ...], ...]
    hours: tuple[tuple[int, int], ...]


@needs(Permission.CREATE_INVOICES)
def remove_draft(work: Work, invoice_id: int) -> RemovedDraft:
    """Remove a draft with its lines; hours on them can be invoiced again.

    Returns what `restore_draft` takes to put it back. Raises NotFound, NotADraft.
    """
    draft = draft_row(work, invoice_id)
    lines = lines_of(work, invoice_id)
    removed = RemovedDraft(
        draft.customer_id,
        _values(draft),
        tuple(tuple(_values(row) for row in parts_of(work, part, invoice_id)) for part in PARTS),
        _hours(work, lines),
    )
    freed = (
        sa.update(TimeRecord)
        .where(col(TimeRecord.invoice_line_id).in_([line.key for line in lines]))
        .values(invoice_line_id=None)
    )
    work.session.exec(freed)
    for part in PARTS:
        for row in parts_of(work, part, invoice_id):
            work.session.delete(row)
    work.session.flush()
    work.session.delete(draft)
    record(work, "remove_draft", draft)
    work.emit("invoices")
    return removed


@needs(Permission.CREATE_INVOICES)
def restore_draft(work: Work, removed: RemovedDraft) -> int:
    """Put a removed draft back as it was, with the hours that are still free; returns its new id."""
    draft = Invoice(**removed.invoice)
    work.session.add(draft)
    work.session.flush()
    for part, rows in zip(PARTS, removed.parts, strict=True):
        work.session.add_all(_again(part, row, draft.key) for row in rows)
    work.session.flush()
    lines = {line.position: line.key for line in lines_of(work, draft.key)}
    for record_id, position in removed.hours:
        free = (
            sa.update(TimeRecord)
            .where(col(TimeRecord.id) == record_id, col(TimeRecord.invoice_line_id).is_(None))
            .values(invoice_line_id=lines.get(position))
        )
        work.session.exec(free)
    record(work, "restore_draft", draft)
    work.emit("invoices")
    return draft.key


def _again(part: type[Any], row: Row, invoice_id: int) -> Any:
    return part(**{**row, "invoice_id": invoice_id})


def _hours(work: Work, lines: Sequence[InvoiceLine]) -> tuple[tuple[int, int], ...]:
    places = {line.key: line.position for line in lines}
    query = select(TimeRecord).where(col(TimeRecord.invoice_line_id).in_(list(places)))
    return tuple(
        (row.key, places[row.invoice_line_id])
        for row in work.session.exec(query)
        if row.invoice_line_id is not None
    )


def _values(row: Invoice | InvoiceLine | InvoiceVat | InvoiceOption) -> Row:
    return row.model_dump(exclude={"id", "company_id"})
