"""The forms of a mailing list: its name and consent, and a contact to add by hand."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.domain.mailing import commands
from moment_ui.domain.mailing.errors import ListChanged
from moment_ui.domain.mailing.queries import contacts_to_add
from moment_ui.reports.contacts.mailing_page import list_head
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.contacts.mailing_list import MailingListState
from moment_ui.state.contacts.mailing_lists import RIGHTS
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after


class EditListState(FormState, AppState, rx.State):
    """The name of the list in the address, and whether it asks for consent."""

    form_name: ClassVar[str] = "list"
    needs: ClassVar[frozenset[Permission]] = RIGHTS

    _version: int = 0

    @rx.event
    async def start(self) -> None:
        """Open the form with the list as stored."""
        head = await self._read(list_head, _list_id(self))
        self._version = head.version
        self._open({"name": head.name, "needs_consent": "on" if head.needs_consent else ""})

    def _fields(self) -> tuple[str, ...]:
        return ("name", "needs_consent")

    async def _save(self, texts: dict[str, str]) -> Events:
        consent = bool(texts["needs_consent"])
        list_id = _list_id(self)
        try:
            await self._write(
                commands.edit_list,
                list_id,
                texts["name"],
                needs_consent=consent,
                version=self._version,
            )
        except ListChanged:
            self._version = (await self._read(list_head, list_id)).version
            raise
        self._shut()
        return [MailingListState.retry]


class AddToListState(FormState, AppState, rx.State):
    """A contact who is being added to the list in the address by hand."""

    form_name: ClassVar[str] = "add-to-list"
    needs: ClassVar[frozenset[Permission]] = RIGHTS

    people: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)

    @rx.event
    async def start(self) -> None:
        """Open the form with the first contacts by name."""
        await self._find("")
        self._open({"contact_id": ""})

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Offer the contacts whose name, e-mail or phone holds the text."""
        await self._find(check.text(text))

    async def _find(self, text: str) -> None:
        found = await self._read(contacts_to_add, _list_id(self), text)
        self.people = [
            (str(person.id), ", ".join(filter(None, (person.name, person.email))))
            for person in found
        ]

    def _fields(self) -> tuple[str, ...]:
        return ("contact_id",)

    async def _save(self, texts: dict[str, str]) -> Events:
        if not texts["contact_id"]:
            raise Invalid(contact_id=_("Choose a person."))
        chosen = [check.row_id(texts["contact_id"])]
        await self._write(commands.pick, _list_id(self), chosen, excluded=False)
        self._shut()
        return [MailingListState.retry]


def _list_id(state: AppState) -> int:
    return id_after(state.router.url.path, "mailing-lists") or 0
