"""The form of one file: its name and what it is about."""

from dataclasses import asdict
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.domain.customer_files import commands, rules
from moment_ui.domain.customer_files.queries import file_draft
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.customer_files import CustomerFilesState
from moment_ui.state.form import Events, FormState

FIELDS = ("name", "description")


class CustomerFileState(FormState, AppState, rx.State):
    """A file that stands on the page, being renamed or described."""

    form_name: ClassVar[str] = "file"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.EDIT_FILES}
    )

    _file_id: int = 0
    _version: int = 0

    @rx.event
    async def start(self, file_id: int) -> None:
        """Open the form of a file."""
        self._file_id = check.row_id(file_id)
        draft, self._version = await self._read(file_draft, self._file_id)
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
        await self._write(commands.edit_file, self._file_id, self._version, draft)
        self._shut()
        return [CustomerFilesState.reload]
