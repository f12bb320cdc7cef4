"""Notes on the customer's page: write, change, pin, remove and take back."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.notes import commands
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.customer_profile import CustomerProfileState
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after

FIELDS = ("text",)


class NoteState(FormState, AppState, rx.State):
    """The note being written or changed, and what is done to notes at once."""

    form_name: ClassVar[str] = "note"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.EDIT_CUSTOMERS}
    )

    editing: rx.Field[bool] = rx.field(default=False)
    _note_id: int = 0
    _removed: commands.RemovedNote | None = None

    @rx.event
    async def start(self) -> None:
        """Open an empty note."""
        self._note_id, self.editing = 0, False
        self._open({"text": ""})

    @rx.event
    async def edit(self, note_id: int) -> None:
        """Open a note that stands on the page."""
        wanted = check.row_id(note_id)
        profile = await self.get_state(CustomerProfileState)
        text = next((note.text for note in profile.view.notes if note.id == wanted), "")
        self._note_id, self.editing = wanted, True
        self._open({"text": text})

    @rx.event
    async def pin(self, note_id: int, pinned: bool) -> Any:  # noqa: FBT001
        """Let a note stand first, or no longer."""
        await self._write(commands.pin_note, check.row_id(note_id), pinned=check.flag(pinned))
        return CustomerProfileState.reload

    @rx.event
    async def remove(self, note_id: int) -> Any:
        """Remove a note; the message can take it back."""
        self._removed = await self._write(commands.remove_note, check.row_id(note_id))
        await tell(self, "success", _("The note is removed."), NoteState.undo_remove)
        return CustomerProfileState.reload

    @rx.event
    async def undo_remove(self) -> Any:
        """Put the last removed note back."""
        removed, self._removed = self._removed, None
        if removed is None:
            return None
        await self._write(commands.restore_note, removed)
        return CustomerProfileState.reload

    def _fields(self) -> tuple[str, ...]:
        return FIELDS

    async def _save(self, texts: dict[str, str]) -> Events:
        if self.editing:
            await self._write(commands.edit_note, self._note_id, texts["text"])
        else:
            customer_id = id_after(self.router.url.path, "customers") or 0
            await self._write(commands.add_note, customer_id, texts["text"])
        self._shut()
        return [CustomerProfileState.reload]
