"""Posting as many payments as a bank's file has, and taking as many back."""

from collections.abc import Sequence

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.invoices.balances import recount
from moment_ui.domain.invoices.drafting import Row
from moment_ui.domain.invoices.offsetting import lock_with_notes, offset_again
from moment_ui.domain.payments.commands import terms
from moment_ui.domain.payments.rules import day_of_taking_back
from moment_ui.models.payment import Payment


@needs(Permission.REGISTER_PAYMENTS)
def post_many(work: Work, payments: Sequence[Row]) -> None:
    """Post payments and bring the balances of their invoices up to date.

    Rows are of the table, without who and when. The caller has checked them, and calls with invoices
    in the order of their ids, so that two at once never wait for each other.
    """
    lock_with_notes(work, *{row["invoice_id"] for row in payments})
    stamp = {"by_name": work.actor.name, "created_at": clock.now()}
    work.insert_rows(Payment, [{**row, **stamp} for row in payments])
    recount(work, {row["invoice_id"] for row in payments})
    offset_again(work, {row["invoice_id"] for row in payments})
    work.emit("invoices")


@needs(Permission.REGISTER_PAYMENTS)
def take_back_many(work: Work, payments: Sequence[Payment]) -> None:
    """Take payments back by their opposites, which name them; in the order of their invoices' ids.

    The day is the payment's own, or today when its period is closed. A payment is taken back once: the
    database refuses the second time.
    """
    lock_with_notes(work, *{payment.invoice_id for payment in payments})
    asked, now = terms(work), clock.now()
    rows = [
        {
            "invoice_id": payment.invoice_id,
            "kind": payment.kind,
            "paid_on": day_of_taking_back(payment.paid_on, asked),
            "amount": -payment.amount,
            "description": payment.description,
            "takes_back_id": payment.key,
            "bank_entry_id": payment.bank_entry_id,
            "by_name": work.actor.name,
            "created_at": now,
        }
        for payment in payments
    ]
    work.insert_rows(Payment, rows)
    recount(work, {payment.invoice_id for payment in payments})
    offset_again(work, {payment.invoice_id for payment in payments})
    work.emit("invoices")
