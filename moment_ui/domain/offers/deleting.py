"""Deleting a draft, and taking that back."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.composing.rows import made, values_of
from moment_ui.domain.offers.acts import move
from moment_ui.domain.offers.errors import MayHaveBeenSent, WrongState
from moment_ui.domain.offers.rows import customer_of, find_offer, label
from moment_ui.domain.offers.rules import STATE_WORDS, ShownState, may_edit
from moment_ui.models.offer import (
    Offer,
    OfferActivity,
    OfferLine,
    OfferLink,
    OfferMessage,
    OfferPaper,
    OfferState,
    OfferTag,
)
from moment_ui.models.sending import SendResult

BELONGINGS = (OfferLink, OfferMessage, OfferPaper, OfferTag)
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DeletedOffer:
    """A deleted draft with all its rows, by their old ids: enough to put it back."""

    offer: Values
    activities: dict[int, Values]
    lines: tuple[Values, ...]
    belongings: tuple[tuple[type[Any], Values], ...]

    @property
    def customer_id(self) -> int:
        """Whose draft it was."""
        return self.offer["customer_id"]


@needs(Permission.EDIT_OFFERS)
def delete_offer(work: Work, offer_id: int) -> DeletedOffer:
    """Delete a draft; what it was a revision of counts again. Returns what `restore_offer` takes.

    Raises NotFound, WrongState, and MayHaveBeenSent when a message may have left with it.
    """
    offer = find_offer(work, offer_id, lock=True)
    if not may_edit(offer.state):
        raise WrongState(label(offer), STATE_WORDS[ShownState(offer.state.value)])
    messages = select(OfferMessage.result).where(OfferMessage.offer_id == offer_id)
    if set(work.session.exec(messages)) - {SendResult.FAILED}:
        raise MayHaveBeenSent
    deleted = _kept(work, offer)
    for model in (OfferLine, OfferActivity, *BELONGINGS):
        for row in work.session.exec(select(model).where(col(model.offer_id) == offer_id)):
            work.session.delete(row)
        work.session.flush()
    work.session.delete(offer)
    _reinstate(work, offer)
    title = f"{label(offer)} {offer.name}"
    record(work, "delete_offer", (str(offer.__tablename__), offer_id), title)
    record(work, "delete_offer", customer_of(work, offer), changes={"offer": (title, "")})
    work.emit("offers")
    return deleted


@needs(Permission.EDIT_OFFERS)
def restore_offer(work: Work, deleted: DeletedOffer) -> int:
    """Put a deleted draft back under its number; returns its new id. Raises WrongState.

    A revision supersedes again what it replaced.
    """
    offer = made(Offer, deleted.offer)
    before = _predecessor(work, offer)
    if before is not None:
        before.state_before = before.state
        move(work, before, OfferState.SUPERSEDED, "restore_offer")
    work.session.add(offer)
    work.session.flush()
    ids: dict[int | None, int | None] = {None: None}
    for old, values in deleted.activities.items():
        row = made(OfferActivity, values | {"offer_id": offer.key})
        work.session.add(row)
        work.session.flush()
        ids[old] = row.key
    for values in deleted.lines:
        moved = {"offer_id": offer.key, "activity_id": ids[values["activity_id"]]}
        work.session.add(made(OfferLine, values | moved))
    for model, values in deleted.belongings:
        work.session.add(made(model, values | {"offer_id": offer.key}))
    title = f"{label(offer)} {offer.name}"
    record(work, "restore_offer", offer, title)
    record(work, "restore_offer", customer_of(work, offer), changes={"offer": ("", title)})
    work.emit("offers")
    return offer.key


def _kept(work: Work, offer: Offer) -> DeletedOffer:
    def of(model: Any) -> list[Any]:
        mine = select(model).where(col(model.offer_id) == offer.key).order_by(col(model.id))
        return list(work.session.exec(mine))

    return DeletedOffer(
        values_of(offer),
        {row.key: values_of(row) for row in of(OfferActivity)},
        tuple(values_of(row) for row in of(OfferLine)),
        tuple((model, values_of(row)) for model in BELONGINGS for row in of(model)),
    )


def _predecessor(work: Work, offer: Offer) -> Offer | None:
    query = (
        select(Offer)
        .where(Offer.number == offer.number, Offer.revision < offer.revision)
        .order_by(col(Offer.revision).desc())
    )
    return work.session.exec(query.with_for_update()).first()


def _reinstate(work: Work, offer: Offer) -> None:
    before = _predecessor(work, offer)
    if before is not None and before.state is OfferState.SUPERSEDED and before.state_before:
        state, before.state_before = before.state_before, None
        move(work, before, state, "delete_offer")
