"""What each filter of the offer list means in SQL, and how many rows each choice would show."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.selection import Selection, period_of
from moment_ui.db.elements import Condition, Expression
from moment_ui.db.kept import kept
from moment_ui.db.lists import (
    any_of,
    between,
    contains,
    counted,
    every_word,
    per,
    starts_with_digits,
    whole,
    within,
)
from moment_ui.db.work import Work
from moment_ui.domain.offers.measures import remaining
from moment_ui.domain.offers.states import STATES, stands_in, state_place
from moment_ui.models.customer import Customer
from moment_ui.models.offer import Offer, OfferState, OfferTag
from moment_ui.models.tag import CustomerTag

Meaning = Callable[[Work, Any], Condition]


def conditions(work: Work, selection: Selection) -> list[Condition]:
    """The WHERE of a selection. What a revision replaced is left out unless that state is asked for."""
    own = [_MEANINGS[key](work, value) for key, value in selection.filters]
    asked = selection.value("state") is not None
    return own if asked else [col(Offer.state) != OfferState.SUPERSEDED, *own]


def counts(work: Work, selection: Selection) -> dict[str, dict[str, int]]:
    """Rows per choice of each choice filter, under all the other filters."""
    by_place = counted(work, _per_state(work, selection.without("state")))
    return {
        "state": {str(STATES[int(place)]): count for place, count in by_place.items()},
        "currency": counted(work, _per_currency(work, selection.without("currency"))),
        "tags": counted(work, _per_tag(work, selection.without("tags"))),
        "customer_tags": counted(work, _per_customer_tag(work, selection.without("customer_tags"))),
    }


@kept
def _per_state(work: Work, selection: Selection) -> sa.SelectBase:
    own = [_MEANINGS[key](work, value) for key, value in selection.filters]
    place = state_place(work.today())
    counted_rows = sa.select(sa.label("place", place)).where(sa.true(), *own).subquery()
    each = counted_rows.c.place
    return sa.select(each, sa.func.count()).group_by(each)


@kept
def _per_currency(work: Work, selection: Selection) -> sa.SelectBase:
    return per(col(Offer.currency), *conditions(work, selection))


@kept
def _per_tag(work: Work, selection: Selection) -> sa.SelectBase:
    tagged = col(OfferTag.offer_id) == col(Offer.id)
    return per(col(OfferTag.tag_id), tagged, *conditions(work, selection))


@kept
def _per_customer_tag(work: Work, selection: Selection) -> sa.SelectBase:
    tagged = col(CustomerTag.customer_id) == col(Offer.customer_id)
    return per(col(CustomerTag.tag_id), tagged, *conditions(work, selection))


def _word(word: str) -> Condition:
    of_customer = sa.select(col(Customer.id)).where(contains(col(Customer.search), word))
    return sa.or_(
        contains(col(Offer.search), word),
        starts_with_digits(col(Offer.number), word),
        col(Offer.customer_id).in_(of_customer),
    )


def _dates(column: Expression) -> Meaning:
    def inside(work: Work, value: Any) -> Condition:
        period = period_of(value, work.today())
        return within(column, period.start, period.end)

    return inside


def _tags(_work: Work, tag_ids: tuple[int, ...]) -> Condition:
    tagged = sa.select(col(OfferTag.offer_id)).where(any_of(col(OfferTag.tag_id), tag_ids))
    return col(Offer.id).in_(tagged)


def _customer_tags(_work: Work, tag_ids: tuple[int, ...]) -> Condition:
    tagged = sa.select(col(CustomerTag.customer_id)).where(any_of(col(CustomerTag.tag_id), tag_ids))
    return col(Offer.customer_id).in_(tagged)


_MEANINGS: dict[str, Meaning] = {
    "text": lambda _work, text: every_word(text, _word),
    "number": lambda _work, value: between(col(Offer.number), whole(value.low), whole(value.high)),
    "state": lambda work, states: stands_in(states, work.today()),
    "customer": lambda _work, ids: any_of(col(Offer.customer_id), ids),
    "project": lambda _work, ids: any_of(col(Offer.project_id), ids),
    "author": lambda _work, ids: any_of(col(Offer.author_id), ids),
    "tags": _tags,
    "customer_tags": _customer_tags,
    "issued": _dates(col(Offer.issue_date)),
    "valid": _dates(col(Offer.valid_until)),
    "decided": _dates(col(Offer.decided_on)),
    "net": lambda _work, value: between(col(Offer.net), value.low, value.high),
    "remaining": lambda _work, value: between(remaining(), value.low, value.high),
    "currency": lambda _work, codes: any_of(col(Offer.currency), codes),
}
