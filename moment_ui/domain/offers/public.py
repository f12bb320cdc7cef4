"""What somebody without a log-in may do with the link of an offer: read it, and decide once.

The signed token is the permission. It names a company and one link there; the work is done in that
company's session by an actor who may do nothing else, and answers tell of this offer only.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.db.work import Work, global_reading, reading, writing
from moment_ui.domain.access.needs import before_log_in
from moment_ui.domain.offers.decisions import Decision, decide
from moment_ui.domain.offers.document import document_of
from moment_ui.domain.offers.links import read_token
from moment_ui.domain.offers.rows import find_offer
from moment_ui.domain.offers.rules import ShownState, may_move, shown_state
from moment_ui.formats.offer import OfferDocument
from moment_ui.models.company import Company
from moment_ui.models.offer import Offer, OfferLink, OfferState

_WHY = "the signed link is the permission, for its own offer only"


class Standing(StrEnum):
    """What the page says. `UNKNOWN`: no link of ours, whatever else is true."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


_STANDINGS = {
    ShownState.READY: Standing.OPEN,
    ShownState.SENT: Standing.OPEN,
    ShownState.ACCEPTED: Standing.ACCEPTED,
    ShownState.DECLINED: Standing.DECLINED,
    ShownState.EXPIRED: Standing.EXPIRED,
    ShownState.SUPERSEDED: Standing.REPLACED,
}


@dataclass(frozen=True, slots=True)
class PublicOffer:
    """The offer behind a link. `document` is None where nothing of it shall be shown; `slug` is the company's."""

    standing: Standing
    document: OfferDocument | None = None
    decided_by: str = ""
    language: str = "en"
    sender: str = ""
    slug: str = ""


NOWHERE = PublicOffer(Standing.UNKNOWN)


@before_log_in(_WHY)
def offer_behind(token: str) -> PublicOffer:
    """The offer that a link leads to; `NOWHERE` for what is no link of ours."""
    found = read_token(token)
    actor = _actor(found[0]) if found else None
    if found is None or actor is None:
        return NOWHERE
    with reading(actor) as work:
        return _look(work, found[1])


@before_log_in(_WHY)
def decide_by_link(token: str, decision: Decision) -> PublicOffer:
    """Accept or decline by the link; returns how the offer stands then, and the decision that counts.

    Of two decisions at once the first counts; the second one is told so and changes nothing.
    """
    found = read_token(token)
    actor = _actor(found[0], decision.by) if found else None
    if found is None or actor is None:
        return NOWHERE
    with writing(actor) as work:
        link = _link(work, found[1])
        if link is None:
            return NOWHERE
        offer = find_offer(work, link.offer_id, lock=True)
        if _standing(work, link, offer) is Standing.OPEN:
            decide(work, offer, decision)
        return _look(work, found[1])


@before_log_in(_WHY)
def note_opening(token: str) -> None:
    """Note when the link was first opened, once."""
    found = read_token(token)
    actor = _actor(found[0]) if found else None
    if found is None or actor is None:
        return
    with writing(actor) as work:
        link = _link(work, found[1])
        if link is not None and link.opened_at is None:
            link.opened_at = clock.now()
            work.session.add(link)
            work.emit("offers")


@before_log_in(_WHY)
def company_of(token: str) -> Actor | None:
    """Who acts for the holder of a link: nobody who may do anything by a role."""
    found = read_token(token)
    return _actor(found[0]) if found else None


def _actor(company_id: int, name: str = "") -> Actor | None:
    with global_reading() as session:
        company = session.get(Company, company_id)
        if company is None:
            return None
        return Actor(0, company_id, frozenset(), name, timezone=company.timezone)


def _link(work: Work, nonce: str) -> OfferLink | None:
    return work.session.exec(select(OfferLink).where(OfferLink.nonce == nonce)).first()


def _look(work: Work, nonce: str) -> PublicOffer:
    link = _link(work, nonce)
    if link is None:
        return NOWHERE
    offer = find_offer(work, link.offer_id)
    standing = _standing(work, link, offer)
    company = work.session.get_one(Company, work.company_id)
    gone = standing in {Standing.WITHDRAWN, Standing.REPLACED}
    return PublicOffer(
        standing,
        None if gone else document_of(work, offer),
        offer.decided_by,
        offer.language,
        company.name,
        company.slug,
    )


def _standing(work: Work, link: OfferLink, offer: Offer) -> Standing:
    if link.revoked_at is not None:
        return Standing.WITHDRAWN
    late = offer.valid_until < work.today()
    shown = shown_state(offer.state, offer.valid_until, work.today())
    if late and may_move(offer.state, OfferState.ACCEPTED):
        return Standing.EXPIRED
    return _STANDINGS.get(shown, Standing.WITHDRAWN)
