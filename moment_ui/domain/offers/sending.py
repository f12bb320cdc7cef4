"""Sending an offer: the intention is written down first, then the mail goes, then its result.

Whatever stops the program in between, the log holds the intention, which then reads "unknown":
nothing claims to be sent that may not be, and nothing is sent twice by a second click.
"""

from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.letters.delivery import Outcome, is_unknown
from moment_ui.domain.letters.orders import SendOrder, check_act
from moment_ui.domain.letters.people import host, reply_to, sender_of, shown_person
from moment_ui.domain.offers.acts import check_offer, move
from moment_ui.domain.offers.document import document_of, drop_paper, keep_paper
from moment_ui.domain.offers.errors import BeingSent
from moment_ui.domain.offers.letters import LINK
from moment_ui.domain.offers.links import address_of, open_link, revoke_links
from moment_ui.domain.offers.rows import find_offer, label, touch
from moment_ui.domain.offers.rules import check_move
from moment_ui.formats.offer import OfferDocument
from moment_ui.mail.letter import Person
from moment_ui.models.company import Company
from moment_ui.models.offer import Offer, OfferMessage, OfferState
from moment_ui.models.sending import SendResult


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that has been written down and shall now go."""

    row_id: int
    offer_id: int
    document: OfferDocument
    sender: Person
    reply_to: Person | None
    receivers: tuple[Person, ...]
    subject: str
    text: str
    message_id: str


@needs(Permission.SEND_OFFERS)
def begin_sending(work: Work, offer_id: int, order: SendOrder) -> Outgoing | None:
    """Write down that the offer is to be sent, and what it prints; None when this act was begun before.

    Raises NotFound, WrongState, NotReady, NoOffers, and BeingSent while another message is on its way.
    """
    offer = find_offer(work, offer_id, lock=True)
    if _begun(work, order.act) is not None:
        return None
    check_nothing_under_way(work, offer)
    if offer.state is not OfferState.SENT:
        check_move(label(offer), offer.state, OfferState.SENT)
        check_offer(work, offer)
        document = keep_paper(work, offer)
    else:
        document = document_of(work, offer)
    if offer.state is OfferState.DRAFT:
        move(work, offer, OfferState.READY, "make_offer_ready")
    link = address_of(open_link(work, offer))
    company = work.session.get_one(Company, work.company_id)
    row = OfferMessage(
        offer_id=offer.key,
        act=order.act,
        by_name=work.actor.name,
        user_id=work.actor.user_id or None,
        receivers=[shown_person(person) for person in order.receivers],
        subject=order.subject,
        text=order.text,
        begun_at=clock.now(),
        message_id=f"offer-{order.act}@{host()}",
    )
    work.session.add(row)
    work.session.flush()
    work.emit("offers")
    return Outgoing(
        row.key,
        offer.key,
        document,
        sender_of(company),
        reply_to(company, offer.author_name),
        order.receivers,
        order.subject,
        order.text.replace(LINK, link),
        row.message_id,
    )


@needs(Permission.SEND_OFFERS)
def end_sending(work: Work, row_id: int, outcome: Outcome) -> None:
    """Write down what became of a message. The offer is sent when it left or lies in the outbox."""
    row = work.session.exec(select(OfferMessage).where(OfferMessage.id == row_id)).first()
    if row is None:
        raise NotFound(_("The message"))
    offer = find_offer(work, row.offer_id, lock=True)
    row.result, row.detail = outcome.result, outcome.detail[:500]
    row.refused, row.ended_at = list(outcome.refused), clock.now()
    work.session.add(row)
    if outcome.result in {SendResult.SENT, SendResult.OUTBOX}:
        _sent(work, offer)
    changes = {"result": (SendResult.PENDING.value, outcome.result.value)}
    record(work, "send_offer", offer, f"{label(offer)}: {', '.join(row.receivers)}", changes)
    work.emit("offers")


@needs(Permission.SEND_OFFERS)
def mark_sent(work: Work, offer_id: int, act: str, how: str) -> None:
    """Say that the offer was given to the customer by hand: printed, or by another program.

    Raises NotFound, WrongState, NotReady, NoOffers, BeingSent.
    """
    offer = find_offer(work, offer_id, lock=True)
    if _begun(work, act) is not None:
        return
    check_nothing_under_way(work, offer)
    check_move(label(offer), offer.state, OfferState.SENT)
    check_offer(work, offer)
    keep_paper(work, offer)
    open_link(work, offer)
    row = OfferMessage(
        offer_id=offer.key,
        act=act,
        by_name=work.actor.name,
        user_id=work.actor.user_id or None,
        receivers=[offer.contact_name] if offer.contact_name else [],
        detail=how[:500],
        result=SendResult.BY_HAND,
        begun_at=clock.now(),
        ended_at=clock.now(),
    )
    work.session.add(row)
    _sent(work, offer)


@needs(Permission.EDIT_OFFERS)
def back_to_draft(work: Work, offer_id: int) -> None:
    """Make an offer that was not sent yet a draft again; a link that may have gone out is revoked.

    Raises NotFound, WrongState, BeingSent.
    """
    offer = find_offer(work, offer_id, lock=True)
    check_move(label(offer), offer.state, OfferState.DRAFT)
    check_nothing_under_way(work, offer)
    revoke_links(work, offer)
    drop_paper(work, offer)
    move(work, offer, OfferState.DRAFT, "edit_offer_again")


def check_nothing_under_way(work: Work, offer: Offer) -> None:
    """Raises BeingSent while a message with the offer is on its way."""
    query = select(OfferMessage).where(
        OfferMessage.offer_id == offer.key, col(OfferMessage.result) == SendResult.PENDING
    )
    now = clock.now()
    if any(not is_unknown(row.result, row.begun_at, now) for row in work.session.exec(query)):
        raise BeingSent


def _sent(work: Work, offer: Offer) -> None:
    """The first message that went out makes the offer sent; a decision that was quicker stays."""
    if offer.state is OfferState.READY or offer.state is OfferState.DRAFT:
        offer.sent_at = clock.now()
        move(work, offer, OfferState.SENT, "send_offer")
    else:
        touch(work, offer)


def _begun(work: Work, act: str) -> OfferMessage | None:
    check_act(act)
    return work.session.exec(select(OfferMessage).where(OfferMessage.act == act)).first()
