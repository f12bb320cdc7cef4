"""What was imported so far, and taking it back."""

import reflex as rx

from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.imports.history import past_imports
from moment_ui.imports.undo import undo_import, undo_preview
from moment_ui.state import arguments as check
from moment_ui.state.base import tell
from moment_ui.state.imports.import_file import ImportFile
from moment_ui.state.imports.import_views import PastView, UndoView, past_view, undo_view


class ImportHistory(ImportFile, mixin=True):
    """The imports of the company, newest first, and the question before an undo."""

    history: rx.Field[list[PastView]] = rx.field(default_factory=list)
    undoing: rx.Field[UndoView] = rx.field(default_factory=UndoView)
    undo_open: rx.Field[bool] = rx.field(default=False)

    @rx.event
    async def ask_undo(self, batch_id: int) -> None:
        """Show what undoing an import would do."""
        batch_id = check.row_id(batch_id)
        preview = await self._read(undo_preview, batch_id)
        past = next((past for past in self.history if past.id == batch_id), None)
        if past is None:
            raise NotFound(_("The import"))
        self.undoing, self.undo_open = undo_view(past, preview), True

    @rx.event
    async def close_undo(self) -> None:
        """Leave the import as it is."""
        self.undo_open = False

    @rx.event
    async def set_undo_open(self, opened: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The dialog's own way to close."""
        if not check.flag(opened):
            self.undo_open = False

    @rx.event
    async def undo(self, batch_id: int) -> None:
        """Take an import back."""
        batch = await self._write(undo_import, check.row_id(batch_id))
        self.undo_open = False
        if self.phase == "done":
            self.phase = "columns"
        await self._load_history()
        await tell(
            self, "success", _("The import of {name} is undone.").format(name=batch.file_name)
        )

    async def _load_history(self) -> None:
        actor = self._actor()
        self.history = [past_view(past, actor) for past in await self._read(past_imports)]
