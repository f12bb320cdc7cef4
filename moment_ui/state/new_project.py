"""The dialog for a new project of the customer in the address."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.domain.projects import rules
from moment_ui.domain.projects.commands import create_project, next_project_number
from moment_ui.domain.projects.queries import leaders
from moment_ui.state.base import AppState, tell
from moment_ui.state.customer_profile import CustomerProfileState
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after

FIELDS = ("number", "name", "leader", "budget", "start_on", "activity")


class NewProjectState(FormState, AppState, rx.State):
    """A new project: number, name, leader, budget, first activity."""

    form_name: ClassVar[str] = "project"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.VIEW_PROJECTS, Permission.EDIT_PROJECTS}
    )

    choices: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    _proposed: str = ""

    @rx.event
    async def start(self) -> None:
        """Open the dialog with the next number and the co-workers who may lead."""
        self._proposed = await self._read(next_project_number)
        people = await self._read(leaders)
        nobody = ("", _("Nobody yet"))
        self.choices = [nobody, *((str(person.id), person.name) for person in people)]
        self._open(dict.fromkeys(FIELDS, "") | {"number": self._proposed})

    def _fields(self) -> tuple[str, ...]:
        return FIELDS

    async def _check_field(self, key: str, text: str) -> str:
        try:
            rules.read({"name": "-", "activity": "-", key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        if texts["number"].strip() == self._proposed:
            texts = texts | {"number": ""}
        draft = rules.read(texts)
        customer_id = id_after(self.router.url.path, "customers") or 0
        await self._write(create_project, customer_id, draft, confirmed=self._confirmed)
        await tell(self, "success", _("The project {name} is created.").format(name=draft.name))
        self._shut()
        return [CustomerProfileState.reload]
