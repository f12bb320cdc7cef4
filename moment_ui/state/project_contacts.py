"""Contacts on the project's page: a new person, one known already, changing and removing."""

from dataclasses import asdict
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NeedsConfirmation
from moment_ui.core.words import _
from moment_ui.domain.people.errors import PersonChanged, PersonMayExist
from moment_ui.domain.project_contacts import commands, rules
from moment_ui.domain.project_contacts.queries import contacts_to_join, project_contact_draft
from moment_ui.domain.project_contacts.rules import ProjectContactDraft
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.customer_contacts import KnownLine
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after
from moment_ui.state.project_page import ProjectPageState

PERSON_FIELDS = ("name", "email", "phone", "is_global")
PLACE_FIELDS = ("title", "project_email", "project_phone")
RIGHTS = frozenset({Permission.VIEW_PROJECTS, Permission.VIEW_CUSTOMERS, Permission.EDIT_CONTACTS})


class ProjectContactState(FormState, AppState, rx.State):
    """A contact of the project in the address: new, or being changed."""

    form_name: ClassVar[str] = "project-contact"
    needs: ClassVar[frozenset[Permission]] = RIGHTS

    editing: rx.Field[bool] = rx.field(default=False)
    known: rx.Field[list[KnownLine]] = rx.field(default_factory=list)
    _place_id: int = 0
    _before: ProjectContactDraft | None = None
    _removed: commands.RemovedFromProject | None = None

    @rx.event
    async def start(self) -> None:
        """Open the form for a new person."""
        self._place_id, self.editing, self._before, self.known = 0, False, None, []
        self._open(_texts(ProjectContactDraft("")))

    @rx.event
    async def edit(self, place_id: int) -> None:
        """Open the form for a contact that stands on the page."""
        self._place_id = check.row_id(place_id)
        draft = await self._read(project_contact_draft, self._place_id)
        self.editing, self._before, self.known = True, draft, []
        self._open(_texts(draft))

    @rx.event
    async def use_known(self, contact_id: int) -> Any:
        """Add somebody who is known already instead of saving the person typed as a new one."""
        wanted = check.row_id(contact_id)
        if not self._asked or wanted not in {person.id for person in self.known}:
            return None
        draft = rules.read(self._typed)
        await self._write(commands.join_project, _project_id(self), wanted, draft, known=True)
        self._shut()
        return ProjectPageState.reload

    @rx.event
    async def remove(self, place_id: int) -> Any:
        """Take a contact off the project; the message can take it back."""
        removed = await self._write(commands.remove_project_contact, check.row_id(place_id))
        self._removed = removed
        text = _("{name} is no longer a contact of this project.").format(name=removed.name)
        await tell(self, "success", text, ProjectContactState.undo_remove)
        return ProjectPageState.reload

    @rx.event
    async def undo_remove(self) -> Any:
        """Put the contact removed last back."""
        removed, self._removed = self._removed, None
        if removed is None:
            return None
        await self._write(commands.restore_project_contact, removed)
        return ProjectPageState.reload

    def _fields(self) -> tuple[str, ...]:
        return (*PERSON_FIELDS, *PLACE_FIELDS)

    async def _check_field(self, key: str, text: str) -> str:
        return _wrong(key, text)

    def _question(self, asked: NeedsConfirmation) -> None:
        known = asked.known if isinstance(asked, PersonMayExist) else ()
        self.known = [
            KnownLine(person.id, person.name, person.customers, person.reason) for person in known
        ]
        self._ask(asked.question, asked.key)

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = rules.read(texts)
        if self.editing:
            await self._edit(draft)
        else:
            await self._write(
                commands.add_project_contact, _project_id(self), draft, confirmed=self._confirmed
            )
        self._shut()
        return [ProjectPageState.reload]

    async def _edit(self, draft: ProjectContactDraft) -> None:
        try:
            await self._write(commands.edit_project_contact, self._place_id, draft, self._before)
        except PersonChanged:
            self._before = await self._read(project_contact_draft, self._place_id)
            raise


class KnownProjectContactState(FormState, AppState, rx.State):
    """Somebody who is known, being added to the project in the address."""

    form_name: ClassVar[str] = "join"
    needs: ClassVar[frozenset[Permission]] = RIGHTS

    people: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)

    @rx.event
    async def start(self) -> None:
        """Open the form with the customer's contacts, then global ones."""
        await self._find("")
        self._open(dict.fromkeys(("contact_id", *PLACE_FIELDS), ""))

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Offer the people whose name, e-mail or phone holds the text."""
        await self._find(check.text(text))

    async def _find(self, text: str) -> None:
        found = await self._read(contacts_to_join, _project_id(self), text)
        self.people = [
            (str(one.id), ", ".join(filter(None, (one.name, one.title, one.email))))
            for one in found
        ]

    def _fields(self) -> tuple[str, ...]:
        return ("contact_id", *PLACE_FIELDS)

    async def _check_field(self, key: str, text: str) -> str:
        return _wrong(key, text)

    async def _save(self, texts: dict[str, str]) -> Events:
        if not texts["contact_id"]:
            raise Invalid(contact_id=_("Choose a person."))
        draft = rules.read({**texts, "name": "-"})
        contact_id = check.row_id(texts["contact_id"])
        await self._write(commands.join_project, _project_id(self), contact_id, draft)
        self._shut()
        return [ProjectPageState.reload]


def _project_id(state: AppState) -> int:
    return id_after(state.router.url.path, "projects") or 0


def _wrong(key: str, text: str) -> str:
    try:
        rules.read({"name": "-", key: text})
    except Invalid as invalid:
        return invalid.fields.get(key, "")
    return ""


def _texts(draft: ProjectContactDraft) -> dict[str, str]:
    return {
        key: ("on" if value else "") if isinstance(value, bool) else str(value)
        for key, value in asdict(draft).items()
    }
