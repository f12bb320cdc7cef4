"""The forms of a contact's page: the person, one more address, tags."""

from dataclasses import asdict
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.domain.people import commands, rules
from moment_ui.domain.people.queries import contact_tags, tags_of_contact
from moment_ui.reports.contacts.contact_page import contact_form
from moment_ui.state.base import AppState
from moment_ui.state.contacts.contact import ContactPageState
from moment_ui.state.customers.new_customer import TagBox, tag_boxes, ticked_tags
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after

RIGHTS = frozenset({Permission.VIEW_CUSTOMERS, Permission.EDIT_CONTACTS})
PERSON_FIELDS = ("name", "phone", "is_global", "consent", "consent_how", "note")


class EditPersonState(FormState, AppState, rx.State):
    """The person in the address, being changed."""

    form_name: ClassVar[str] = "person"
    needs: ClassVar[frozenset[Permission]] = RIGHTS

    _version: int = 0

    @rx.event
    async def start(self) -> None:
        """Open the form with the person as stored."""
        draft, self._version = await self._read(contact_form, _contact_id(self))
        self._open({key: _text(value) for key, value in asdict(draft).items()})

    def _fields(self) -> tuple[str, ...]:
        return PERSON_FIELDS

    async def _check_field(self, key: str, text: str) -> str:
        try:
            rules.read_person({"name": "-", key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = rules.read_person(texts)
        try:
            await self._write(commands.edit_person, _contact_id(self), draft, self._version)
        except commands.PersonChanged:
            _stored, self._version = await self._read(contact_form, _contact_id(self))
            raise
        self._shut()
        return [ContactPageState.reload]


class AddressState(FormState, AppState, rx.State):
    """One more address for the person in the address bar."""

    form_name: ClassVar[str] = "address"
    needs: ClassVar[frozenset[Permission]] = RIGHTS

    @rx.event
    async def start(self) -> None:
        """Open the form."""
        self._open({"email": ""})

    def _fields(self) -> tuple[str, ...]:
        return ("email",)

    async def _save(self, texts: dict[str, str]) -> Events:
        await self._write(commands.add_address, _contact_id(self), texts["email"])
        self._shut()
        return [ContactPageState.reload]


class ContactTagsState(FormState, AppState, rx.State):
    """Which tags the contact has, as boxes to tick."""

    form_name: ClassVar[str] = "contact-tags"
    needs: ClassVar[frozenset[Permission]] = RIGHTS

    tags: rx.Field[list[TagBox]] = rx.field(default_factory=list)

    @rx.event
    async def start(self) -> None:
        """Open the boxes, those the contact has ticked."""
        has = await self._read(tags_of_contact, _contact_id(self))
        self.tags = tag_boxes(await self._read(contact_tags), [tag.id for tag in has])
        self._open({})

    def _fields(self) -> tuple[str, ...]:
        return tuple(tag.field for tag in self.tags)

    async def _save(self, texts: dict[str, Any]) -> Events:
        await self._write(commands.set_tags, _contact_id(self), ticked_tags(self.tags, texts))
        self._shut()
        return [ContactPageState.reload]


def _contact_id(state: AppState) -> int:
    return id_after(state.router.url.path, "contacts") or 0


def _text(value: object) -> str:
    return ("on" if value else "") if isinstance(value, bool) else str(value)
