"""What a reader can do with an offer in its state."""

from moment_ui.core.actor import Actor, Permission
from moment_ui.domain.offers.queries import OfferDetails
from moment_ui.domain.offers.rules import may_edit, may_move, may_revise
from moment_ui.models.offer import DecidedThrough, OfferState
from moment_ui.models.sending import SendResult
from moment_ui.reports.offers.offer_view import OfferRights


def rights_of(details: OfferDetails, actor: Actor) -> OfferRights:
    """What the actor can do with the offer now; the commands check again."""
    may, offer = actor.may, details.offer
    edits, sends = may(Permission.EDIT_OFFERS), may(Permission.SEND_OFFERS)
    state, messages = offer.state, details.messages
    accepted, no_project = state is OfferState.ACCEPTED, offer.project_id is None
    by_hand = offer.decided_through is DecidedThrough.HAND
    projects = may(Permission.EDIT_PROJECTS)
    left = any(message.result is not SendResult.FAILED for message in messages)
    return OfferRights(
        edit=edits and may_edit(state),
        ready=edits and may_move(state, OfferState.READY),
        back=edits and may_move(state, OfferState.DRAFT),
        send=sends
        and (may_move(state, OfferState.SENT) or state is OfferState.SENT)
        and state in {OfferState.DRAFT, OfferState.READY, OfferState.SENT},
        decide=sends and state is OfferState.SENT,
        undo_decision=sends and by_hand and no_project,
        extend=sends and state is OfferState.SENT,
        revise=edits and may_revise(state),
        duplicate=edits,
        delete=edits and may_edit(state) and not left,
        project=projects and accepted and no_project,
        undo_project=projects and accepted and not no_project,
    )
