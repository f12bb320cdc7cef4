"""Which payments of a file are in the books, and which of them later acts stand on."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from moment_ui.core.money import ZERO
from moment_ui.db.work import Work
from moment_ui.models.payment import Payment, PaymentKind
from moment_ui.models.payment_file import BankEntry


def count_posted(work: Work, file_id: int) -> int:
    """How many payments of a file nobody has taken back."""
    query = select(sa.func.count()).select_from(Payment)
    return work.session.exec(query.where(_of_file(file_id), stands(Payment))).one()


def posted_payments(work: Work, file_id: int, at_once: int) -> Iterator[list[Payment]]:
    """Those payments in the order of their invoices, some at a time: they may be taken back meanwhile."""
    place = sa.tuple_(col(Payment.invoice_id), col(Payment.id))
    query = select(Payment).where(_of_file(file_id), stands(Payment)).limit(at_once)
    ordered = query.order_by(col(Payment.invoice_id), col(Payment.id))
    last = (0, 0)
    while some := list(work.session.exec(ordered.where(place > sa.tuple_(*last)))):
        last = (some[-1].invoice_id, some[-1].key)
        yield some


def kept_entries(work: Work, file_id: int) -> set[int]:
    """The file's payments that later acts stand on: money given back because of it, or the rest written off.

    Taking such a payment back would leave the later act without its reason.
    """
    later = aliased(Payment)
    acts = select(col(later.id)).where(
        col(later.invoice_id) == col(Payment.invoice_id),
        col(later.id) > col(Payment.id),
        sa.or_(col(later.kind) == PaymentKind.WRITE_OFF, col(later.amount) < ZERO),
        col(later.takes_back_id).is_(None),
        sa.or_(
            col(later.bank_entry_id).is_(None), ~col(later.bank_entry_id).in_(_entries(file_id))
        ),
        stands(later),
    )
    query = select(col(Payment.bank_entry_id)).where(
        _of_file(file_id), stands(Payment), col(Payment.amount) > ZERO, acts.exists()
    )
    return {key or 0 for key in work.session.exec(query.distinct())}


def _entries(file_id: int) -> SelectOfScalar[int | None]:
    return select(col(BankEntry.id)).where(BankEntry.file_id == file_id)


def _of_file(file_id: int) -> sa.ColumnElement[bool]:
    return sa.and_(
        col(Payment.bank_entry_id).in_(_entries(file_id)), col(Payment.takes_back_id).is_(None)
    )


def stands(payment: type[Payment] = Payment) -> sa.ColumnElement[bool]:
    """Whether nobody has taken the payment back."""
    opposite = aliased(Payment)
    taken = select(col(opposite.id)).where(col(opposite.takes_back_id) == col(payment.id))
    return ~taken.exists()
