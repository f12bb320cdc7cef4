"""One value on a customer's page, edited where it stands."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.domain.customers import rules
from moment_ui.domain.customers.draft import FIELD_LABELS, texts_of
from moment_ui.domain.customers.errors import CustomerChanged
from moment_ui.domain.customers.one_field import FieldEdit, FieldSaved, edit_field, undo_edit
from moment_ui.domain.customers.queries import customer
from moment_ui.reports.customers.customer_facts import IN_PLACE
from moment_ui.reports.customers.history import shown_value
from moment_ui.state.base import tell
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.customers.customer_texts import (
    CHANNEL_CHOICES,
    INVOICE_TYPE_CHOICES,
    country_choices,
    currency_choices,
    language_choices,
)
from moment_ui.state.form import Events
from moment_ui.state.in_place import InPlaceForm, saved_words
from moment_ui.state.paths import id_after
from moment_ui.state.undoing import undoing

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


class EditFieldState(InPlaceForm, rx.State):
    """The one field of the customer in the address that is being edited."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.EDIT_CUSTOMERS}
    )
    keys: ClassVar[tuple[str, ...]] = IN_PLACE
    labels: ClassVar[Mapping[str, str]] = FIELD_LABELS

    _customer_id: int = 0
    _version: int = 0
    _country: str = ""
    _undo: FieldSaved | None = None

    @rx.event
    async def undo_save(self) -> Any:
        """Put back what the last saved field was, unless somebody has changed the customer since."""
        if (saved := self._undo) is None:
            return None
        async with undoing(self, EditFieldState.undo_save):
            await self._write(undo_edit, saved)
            self._undo = None
        return CustomerProfileState.reload

    def _begin(self) -> None:
        self._customer_id = id_after(self.router.url.path, "customers") or 0

    async def _value_now(self) -> str:
        record = await self._read(customer, self._customer_id)
        self._version, self._country = record.version, record.draft.country
        self.choices = CHOICES[self.key]() if self.key in CHOICES else []
        self.input_mode = INPUT_MODES.get(self.key, "text")
        return texts_of(record.draft)[self.key]

    async def _save(self, texts: dict[str, str]) -> Events:
        typed = texts[self.key]
        self.error = ""
        if wrong := rules.check_field(self.key, typed, self._country):
            raise Invalid(**{self.key: wrong})
        edit = FieldEdit(self._customer_id, self._version, self.key, typed)
        try:
            saved = await self._write(edit_field, edit, confirmed=self._confirmed)
        except CustomerChanged as changed:
            now = await self._value_now()
            self._conflict(changed.by, shown_value(self.key, now) if now != typed else "")
            return []
        self._shut()
        if saved.before != saved.after:
            self._undo = saved
            text = saved_words(FIELD_LABELS[saved.key], shown_value(saved.key, saved.after))
            await tell(self, "success", text, EditFieldState.undo_save)
        return [CustomerProfileState.reload]
