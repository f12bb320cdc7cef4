"""What a customer said, registered by hand; taken back when that was a mistake."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from moment_ui.core import clock, fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.offers.acts import move
from moment_ui.domain.offers.errors import HasProject, WrongState
from moment_ui.domain.offers.rows import find_offer, label, touch
from moment_ui.domain.offers.rules import STATE_WORDS, ShownState, check_move
from moment_ui.models.offer import DecidedThrough, Offer, OfferState
from moment_ui.models.project import Project

NOTE = 2000


@dataclass(frozen=True, slots=True)
class Decision:
    """Who accepted or declined, on which day, and what was said. `address` is where a link was clicked."""

    accepted: bool
    by: str
    on: dt.date
    note: str = ""
    through: DecidedThrough = DecidedThrough.HAND
    address: str = ""


def read_decision(texts: Mapping[str, str], today: dt.date) -> Decision:
    """The decision that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    answer = texts.get("answer", "")
    on = form.read("on", fields.day) or today
    decision = Decision(
        answer == "accepted",
        form.text("by", fields.required_line),
        on,
        form.text("note", partial(fields.paragraphs, longest=NOTE)),
    )
    if answer not in {"accepted", "declined"}:
        form.errors["answer"] = _("Choose accepted or declined.")
    if on > today:
        form.errors["on"] = _("That day has not come yet.")
    form.finish()
    return decision


@needs(Permission.SEND_OFFERS)
def register_decision(work: Work, offer_id: int, decision: Decision) -> None:
    """Write down what the customer said. Raises NotFound, WrongState, Invalid."""
    offer = find_offer(work, offer_id, lock=True)
    if decision.on < offer.issue_date:
        raise Invalid(on=_("That is before the offer was issued."))
    if offer.state is not OfferState.SENT:
        raise WrongState(label(offer), STATE_WORDS[ShownState(offer.state.value)])
    decide(work, offer, decision)


@needs(Permission.SEND_OFFERS)
def undo_decision(work: Work, offer_id: int) -> None:
    """Take back a decision that was registered by hand. Raises NotFound, WrongState, HasProject."""
    offer = find_offer(work, offer_id, lock=True)
    if offer.decided_through is not DecidedThrough.HAND:
        raise WrongState(label(offer), STATE_WORDS[ShownState(offer.state.value)])
    if offer.project_id is not None:
        project = work.session.get_one(Project, offer.project_id)
        raise HasProject(project.number)
    check_move(label(offer), offer.state, OfferState.SENT)
    offer.decided_at, offer.decided_on, offer.decided_through = None, None, None
    offer.decided_by = offer.decision_note = offer.decided_from = ""
    move(work, offer, OfferState.SENT, "undo_decision")


def decide(work: Work, offer: Offer, decision: Decision) -> None:
    """Put a decision on an offer that is held locked. Raises WrongState. For this noun's commands."""
    to = OfferState.ACCEPTED if decision.accepted else OfferState.DECLINED
    check_move(label(offer), offer.state, to)
    offer.decided_at, offer.decided_on = clock.now(), decision.on
    offer.decided_by, offer.decision_note = decision.by, decision.note
    offer.decided_through, offer.decided_from = decision.through, decision.address
    change = {
        "state": (offer.state.value, to.value),
        "decided_by": ("", decision.by),
        "through": ("", decision.through.value),
    }
    offer.state = to
    record(work, "decide_offer", offer, label(offer), change)
    touch(work, offer)
