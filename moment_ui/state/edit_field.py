"""One value on a customer's page, edited where it stands."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NeedsConfirmation
from moment_ui.core.words import _
from moment_ui.domain.customers import rules
from moment_ui.domain.customers.draft import FIELD_LABELS, texts_of
from moment_ui.domain.customers.errors import CustomerChanged
from moment_ui.domain.customers.one_field import FieldEdit, FieldSaved, edit_field, undo_edit
from moment_ui.domain.customers.queries import customer
from moment_ui.reports.customer_facts import IN_PLACE
from moment_ui.reports.history import shown_value
from moment_ui.state import arguments as check
from moment_ui.state.base import tell
from moment_ui.state.customer_profile import CustomerProfileState
from moment_ui.state.customer_texts import (
    CHANNEL_CHOICES,
    INVOICE_TYPE_CHOICES,
    country_choices,
    currency_choices,
    language_choices,
)
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after

CHOICES = {
    "country": country_choices,
    "currency": currency_choices,
    "language": language_choices,
    "invoice_type": lambda: INVOICE_TYPE_CHOICES,
    "einvoice_channel": lambda: CHANNEL_CHOICES,
}
INPUT_MODES = {
    "email": "email",
    "external_receiver": "email",
    "phone": "tel",
    "website": "url",
    "credit_days": "numeric",
}


class EditFieldState(FormState, rx.State):
    """The one field of the customer in the address that is being edited."""

    form_name: ClassVar[str] = "fact"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.EDIT_CUSTOMERS}
    )

    key: rx.Field[str] = rx.field("")
    value: rx.Field[str] = rx.field("")
    choices: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    input_mode: rx.Field[str] = rx.field("text")
    error: rx.Field[str] = rx.field("")
    changed_by: rx.Field[str] = rx.field("")
    theirs: rx.Field[str] = rx.field("")
    _customer_id: int = 0
    _version: int = 0
    _country: str = ""
    _undo: FieldSaved | None = None

    @rx.event
    async def start(self, key: str) -> Any:
        """Turn a value into a field. One that needs the reader is not left for another."""
        wanted = check.one_of(key, IN_PLACE)
        if self.opened and (self.error or self.question or self.changed_by):
            return rx.set_focus(f"{self.form_name}-{self.key}")
        self._customer_id = id_after(self.router.url.path, "customers") or 0
        self.key = wanted
        await self._read_anew()
        return None

    @rx.event
    async def read_anew(self) -> None:
        """Take what somebody else saved, and edit that."""
        if self.opened:
            await self._read_anew()

    @rx.event
    async def undo_save(self) -> Any:
        """Put back what the last saved field was, unless somebody has changed the customer since."""
        saved, self._undo = self._undo, None
        if saved is None:
            return None
        await self._write(undo_edit, saved)
        return CustomerProfileState.reload

    async def _read_anew(self) -> None:
        record = await self._read(customer, self._customer_id)
        self._version, self._country = record.version, record.draft.country
        self.choices = CHOICES[self.key]() if self.key in CHOICES else []
        self.input_mode = INPUT_MODES.get(self.key, "text")
        self.error, self.changed_by, self.theirs = "", "", ""
        self.value = texts_of(record.draft)[self.key]
        self._open({self.key: self.value})

    def _fields(self) -> tuple[str, ...]:
        return (self.key,) if self.key else ()

    async def _save(self, texts: dict[str, str]) -> Events:
        typed = texts[self.key]
        self.error = ""
        if wrong := rules.check_field(self.key, typed, self._country):
            raise Invalid(**{self.key: wrong})
        edit = FieldEdit(self._customer_id, self._version, self.key, typed)
        try:
            saved = await self._write(edit_field, edit, confirmed=self._confirmed)
        except CustomerChanged as changed:
            await self._conflict(typed, changed)
            return []
        self._shut()
        if saved.before != saved.after:
            self._undo = saved
            await tell(self, "success", _words(saved), EditFieldState.undo_save)
        return [CustomerProfileState.reload]

    async def _conflict(self, typed: str, changed: CustomerChanged) -> None:
        """Keep what was typed; from now on it is saved over what the other one saved."""
        record = await self._read(customer, self._customer_id)
        now = texts_of(record.draft)[self.key]
        self._version, self._country = record.version, record.draft.country
        self.changed_by = changed.by or _("Someone else")
        self.theirs = shown_value(self.key, now) if now != typed else ""

    def _question(self, asked: NeedsConfirmation) -> None:
        self.error = ""
        self._ask(asked.question, asked.key)

    def _refuse(self, messages: Any) -> Events:
        """The message beside the field; the cursor stays where the reader has put it."""
        self.error = " ".join(
            why if key == self.key else f"{FIELD_LABELS.get(key, key)}: {why}"
            for key, why in messages.items()
        )
        return []

    def _shut(self) -> None:
        super()._shut()
        self.key, self.error, self.changed_by = "", "", ""


def _words(saved: FieldSaved) -> str:
    value = shown_value(saved.key, saved.after)
    if not value:
        return _("{field} is empty now.").format(field=FIELD_LABELS[saved.key])
    return _("{field} is now {value}.").format(field=FIELD_LABELS[saved.key], value=value)
