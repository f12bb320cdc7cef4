"""What dialogs that send a paper by e-mail share: to whom, with what words, how it will leave, what became of it."""

import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import reflex as rx

from moment_ui.core.actor import Actor
from moment_ui.core.errors import Invalid, LoggedOut
from moment_ui.db.pool import by_post
from moment_ui.domain.letters.delivery import Outcome
from moment_ui.domain.letters.orders import SendOrder, read_order
from moment_ui.domain.letters.people import shown_person
from moment_ui.mail.letter import Person
from moment_ui.mail.post import has_server
from moment_ui.models.sending import SendResult
from moment_ui.state import arguments as check
from moment_ui.state.base import NoticeKind, tell
from moment_ui.state.caller import fresh_actor
from moment_ui.state.form import Events, FormState

FIELDS = ("others", "subject", "text")


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


class LetterForm(FormState, mixin=True):
    """A dialog that writes a message down, takes it to the post and tells what became of it.

    A state says below what it writes down; `_outgoing` is that, with an `act` of the dialog's own.
    """

    receivers: rx.Field[list[ReceiverBox]] = rx.field(default_factory=list)
    has_server: rx.Field[bool] = rx.field(default=True)
    letter: rx.Field[LetterView] = rx.field(default_factory=LetterView)
    on_its_way: rx.Field[bool] = rx.field(default=False)
    _act: str = ""
    _mark: str = ""  # what in the text becomes the link
    _link: str = ""
    _texts: dict[str, str] = {}
    _outgoing: Any = None

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
            whose = self._whose()
            self.saving = outgoing is not None
        if outgoing is None:
            return []
        try:
            outcome = await by_post(self._posting(), await fresh_actor(), outgoing)
        except Exception as error:
            async with self:
                if self._whose() == whose:
                    self.on_its_way = self.saving = False
                elif isinstance(error, LoggedOut):  # not the log-in of who sits here now
                    return []
            raise
        async with self:
            if self._whose() != whose:
                return []
            await self._tell(outgoing, outcome)
            still_there = self._id() == self._row_of(outgoing)
        return self._reload() if still_there else []

    # ── what a state says of itself; not reachable from a browser ──────────────────────────────

    def _id(self) -> int:
        """The row that the address names."""
        raise NotImplementedError

    def _row_of(self, outgoing: Any) -> int:
        """The row that a message is about."""
        raise NotImplementedError

    async def _begin(self, order: SendOrder, texts: dict[str, str]) -> Any:
        """Write the message down; None when this act was begun before."""
        raise NotImplementedError

    def _posting(self) -> Callable[[Actor, Any], Outcome]:
        """What takes a message to the post and writes down what became of it, in one go."""
        raise NotImplementedError

    def _reload(self) -> Events:
        """Show what the log says now."""
        raise NotImplementedError

    def _told(self, outgoing: Any, outcome: Outcome) -> tuple[NoticeKind, str]:
        """What became of a message, in a sentence."""
        raise NotImplementedError

    def _wrong(self, text: str) -> str:
        """What is wrong with the text, "" when nothing is."""
        del text
        return ""

    # ── what its handlers share ────────────────────────────────────────────────────────────────

    def _offer_people(self, people: Iterable[Person], chosen: str) -> None:
        """Begin anew: an act of its own, these people to tick, one of them ticked."""
        self.has_server, self.on_its_way, self.saving = has_server(), False, False
        self.receivers = [
            ReceiverBox(f"to-{place}", person.name, person.email, on=person.email == chosen)
            for place, person in enumerate(people)
        ]
        self._act = secrets.token_urlsafe(16)

    def _begin_with(self, letter: LetterView, values: dict[str, str]) -> None:
        """Open the dialog with what is proposed."""
        self.letter = letter
        self._texts = values | {box.field: "on" for box in self.receivers if box.on}
        self._draw_letter()
        self._open(values)

    def _fields(self) -> tuple[str, ...]:
        return (*FIELDS, *(box.field for box in self.receivers))

    def _left(self, key: str, text: str) -> None:
        self._texts = self._texts | {key: text}
        self._draw_letter()

    def _draw_letter(self) -> None:
        texts = self._texts
        ticked = [Person(box.name, box.email) for box in self.receivers if texts.get(box.field)]
        typed = [part.strip() for part in re.split(r"[,;\n]", texts.get("others", ""))]
        text = texts.get("text", "")
        before, mark, after = text.partition(self._mark) if self._mark else (text, "", "")
        self.letter = replace(
            self.letter,
            receivers=", ".join(filter(None, [*map(shown_person, ticked), *typed])),
            subject=texts.get("subject", ""),
            before=before,
            link=self._link if mark else "",
            after=after.replace(self._mark, self._link) if mark else "",
        )

    async def _check_field(self, key: str, text: str) -> str:
        known = {"to": Person("", "a@b.example")}
        proof = {"to": "on", "subject": "-", "text": self._mark or "-", key: text}
        try:
            read_order(proof, "x" * 16, known, self._wrong)
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        if self.on_its_way:
            return []
        known = {box.field: Person(box.name, box.email) for box in self.receivers}
        order = read_order(texts, self._act, known, self._wrong)
        self._outgoing = await self._begin(order, texts)
        if self._outgoing is None:  # this dialog's message is written down already
            self._shut()
            return self._reload()
        self.problem, self.on_its_way = "", True
        return [*self._reload(), type(self).take_to_post]

    async def _tell(self, outgoing: Any, outcome: Outcome) -> None:
        """Say what became of a message; the dialog stays open, as it is, when it can be tried again."""
        waiting = self._id() == self._row_of(outgoing) and self.on_its_way
        if waiting:
            self.on_its_way = self.saving = False
        if waiting and self.opened and outcome.result is SendResult.FAILED:
            self._act = secrets.token_urlsafe(16)
            self.problem = outcome.detail
            return
        await tell(self, *self._told(outgoing, outcome))
        if waiting:
            self._shut()
