"""What is paid and outstanding: the one place that writes `paid`, `outstanding` and `paid_on`."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlmodel import col, select

from moment_ui.core.money import ZERO
from moment_ui.db.work import Work
from moment_ui.domain.invoices.rules import balance
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.payment import Payment

CHUNK = 500


def recount(work: Work, invoice_ids: Iterable[int]) -> None:
    """Set the balance of these invoices from their payments; drafts owe nothing.

    Called by commands that have declared their permission.
    """
    wanted = sorted(set(invoice_ids))
    for start in range(0, len(wanted), CHUNK):
        _recount(work, wanted[start : start + CHUNK])


def _recount(work: Work, invoice_ids: list[int]) -> None:
    paid = _payments_of(work, invoice_ids)
    statement = select(col(Invoice.id), col(Invoice.state), col(Invoice.gross)).where(
        col(Invoice.id).in_(invoice_ids)
    )
    changes: list[dict[str, Any]] = []
    for invoice_id, state, gross in work.session.exec(statement):
        owed = ZERO if state is InvoiceState.DRAFT else gross
        now = balance(owed, paid[invoice_id or 0])
        changes.append(
            {
                "id": invoice_id,
                "paid": now.paid,
                "outstanding": now.outstanding,
                "paid_on": now.paid_on,
            }
        )
    work.update_rows(Invoice, changes)


def _payments_of(
    work: Work, invoice_ids: list[int]
) -> defaultdict[int, list[tuple[dt.date, Decimal]]]:
    found: defaultdict[int, list[tuple[dt.date, Decimal]]] = defaultdict(list)
    statement = select(col(Payment.invoice_id), col(Payment.paid_on), col(Payment.amount)).where(
        col(Payment.invoice_id).in_(invoice_ids)
    )
    for invoice_id, day, amount in work.session.exec(statement):
        found[invoice_id].append((day, amount))
    return found
