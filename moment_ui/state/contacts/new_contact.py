"""A new contact in no customer yet."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NeedsConfirmation
from moment_ui.domain.people import rules
from moment_ui.domain.people.creating import create_person
from moment_ui.domain.people.errors import PersonMayExist
from moment_ui.state.base import AppState
from moment_ui.state.contacts.placed_contacts import PERSON_FIELDS, KnownLine, known_lines
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import base_of


class NewContactState(FormState, AppState, rx.State):
    """The form; after saving the contact's page opens."""

    form_name: ClassVar[str] = "new-contact"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.EDIT_CONTACTS}
    )

    base: rx.Field[str] = rx.field("")
    known: rx.Field[list[KnownLine]] = rx.field(default_factory=list)

    @rx.event
    async def start(self) -> None:
        """Open the form. Whoever is in no customer is there to be added to one."""
        self.base, self.known = base_of(self.router.url.path) + "/contacts/", []
        self._open({**dict.fromkeys(PERSON_FIELDS, ""), "is_global": "on"})

    def _fields(self) -> tuple[str, ...]:
        return PERSON_FIELDS

    async def _check_field(self, key: str, text: str) -> str:
        try:
            rules.read_new_person({"name": "-", key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = rules.read_new_person(texts)
        new = await self._write(create_person, draft, confirmed=self._confirmed)
        self._shut()
        return [rx.redirect(f"{self.base}{new}")]

    def _question(self, asked: NeedsConfirmation) -> None:
        self.known = known_lines(asked.known if isinstance(asked, PersonMayExist) else ())
        self._ask(asked.question, asked.key)
