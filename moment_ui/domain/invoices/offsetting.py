"""Credit notes against what is owed on their invoices: in the transaction that finalises, and ever after."""

import datetime as dt
from collections.abc import Collection, Sequence
from decimal import Decimal

from sqlmodel import col, or_, select

from moment_ui.core import clock
from moment_ui.core.money import ZERO
from moment_ui.db.work import Work
from moment_ui.domain.invoices.balances import recount
from moment_ui.domain.invoices.crediting import left_of
from moment_ui.models.invoice import Invoice, InvoicePaper, InvoiceState
from moment_ui.models.payment import Payment, PaymentKind

CHUNK = 500


def lock_with_notes(work: Work, *invoice_ids: int) -> None:
    """Lock invoices, those they credit and their finalised credit notes, by id: none waits crosswise."""
    asked = sorted(invoice_ids)
    credited = select(Invoice.credit_of_id).where(col(Invoice.id).in_(asked))
    query = select(Invoice.id).where(
        or_(
            col(Invoice.id).in_(asked),
            col(Invoice.id).in_(credited),
            col(Invoice.credit_of_id).in_(asked),
        ),
        or_(col(Invoice.id).in_(asked), Invoice.state != InvoiceState.DRAFT),
    )
    work.session.exec(query.order_by(col(Invoice.id)).with_for_update()).all()


def offset(work: Work, note: Invoice, credited: Invoice, day: dt.date) -> None:
    """Set an open credit note off against what is outstanding on its invoice, as far as that goes."""
    amount = min(-note.outstanding, credited.outstanding)
    if amount <= ZERO:
        return
    for invoice, other, money in ((credited, note, amount), (note, credited, -amount)):
        row = _payment(work, invoice, PaymentKind.CREDIT, day, money)
        row.description = str(other.number)
        work.session.add(row)
    count_again(work, credited, note)


def offset_again(work: Work, invoice_ids: Collection[int]) -> None:
    """After payments of these invoices changed: what is owed again meets the notes that are open.

    An invoice that nothing is left of, and nothing owed on, is credited again. Notes made elsewhere stay.
    """
    wanted = sorted(set(invoice_ids))
    for start in range(0, len(wanted), CHUNK):
        for note in _notes(work, wanted[start : start + CHUNK]):
            credited = work.session.get_one(Invoice, note.credit_of_id)
            work.session.refresh(credited)
            offset(work, note, credited, work.today())
            mark_credited(work, credited)


def mark_credited(work: Work, invoice: Invoice) -> None:
    """Say that it is credited when credit notes have taken all and nothing is owed."""
    written_off = invoice.state is InvoiceState.WRITTEN_OFF
    if not left_of(work, invoice).gross and not invoice.outstanding and not written_off:
        invoice.state = InvoiceState.CREDITED
        work.session.add(invoice)
        work.session.flush()


def count_again(work: Work, *invoices: Invoice) -> None:
    """Bring balances up to date, in the rows that the caller holds too."""
    work.session.flush()
    recount(work, [invoice.key for invoice in invoices])
    for invoice in invoices:
        work.session.refresh(invoice)


def undo_write_off(work: Work, credited: Invoice, amount: Decimal, day: dt.date) -> None:
    """Take back what was written off of an invoice, up to an amount: a credit note says it instead.

    The latest first; what of it was taken back by hand counts no more.
    """
    written = _standing_write_offs(work, credited)
    rest = min(amount, sum((row.amount for row in written), ZERO))
    for row in written:
        part = min(rest, row.amount)
        if part <= ZERO:
            continue
        back = _payment(work, credited, PaymentKind.WRITE_OFF, day, -part)
        back.reason = row.reason
        back.takes_back_id = row.key if part == row.amount else None
        work.session.add(back)
        rest -= part
    count_again(work, credited)


def _standing_write_offs(work: Work, invoice: Invoice) -> list[Payment]:
    query = select(Payment).where(
        Payment.invoice_id == invoice.key, Payment.kind == PaymentKind.WRITE_OFF
    )
    rows = work.session.exec(query.order_by(col(Payment.id).desc())).all()
    gone = {row.takes_back_id for row in rows}
    return [row for row in rows if row.takes_back_id is None and row.key not in gone]


def _payment(
    work: Work, invoice: Invoice, kind: PaymentKind, day: dt.date, amount: Decimal
) -> Payment:
    return Payment(
        invoice_id=invoice.key,
        kind=kind,
        paid_on=day,
        amount=amount,
        by_name=work.actor.name,
        created_at=clock.now(),
    )


def _notes(work: Work, invoice_ids: list[int]) -> Sequence[Invoice]:
    """Finalised credit notes among these invoices, and those that credit one of them; locked, by id."""
    query = select(Invoice).where(
        or_(col(Invoice.id).in_(invoice_ids), col(Invoice.credit_of_id).in_(invoice_ids)),
        col(Invoice.credit_of_id).is_not(None),
        Invoice.state != InvoiceState.DRAFT,
        col(Invoice.id).in_(select(InvoicePaper.invoice_id)),
    )
    query = query.order_by(col(Invoice.id)).with_for_update()
    return work.session.exec(query.execution_options(populate_existing=True)).all()
