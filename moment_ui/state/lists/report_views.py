"""Saved views of a list: opening, saving, renaming, sharing and deleting them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.views import commands as views
from moment_ui.domain.views.queries import ViewRow, find_view, saved_views
from moment_ui.reports.address import NO_VIEW, parse
from moment_ui.reports.screen import in_view
from moment_ui.state import arguments as check
from moment_ui.state.base import requires, tell
from moment_ui.state.lists.report_choose import ReportChoose
from moment_ui.state.lists.report_core import Steps
from moment_ui.state.lists.report_vars import OpenView, SavedViewItem
from moment_ui.state.undoing import undoing

NAME = 100


SHARE = Permission.SHARE_VIEWS


class ReportViews(ReportChoose, mixin=True):
    """The views of the reader and of the company."""

    my_views: rx.Field[list[SavedViewItem]] = rx.field(default_factory=list)
    shared_views: rx.Field[list[SavedViewItem]] = rx.field(default_factory=list)
    view: rx.Field[OpenView] = rx.field(default_factory=OpenView)
    may_share: rx.Field[bool] = rx.field(default=False)
    renaming: rx.Field[int] = rx.field(0)

    _deleted: views.ViewData | None = None
    _saved: list[ViewRow] = []

    @rx.event
    async def open_view(self, view_id: int) -> Steps:
        """Show a saved view; 0 shows the list without one."""
        wanted = check.whole(view_id, 0)
        address = parse(f"view={NO_VIEW}", self._report())
        if wanted != NO_VIEW:
            view = await self._read(find_view, self._kept_as(), wanted)
            if view is None:
                raise NotFound(_("The view"))
            address = in_view(self._report(), view, address)
        self._forget_ticks()
        async for step in self._go(address):
            yield step

    @rx.event
    async def save_view(self, form: dict[str, Any]) -> Steps:
        """Save what is on the screen under a name, for the reader or for the company."""
        name, shared = check.form_text(form, "name", NAME), bool(check.form_text(form, "shared"))
        query = self._bare()
        view_id = await self._write(views.save_view, self._kept_as(), name, query, shared=shared)
        await tell(self, "success", _("The view {name} is saved.").format(name=name))
        async for step in self._in_view(view_id):
            yield step

    @rx.event
    async def update_view(self) -> Steps:
        """Save what is on the screen in the view it was opened from."""
        view_id = self.view.id
        await self._write(views.update_view, view_id, self._bare())
        await tell(self, "success", _("The view {name} is saved.").format(name=self.view.name))
        async for step in self._in_view(view_id):
            yield step

    @rx.event
    async def rename(self, view_id: int) -> None:
        """Show the field for a view's new name; 0 takes it away."""
        self.renaming = check.whole(view_id, 0)

    @rx.event
    async def rename_view(self, form: dict[str, Any]) -> None:
        """Give the view being renamed its new name."""
        name = check.form_text(form, "name", NAME)
        await self._write(views.rename_view, self.renaming, name)
        self.renaming = 0
        await self._draw_views()

    @rx.event
    async def share_view(self, view_id: int, shared: bool) -> None:  # noqa: FBT001 - a menu item
        """Show one of the reader's views to the company, or to nobody else any more."""
        wanted, to_all = check.row_id(view_id), check.flag(shared)
        await self._write(views.share_view, wanted, shared=to_all)
        await self._draw_views()

    @rx.event
    async def make_default(self, view_id: int) -> None:
        """What the reader sees first from now on; 0: the list without a view."""
        wanted = check.whole(view_id, 0)
        await self._write(views.choose_default, self._kept_as(), wanted or None)
        await self._draw_views()

    @rx.event
    async def delete_view(self, view_id: int) -> None:
        """Delete one of the reader's views; can be undone."""
        deleted = await self._write(views.delete_view, check.row_id(view_id))
        await self._tell_deleted(deleted, type(self).restore_view)

    @rx.event
    async def restore_view(self) -> None:
        """Bring back the view deleted last."""
        await self._bring_back(views.restore_view, type(self).restore_view)

    @rx.event
    @requires(Permission.REMOVE_SHARED_VIEWS)
    async def remove_shared_view(self, view_id: int) -> None:
        """Delete a shared view of somebody else; can be undone."""
        deleted = await self._write(views.remove_shared_view, check.row_id(view_id))
        await self._tell_deleted(deleted, type(self).restore_shared_view)

    @rx.event
    @requires(Permission.REMOVE_SHARED_VIEWS)
    async def restore_shared_view(self) -> None:
        """Give the view removed last back to its owner."""
        await self._bring_back(views.restore_shared_view, type(self).restore_shared_view)

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _open(self) -> None:
        await super()._open()
        self._put("may_share", self._actor().may(SHARE))
        await self._draw_views()

    def _follow(self) -> None:
        super()._follow()
        self._mark_view()

    async def _tell_deleted(self, deleted: views.ViewData, undo: Any) -> None:
        self._deleted = deleted
        text = _("The view {name} is deleted.").format(name=deleted.name)
        await tell(self, "success", text, undo())
        await self._draw_views()

    async def _bring_back(self, restore: Callable[[Work, views.ViewData], int], again: Any) -> None:
        if self._deleted is None:
            return
        async with undoing(self, again):
            await self._write(restore, self._deleted)
            self._deleted = None
        await self._draw_views()

    async def _draw_views(self) -> None:
        """Read the views again."""
        self._saved = await self._read(saved_views, self._kept_as())
        items = [_item(view) for view in self._saved]
        self._put("my_views", [item for item in items if item.mine and not item.shared])
        self._put("shared_views", [item for item in items if item.shared])
        self._mark_view()

    def _mark_view(self) -> None:
        """Which view the list was opened from, and whether it still shows it."""
        address = self._at()
        view = next((view for view in self._saved if view.id == address.view), None)
        shown = OpenView()
        if view is not None:
            kept = parse(view.query, self._report())
            shown = OpenView(view.id, view.name, view.mine, not address.same_list(kept))
        self._put("view", shown)

    async def _in_view(self, view_id: int) -> Steps:
        await self._draw_views()
        async for step in self._go(replace(self._at(), view=view_id)):
            yield step

    def _bare(self) -> str:
        """What a view keeps of the address: filter, columns and sort."""
        return replace(self._at(), page=1, size=None, view=None, came_from="").query()


def _item(view: ViewRow) -> SavedViewItem:
    return SavedViewItem(
        id=view.id,
        name=view.name,
        owner=view.owner,
        mine=view.mine,
        removable=view.removable,
        shared=view.shared,
        is_default=view.is_default,
    )
