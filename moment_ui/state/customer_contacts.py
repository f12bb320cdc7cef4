"""Contacts on the customer's page: a new person, one known already, changing and removing."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NeedsConfirmation
from moment_ui.core.words import _
from moment_ui.domain.contacts import commands, rules
from moment_ui.domain.contacts.queries import contact_draft, global_contacts
from moment_ui.domain.contacts.rules import ContactDraft
from moment_ui.domain.people.errors import PersonChanged, PersonMayExist
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.customer_profile import CustomerProfileState
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after

PERSON_FIELDS = ("name", "email", "phone", "is_global")
PLACE_FIELDS = ("title", "customer_email", "customer_phone", "employed_from", "employed_to")
EDIT_RIGHTS = frozenset({Permission.VIEW_CUSTOMERS, Permission.EDIT_CONTACTS})


@dataclass
class KnownLine:
    """A contact who may be the same person: with which customers, and what is the same."""

    id: int = 0
    name: str = ""
    customers: str = ""
    reason: str = ""


class ContactState(FormState, AppState, rx.State):
    """A contact of the customer in the address: new, or being changed."""

    form_name: ClassVar[str] = "contact"
    needs: ClassVar[frozenset[Permission]] = EDIT_RIGHTS

    editing: rx.Field[bool] = rx.field(default=False)
    known: rx.Field[list[KnownLine]] = rx.field(default_factory=list)
    _place_id: int = 0
    _before: ContactDraft | None = None
    _removed: commands.RemovedContact | None = None

    @rx.event
    async def start(self) -> None:
        """Open the form for a new person."""
        self._place_id, self.editing, self._before = 0, False, None
        self.known = []
        self._open(_texts(ContactDraft("")))

    @rx.event
    async def edit(self, place_id: int) -> None:
        """Open the form for a contact that stands on the page."""
        self._place_id = check.row_id(place_id)
        draft = await self._read(contact_draft, self._place_id)
        self.editing, self._before, self.known = True, draft, []
        self._open(_texts(draft))

    @rx.event
    async def use_known(self, contact_id: int) -> Any:
        """Add somebody who is known already instead of saving the person typed as a new one."""
        wanted = check.row_id(contact_id)
        if not self._asked or wanted not in {person.id for person in self.known}:
            return None
        customer_id = id_after(self.router.url.path, "customers") or 0
        draft = rules.read(self._typed)
        await self._write(commands.add_existing_contact, customer_id, wanted, draft, known=True)
        self._shut()
        return CustomerProfileState.reload

    @rx.event
    async def remove(self, place_id: int) -> Any:
        """Take a contact off the customer; the message can take it back."""
        removed = await self._write(commands.remove_contact, check.row_id(place_id))
        self._removed = removed
        text = _("{name} is no longer a contact of this customer.").format(name=removed.name)
        await tell(self, "success", text, ContactState.undo_remove)
        return CustomerProfileState.reload

    @rx.event
    async def undo_remove(self) -> Any:
        """Put the contact removed last back."""
        removed, self._removed = self._removed, None
        if removed is None:
            return None
        await self._write(commands.restore_contact, removed)
        return CustomerProfileState.reload

    def _fields(self) -> tuple[str, ...]:
        return (*PERSON_FIELDS, *PLACE_FIELDS)

    async def _check_field(self, key: str, text: str) -> str:
        return _wrong(key, text)

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = rules.read(texts)
        if self.editing:
            await self._edit(draft)
        else:
            customer_id = id_after(self.router.url.path, "customers") or 0
            await self._write(commands.add_contact, customer_id, draft, confirmed=self._confirmed)
        self._shut()
        return [CustomerProfileState.reload]

    def _question(self, asked: NeedsConfirmation) -> None:
        known = asked.known if isinstance(asked, PersonMayExist) else ()
        self.known = [
            KnownLine(person.id, person.name, person.customers, person.reason) for person in known
        ]
        self._ask(asked.question, asked.key)

    async def _edit(self, draft: ContactDraft) -> None:
        try:
            await self._write(commands.edit_contact, self._place_id, draft, self._before)
        except PersonChanged:
            self._before = await self._read(contact_draft, self._place_id)
            raise


class KnownContactState(FormState, AppState, rx.State):
    """A global person being added to the customer in the address."""

    form_name: ClassVar[str] = "known"
    needs: ClassVar[frozenset[Permission]] = EDIT_RIGHTS

    people: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)

    @rx.event
    async def start(self) -> None:
        """Open the form with the first global people who are not contacts yet."""
        await self._find("")
        self._open(dict.fromkeys(("contact_id", *PLACE_FIELDS), ""))

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Offer the people whose name, e-mail or phone holds the text."""
        await self._find(check.text(text))

    async def _find(self, text: str) -> None:
        customer_id = id_after(self.router.url.path, "customers") or 0
        found = await self._read(global_contacts, customer_id, text)
        self.people = [
            (str(person.id), ", ".join(filter(None, (person.name, person.email))))
            for person in found
        ]

    def _fields(self) -> tuple[str, ...]:
        return ("contact_id", *PLACE_FIELDS)

    async def _check_field(self, key: str, text: str) -> str:
        return _wrong(key, text)

    async def _save(self, texts: dict[str, str]) -> Events:
        if not texts["contact_id"]:
            raise Invalid(contact_id=_("Choose a person."))
        draft = rules.read({**texts, "name": "-"})
        customer_id = id_after(self.router.url.path, "customers") or 0
        contact_id = check.row_id(texts["contact_id"])
        await self._write(commands.add_existing_contact, customer_id, contact_id, draft)
        self._shut()
        return [CustomerProfileState.reload]


def _wrong(key: str, text: str) -> str:
    try:
        rules.read({"name": "-", key: text})
    except Invalid as invalid:
        return invalid.fields.get(key, "")
    return ""


def _texts(draft: ContactDraft) -> dict[str, str]:
    def text(value: Any) -> str:
        if isinstance(value, bool):
            return "on" if value else ""
        if value is None:
            return ""
        return value if isinstance(value, str) else f"{value:%d.%m.%Y}"

    return {key: text(value) for key, value in asdict(draft).items()}
