"""The shown state of offers in SQL: the same rule as `rules.shown_state`, proven so by test."""

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.db.elements import Condition, Expression
from moment_ui.domain.offers.rules import ShownState
from moment_ui.models.offer import Offer, OfferState

STATES = tuple(ShownState)
_PLACE = {state: place for place, state in enumerate(STATES)}


def state_place(today: dt.date) -> Expression:
    """The place of an offer's shown state in `STATES`, by which states are sorted too."""
    state = col(Offer.state)
    late = sa.and_(state == OfferState.SENT, col(Offer.valid_until) < today)
    stored = [(state == one, _PLACE[ShownState(one.value)]) for one in OfferState]
    return sa.case((late, _PLACE[ShownState.EXPIRED]), *stored, else_=0)


def stands_in(states: Iterable[str], today: dt.date) -> Condition:
    """The condition that the shown state is one of these."""
    wanted = {ShownState(state) for state in states}
    return sa.or_(sa.false(), *(_condition(state, today) for state in STATES if state in wanted))


def _condition(shown: ShownState, today: dt.date) -> Condition:
    state, until = col(Offer.state), col(Offer.valid_until)
    if shown is ShownState.EXPIRED:
        return sa.and_(state == OfferState.SENT, until < today)
    if shown is ShownState.SENT:
        return sa.and_(state == OfferState.SENT, until >= today)
    return state == OfferState(shown.value)
