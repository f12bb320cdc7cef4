"""The dialog that sends an offer: to whom, with what words; and what became of it."""

import secrets
from dataclasses import dataclass
from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.db.pool import in_pool
from moment_ui.domain.offers.delivery import deliver
from moment_ui.domain.offers.greeting import Greeting, greeting
from moment_ui.domain.offers.sending import (
    begin_sending,
    end_sending,
    mark_sent,
    read_order,
)
from moment_ui.mail.letter import Person
from moment_ui.mail.post import has_server
from moment_ui.models.offer import SendResult
from moment_ui.state.base import AppState, NoticeKind, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.offer import OfferPageState
from moment_ui.state.paths import id_after

FIELDS = ("others", "subject", "text")
TOLD: dict[SendResult, tuple[NoticeKind, str]] = {
    SendResult.SENT: ("success", _("Offer {number} is sent.")),
    SendResult.OUTBOX: (
        "warning",
        _("No mail server is configured: the message with offer {number} lies in the outbox."),
    ),
    SendResult.UNKNOWN: ("warning", "{detail}"),
    SendResult.FAILED: ("error", "{detail}"),
}


@dataclass
class ReceiverBox:
    """A contact to tick; `field` is its name in the form."""

    field: str = ""
    name: str = ""
    email: str = ""
    on: bool = False


class SendOfferState(FormState, AppState, rx.State):
    """Sending the offer in the address."""

    form_name: ClassVar[str] = "send"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_OFFERS, Permission.SEND_OFFERS}
    )

    receivers: rx.Field[list[ReceiverBox]] = rx.field(default_factory=list)
    has_server: rx.Field[bool] = rx.field(default=True)
    file: rx.Field[str] = rx.field("")
    _act: str = ""

    @rx.event
    async def start(self) -> None:
        """Open the dialog with the contact ticked and a proposal of words."""
        found: Greeting = await self._read(greeting, self._id())
        self.has_server, self.file = has_server(), found.file
        self.receivers = [
            ReceiverBox(f"to-{place}", person.name, person.email, on=person.email == found.chosen)
            for place, person in enumerate(found.people)
        ]
        self._act = secrets.token_urlsafe(16)
        self._open({"others": found.others, "subject": found.subject, "text": found.text})

    @rx.event
    async def by_hand(self) -> Events:
        """Say that the offer was given to the customer without mail from here."""
        await self._write(mark_sent, self._id(), secrets.token_urlsafe(16), "")
        self._shut()
        await tell(self, "success", _("The offer counts as sent."))
        return [OfferPageState.reload]

    def _id(self) -> int:
        return id_after(self.router.url.path, "offers") or 0

    def _fields(self) -> tuple[str, ...]:
        return (*FIELDS, *(box.field for box in self.receivers))

    async def _check_field(self, key: str, text: str) -> str:
        known = {"to": Person("", "a@b.example")}
        proof = {"to": "on", "subject": "-", "text": "{link}", key: text}
        try:
            read_order(proof, "x" * 16, known)
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        known = {box.field: Person(box.name, box.email) for box in self.receivers}
        order = read_order(texts, self._act, known)
        outgoing = await self._write(begin_sending, self._id(), order)
        if outgoing is not None:
            outcome = await in_pool(deliver, outgoing)
            await self._write(end_sending, outgoing.row_id, outcome)
            kind, text = TOLD[outcome.result]
            number = outgoing.document.number
            await tell(self, kind, text.format(number=number, detail=outcome.detail))
            if outcome.result is SendResult.FAILED:
                self._act = secrets.token_urlsafe(16)
                self.problem = outcome.detail
                return [OfferPageState.reload]
        self._shut()
        return [OfferPageState.reload]
