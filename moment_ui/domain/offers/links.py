"""Public links to offers: signed tokens that name a company and a link of it. For this noun's commands."""

import secrets

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.settings import settings
from moment_ui.core.signing import signed, unsigned
from moment_ui.db.work import Work
from moment_ui.models.offer import Offer, OfferLink

PURPOSE = "offer"
DAYS = 730
"""A token is no good after this, whatever its offer says; validity itself stands on the offer."""


def token_of(link: OfferLink) -> str:
    """What stands in the address."""
    return signed(PURPOSE, [link.company_id, link.nonce])


def read_token(token: str) -> tuple[int, str] | None:
    """The company and the link that a token of ours names; None for anything else."""
    content = unsigned(PURPOSE, token, days=DAYS)
    match content:
        case [int(company_id), str(nonce)]:
            return company_id, nonce
        case _:
            return None


def address_of(link: OfferLink) -> str:
    """The whole address, as it goes into a message."""
    return f"{settings().origin}/offer/{token_of(link)}"


def address_to_come() -> str:
    """What a link that is not made yet will look like."""
    return f"{settings().origin}/offer/…"


def find_open_link(work: Work, offer: Offer) -> OfferLink | None:
    """The offer's link that still leads to it."""
    query = select(OfferLink).where(
        OfferLink.offer_id == offer.key, col(OfferLink.revoked_at).is_(None)
    )
    return work.session.exec(query).first()


def open_link(work: Work, offer: Offer) -> OfferLink:
    """The offer's link, made when there is none."""
    link = find_open_link(work, offer)
    if link is None:
        link = OfferLink(
            offer_id=offer.key, nonce=secrets.token_urlsafe(18), created_at=clock.now()
        )
        work.session.add(link)
        work.session.flush()
    return link


def revoke_links(work: Work, offer: Offer) -> None:
    """Let no link lead to the offer any more."""
    link = find_open_link(work, offer)
    if link is not None:
        link.revoked_at = clock.now()
        work.session.add(link)
