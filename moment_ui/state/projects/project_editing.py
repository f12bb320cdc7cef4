"""The project in the address: its fields, edited where they stand, and its status."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core import fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NeedsConfirmation
from moment_ui.core.words import _
from moment_ui.domain.projects import closing, editing
from moment_ui.domain.projects.editing import FieldChanged, FieldEdit, FieldSaved
from moment_ui.domain.projects.queries import leaders
from moment_ui.models.project import ProjectStatus
from moment_ui.reports.marks import PROJECT_STATUS
from moment_ui.reports.projects.project_facts import FIELD_LABELS
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.in_place import InPlaceForm, saved_words
from moment_ui.state.paths import id_after
from moment_ui.state.projects.project_page import ProjectPageState
from moment_ui.state.undoing import undoing

RIGHTS = frozenset({Permission.VIEW_PROJECTS, Permission.EDIT_PROJECTS})
INPUT_MODES = {"budget_minutes": "decimal"}


class EditProjectState(InPlaceForm, rx.State):
    """The one field of the project in the address that is being edited."""

    needs: ClassVar[frozenset[Permission]] = RIGHTS
    keys: ClassVar[tuple[str, ...]] = tuple(FIELD_LABELS)
    labels: ClassVar[Mapping[str, str]] = FIELD_LABELS

    _project_id: int = 0
    _undo: FieldSaved | None = None

    @rx.event
    async def undo_save(self) -> Any:
        """Put back what the last saved field was, unless somebody has changed it since."""
        if self._undo is None:
            return None
        async with undoing(self, EditProjectState.undo_save):
            await self._write(editing.undo_edit, self._undo)
            self._undo = None
        return ProjectPageState.reload

    def _begin(self) -> None:
        self._project_id = id_after(self.router.url.path, "projects") or 0

    async def _value_now(self) -> str:
        self.choices = await self._choices()
        self.input_mode = INPUT_MODES.get(self.key, "text")
        self.is_long = self.key == "description"
        return (await self._read(editing.field_texts, self._project_id))[self.key]

    async def _choices(self) -> list[tuple[str, str]]:
        if self.key == "currency":
            return [("", _("The customer's")), *((code, code) for code in fields.currencies())]
        if self.key == "leader_id":
            people = await self._read(leaders)
            return [("", _("Nobody yet")), *((str(each.id), each.name) for each in people)]
        return []

    async def _save(self, texts: dict[str, str]) -> Events:
        self.error = ""
        edit = FieldEdit(self._project_id, self.key, self.value, texts[self.key])
        try:
            saved = await self._write(editing.edit_field, edit)
        except FieldChanged as changed:
            self.value = await self._value_now()
            self._conflict(changed.by, self._shown(self.value))
            return []
        words = saved_words(FIELD_LABELS[saved.key], self._shown(saved.after))
        self._shut()
        if saved.before != saved.after:
            self._undo = saved
            await tell(self, "success", words, EditProjectState.undo_save)
        return [ProjectPageState.reload]

    def _shown(self, value: str) -> str:
        """A value as a message says it: one of the choices by its words, a long text by its beginning."""
        said = dict(self.choices).get(value, value) if value else ""
        return said if len(said) <= 80 else f"{said[:79]}…"


class ProjectStatusState(FormState, AppState, rx.State):
    """The question before a project is closed, and what is done without one."""

    form_name: ClassVar[str] = "project-status"
    needs: ClassVar[frozenset[Permission]] = RIGHTS

    _wanted: str = ""
    _change: closing.StatusChange | None = None

    @rx.event
    async def give(self, status: str) -> Any:
        """Give the project a status; asked about when something is not invoiced."""
        self._wanted = check.one_of(status, tuple(ProjectStatus))
        try:
            return await self._give(frozenset())
        except NeedsConfirmation as asked:
            self._open({})
            self._question(asked)
            return None

    @rx.event
    async def take_back(self) -> None:
        """Leave the status as it is: the other answer to the question."""
        self._shut()

    @rx.event
    async def undo(self) -> Any:
        """Take the last change of status back."""
        if self._change is None:
            return None
        async with undoing(self, ProjectStatusState.undo):
            await self._write(closing.undo_status, self._change)
            self._change = None
        return ProjectPageState.reload

    def _fields(self) -> tuple[str, ...]:
        return ()

    async def _save(self, texts: dict[str, str]) -> Events:
        del texts
        return [await self._give(self._confirmed)]

    async def _give(self, confirmed: frozenset[str]) -> Any:
        project_id = id_after(self.router.url.path, "projects") or 0
        wanted = ProjectStatus(self._wanted)
        change = await self._write(closing.set_status, project_id, wanted, confirmed=confirmed)
        self._shut()
        if change.before != change.after:
            self._change = change
            status = PROJECT_STATUS[wanted].word
            text = _("{name} is now {status}.").format(name=change.name, status=status)
            await tell(self, "success", text, ProjectStatusState.undo)
        return ProjectPageState.reload
