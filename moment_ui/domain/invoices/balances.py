"""What is paid and outstanding: the one place that writes `paid`, `outstanding` and `paid_on`.

The state follows: what was settled with a write-off is written off, and no longer when it owes again
or was paid too much.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlmodel import col, select

from moment_ui.core.money import ZERO
from moment_ui.db.work import Work
from moment_ui.domain.invoices.rules import Balance, Posted, balance, settled_state
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.payment import Payment, PaymentKind

CHUNK = 500


def recount(work: Work, invoice_ids: Iterable[int]) -> None:
    """Set the balance and the state of these invoices from their payments; drafts owe nothing.

    Called by commands that have declared their permission.
    """
    wanted = sorted(set(invoice_ids))
    for start in range(0, len(wanted), CHUNK):
        _recount(work, wanted[start : start + CHUNK])


def balance_of(work: Work, invoice: Invoice) -> Balance:
    """Where an invoice that is no draft stands, worked out from its payments."""
    return balance(invoice.gross, _payments_of(work, [invoice.key])[invoice.key])


def _recount(work: Work, invoice_ids: list[int]) -> None:
    paid = _payments_of(work, invoice_ids)
    statement = select(
        col(Invoice.id), col(Invoice.state), col(Invoice.gross), col(Invoice.sent_at)
    ).where(col(Invoice.id).in_(invoice_ids))
    changes: list[dict[str, Any]] = []
    for invoice_id, state, gross, sent_at in work.session.exec(statement):
        owed = ZERO if state is InvoiceState.DRAFT else gross
        now = balance(owed, paid[invoice_id or 0])
        changes.append(
            {
                "id": invoice_id,
                "state": settled_state(state, now, was_sent=sent_at is not None),
                "paid": now.paid,
                "outstanding": now.outstanding,
                "paid_on": now.paid_on,
            }
        )
    work.update_rows(Invoice, changes)


def _payments_of(work: Work, invoice_ids: list[int]) -> defaultdict[int, list[Posted]]:
    found: defaultdict[int, list[Posted]] = defaultdict(list)
    statement = select(
        col(Payment.invoice_id), col(Payment.paid_on), col(Payment.amount), col(Payment.kind)
    ).where(col(Payment.invoice_id).in_(invoice_ids))
    for invoice_id, day, amount, kind in work.session.exec(statement):
        found[invoice_id].append(Posted(day, amount, written_off=kind is PaymentKind.WRITE_OFF))
    return found
