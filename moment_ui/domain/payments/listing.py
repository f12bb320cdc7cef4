"""Payments and write-offs as a list."""

import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col
from typing_extensions import override

from moment_ui.core.actor import Permission
from moment_ui.core.selection import Selection
from moment_ui.db.elements import Condition, Expression
from moment_ui.db.lists import Join, by, contains, starts_with_digits
from moment_ui.db.work import Work
from moment_ui.domain.lists.declared import Facet, Meaning
from moment_ui.domain.lists.meanings import amounts, days, holding, instants, one_of, words
from moment_ui.domain.lists.source import ListSource
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice
from moment_ui.models.payment import Payment, PaymentKind, WriteOffReason
from moment_ui.models.payment_file import BankEntry, BankFile


class PaymentListed(NamedTuple):
    """A payment in a list, in the invoice's currency."""

    id: int
    paid_on: dt.date
    created_at: dt.datetime
    kind: PaymentKind
    reason: WriteOffReason | None
    invoice_id: int
    number: int | None
    customer_id: int
    customer_number: int
    customer: str
    amount: Decimal
    currency: str
    description: str
    by_name: str
    takes_back_id: int | None
    taken_back_by: int | None
    file_id: int | None
    file: str | None


INVOICE = Join(Invoice, col(Invoice.id) == col(Payment.invoice_id))
CUSTOMER = Join(Customer, col(Customer.id) == col(Invoice.customer_id))


def _of_invoice(column: Expression) -> Expression:
    """A column of the payment's invoice, where the list does not join it."""
    its = col(Invoice.id) == col(Payment.invoice_id)
    return sa.select(column).where(its).scalar_subquery()


def _of_customer(column: Expression) -> Expression:
    """A column of the invoice's customer."""
    its = sa.and_(
        col(Invoice.id) == col(Payment.invoice_id), col(Customer.id) == col(Invoice.customer_id)
    )
    return sa.select(column).where(its).scalar_subquery()


def _on_invoices(*conditions: Condition) -> Condition:
    found = sa.select(col(Invoice.id)).where(*conditions)
    return col(Payment.invoice_id).in_(found)


def _taken_back_by() -> Expression:
    opposite = aliased(Payment)
    its = col(opposite.takes_back_id) == col(Payment.id)
    return sa.select(col(opposite.id)).where(its).scalar_subquery()


def _of_file(column: Expression) -> Expression:
    """A column of the bank's file that the payment was read from; null for others."""
    its = col(BankEntry.id) == col(Payment.bank_entry_id)
    joined = sa.select(column).join_from(
        BankEntry, BankFile, col(BankFile.id) == col(BankEntry.file_id)
    )
    return joined.where(its).scalar_subquery()


def _word(word: str) -> Condition:
    customers = sa.select(col(Customer.id)).where(contains(col(Customer.search), word))
    return sa.or_(
        col(Payment.description).icontains(word, autoescape=True),
        _on_invoices(
            sa.or_(
                col(Invoice.customer_id).in_(customers),
                starts_with_digits(col(Invoice.number), word),
            )
        ),
    )


def _of(meaning: Meaning) -> Meaning:
    """What a filter means for the payment's invoice."""
    return lambda work, value: _on_invoices(meaning(work, value))


def _stands(_work: Work, asked: bool) -> Condition:  # noqa: FBT001 - a filter's value
    """Neither taken back nor taking back."""
    opposite = aliased(Payment)
    gone = sa.exists().where(col(opposite.takes_back_id) == col(Payment.id))
    still = sa.and_(col(Payment.takes_back_id).is_(None), ~gone)
    return still if asked else ~still


class PaymentList(ListSource[PaymentListed]):
    """Payments have their currency from their invoices: sums are made beside those."""

    @override
    def summing(self, work: Work, selection: Selection) -> sa.SelectBase:
        summed = cast("sa.Select[Any]", super().summing(work, selection))
        return summed.join(INVOICE.table, INVOICE.on)


PAYMENT_LIST = PaymentList(
    needs=Permission.VIEW_INVOICES,
    table=Payment,
    joins=(INVOICE, CUSTOMER),
    row=PaymentListed,
    columns={
        "id": col(Payment.id),
        "paid_on": col(Payment.paid_on),
        "created_at": col(Payment.created_at),
        "kind": col(Payment.kind),
        "reason": col(Payment.reason),
        "invoice_id": col(Payment.invoice_id),
        "number": col(Invoice.number),
        "customer_id": col(Invoice.customer_id),
        "customer_number": col(Customer.number),
        "customer": col(Customer.name),
        "amount": col(Payment.amount),
        "currency": col(Invoice.currency),
        "description": col(Payment.description),
        "by_name": col(Payment.by_name),
        "takes_back_id": col(Payment.takes_back_id),
        "taken_back_by": _taken_back_by(),
        "file_id": _of_file(col(BankFile.id)),
        "file": _of_file(col(BankFile.title)),
    },
    meanings={
        "text": words(_word),
        "paid": days(col(Payment.paid_on)),
        "registered": instants(col(Payment.created_at)),
        "kind": one_of(col(Payment.kind)),
        "reason": one_of(col(Payment.reason)),
        "stands": _stands,
        "customer": _of(one_of(col(Invoice.customer_id))),
        "amount": amounts(col(Payment.amount)),
        "currency": _of(one_of(col(Invoice.currency))),
        "by": holding(col(Payment.by_name)),
    },
    facets={"kind": Facet(col(Payment.kind)), "reason": Facet(col(Payment.reason))},
    sortings={
        "paid_on": by(col(Payment.paid_on), quick=True),
        "created_at": by(col(Payment.created_at)),
        "kind": by(col(Payment.kind)),
        "number": by(_of_invoice(col(Invoice.number))),
        "customer": by(_of_customer(col(Customer.sort_name))),
        "customer_number": by(_of_customer(col(Customer.number))),
        "amount": by(col(Payment.amount)),
        "currency": by(_of_invoice(col(Invoice.currency))),
        "description": by(sa.func.lower(col(Payment.description))),
        "by": by(col(Payment.by_name)),
    },
    currency=col(Invoice.currency),
    sums={"amount": col(Payment.amount)},
)
