"""The shown state of invoices in SQL: the same rule as `rules.shown_state`, proven so by test."""

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.db.lists import NOUGHT, Condition, Expression
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
    """The condition that the shown state is one of these."""
    wanted = {ShownState(state) for state in states}
    condition = state_place(today).in_(sorted(_PLACE[state] for state in wanted))
    # Said once more in the words of the index of open items, which is twenty times as short.
    return sa.and_(condition, col(Invoice.outstanding) != NOUGHT) if wanted <= _OPEN else condition


_OPEN = {ShownState.OVERDUE, ShownState.PARTLY_PAID, ShownState.OVERPAID}
