"""What may be done with an offer in which state, and what its lines come to. No database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from moment_ui.core.money import round_money
from moment_ui.core.words import _
from moment_ui.domain.invoices.rules import InvoiceTotals, totals_of_nets
from moment_ui.domain.offers.errors import NoOffers, NotReady, TooMuch, WrongState
from moment_ui.models.customer import CustomerStatus
from moment_ui.models.offer import OfferState

HUNDRED = Decimal(100)
MINUTES_PER_HOUR = 60
MOST_NET = Decimal(10) ** 12
MOST_ROWS = 500
VALID_DAYS = 30

VAT_RATES = {
    "NO": (Decimal(25), Decimal(15), Decimal(12), Decimal(0)),
    "SE": (Decimal(25), Decimal(12), Decimal(6), Decimal(0)),
    "DK": (Decimal(25), Decimal(0)),
    "FI": (Decimal("25.5"), Decimal("13.5"), Decimal(10), Decimal(0)),
    "IS": (Decimal(24), Decimal(11), Decimal(0)),
}
"""Rates of VAT by country, the ordinary one first (rates in force in 2026)."""


class ShownState(StrEnum):
    """Where an offer stands as a reader sees it, in the order of its life."""

    DRAFT = "draft"
    READY = "ready"
    SENT = "sent"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Completeness:
    """What an offer must have before it can go out."""

    name: str
    rows: int
    valid_until: dt.date
    issue_date: dt.date


_MOVES: dict[OfferState, frozenset[OfferState]] = {
    OfferState.DRAFT: frozenset({OfferState.READY, OfferState.SENT}),
    OfferState.READY: frozenset(
        {OfferState.DRAFT, OfferState.SENT, OfferState.ACCEPTED, OfferState.DECLINED}
    ),
    OfferState.SENT: frozenset({OfferState.ACCEPTED, OfferState.DECLINED, OfferState.SUPERSEDED}),
    OfferState.DECLINED: frozenset({OfferState.SUPERSEDED, OfferState.SENT}),
    OfferState.ACCEPTED: frozenset({OfferState.SENT}),
    OfferState.SUPERSEDED: frozenset({OfferState.SENT, OfferState.DECLINED}),
}
"""From accepted and declined back to sent: a decision registered by mistake. Ready is decided about
when a message reached the customer and nobody here knows."""

STATE_WORDS = {
    ShownState.DRAFT: _("a draft"),
    ShownState.READY: _("ready to send"),
    ShownState.SENT: _("sent"),
    ShownState.EXPIRED: _("expired"),
    ShownState.ACCEPTED: _("accepted"),
    ShownState.DECLINED: _("declined"),
    ShownState.SUPERSEDED: _("replaced by a newer revision"),
}


def shown_state(state: OfferState, valid_until: dt.date, today: dt.date) -> ShownState:
    """Where the offer stands on the day `today`; the last valid day is still valid."""
    if state is OfferState.SENT and valid_until < today:
        return ShownState.EXPIRED
    return ShownState(state.value)


def may_move(state: OfferState, to: OfferState) -> bool:
    """Whether an offer may go from one state to another."""
    return to in _MOVES[state]


def check_move(number: str, state: OfferState, to: OfferState) -> None:
    """Raises WrongState unless the offer may go to that state."""
    if not may_move(state, to):
        raise WrongState(number, STATE_WORDS[ShownState(state.value)])


def may_edit(state: OfferState) -> bool:
    """Whether the content may be changed: of drafts only; ready ones go back first."""
    return state is OfferState.DRAFT


def may_revise(state: OfferState) -> bool:
    """Whether a new revision may replace it."""
    return may_move(state, OfferState.SUPERSEDED)


def number_of(number: int, revision: int) -> str:
    """What an offer is called: 1001, and 1001-2 for its second revision."""
    return str(number) if revision == 1 else f"{number}-{revision}"


def check_customer(name: str, status: CustomerStatus, *, is_customer: bool) -> None:
    """Whether the customer may get offers: potential and active ones may. Raises NoOffers."""
    if status == CustomerStatus.BLOCKED:
        raise NoOffers.blocked(name)
    if status == CustomerStatus.INACTIVE:
        raise NoOffers.inactive(name)
    if not is_customer:
        raise NoOffers.participant(name)


def check_complete(offer: Completeness, today: dt.date) -> None:
    """Whether the offer can go to the customer. Raises NotReady with what is missing."""
    missing: dict[str, str] = {}
    if not offer.rows:
        missing["rows"] = _("Add an activity or a product: there is nothing to offer yet.")
    if offer.valid_until < today:
        missing["valid_until"] = _("The offer would have expired when it arrives.")
    if offer.valid_until < offer.issue_date:
        missing["valid_until"] = _("The last valid day is before the issue date.")
    if missing:
        raise NotReady(**missing)


def hours_net(minutes: int, price: Decimal, discount: Decimal, currency: str) -> Decimal:
    """So many minutes at a price an hour less discount, rounded to the currency's decimals.

    Divided once, at the end: a third of an hour is exact until then.
    """
    return _kept(minutes * price * (HUNDRED - discount) / (MINUTES_PER_HOUR * HUNDRED), currency)


def product_net(quantity: Decimal, price: Decimal, discount: Decimal, currency: str) -> Decimal:
    """Quantity times price less discount, rounded to the currency's decimals. Raises TooMuch."""
    return _kept(quantity * price * (HUNDRED - discount) / HUNDRED, currency)


def _kept(amount: Decimal, currency: str) -> Decimal:
    net = round_money(amount, currency)
    if abs(net) >= MOST_NET:
        raise TooMuch
    return net


def offer_totals(priced: Iterable[tuple[Decimal, Decimal]], currency: str) -> InvoiceTotals:
    """Add up `(net, VAT percent)` of what is priced; VAT is rounded per rate, as on invoices."""
    return totals_of_nets(((net, "", percent) for net, percent in priced), currency)


def ordinary_vat(company_country: str, customer_country: str) -> Decimal:
    """The rate a new line begins with: the ordinary one at home, none abroad."""
    return vat_rates(company_country)[0] if company_country == customer_country else Decimal(0)


def vat_rates(country: str) -> tuple[Decimal, ...]:
    """The rates to choose among in a country; elsewhere 0 only, others can be typed."""
    return VAT_RATES.get(country, (Decimal(0),))
