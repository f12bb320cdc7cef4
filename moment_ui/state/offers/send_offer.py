"""The dialog that sends an offer."""

import secrets
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Actor, Permission
from moment_ui.core.words import _
from moment_ui.db.work import writing
from moment_ui.domain.letters.delivery import Outcome
from moment_ui.domain.letters.orders import SendOrder
from moment_ui.domain.offers.delivery import deliver
from moment_ui.domain.offers.greeting import Greeting, greeting
from moment_ui.domain.offers.letters import LINK, without_link
from moment_ui.domain.offers.sending import Outgoing, begin_sending, end_sending, mark_sent
from moment_ui.models.sending import SendResult
from moment_ui.state.base import AppState, NoticeKind, tell
from moment_ui.state.form import Events
from moment_ui.state.letter_form import LetterForm, LetterView
from moment_ui.state.offers.offer import OfferPageState
from moment_ui.state.paths import id_after

TOLD: dict[SendResult, tuple[NoticeKind, str]] = {
    SendResult.SENT: ("success", _("Offer {number} is sent.")),
    SendResult.OUTBOX: (
        "warning",
        _("No mail server is configured: the message with offer {number} lies in the outbox."),
    ),
    SendResult.UNKNOWN: ("warning", "{detail}"),
    SendResult.FAILED: ("error", "{detail}"),
}


class SendOfferState(LetterForm, AppState, rx.State):
    """Sending the offer in the address."""

    form_name: ClassVar[str] = "send"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_OFFERS, Permission.SEND_OFFERS}
    )

    @rx.event
    async def start(self) -> None:
        """Open the dialog with the contact ticked and a proposal of words."""
        found: Greeting = await self._read(greeting, self._id())
        self._offer_people(found.people, found.chosen)
        self._mark, self._link = LINK, found.link
        letter = LetterView(found.sender, found.reply_to, file=found.file)
        values = {"others": found.others, "subject": found.subject, "text": found.text}
        self._begin_with(letter, values)

    @rx.event
    async def by_hand(self) -> Events:
        """Say that the offer was given to the customer without mail from here."""
        await self._write(mark_sent, self._id(), secrets.token_urlsafe(16), "")
        self._shut()
        await tell(self, "success", _("The offer counts as sent."))
        return self._reload()

    def _id(self) -> int:
        return id_after(self.router.url.path, "offers") or 0

    def _row_of(self, outgoing: Any) -> int:
        return outgoing.offer_id

    async def _begin(self, order: SendOrder, texts: dict[str, str]) -> Any:
        del texts
        return await self._write(begin_sending, self._id(), order)

    def _posting(self) -> Any:
        return _posted

    def _reload(self) -> Events:
        return [OfferPageState.reload]

    def _wrong(self, text: str) -> str:
        return without_link(text)

    def _told(self, outgoing: Outgoing, outcome: Outcome) -> tuple[NoticeKind, str]:
        number, refused = outgoing.document.number, ", ".join(outcome.refused)
        if refused:
            text = _("Offer {number} is sent, but not to {refused}: the mail server refused that.")
            return "warning", text.format(number=number, refused=refused)
        kind, text = TOLD[outcome.result]
        return kind, text.format(number=number, detail=outcome.detail)


def _posted(actor: Actor, outgoing: Outgoing) -> Outcome:
    """Take a message to the post and write down what became of it: in one go, whoever leaves meanwhile."""
    outcome = deliver(outgoing)
    with writing(actor) as work:
        end_sending(work, outgoing.row_id, outcome)
    return outcome
