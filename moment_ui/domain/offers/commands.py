"""Making offers, moving them through their states, deleting and copying them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from moment_ui.core import clock, fields
from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.composing.rows import made, values_of
from moment_ui.domain.numbering.series import take_number
from moment_ui.domain.offers.acts import check_offer, move, offered_customer
from moment_ui.domain.offers.draft import NewOffer
from moment_ui.domain.offers.errors import Expired
from moment_ui.domain.offers.rows import (
    content_of,
    find_offer,
    label,
    set_search,
    touch,
)
from moment_ui.domain.offers.rules import (
    VALID_DAYS,
    check_move,
)
from moment_ui.domain.tags.choices import give_tags, tags_on
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.numbering import SeriesKind
from moment_ui.models.offer import Offer, OfferActivity, OfferLine, OfferState
from moment_ui.models.project import CoWorker
from moment_ui.models.tag import TagKind


@needs(Permission.EDIT_OFFERS)
def create_offer(work: Work, customer_id: int, draft: NewOffer) -> int:
    """Make a draft for a customer; returns its id.

    Prefilled: issue date, validity, the customer's currency and language, and who makes it. Raises
    NotFound, NoOffers, SeriesUsedUp.
    """
    customer = offered_customer(work, customer_id)
    today: dt.date = work.today()
    company = work.session.get_one(Company, work.company_id)
    offer = Offer(
        number=_next_number(work),
        customer_id=customer.key,
        name=draft.name,
        issue_date=today,
        start_on=draft.start_on,
        valid_until=draft.valid_until or today + dt.timedelta(days=VALID_DAYS),
        customer_reference=draft.customer_reference,
        contract_reference=draft.contract_reference,
        currency=customer.currency or company.currency,
        language=customer.language or fields.language_of(customer.country),
        **_made_by(work),
    )
    _store(work, offer, customer)
    give_tags(work, TagKind.OFFER, offer.key, draft.tag_ids)
    _tell(work, "create_offer", offer, customer)
    return offer.key


@needs(Permission.EDIT_OFFERS)
def set_offer_tags(work: Work, offer_id: int, tag_ids: Sequence[int]) -> None:
    """Give the offer exactly these tags. Raises NotFound."""
    offer = find_offer(work, offer_id, lock=True)
    changed = give_tags(work, TagKind.OFFER, offer_id, tag_ids)
    if changed.count:
        record(work, "set_offer_tags", offer, label(offer), {"tags": changed.sides})
        work.emit("offers")


@needs(Permission.EDIT_OFFERS)
def make_ready(work: Work, offer_id: int) -> None:
    """Say that a draft is ready to send. Raises NotFound, WrongState, NotReady, NoOffers."""
    offer = find_offer(work, offer_id, lock=True)
    check_move(label(offer), offer.state, OfferState.READY)
    check_offer(work, offer)
    move(work, offer, OfferState.READY, "make_offer_ready")


@needs(Permission.SEND_OFFERS)
def extend_validity(work: Work, offer_id: int, until: dt.date) -> None:
    """Let a sent offer be valid until a later day; its link follows. Raises NotFound, WrongState, Expired."""
    offer = find_offer(work, offer_id, lock=True)
    check_move(label(offer), offer.state, OfferState.ACCEPTED)
    if until < work.today():
        raise Expired(until)
    before, offer.valid_until = offer.valid_until, until
    record(work, "extend_offer", offer, label(offer), {"valid_until": (before, until)})
    touch(work, offer)


@needs(Permission.EDIT_OFFERS)
def duplicate_offer(work: Work, offer_id: int) -> int:
    """A new draft with the same content and a number of its own; returns its id.

    Raises NotFound, NoOffers.
    """
    source = find_offer(work, offer_id)
    customer = offered_customer(work, source.customer_id)
    copy = _copy(work, source, number=_next_number(work), revision=1)
    _fill_copy(work, source, copy, customer)
    _tell(work, "duplicate_offer", copy, customer)
    return copy.key


@needs(Permission.EDIT_OFFERS)
def revise_offer(work: Work, offer_id: int) -> int:
    """A new draft that replaces a sent or declined offer, under its number; returns its id.

    The old one is superseded at once: its link says so. Raises NotFound, WrongState, NoOffers.
    """
    source = find_offer(work, offer_id, lock=True)
    check_move(label(source), source.state, OfferState.SUPERSEDED)
    customer = offered_customer(work, source.customer_id)
    newest = select(Offer.revision).where(Offer.number == source.number)
    latest = work.session.exec(newest.order_by(col(Offer.revision).desc())).first() or 1
    copy = _copy(work, source, number=source.number, revision=latest + 1)
    _fill_copy(work, source, copy, customer)
    source.state_before = source.state
    move(work, source, OfferState.SUPERSEDED, "revise_offer")
    _tell(work, "revise_offer", copy, customer)
    return copy.key


def _next_number(work: Work) -> int:
    return take_number(work, SeriesKind.OFFER)


def _made_by(work: Work) -> dict[str, Any]:
    query = select(CoWorker).where(CoWorker.user_id == work.actor.user_id)
    person = work.session.exec(query).first()
    return {
        "author_id": person.key if person else None,
        "author_name": person.name if person else work.actor.name,
        "created_by": work.actor.user_id or None,
        "created_at": clock.now(),
        "updated_at": clock.now(),
    }


def _store(work: Work, offer: Offer, customer: Customer) -> None:
    offer.changed_by = work.actor.name
    set_search(offer, customer)
    work.session.add(offer)
    work.session.flush()


_OWN = ("state", "state_before", "project_id", "sent_at", "version", "search", "changed_by")
_DECISION = ("decided_at", "decided_on", "decided_by", "decided_through", "decided_from")


def _copy(work: Work, source: Offer, *, number: int, revision: int) -> Offer:
    today: dt.date = work.today()
    length = max(source.valid_until - source.issue_date, dt.timedelta(days=1))
    kept = values_of(source, *_OWN, *_DECISION, "decision_note", "created_at", "updated_at")
    given = {
        "number": number,
        "revision": revision,
        "issue_date": today,
        "valid_until": today + length,
    }
    return made(Offer, kept | given | _made_by(work))


def _fill_copy(work: Work, source: Offer, copy: Offer, customer: Customer) -> None:
    _store(work, copy, customer)
    content = content_of(work, source.key)
    ids: dict[int | None, int | None] = {None: None}
    for activity in content.activities:
        row = made(OfferActivity, values_of(activity) | {"offer_id": copy.key})
        work.session.add(row)
        work.session.flush()
        ids[activity.key] = row.key
    for line in content.lines:
        moved = {"offer_id": copy.key, "activity_id": ids[line.activity_id]}
        work.session.add(made(OfferLine, values_of(line) | moved))
    give_tags(
        work, TagKind.OFFER, copy.key, [tag.id for tag in tags_on(work, TagKind.OFFER, source.key)]
    )


def _tell(work: Work, action: str, offer: Offer, customer: Customer) -> None:
    title = f"{label(offer)} {offer.name}"
    record(work, action, offer, title)
    record(work, action, customer, changes={"offer": ("", title)})
    work.emit("offers")
