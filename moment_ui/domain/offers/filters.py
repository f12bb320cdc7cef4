"""What each filter of the offer list means in SQL, and what its choices are counted by."""

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.db.elements import Condition
from moment_ui.db.lists import contains, starts_with_digits
from moment_ui.domain.lists.declared import Facet, Meaning
from moment_ui.domain.lists.meanings import amounts, days, numbers, one_of, words
from moment_ui.domain.offers.measures import remaining
from moment_ui.domain.offers.states import STATES, stands_in, state_place
from moment_ui.domain.tags.links import OF_CUSTOMERS, OF_OFFERS
from moment_ui.models.customer import Customer
from moment_ui.models.offer import Offer


def _word(word: str) -> Condition:
    of_customer = sa.select(col(Customer.id)).where(contains(col(Customer.search), word))
    return sa.or_(
        contains(col(Offer.search), word),
        starts_with_digits(col(Offer.number), word),
        col(Offer.customer_id).in_(of_customer),
    )


MEANINGS: dict[str, Meaning] = {
    "text": words(_word),
    "number": numbers(col(Offer.number)),
    "state": lambda work, states: stands_in(states, work.today()),
    "customer": one_of(col(Offer.customer_id)),
    "project": one_of(col(Offer.project_id)),
    "author": one_of(col(Offer.author_id)),
    "tags": OF_OFFERS.any_of(col(Offer.id)),
    "customer_tags": OF_CUSTOMERS.any_of(col(Offer.customer_id)),
    "issued": days(col(Offer.issue_date)),
    "valid": days(col(Offer.valid_until)),
    "decided": days(col(Offer.decided_on)),
    "net": amounts(col(Offer.net)),
    "remaining": amounts(remaining()),
    "currency": one_of(col(Offer.currency)),
}
FACETS = {
    "state": Facet(
        lambda work: state_place(work.today()), choice=lambda place: STATES[int(place)].value
    ),
    "currency": Facet(col(Offer.currency)),
    "tags": OF_OFFERS.each(col(Offer.id)),
    "customer_tags": OF_CUSTOMERS.each(col(Offer.customer_id)),
}
