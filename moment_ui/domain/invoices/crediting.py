"""What is left to credit of an invoice: the whole, and line by line. For commands and queries of other nouns."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core.money import ZERO, smallest
from moment_ui.db.work import Work
from moment_ui.models.invoice import Invoice, InvoiceLine, InvoiceState, LineKind

WITHOUT_AMOUNT = (LineKind.ROUNDING, LineKind.TEXT)


@dataclass(frozen=True, slots=True)
class Left:
    """What credit notes have left of an invoice, VAT included, and of each of its lines, before VAT.

    `unpriced` are the lines that came to nought from the beginning.
    """

    gross: Decimal
    lines: dict[int, Decimal]
    unpriced: frozenset[int] = frozenset()

    def gone(self) -> list[int]:
        """The lines that are credited wholly; those that came to nought go with the last of the others."""
        nothing_left = not any(self.lines.values())
        return [
            key
            for key, net in self.lines.items()
            if not net and (nothing_left or key not in self.unpriced)
        ]

    def is_taken_by(self, nets: dict[int, Decimal]) -> bool:
        """Whether a credit note with these nets, by the lines they credit, takes all that is left."""
        wanted = {key: -net for key, net in self.lines.items() if net}
        return {key: net for key, net in nets.items() if net} == wanted


def left_of(work: Work, invoice: Invoice) -> Left:
    """What finalised credit notes have left of it; drafts take nothing yet."""
    own = select(col(InvoiceLine.id), col(InvoiceLine.net)).where(
        InvoiceLine.invoice_id == invoice.key, col(InvoiceLine.kind).not_in(WITHOUT_AMOUNT)
    )
    lines = {key or 0: net for key, net in work.session.exec(own)}
    unpriced = frozenset(key for key, net in lines.items() if not net)
    for line_id, net in _taken(work, invoice.key):
        if line_id in lines:
            lines[line_id] += net
    notes = select(col(Invoice.gross)).where(
        Invoice.credit_of_id == invoice.key, Invoice.state != InvoiceState.DRAFT
    )
    return Left(invoice.gross + sum(work.session.exec(notes), ZERO), lines, unpriced)


def given_back(work: Work, invoice: Invoice) -> set[int]:
    """The lines that are credited wholly, where the note that credits each last lets it be invoiced again.

    Lines that came to nought follow the last note of all.
    """
    query = (
        select(col(InvoiceLine.credits_line_id), Invoice.gives_back)
        .join(Invoice, col(Invoice.id) == col(InvoiceLine.invoice_id))
        .where(Invoice.credit_of_id == invoice.key, Invoice.state != InvoiceState.DRAFT)
        .order_by(col(Invoice.number), col(InvoiceLine.id))
    )
    said = {key or 0: gives_back for key, gives_back in work.session.exec(query)}
    latest = select(Invoice.gives_back).where(
        Invoice.credit_of_id == invoice.key, Invoice.state != InvoiceState.DRAFT
    )
    last = work.session.exec(latest.order_by(col(Invoice.number).desc()).limit(1)).first()
    return {key for key in left_of(work, invoice).gone() if said.get(key, last)}


def roundings_of(work: Work, invoice: Invoice) -> Decimal:
    """The most that rounding can make of a difference between an invoice and its notes, one more included.

    Their rounding lines, and for each of them and each VAT code the smallest amount of the currency.
    """
    notes = (col(Invoice.credit_of_id) == invoice.key) & (col(Invoice.state) != InvoiceState.DRAFT)
    query = (
        select(
            col(Invoice.id),
            col(InvoiceLine.kind),
            col(InvoiceLine.vat_code),
            col(InvoiceLine.net),
        )
        .join(InvoiceLine, col(InvoiceLine.invoice_id) == col(Invoice.id))
        .where((col(Invoice.id) == invoice.key) | notes)
    )
    rows = work.session.exec(query).all()
    rounded = sum((abs(net) for _id, kind, _code, net in rows if kind is LineKind.ROUNDING), ZERO)
    groups = len({(key, code) for key, kind, code, _net in rows if kind not in WITHOUT_AMOUNT})
    own = len({code for key, _kind, code, _net in rows if key == invoice.key})
    return rounded + smallest(invoice.currency) * (groups + own)


def credited_nets(lines: Sequence[InvoiceLine]) -> dict[int, Decimal]:
    """What the lines of a credit note come to, by the line they credit; 0 for those that credit none."""
    nets: dict[int, Decimal] = {}
    for line in lines:
        if line.kind not in WITHOUT_AMOUNT:
            key = line.credits_line_id or 0
            nets[key] = nets.get(key, ZERO) + line.net
    return nets


def _taken(work: Work, invoice_id: int) -> list[tuple[int, Decimal]]:
    query = (
        select(col(InvoiceLine.credits_line_id), col(InvoiceLine.net))
        .join(Invoice, col(Invoice.id) == col(InvoiceLine.invoice_id))
        .where(Invoice.credit_of_id == invoice_id, Invoice.state != InvoiceState.DRAFT)
    )
    return [(key or 0, net) for key, net in work.session.exec(query)]
