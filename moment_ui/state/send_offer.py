"""The dialog that sends an offer: to whom, with what words, how it will leave; what became of it."""

import re
import secrets
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Actor, Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.db.pool import by_post
from moment_ui.db.work import writing
from moment_ui.domain.offers.delivery import deliver
from moment_ui.domain.offers.greeting import Greeting, greeting
from moment_ui.domain.offers.letters import LINK, read_order, shown_person
from moment_ui.domain.offers.sending import (
    Outcome,
    Outgoing,
    begin_sending,
    end_sending,
    mark_sent,
)
from moment_ui.mail.letter import Person
from moment_ui.mail.post import has_server
from moment_ui.models.offer import SendResult
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, NoticeKind, tell
from moment_ui.state.caller import fresh_actor
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


@dataclass
class LetterView:
    """The letter as it will leave. The text is what stands before the link, the link, and the rest."""

    sender: str = ""
    reply_to: str = ""
    receivers: str = ""
    subject: str = ""
    before: str = ""
    link: str = ""
    after: str = ""
    file: str = ""


class SendOfferState(FormState, AppState, rx.State):
    """Sending the offer in the address."""

    form_name: ClassVar[str] = "send"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_OFFERS, Permission.SEND_OFFERS}
    )

    receivers: rx.Field[list[ReceiverBox]] = rx.field(default_factory=list)
    has_server: rx.Field[bool] = rx.field(default=True)
    letter: rx.Field[LetterView] = rx.field(default_factory=LetterView)
    on_its_way: rx.Field[bool] = rx.field(default=False)
    _act: str = ""
    _link: str = ""
    _texts: dict[str, str] = {}
    _outgoing: Outgoing | None = None

    @rx.event
    async def start(self) -> None:
        """Open the dialog with the contact ticked and a proposal of words."""
        found: Greeting = await self._read(greeting, self._id())
        self.has_server, self.on_its_way, self.saving = has_server(), False, False
        self.receivers = [
            ReceiverBox(f"to-{place}", person.name, person.email, on=person.email == found.chosen)
            for place, person in enumerate(found.people)
        ]
        self._act = secrets.token_urlsafe(16)
        self._link = found.link
        self.letter = LetterView(found.sender, found.reply_to, file=found.file)
        values = {"others": found.others, "subject": found.subject, "text": found.text}
        self._texts = values | {box.field: "on" for box in self.receivers if box.on}
        self._draw_letter()
        self._open(values)

    @rx.event
    async def tick(self, field: str, on: Any) -> None:
        """A contact is ticked, or not any more: the letter says whom it goes to."""
        key = check.one_of(field, tuple(box.field for box in self.receivers))
        self._left(key, "on" if check.flag(on) else "")

    @rx.event(background=True)
    async def take_to_post(self) -> Events:
        """Take the message that was written down to the post, and tell what became of it.

        A mail server may take its time: the page can be used meanwhile, and left.
        """
        async with self:
            outgoing, self._outgoing = self._outgoing, None
            self.saving = outgoing is not None
        if outgoing is None:
            return []
        try:
            outcome = await by_post(_posted, await fresh_actor(), outgoing)
        except Exception:
            async with self:
                self.on_its_way = self.saving = False
            raise
        async with self:
            await self._tell(outgoing, outcome)
            still_there = self._id() == outgoing.offer_id
        return [OfferPageState.reload] if still_there else []

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

    def _left(self, key: str, text: str) -> None:
        self._texts = self._texts | {key: text}
        self._draw_letter()

    def _draw_letter(self) -> None:
        texts = self._texts
        ticked = [Person(box.name, box.email) for box in self.receivers if texts.get(box.field)]
        typed = [part.strip() for part in re.split(r"[,;\n]", texts.get("others", ""))]
        before, mark, after = texts.get("text", "").partition(LINK)
        self.letter = replace(
            self.letter,
            receivers=", ".join(filter(None, [*map(shown_person, ticked), *typed])),
            subject=texts.get("subject", ""),
            before=before,
            link=self._link if mark else "",
            after=after.replace(LINK, self._link),
        )

    async def _check_field(self, key: str, text: str) -> str:
        known = {"to": Person("", "a@b.example")}
        proof = {"to": "on", "subject": "-", "text": LINK, key: text}
        try:
            read_order(proof, "x" * 16, known)
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        if self.on_its_way:
            return []
        known = {box.field: Person(box.name, box.email) for box in self.receivers}
        order = read_order(texts, self._act, known)
        self._outgoing = await self._write(begin_sending, self._id(), order)
        if self._outgoing is None:  # this dialog's message is written down already
            self._shut()
            return [OfferPageState.reload]
        self.problem, self.on_its_way = "", True
        return [OfferPageState.reload, SendOfferState.take_to_post]

    async def _tell(self, outgoing: Outgoing, outcome: Outcome) -> None:
        """Say what became of a message; the dialog stays open, as it is, when it can be tried again."""
        waiting = self._id() == outgoing.offer_id and self.on_its_way
        if waiting:
            self.on_its_way = self.saving = False
        if waiting and self.opened and outcome.result is SendResult.FAILED:
            self._act = secrets.token_urlsafe(16)
            self.problem = outcome.detail
            return
        await tell(self, *_told(outgoing, outcome))
        if waiting:
            self._shut()


def _told(outgoing: Outgoing, outcome: Outcome) -> tuple[NoticeKind, str]:
    """What became of a message, in a sentence."""
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
