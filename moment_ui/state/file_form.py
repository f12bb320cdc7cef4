"""The form of one file: its name and what it is about."""

from dataclasses import asdict
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.domain.folders import commands, rules
from moment_ui.domain.folders.folder import FOLDERS
from moment_ui.domain.folders.queries import file_draft
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.files import CustomerFilesState, FilesPage, ProjectFilesState
from moment_ui.state.form import Events, FormState

FIELDS = ("name", "description")


class FileForm(FormState, AppState, mixin=True):
    """A mixin: a file that stands on a page, being renamed or described."""

    page: ClassVar[type[FilesPage]]

    _file_id: int = 0
    _version: int = 0

    @rx.event
    async def start(self, file_id: int) -> None:
        """Open the form of a file."""
        self._file_id = check.row_id(file_id)
        draft, self._version = await self._read(file_draft, FOLDERS[self.page.word], self._file_id)
        self._open(asdict(draft))

    def _fields(self) -> tuple[str, ...]:
        return FIELDS

    async def _check_field(self, key: str, text: str) -> str:
        try:
            rules.read({"name": "-", key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, Any]) -> Events:
        draft = rules.read(texts)
        folder = FOLDERS[self.page.word]
        await self._write(commands.edit_file, folder, self._file_id, self._version, draft)
        self._shut()
        return [self.page.reload]


class CustomerFileState(FileForm, rx.State):
    """A file on a customer's page."""

    form_name: ClassVar[str] = "file"
    page: ClassVar[type[FilesPage]] = CustomerFilesState
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.EDIT_FILES}
    )


class ProjectFileState(FileForm, rx.State):
    """A file on a project's page."""

    form_name: ClassVar[str] = "project-file"
    page: ClassVar[type[FilesPage]] = ProjectFilesState
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_PROJECTS, Permission.EDIT_FILES}
    )
