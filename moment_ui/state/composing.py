"""A page that is composed: read by its address, live, each cell saved as it is left.

An act names the version the page shows; a stale one is refused, and what was typed stays to be read.
"""

from typing import Any

import reflex as rx

from moment_ui.core.errors import AppError, Conflict, Invalid, LoggedOut, NotFound
from moment_ui.core.words import _
from moment_ui.domain.composing.rows import Edited, Seen
from moment_ui.state.base import AppState, Operation
from moment_ui.state.live import HUB
from moment_ui.state.paths import base_of


class Composing(AppState, mixin=True):
    """What is composed, in the address, and the handlers that read it.

    A page of its own has a `view` with a `version`, and says below how it is read.
    """

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    pages: rx.Field[list[str]] = rx.field(default_factory=list)
    saved: rx.Field[bool] = rx.field(default=False)
    fresh: rx.Field[str] = rx.field("")  # the field of a new row, which takes the cursor
    _read_at: int = -1

    @rx.event
    async def load(self) -> Any:
        """Read what the address names."""
        self.base = base_of(self.router.url.path)
        self.errors, self.saved = {}, False
        self._read_at = self._version()
        try:
            self._put_view(await self._read(self._page(), self._id()))
        except LoggedOut:
            raise
        except AppError as error:
            self.phase, self.problem = "failed", error.message
            return None
        self.phase = "ready"
        return self._opened()

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else does with it, with its customer too; after `load` in `on_load`.

        What happened after it was read, and before the watch began, is caught up with first.
        """
        with HUB.watching(self._actor().company_id, *self._topics()) as watch:
            while HUB.is_open(self.router.session.client_token):
                if self.phase == "ready" and self._read_at != self._version():
                    await self._catch_up()
                await watch.news()

    @rx.event(background=True, supersedes=True)
    async def draw_preview(self) -> None:
        """Count the pages of the paper, and name their pictures anew."""
        whose, row_id = self._whose(), self._id()
        pages = await self._pictures(row_id)
        async with self:
            if (self._whose(), self._id()) == (whose, row_id):
                self.pages = pages

    @rx.event
    async def reload(self) -> Any:
        """Read it again: something about it has just been changed."""
        return await self._show()

    # ── what a page says about itself; not reachable from a browser ────────────────────────────

    def _id(self) -> int:
        raise NotImplementedError

    def _topics(self) -> tuple[str, ...]:
        raise NotImplementedError

    def _page(self) -> Operation[[int], Any]:
        """The query that reads the page's view."""
        raise NotImplementedError

    def _view(self) -> Any:
        raise NotImplementedError

    def _put_view(self, view: Any) -> None:
        raise NotImplementedError

    async def _pictures(self, row_id: int) -> list[str]:
        """Where the pictures of the paper's pages are, stamped with what they show."""
        raise NotImplementedError

    def _opened(self) -> Any:
        """What follows when the page has been read by its address."""
        return type(self).draw_preview

    # ── what its handlers share ────────────────────────────────────────────────────────────────

    def _seen(self) -> Seen:
        return Seen(self._id(), self._view().version)

    def _version(self) -> int:
        return HUB.version(self._actor().company_id, *self._topics())

    def _version_of(self, row_id: int, before: int) -> int:
        """The version of a row to act on: as the page shows it, or as it was left on another page."""
        return self._view().version if row_id == self._id() else before

    async def _show(self) -> Any:
        self._put_view(await self._read(self._page(), self._id()))
        return self._then()

    def _then(self) -> list[Any]:
        self.saved = True
        return [type(self).draw_preview]

    async def _catch_up(self) -> None:
        """Read it as it stands; dropped when the reader went on, or an own act was quicker."""
        version, row_id, whose = self._version(), self._id(), self._whose()
        view, problem = None, ""
        try:
            view = await self._read(self._page(), row_id)
        except NotFound as gone:
            problem = gone.message
        drawn = False
        async with self:
            if (self._whose(), self._id(), self.phase) != (whose, row_id, "ready"):
                return
            self._read_at = version
            if view is None:
                self.phase, self.problem = "failed", problem
            elif view.version >= self._view().version and view != self._view():
                self._put_view(view)
                drawn = True
        if drawn:
            await self._redraw(row_id, whose)

    async def _redraw(self, row_id: int, whose: tuple[str, str]) -> None:
        pages = await self._pictures(row_id)
        async with self:
            if (self._whose(), self._id()) == (whose, row_id):
                self.pages = pages

    async def _change(self, command: Operation[..., Any], *args: Any) -> Any:
        """Run an edit on what is shown, and show it as it is then."""
        try:
            done = await self._write(command, self._seen(), *args)
        finally:
            self._put_view(await self._read(self._page(), self._id()))
        return done

    async def _add(self, field: str, command: Operation[..., Any], *args: Any) -> Any:
        """Add a row; its field takes the cursor when it appears."""
        done: Edited = await self._write(command, self._seen(), *args)
        self.fresh = field.format(row=done.row_id)
        return await self._show()

    async def _cell(self, key: str, typed: str, command: Operation[..., Any], *args: Any) -> Any:
        """Save a cell; what does not fit stays in the cell, with the reason under it."""
        others = {name: message for name, message in self.errors.items() if name != key}
        before = self._view().version
        self.fresh = ""  # the cursor has gone on: a cell that is drawn anew must not take it back
        try:
            done: Edited = await self._write(command, self._seen(), *args)
        except Invalid as invalid:
            self.saved = False
            self.errors = others | {key: " ".join(invalid.fields.values())}
            return None
        except Conflict as changed:
            kept = _("{message} You wrote: {text}").format(message=changed.message, text=typed)
            self.errors = others | {key: kept}
            return await self._show()
        if others != self.errors:
            self.errors = others
            self.saved = not others
        return None if done.version == before else await self._show()
