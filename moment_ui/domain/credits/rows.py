"""The rows of credit notes: the invoice they credit, and what they are copied from. For this noun's commands."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.composing.rows import made, values_of
from moment_ui.domain.credits.errors import CannotCredit
from moment_ui.domain.drafts.queries import draft_options, kept_options
from moment_ui.domain.drafts.rows import lines_of
from moment_ui.domain.invoices.crediting import Left, left_of
from moment_ui.domain.invoicing.options import OPTIONS
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceLine, InvoiceState, LineKind
from moment_ui.models.invoicing import InvoiceOption
from moment_ui.models.project import Project

COPIED = (
    *("customer_id", "project_id", "responsible_id", "currency", "rate", "invoice_type"),
    *("your_reference", "order_reference", "contract_reference", "period_start", "period_end"),
)
"""What a credit note says as its invoice does."""


def invoice_to_credit(work: Work, invoice_id: int) -> tuple[Invoice, Left]:
    """A finalised invoice, locked, and what is left of it. Raises NotFound, CannotCredit."""
    query = select(Invoice).where(Invoice.id == invoice_id)
    locked = query.with_for_update().execution_options(populate_existing=True)
    invoice = work.session.exec(locked).first()
    if invoice is None:
        raise NotFound(_("The invoice"))
    if invoice.state is InvoiceState.DRAFT:
        raise CannotCredit.a_draft()
    if invoice.kind is InvoiceKind.CREDIT_NOTE:
        raise CannotCredit.a_credit_note()
    if invoice.gross < 0:
        raise CannotCredit.less_than_nought(invoice.number or 0)
    left = left_of(work, invoice)
    if not left.gross and not any(left.lines.values()):
        raise CannotCredit.nothing_left(invoice.number or 0)
    return invoice, left


def new_draft(work: Work, values: Mapping[str, Any], options: Mapping[str, str]) -> Invoice:
    """A stored draft with these columns, made with these options; issued and due today."""
    today = work.today()
    draft = Invoice(issue_date=today, due_date=today, created_at=clock.now(), **values)
    draft.changed_by = work.actor.name
    work.session.add(draft)
    work.session.flush()
    rows = [
        {"invoice_id": draft.key, "option": key, "value": value} for key, value in options.items()
    ]
    work.insert_rows(InvoiceOption, rows)
    return draft


def options_like(work: Work, invoice: Invoice) -> dict[str, str]:
    """What the invoice was made with; where that is not known, of one from elsewhere, what holds now."""
    kept = kept_options(work, invoice.key)
    if len(kept) == len(OPTIONS):
        return kept
    query = select(Project.customer_id).where(Project.id == invoice.project_id)
    still_theirs = work.session.exec(query).first() == invoice.customer_id
    project_id = invoice.project_id if still_theirs else None
    return {**draft_options(work, invoice.customer_id, project_id).values, **kept}


def credit_lines(work: Work, invoice: Invoice, left: Left) -> list[InvoiceLine]:
    """The lines that take back what is left, in order; a line that is left in part in one amount."""
    lines: list[InvoiceLine] = []
    for line, rest in _rests(work, invoice, left):
        rest.credits_line_id = line.key
        rest.quantity, rest.net = -rest.quantity, -rest.net
        lines.append(rest)
    return lines


def copied_lines(work: Work, invoice: Invoice, left: Left) -> list[InvoiceLine]:
    """The lines that bill again what `credit_lines` take back, in order."""
    lines: list[InvoiceLine] = []
    for line, rest in _rests(work, invoice, left):
        rest.copies_line_id = line.key
        lines.append(rest)
    return lines


def _rests(work: Work, invoice: Invoice, left: Left) -> Iterator[tuple[InvoiceLine, InvoiceLine]]:
    """Each line of an invoice with something left, and a new one of what is left of it; never its rounding."""
    for line in lines_of(work, invoice.key):
        remains = left.lines.get(line.key, Decimal(0))
        if line.kind is LineKind.ROUNDING or (line.kind is not LineKind.TEXT and not remains):
            continue
        rest = made(InvoiceLine, values_of(line, "made_as", "copies_line_id"))
        if remains != line.net:
            rest.quantity, rest.unit_price, rest.net = Decimal(1), remains, remains
            rest.per, rest.discount_percent, rest.unit = Decimal(1), Decimal(0), ""
        yield line, rest
