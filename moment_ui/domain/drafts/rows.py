"""The rows a draft is made of: finding and locking them, adding them up. For this noun's commands."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlmodel import col, select

from moment_ui.core import fields
from moment_ui.core.errors import NotFound
from moment_ui.core.money import ZERO, round_money, round_to_step
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.drafts.errors import DraftChanged, NotADraft
from moment_ui.domain.drafts.rules import ROUNDING_TEXTS, in_language
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.domain.invoices.crediting import credited_nets, left_of, roundings_of
from moment_ui.domain.invoices.drafting import vat_rows
from moment_ui.domain.invoices.rules import InvoiceTotals, totals_of_nets
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import (
    DraftApproval,
    Invoice,
    InvoiceLine,
    InvoiceState,
    InvoiceVat,
    LineKind,
)
from moment_ui.models.invoicing import InvoiceOption

NOT_FOR_VAT = frozenset({LineKind.TEXT, LineKind.ROUNDING})
"""Kinds of lines that bear no VAT and are no basis for it."""

LAST = (LineKind.FEE, LineKind.ROUNDING)


def draft_row(work: Work, invoice_id: int) -> Invoice:
    """A draft, locked until the transaction ends. Raises NotFound, NotADraft."""
    query = select(Invoice).where(Invoice.id == invoice_id)
    locked = query.with_for_update().execution_options(populate_existing=True)
    draft = work.session.exec(locked).first()
    if draft is None:
        raise NotFound(_("The draft"))
    if draft.state is not InvoiceState.DRAFT:
        raise NotADraft
    return draft


def locked_for_edit(work: Work, seen: Seen) -> Invoice:
    """The draft, locked, if it is as the page showed it. Raises NotFound, NotADraft, DraftChanged."""
    draft = draft_row(work, seen.row_id)
    if draft.version != seen.version:
        raise DraftChanged(draft.changed_by)
    return draft


def lines_of(work: Work, invoice_id: int) -> Sequence[InvoiceLine]:
    """The lines of an invoice, in order."""
    query = select(InvoiceLine).where(InvoiceLine.invoice_id == invoice_id)
    return work.session.exec(query.order_by(col(InvoiceLine.position), col(InvoiceLine.id))).all()


def line_of(work: Work, draft: Invoice, line_id: int) -> InvoiceLine:
    """A line of the draft. Raises NotFound."""
    query = select(InvoiceLine).where(
        InvoiceLine.id == line_id, InvoiceLine.invoice_id == draft.key
    )
    line = work.session.exec(query).first()
    if line is None:
        raise NotFound(_("The line"))
    return line


def parts_of(work: Work, part: type[Any], invoice_id: int) -> Sequence[Any]:
    """The rows of a table that belong to an invoice."""
    return work.session.exec(select(part).where(part.invoice_id == invoice_id)).all()


def option_row(work: Work, invoice_id: int, option: str) -> InvoiceOption:
    """What the draft was made with for an option; a new row, not stored, when nothing was kept."""
    query = select(InvoiceOption).where(
        InvoiceOption.invoice_id == invoice_id, InvoiceOption.option == option
    )
    return work.session.exec(query).first() or InvoiceOption(invoice_id=invoice_id, option=option)


def home_currency(work: Work) -> str:
    """The currency the company keeps its books in."""
    return work.session.get_one(Company, work.company_id).currency


def language_of(work: Work, draft: Invoice) -> str:
    """The language the draft is printed in."""
    query = select(Customer).where(Customer.id == draft.customer_id)
    customer = work.session.exec(query).one()
    chosen = option_row(work, draft.key, "language").value or customer.language
    return chosen or fields.language_of(customer.country)


def recount(work: Work, draft: Invoice) -> None:
    """Set the draft's sums, its VAT by rate, its rounding line: the one place that writes them.

    The fee and the rounding stand last.
    """
    work.session.flush()
    lines = [line for line in lines_of(work, draft.key) if line.kind is not LineKind.ROUNDING]
    totals = totals_of(lines, draft.currency)
    rounding = _round(work, draft, totals)
    draft.net, draft.vat = totals.net + rounding, totals.vat
    draft.gross = totals.gross + rounding
    home = home_currency(work)
    foreign = draft.currency != home
    draft.vat_at_home = round_money(totals.vat * draft.rate, home) if foreign else None
    for row in parts_of(work, InvoiceVat, draft.key):
        work.session.delete(row)
    work.session.flush()
    work.insert_rows(InvoiceVat, vat_rows(draft.key, totals))


def totals_of(lines: Sequence[InvoiceLine], currency: str) -> InvoiceTotals:
    """What lines come to before the total is rounded."""
    keyed = [
        (line.net, line.vat_code, line.vat_percent)
        for line in lines
        if line.kind not in NOT_FOR_VAT
    ]
    return totals_of_nets(keyed, currency)


def touch(work: Work, draft: Invoice) -> None:
    """The draft was changed: by whom, and its next version; what was approved is to be approved again."""
    draft.version += 1
    draft.changed_by = work.actor.name
    if draft.approval is DraftApproval.APPROVED:
        draft.approval = DraftApproval.TO_APPROVE
    work.session.add(draft)
    work.session.flush()
    work.emit("invoices")


def put_last(lines: Sequence[InvoiceLine]) -> None:
    """Let lines stand in this order, the fee and the rounding after them."""
    tail = [line for kind in LAST for line in lines if line.kind is kind]
    ordered = [line for line in lines if line.kind not in LAST] + tail
    for position, line in enumerate(ordered):
        if line.position != position:
            line.position = position


def _round(work: Work, draft: Invoice, totals: InvoiceTotals) -> Decimal:
    """Write, change or remove the line that rounds the total; returns what it adds."""
    rounding = _left_over(work, draft, totals)
    lines = lines_of(work, draft.key)
    found = next((line for line in lines if line.kind is LineKind.ROUNDING), None)
    if not rounding:
        if found is not None:
            work.session.delete(found)
        return ZERO
    line = found or InvoiceLine(
        invoice_id=draft.key,
        kind=LineKind.ROUNDING,
        text=in_language(ROUNDING_TEXTS, language_of(work, draft)),
    )
    line.unit_price = line.net = rounding
    line.position = max((one.position for one in lines if one is not line), default=-1) + 1
    work.session.add(line)
    work.session.flush()
    return rounding


def _left_over(work: Work, draft: Invoice, totals: InvoiceTotals) -> Decimal:
    """What is missing for the total to be rounded by the company's step.

    A credit note that takes all that is left of an invoice comes to exactly that, as far as the
    difference can come of rounding: what is more has another reason, and is to be looked at.
    """
    if draft.credit_of_id is not None:
        credited = work.session.get_one(Invoice, draft.credit_of_id)
        left = left_of(work, credited)
        rest = -left.gross - totals.gross
        takes_all = left.is_taken_by(credited_nets(lines_of(work, draft.key)))
        if takes_all and abs(rest) <= roundings_of(work, credited):
            return rest
    step = finance_settings(work).round_to
    return round_to_step(totals.gross, step, draft.currency) - totals.gross
