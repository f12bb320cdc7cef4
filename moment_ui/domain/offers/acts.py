"""What this noun's commands share: moving an offer on, and judging it and its customer first."""

from sqlmodel import col, select

from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.audit.commands import record
from moment_ui.domain.offers.rows import content_of, customer_of, label, touch
from moment_ui.domain.offers.rules import Completeness, check_complete, check_customer
from moment_ui.models.customer import Customer
from moment_ui.models.offer import Offer, OfferState


def move(work: Work, offer: Offer, to: OfferState, action: str) -> None:
    """Put the offer into a state that was found allowed, and note it. For this noun's commands."""
    change = {"state": (offer.state.value, to.value)}
    offer.state = to
    record(work, action, offer, label(offer), change)
    touch(work, offer)


def check_offer(work: Work, offer: Offer) -> None:
    """Whether the offer can go to its customer now. Raises NotReady, NoOffers."""
    customer = customer_of(work, offer)
    check_customer(customer.name, customer.status, is_customer=customer.is_customer)
    rows = len(content_of(work, offer.key).priced())
    check_complete(
        Completeness(offer.name, rows, offer.valid_until, offer.issue_date), work.today()
    )


def offered_customer(work: Work, customer_id: int) -> Customer:
    """The customer, held as it is, if it may get offers. Raises NotFound, NoOffers."""
    query = select(Customer).where(
        Customer.id == customer_id, col(Customer.merged_into_id).is_(None)
    )
    customer = work.session.exec(query.with_for_update()).first()
    if customer is None:
        raise NotFound(_("The customer"))
    check_customer(customer.name, customer.status, is_customer=customer.is_customer)
    return customer
