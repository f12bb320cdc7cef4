"""The files that go with a draft: taken off it, and put back."""

from typing import Any

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.drafts.attaching import (
    Detached,
    attach_again,
    attach_file,
    detach_file,
    files_to_pick,
)
from moment_ui.domain.drafts.errors import DraftChanged
from moment_ui.state import arguments as check
from moment_ui.state.base import requires, tell
from moment_ui.state.invoices.invoice_core import InvoiceCore

EDIT = Permission.CREATE_INVOICES


class DraftFiles(InvoiceCore, mixin=True):
    """What goes with the draft in the address."""

    pickable: rx.Field[list[tuple[int, str]]] = rx.field(default_factory=list)
    _detached: Detached | None = None

    @rx.event
    @requires(EDIT)
    async def offer_files(self, opened: bool) -> None:  # noqa: FBT001 - the menu says open or shut
        """Read which files can be picked, as the menu opens."""
        if check.flag(opened):
            self.pickable = list((await self._read(files_to_pick, self._id())).items())

    @rx.event
    @requires(EDIT)
    async def attach(self, stored_file_id: int) -> Any:
        """Let a file go with the draft, whether it is marked or not."""
        await self._change(attach_file, check.row_id(stored_file_id))
        self.pickable = []
        return self._then()

    @rx.event
    @requires(EDIT)
    async def detach(self, attachment_id: int) -> Any:
        """Take a file off; the message can take it back."""
        taken: Detached = await self._change(detach_file, check.row_id(attachment_id))
        self._detached = taken
        text = _("{name} does not go with the invoice.").format(name=taken.title)
        await tell(self, "success", text, type(self).undo_detach)
        return self._then()

    @rx.event
    @requires(EDIT)
    async def undo_detach(self) -> Any:
        """Put back the file that was taken off last."""
        removed = self._detached
        if removed is None:
            return None
        version = self._version_of(removed.draft_id, removed.version)
        try:
            await self._write(attach_again, removed, version)
        except DraftChanged as changed:
            await tell(self, "error", changed.message, type(self).undo_detach)
            return None
        self._detached = None
        if removed.draft_id != self._id():
            return await tell(self, "success", _("The file goes with its draft again."))
        return await self._show()
