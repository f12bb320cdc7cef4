"""The shown state of invoices in SQL: the same rule as `rules.shown_state`, proven so by test."""

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.db.elements import NOUGHT, Condition, Expression, unindexed
from moment_ui.domain.invoices.rules import ShownState
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceState

STATES = tuple(ShownState)
_PLACE = {state: place for place, state in enumerate(STATES)}


def state_place(today: dt.date) -> Expression:
    """The place of an invoice's shown state in `STATES`, by which states are sorted too."""
    state, owed = col(Invoice.state), col(Invoice.outstanding)
    credit = col(Invoice.kind) == InvoiceKind.CREDIT_NOTE
    overpaid = sa.or_(sa.and_(credit, owed > 0), sa.and_(~credit, owed < 0))
    return sa.case(
        (state == InvoiceState.DRAFT, _PLACE[ShownState.DRAFT]),
        (state == InvoiceState.CREDITED, _PLACE[ShownState.CREDITED]),
        (state == InvoiceState.WRITTEN_OFF, _PLACE[ShownState.WRITTEN_OFF]),
        (owed == 0, _PLACE[ShownState.PAID]),
        (overpaid, _PLACE[ShownState.OVERPAID]),
        (sa.and_(~credit, col(Invoice.due_date) < today), _PLACE[ShownState.OVERDUE]),
        (col(Invoice.paid) != 0, _PLACE[ShownState.PARTLY_PAID]),
        (state == InvoiceState.SENT, _PLACE[ShownState.SENT]),
        else_=_PLACE[ShownState.FINALISED],
    )


def stands_in(states: Iterable[str], today: dt.date) -> Condition:
    """The condition that the shown state is one of these.

    Each state is said directly, which is checked faster than `state_place`.
    """
    wanted = {ShownState(state) for state in states}
    conditions = _conditions(today)
    condition = sa.or_(sa.false(), *(said for state, said in conditions.items() if state in wanted))
    # What is open is looked for in the index of open items, which is twenty times as short.
    return sa.and_(is_open(), condition) if wanted and wanted <= OPEN else condition


def is_open() -> Condition:
    """The condition that something is owed, in the words of the index of open items."""
    return col(Invoice.outstanding) != NOUGHT


def is_settled() -> Condition:
    """The opposite of `is_open`."""
    return unindexed(col(Invoice.outstanding)) == NOUGHT


def _conditions(today: dt.date) -> dict[ShownState, Condition]:
    state, owed, due = col(Invoice.state), unindexed(_OWED), unindexed(_DUE)
    invoice = col(Invoice.kind) == InvoiceKind.INVOICE
    credit = col(Invoice.kind) == InvoiceKind.CREDIT_NOTE
    final = state.in_([InvoiceState.FINALISED, InvoiceState.SENT])
    owes = sa.or_(sa.and_(invoice, owed > NOUGHT), sa.and_(credit, owed < NOUGHT))
    overpaid = sa.or_(sa.and_(invoice, owed < NOUGHT), sa.and_(credit, owed > NOUGHT))
    in_time = sa.and_(owes, sa.or_(credit, due.is_(None), due >= today))
    untouched = sa.and_(in_time, col(Invoice.paid) == NOUGHT)
    return {  # the commonest first: it is tried first
        ShownState.PAID: sa.and_(final, is_settled()),
        ShownState.DRAFT: state == InvoiceState.DRAFT,
        ShownState.FINALISED: sa.and_(state == InvoiceState.FINALISED, untouched),
        ShownState.SENT: sa.and_(state == InvoiceState.SENT, untouched),
        ShownState.PARTLY_PAID: sa.and_(final, in_time, col(Invoice.paid) != NOUGHT),
        ShownState.OVERDUE: sa.and_(final, invoice, owed > NOUGHT, due < today),
        ShownState.OVERPAID: sa.and_(final, overpaid),
        ShownState.CREDITED: state == InvoiceState.CREDITED,
        ShownState.WRITTEN_OFF: state == InvoiceState.WRITTEN_OFF,
    }


_OWED, _DUE = col(Invoice.outstanding), col(Invoice.due_date)
OPEN = frozenset(STATES) - {
    ShownState.DRAFT,
    ShownState.PAID,
    ShownState.CREDITED,
    ShownState.WRITTEN_OFF,
}
"""States of invoices and credit notes on which something is owed."""
