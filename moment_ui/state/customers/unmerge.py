"""What undoing a merge would do, and doing it."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.domain.merging.commands import undo_merge
from moment_ui.domain.merging.errors import CannotUndo
from moment_ui.reports.customers.merge_lines import UndoView
from moment_ui.reports.customers.merge_view import undo_view
from moment_ui.state.base import AppState, shown_or_failed, tell
from moment_ui.state.paths import base_of, id_after


class UnmergeState(AppState, rx.State):
    """The merge that the address names."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.MERGE_CUSTOMERS}
    )

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    company: rx.Field[str] = rx.field("")
    view: rx.Field[UndoView] = rx.field(default_factory=UndoView)

    @rx.event
    async def load(self) -> None:
        """Read what undoing would do today."""
        path = self.router.url.path
        self.company = base_of(path)
        merge_id = id_after(path, "merged")
        with shown_or_failed(self):
            if merge_id is None:
                raise NotFound(_("The merge"))
            self.view = await self._read(undo_view, merge_id)

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else changes meanwhile; after `load` in `on_load`."""
        whose, merge_id = self._whose(), id_after(self.router.url.path, "merged") or 0
        topics = ("customers", "contacts", "projects", "invoices")
        async for _change in self._news(*topics):
            view = await self._read(undo_view, merge_id)
            async with self:
                here = (self._whose(), id_after(self.router.url.path, "merged"))
                if here == (whose, merge_id) and self.phase == "ready" and view != self.view:
                    self.view = view

    @rx.event
    async def undo(self) -> Any:
        """Take the merge back, and go to the customer that is there again."""
        merge_id = id_after(self.router.url.path, "merged") or 0
        try:
            key = await self._write(undo_merge, merge_id)
        except CannotUndo:
            self.view = await self._read(undo_view, merge_id)
            return None
        await tell(self, "success", _("The merge is undone: {name}.").format(name=self.view.title))
        return rx.redirect(f"{self.company}/customers/{key}")
