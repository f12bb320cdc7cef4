"""Reading one offer as its page shows it, and what can be chosen for it."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.customers.first_order import who_may_order
from moment_ui.domain.letters.delivery import is_unknown
from moment_ui.domain.offers.links import address_of, find_open_link
from moment_ui.domain.offers.people import PersonAtCustomer, customer_people
from moment_ui.domain.offers.rows import Content, content_of, customer_of, find_offer, label
from moment_ui.domain.offers.rules import ShownState, number_of, shown_state, vat_rates
from moment_ui.domain.tags.choices import TagChoice, tags_for, tags_on
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.offer import Offer, OfferLink, OfferMessage, OfferState
from moment_ui.models.project import Project
from moment_ui.models.sending import SendResult
from moment_ui.models.tag import TagKind

OFFERED = 8


@dataclass(frozen=True, slots=True)
class Message:
    """One sending, as the log tells it. `unknown`: the program stopped before it knew."""

    at: dt.datetime
    by: str
    receivers: tuple[str, ...]
    refused: tuple[str, ...]
    subject: str
    result: SendResult
    unknown: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another revision of the same offer."""

    id: int
    number: str
    shown: ShownState


@dataclass(frozen=True, slots=True)
class OfferDetails:
    """Everything the page shows of an offer. Amounts are in `offer.currency`.

    `address` is where the customer reads it, for who may send it; "" while no link leads there.
    """

    offer: Offer
    number: str
    shown: ShownState
    customer: Customer
    content: Content
    people: tuple[PersonAtCustomer, ...]
    tags: tuple[TagChoice, ...]
    messages: tuple[Message, ...]
    revisions: tuple[Sibling, ...]
    project: Project | None
    opened_at: dt.datetime | None
    address: str
    vat_rates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CustomerChoice:
    """A customer who may get an offer."""

    id: int
    name: str


@needs(Permission.VIEW_OFFERS)
def offer_details(work: Work, offer_id: int) -> OfferDetails:
    """The offer with all that hangs on it. Raises NotFound."""
    offer = find_offer(work, offer_id)
    customer = customer_of(work, offer)
    company = work.session.get_one(Company, work.company_id)
    sees_people = work.actor.may(Permission.VIEW_CUSTOMERS)
    return OfferDetails(
        offer=offer,
        number=label(offer),
        shown=shown_state(offer.state, offer.valid_until, work.today()),
        customer=customer,
        content=content_of(work, offer_id),
        people=tuple(customer_people(work, customer.key)) if sees_people else (),
        tags=tuple(tags_of_offer(work, offer_id)),
        messages=tuple(_messages(work, offer_id)),
        revisions=tuple(_revisions(work, offer)),
        project=_project(work, offer),
        opened_at=_opened_at(work, offer_id),
        address=_address(work, offer) if work.actor.may(Permission.SEND_OFFERS) else "",
        vat_rates=tuple(f"{rate:f}" for rate in vat_rates(company.country)),
    )


@needs(Permission.VIEW_OFFERS)
def offer_tags(work: Work) -> list[TagChoice]:
    """Every tag that offers may have, by group and place in it."""
    return tags_for(work, TagKind.OFFER)


@needs(Permission.EDIT_OFFERS)
def customers_for_offers(work: Work, text: str) -> list[CustomerChoice]:
    """Customers who may get an offer and whose name or number holds every word; at most 8."""
    return [CustomerChoice(key, name) for key, name in who_may_order(work, text, OFFERED)]


@needs(Permission.VIEW_OFFERS)
def offer_count(work: Work, customer_id: int) -> int:
    """How many offers a customer has, those replaced by revisions not counted."""
    numbers = sa.func.count(sa.distinct(col(Offer.number)))
    return work.session.exec(select(numbers).where(Offer.customer_id == customer_id)).one()


@needs(Permission.VIEW_OFFERS)
def tags_of_offer(work: Work, offer_id: int) -> list[TagChoice]:
    """The tags one offer has, in the order of the choices."""
    return tags_on(work, TagKind.OFFER, offer_id)


def _messages(work: Work, offer_id: int) -> list[Message]:
    query = (
        select(OfferMessage)
        .where(OfferMessage.offer_id == offer_id)
        .order_by(col(OfferMessage.id).desc())
    )
    return [
        Message(
            row.begun_at,
            row.by_name,
            tuple(row.receivers),
            tuple(row.refused),
            row.subject,
            row.result,
            is_unknown(row.result, row.begun_at, clock.now()),
            row.detail,
        )
        for row in work.session.exec(query)
    ]


def _revisions(work: Work, offer: Offer) -> list[Sibling]:
    query = (
        select(Offer)
        .where(Offer.number == offer.number, Offer.id != offer.id)
        .order_by(col(Offer.revision).desc())
    )
    return [
        Sibling(
            row.key,
            number_of(row.number, row.revision),
            shown_state(row.state, row.valid_until, work.today()),
        )
        for row in work.session.exec(query)
    ]


def _project(work: Work, offer: Offer) -> Project | None:
    if offer.project_id is None:
        return None
    return work.session.exec(select(Project).where(Project.id == offer.project_id)).first()


def _address(work: Work, offer: Offer) -> str:
    link = find_open_link(work, offer)
    return address_of(link) if link and offer.state is not OfferState.SUPERSEDED else ""


def _opened_at(work: Work, offer_id: int) -> dt.datetime | None:
    query = select(OfferLink.opened_at).where(
        OfferLink.offer_id == offer_id, col(OfferLink.opened_at).is_not(None)
    )
    return work.session.exec(query.order_by(col(OfferLink.opened_at))).first()
