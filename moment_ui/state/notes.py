"""Notes on a page, a customer's or a project's: write, change, pin, remove and take back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.words import _
from moment_ui.domain.notes.pad import RemovedNote
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after
from moment_ui.state.undoing import undoing

FIELDS = ("text",)


@dataclass(frozen=True, slots=True)
class NotePlace:
    """Notes in one kind of place: its commands, and the page that shows them.

    The page's `view` has `notes`; `under` is the word before the place's id in the address.
    """

    under: str
    page: type[AppState]
    add: Callable[..., Any]
    edit: Callable[..., Any]
    pin: Callable[..., Any]
    remove: Callable[..., Any]
    restore: Callable[..., Any]

    @property
    def reload(self) -> Any:
        """The event that reads the page again."""
        page: Any = self.page
        return page.reload


class NoteForm(FormState, mixin=True):
    """A mixin: the note being written or changed, and what is done to notes at once."""

    place: ClassVar[NotePlace]

    editing: rx.Field[bool] = rx.field(default=False)
    _note_id: int = 0
    _removed: RemovedNote | None = None

    @rx.event
    async def start(self) -> None:
        """Open an empty note."""
        self._note_id, self.editing = 0, False
        self._open({"text": ""})

    @rx.event
    async def edit(self, note_id: int) -> None:
        """Open a note that stands on the page."""
        wanted = check.row_id(note_id)
        page: Any = await self.get_state(self.place.page)
        text = next((note.text for note in page.view.notes if note.id == wanted), "")
        self._note_id, self.editing = wanted, True
        self._open({"text": text})

    @rx.event
    async def pin(self, note_id: int, pinned: bool) -> Any:  # noqa: FBT001
        """Let a note stand first, or no longer."""
        await self._write(self.place.pin, check.row_id(note_id), pinned=check.flag(pinned))
        return self.place.reload

    @rx.event
    async def remove(self, note_id: int) -> Any:
        """Remove a note; the message can take it back."""
        self._removed = await self._write(self.place.remove, check.row_id(note_id))
        await tell(self, "success", _("The note is removed."), type(self).undo_remove)
        return self.place.reload

    @rx.event
    async def undo_remove(self) -> Any:
        """Put the last removed note back."""
        if self._removed is None:
            return None
        async with undoing(self, type(self).undo_remove):
            await self._write(self.place.restore, self._removed)
            self._removed = None
        return self.place.reload

    def _fields(self) -> tuple[str, ...]:
        return FIELDS

    async def _save(self, texts: dict[str, str]) -> Events:
        if self.editing:
            await self._write(self.place.edit, self._note_id, texts["text"])
        else:
            owner = id_after(self.router.url.path, self.place.under) or 0
            await self._write(self.place.add, owner, texts["text"])
        self._shut()
        return [self.place.reload]
