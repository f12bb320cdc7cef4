"""An offer's rows: finding and locking it, its content in order, its sums. For this noun's commands."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.errors import NotFound
from moment_ui.core.folding import search_text
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.offers.errors import OfferChanged, WrongState
from moment_ui.domain.offers.rules import (
    STATE_WORDS,
    ShownState,
    hours_net,
    may_edit,
    number_of,
    offer_totals,
    product_net,
)
from moment_ui.models.customer import Customer
from moment_ui.models.offer import Billing, Offer, OfferActivity, OfferLine


@dataclass(frozen=True, slots=True)
class Content:
    """What an offer holds, in order: activities, the lines of each, and products."""

    activities: tuple[OfferActivity, ...]
    lines: tuple[OfferLine, ...]

    def of(self, activity: OfferActivity | None) -> list[OfferLine]:
        """The lines of an activity; without one the products."""
        wanted = activity.key if activity else None
        return [line for line in self.lines if line.activity_id == wanted]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.activities) + len(self.lines)

    def priced(self) -> list[tuple[Decimal, Decimal]]:
        """`(net, VAT percent)` of everything that costs something by itself."""
        fixed = {
            activity.key for activity in self.activities if activity.billing == Billing.FIXED_PRICE
        }
        prices = [(a.net, a.vat_percent) for a in self.activities if a.key in fixed]
        return prices + [(x.net, x.vat_percent) for x in self.lines if x.activity_id not in fixed]


def label(offer: Offer) -> str:
    """What the offer is called: 1001-2."""
    return number_of(offer.number, offer.revision)


def find_offer(work: Work, offer_id: int, *, lock: bool = False) -> Offer:
    """The offer; `lock` holds it until the transaction ends. Raises NotFound."""
    query = select(Offer).where(Offer.id == offer_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    offer = work.session.exec(query).first()
    if offer is None:
        raise NotFound(_("The offer"))
    return offer


def locked_for_edit(work: Work, seen: Seen) -> Offer:
    """The offer, locked, if it is a draft and as the page showed it.

    Raises NotFound, WrongState, OfferChanged.
    """
    offer = find_offer(work, seen.row_id, lock=True)
    if not may_edit(offer.state):
        raise WrongState(label(offer), STATE_WORDS[ShownState(offer.state.value)])
    if offer.version != seen.version:
        raise OfferChanged(offer.changed_by)
    return offer


def customer_of(work: Work, offer: Offer) -> Customer:
    """The offer's customer."""
    query = select(Customer).where(Customer.id == offer.customer_id)
    return work.session.exec(query).one()


def content_of(work: Work, offer_id: int) -> Content:
    """The activities and lines of an offer, in their order."""
    activities = work.session.exec(
        select(OfferActivity)
        .where(OfferActivity.offer_id == offer_id)
        .order_by(col(OfferActivity.position), col(OfferActivity.id))
    )
    lines = work.session.exec(
        select(OfferLine)
        .where(OfferLine.offer_id == offer_id)
        .order_by(col(OfferLine.position), col(OfferLine.id))
    )
    return Content(tuple(activities), tuple(lines))


def recount(work: Work, offer: Offer) -> None:
    """Set the net of every row and the offer's sums: the one place that writes them."""
    work.session.flush()
    content = content_of(work, offer.key)
    for activity in content.activities:
        _price_activity(activity, content.of(activity), offer.currency)
    for line in content.of(None):
        line.net = product_net(line.quantity, line.price, line.discount_percent, offer.currency)
    totals = offer_totals(content.priced(), offer.currency)
    offer.net, offer.vat, offer.gross = totals.net, totals.vat, totals.gross


def _price_activity(activity: OfferActivity, lines: Sequence[OfferLine], currency: str) -> None:
    hourly = activity.billing == Billing.HOURLY
    for line in lines:
        line.net = (
            hours_net(line.minutes, line.price, line.discount_percent, currency)
            if hourly
            else Decimal(0)
        )
    activity.net = (
        sum((line.net for line in lines), Decimal(0))
        if hourly
        else product_net(Decimal(1), activity.price, activity.discount_percent, currency)
    )


def touch(work: Work, offer: Offer) -> None:
    """The offer was changed: by whom, when, and its next version. Tells whoever watches."""
    offer.version += 1
    offer.changed_by = work.actor.name
    offer.updated_at = clock.now()
    work.session.add(offer)
    work.session.flush()
    work.emit("offers")


def set_search(offer: Offer, customer: Customer) -> None:
    """What the search boxes find the offer by."""
    offer.search = search_text(offer.name, label(offer), customer.name, offer.author_name)
