"""The list of offers."""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.table import TagName
from moment_ui.db.lists import Join, by
from moment_ui.domain.lists.declared import today
from moment_ui.domain.lists.source import ListSource
from moment_ui.domain.offers.filters import FACETS, MEANINGS
from moment_ui.domain.offers.measures import remaining
from moment_ui.domain.offers.rules import ShownState, number_of, shown_state
from moment_ui.domain.offers.states import state_place
from moment_ui.domain.tags.links import OF_OFFERS, tags_in
from moment_ui.models.customer import Customer
from moment_ui.models.offer import Offer, OfferState
from moment_ui.models.project import Project


class OfferRow(NamedTuple):
    """An offer in a list. Amounts are in `currency`; `remaining` is nought unless accepted."""

    id: int
    number: int
    revision: int
    name: str
    state: OfferState
    customer_id: int
    customer_number: int
    customer_name: str
    contact_name: str
    issue_date: dt.date
    valid_until: dt.date
    start_on: dt.date | None
    sent_at: dt.datetime | None
    decided_on: dt.date | None
    decided_by: str
    author_name: str
    customer_reference: str
    contract_reference: str
    currency: str
    net: Decimal
    vat: Decimal
    gross: Decimal
    remaining: Decimal
    project_id: int | None
    project_number: str | None
    project_name: str | None
    tag_names: str | None
    today: dt.date

    @property
    def shown(self) -> ShownState:
        """Where it stands today."""
        return shown_state(self.state, self.valid_until, self.today)

    @property
    def label(self) -> str:
        """What it is called: 1001-2."""
        return number_of(self.number, self.revision)

    @property
    def tags(self) -> tuple[TagName, ...]:
        """The offer's tags, by name."""
        return tags_in(self.tag_names)


_CUSTOMER = Join(Customer, col(Customer.id) == col(Offer.customer_id))
_PROJECT = Join(Project, col(Project.id) == col(Offer.project_id), outer=True)

OFFER_LIST = ListSource(
    needs=Permission.VIEW_OFFERS,
    table=Offer,
    joins=(_CUSTOMER, _PROJECT),
    row=OfferRow,
    columns={
        "id": col(Offer.id),
        "number": col(Offer.number),
        "revision": col(Offer.revision),
        "name": col(Offer.name),
        "state": col(Offer.state),
        "customer_id": col(Offer.customer_id),
        "customer_number": col(Customer.number),
        "customer_name": col(Customer.name),
        "contact_name": col(Offer.contact_name),
        "issue_date": col(Offer.issue_date),
        "valid_until": col(Offer.valid_until),
        "start_on": col(Offer.start_on),
        "sent_at": col(Offer.sent_at),
        "decided_on": col(Offer.decided_on),
        "decided_by": col(Offer.decided_by),
        "author_name": col(Offer.author_name),
        "customer_reference": col(Offer.customer_reference),
        "contract_reference": col(Offer.contract_reference),
        "currency": col(Offer.currency),
        "net": col(Offer.net),
        "vat": col(Offer.vat),
        "gross": col(Offer.gross),
        "remaining": remaining(),
        "project_id": col(Offer.project_id),
        "project_number": col(Project.number),
        "project_name": col(Project.name),
        "tag_names": OF_OFFERS.names(col(Offer.id)),
        "today": today,
    },
    meanings=MEANINGS,
    # What a revision replaced is left out unless that state is asked for.
    usual={"state": col(Offer.state) != OfferState.SUPERSEDED},
    facets=FACETS,
    sortings={
        "number": by(col(Offer.number), col(Offer.revision), quick=True),
        "name": by(col(Offer.search)),
        "state": lambda work: by(state_place(work.today())),
        "customer_number": by(col(Customer.number), joined=_CUSTOMER),
        "customer": by(col(Customer.sort_name), col(Customer.id), joined=_CUSTOMER),
        "contact": by(col(Offer.contact_name)),
        "issue_date": by(col(Offer.issue_date), quick=True),
        "valid_until": by(col(Offer.valid_until)),
        "start_on": by(col(Offer.start_on)),
        "sent_at": by(col(Offer.sent_at)),
        "decided_on": by(col(Offer.decided_on)),
        "decided_by": by(col(Offer.decided_by)),
        "author": by(col(Offer.author_name)),
        "customer_reference": by(col(Offer.customer_reference)),
        "contract_reference": by(col(Offer.contract_reference)),
        "currency": by(col(Offer.currency)),
        "net": by(col(Offer.net)),
        "vat": by(col(Offer.vat)),
        "gross": by(col(Offer.gross)),
        "remaining": by(remaining()),
        "project": by(col(Project.number), joined=_PROJECT),
    },
    currency=col(Offer.currency),
    sums={
        "net": col(Offer.net),
        "vat": col(Offer.vat),
        "gross": col(Offer.gross),
        "remaining": remaining(),
    },
)
