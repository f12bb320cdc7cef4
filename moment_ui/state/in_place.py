"""What values edited where they stand share: one is open at a time, and nothing typed is lost."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.errors import NeedsConfirmation
from moment_ui.core.words import _
from moment_ui.state import arguments as check
from moment_ui.state.form import Events, FormState


class InPlaceForm(FormState, mixin=True):
    """A mixin: the one field of a page that is being edited.

    `keys` are the fields there are, `labels` their names. A state says how a field is read, saved
    and taken back.
    """

    form_name: ClassVar[str] = "fact"
    keys: ClassVar[tuple[str, ...]] = ()
    labels: ClassVar[Mapping[str, str]] = {}

    key: rx.Field[str] = rx.field("")
    value: rx.Field[str] = rx.field("")
    choices: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    input_mode: rx.Field[str] = rx.field("text")
    is_long: rx.Field[bool] = rx.field(default=False)
    error: rx.Field[str] = rx.field("")
    changed_by: rx.Field[str] = rx.field("")
    theirs: rx.Field[str] = rx.field("")

    def _begin(self) -> None:
        """Remember whose field it is: the one in the address, which may be left before it is saved."""
        raise NotImplementedError

    async def _value_now(self) -> str:
        """The field as it is stored now; its choices and keyboard are set on the way."""
        raise NotImplementedError

    @rx.event
    async def start(self, key: str) -> Any:
        """Turn a value into a field. One that needs the reader is not left for another."""
        wanted = check.one_of(key, self.keys)
        if self.opened and (self.error or self.question or self.changed_by):
            return rx.set_focus(f"{self.form_name}-{self.key}")
        self._begin()
        self.key = wanted
        await self._read_anew()
        return None

    @rx.event
    async def read_anew(self) -> None:
        """Take what somebody else saved, and edit that."""
        if self.opened:
            await self._read_anew()

    async def _read_anew(self) -> None:
        self.error, self.changed_by, self.theirs = "", "", ""
        self.value = await self._value_now()
        self._open({self.key: self.value})

    def _fields(self) -> tuple[str, ...]:
        return (self.key,) if self.key else ()

    def _question(self, asked: NeedsConfirmation) -> None:
        self.error = ""
        self._ask(asked.question, asked.key)

    def _refuse(self, messages: Mapping[str, str]) -> Events:
        """The message beside the field; the cursor stays where the reader has put it."""
        self.error = " ".join(
            why if key == self.key else f"{self.labels.get(key, key)}: {why}"
            for key, why in messages.items()
        )
        return []

    def _conflict(self, by: str, theirs: str) -> None:
        """Keep what was typed; from now on it is saved over what the other one saved."""
        self.changed_by, self.theirs = by or _("Someone else"), theirs

    def _shut(self) -> None:
        super()._shut()
        self.key, self.error, self.changed_by = "", "", ""


def saved_words(label: str, value: str) -> str:
    """What a field is now, as a message says it."""
    if not value:
        return _("{field} is empty now.").format(field=label)
    return _("{field} is now {value}.").format(field=label, value=value)
