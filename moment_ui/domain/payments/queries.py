"""Reading payments: what an invoice owes before one is registered, and those it has."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import aliased
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.payments.rules import may_take_back
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceState
from moment_ui.models.payment import Payment, PaymentKind, WriteOffReason


@dataclass(frozen=True, slots=True)
class Payable:
    """An invoice that a payment can be registered on; amounts in its currency."""

    invoice_id: int
    number: int | None
    kind: InvoiceKind
    state: InvoiceState
    customer: str
    currency: str
    outstanding: Decimal
    due: dt.date | None = None

    @classmethod
    def of(cls, row: Invoice, customer: str) -> "Payable":
        """An invoice of a customer as what can be paid."""
        owed = (row.currency, row.outstanding, row.due_date)
        return cls(row.key, row.number, row.kind, row.state, customer, *owed)


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A payment on an invoice.

    `takes_back` is the day of the one it takes back, `taken_back` says that another took this one
    back; `may_take_back` is about the payment, not about who asks.
    """

    id: int
    paid_on: dt.date
    amount: Decimal
    kind: PaymentKind
    reason: WriteOffReason | None
    description: str
    by_name: str
    takes_back: dt.date | None
    taken_back: bool
    may_take_back: bool


@needs(Permission.VIEW_INVOICES)
def payable(work: Work, invoice_id: int) -> Payable:
    """What an invoice owes now. Raises NotFound."""
    query = (
        select(Invoice, Customer.name)
        .join(Customer, col(Customer.id) == col(Invoice.customer_id))
        .where(col(Invoice.id) == invoice_id)
    )
    found = work.session.exec(query).first()
    if found is None:
        raise NotFound(_("The invoice"))
    return Payable.of(*found)


@needs(Permission.VIEW_INVOICES)
def payments_of(work: Work, invoice_id: int) -> Sequence[PaymentLine]:
    """The payments and write-offs of an invoice, oldest first; none of another company's."""
    original, opposite = aliased(Payment), aliased(Payment)
    query = (
        select(Payment, col(original.paid_on), col(opposite.id))
        .outerjoin(original, col(original.id) == col(Payment.takes_back_id))
        .outerjoin(opposite, col(opposite.takes_back_id) == col(Payment.id))
        .where(col(Payment.invoice_id) == invoice_id)
        .order_by(col(Payment.paid_on), col(Payment.id))
    )
    return [_line(row, day, taken_back=by is not None) for row, day, by in work.session.exec(query)]


def _line(row: Payment, takes_back: dt.date | None, *, taken_back: bool) -> PaymentLine:
    return PaymentLine(
        id=row.key,
        paid_on=row.paid_on,
        amount=row.amount,
        kind=row.kind,
        reason=row.reason,
        description=row.description,
        by_name=row.by_name,
        takes_back=takes_back,
        taken_back=taken_back,
        may_take_back=may_take_back(row.kind, row.takes_back_id, taken_back=taken_back),
    )
