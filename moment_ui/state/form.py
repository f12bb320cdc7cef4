"""What every form in a dialog shares: open, check a field, save, confirm, and lose nothing typed.

The fields are the browser's own (uncontrolled); the server hears of a field when it is left and of
all of them when they are saved. `values` is only what the form starts with.
"""

from collections.abc import AsyncIterator, Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.errors import AppError, Invalid, LoggedOut, NeedsConfirmation
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, show_error

LONGEST = 20_000
Events = list[Any]


class FormState(AppState, mixin=True):
    """A mixin: a form in a dialog. A state derives from it and says how to check and to save.

    `form_name` begins the ids of the fields: "new-customer" for "new-customer-name".
    """

    form_name: ClassVar[str] = ""

    opened: rx.Field[bool] = rx.field(default=False)
    saving: rx.Field[bool] = rx.field(default=False)
    values: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    problem: rx.Field[str] = rx.field("")
    question: rx.Field[str] = rx.field("")
    round: rx.Field[int] = rx.field(0)
    _typed: dict[str, str] = {}
    _asked: str = ""
    _opened_at: str = ""
    _confirmed: frozenset[str] = frozenset()

    def _fields(self) -> tuple[str, ...]:
        """The names of the form's fields; others that arrive are ignored."""
        raise NotImplementedError

    def _left(self, key: str, text: str) -> None:
        """A field was left with this text in it."""

    async def _check_field(self, key: str, text: str) -> str:
        """What is wrong with one field as typed, "" when nothing is."""
        del key, text
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        """Save what was typed; returns what happens next. Raises AppError."""
        raise NotImplementedError

    @rx.event
    async def leave_field(self, key: str, text: str) -> None:
        """Check a field the reader has just left; an empty one is asked for when saving only."""
        key, text = check.one_of(key, self._fields()), check.text(text, LONGEST)
        self._left(key, text)
        wrong = await self._check_field(key, text) if text.strip() else ""
        if wrong != self.errors.get(key, ""):
            others = {name: message for name, message in self.errors.items() if name != key}
            self.errors = others | ({key: wrong} if wrong else {})

    @rx.event
    async def submit(self, form: dict[str, Any]) -> AsyncIterator[Any]:
        """Save what was typed. A second click on what was saved already saves nothing."""
        if not self.opened:
            return
        self._typed = typed_texts(form, self._fields())
        self._confirmed = frozenset()
        self.saving = True
        yield
        for event in await self._try():
            yield event

    @rx.event
    async def confirm(self) -> AsyncIterator[Any]:
        """Save all the same: the answer to the question just asked, and to nothing else."""
        if not (self.opened and self._asked):
            return
        self._confirmed |= {self._asked}
        self.saving = True
        yield
        for event in await self._try():
            yield event

    @rx.event
    async def take_back(self) -> None:
        """Go back to the fields: the other answer to the question."""
        self._ask("", "")

    @rx.event
    async def close(self) -> None:
        """Close the form. The browser has asked about unsaved changes before."""
        self._shut()

    @rx.event
    async def set_open(self, opened: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The dialog's own way to close: Escape and the cross."""
        if not check.flag(opened):
            self._shut()

    def _open(self, values: Mapping[str, str]) -> None:
        """Show the form with these values."""
        self.values = dict(values)
        self.errors, self.problem = {}, ""
        self._ask("", "")
        self.round += 1
        self._opened_at = self.router.url.path
        self.opened = True

    def _shut(self) -> None:
        self.opened, self.saving = False, False
        self._typed = {}
        self._ask("", "")

    def _leave_behind(self) -> None:
        """Close the form when the reader has gone to another page, whose row it is not about."""
        if self.opened and self.router.url.path != self._opened_at:
            self._shut()

    def _ask(self, question: str, key: str) -> None:
        self.question, self._asked = question, key

    async def _try(self) -> Events:
        self._ask("", self._asked)
        events: Events = []
        try:
            events = await self._save(self._typed)
        except Invalid as invalid:
            events = self._refuse(invalid.fields)
        except NeedsConfirmation as asked:
            self.errors, self.problem = {}, ""
            self._question(asked)
        except LoggedOut as error:
            events = [show_error(error)]
        except AppError as error:
            self.errors, self.problem = {}, error.message
        except Exception as error:  # the form must not stay locked, whatever happened
            events = [show_error(error)]
        self.saving = False
        return events

    def _question(self, asked: NeedsConfirmation) -> None:
        """Put the question; a state with more to show overrides this."""
        self._ask(asked.question, asked.key)

    def _refuse(self, messages: Mapping[str, str]) -> Events:
        """Show what is wrong, and put the cursor into the first field that needs the reader."""
        known = self._fields()
        self.errors = {key: messages[key] for key in known if key in messages}
        others = [message for key, message in messages.items() if key not in known]
        self.problem = " ".join(others)
        return [rx.set_focus(f"{self.form_name}-{key}") for key in tuple(self.errors)[:1]]


def typed_texts(form: Any, fields: tuple[str, ...]) -> dict[str, str]:
    """A posted form as texts: the known fields, missing ones (unticked boxes) empty."""
    if not isinstance(form, dict):
        raise check.BadArgument
    return {key: check.text(form.get(key) or "", LONGEST) for key in fields}
