"""One offer as it stands: read by its address, kept up to date, its paper drawn beside it."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, LoggedOut, NotFound
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.offers.rows import Seen
from moment_ui.reports.offer_page import offer_page
from moment_ui.reports.offer_preview import page_count
from moment_ui.reports.offer_view import OfferView
from moment_ui.state.base import AppState
from moment_ui.state.live import HUB
from moment_ui.state.paths import base_of, id_after

TOPICS = ("offers", "customers", "contacts", "projects")


class OfferCore(AppState, mixin=True):
    """The offer in the address, and the handlers that read it."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_OFFERS})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    view: rx.Field[OfferView] = rx.field(default_factory=OfferView)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    pages: rx.Field[list[str]] = rx.field(default_factory=list)
    saved: rx.Field[bool] = rx.field(default=False)
    _read_at: int = -1

    @rx.event
    async def load(self) -> Any:
        """Read the offer that the address names."""
        self.base = base_of(self.router.url.path)
        self.errors, self.saved = {}, False
        self._read_at = self._version()
        try:
            self.view = await self._read(offer_page, self._id())
        except LoggedOut:
            raise
        except AppError as error:
            self.phase, self.problem = "failed", error.message
            return None
        self.phase = "ready"
        return type(self).draw_preview

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else does with the offer, the customer too; after `load` in `on_load`.

        What happened after it was read, and before the watch began, is caught up with first.
        """
        with HUB.watching(self._actor().company_id, *TOPICS) as watch:
            while HUB.is_open(self.router.session.client_token):
                if self.phase == "ready" and self._read_at != self._version():
                    await self._catch_up()
                await watch.news()

    @rx.event(background=True, supersedes=True)
    async def draw_preview(self) -> None:
        """Count the pages of the paper, and name their pictures anew."""
        whose, offer_id = self._whose(), self._id()
        count, stamp = await self._read(page_count, offer_id)
        slug = slug_in(self.router.url.path)
        pages = [
            f"/api/offers/{slug}/{offer_id}/pages/{page}.png?v={stamp}"
            for page in range(1, count + 1)
        ]
        async with self:
            if (self._whose(), self._id()) == (whose, offer_id):
                self.pages = pages

    @rx.event
    async def reload(self) -> Any:
        """Read the offer again: something about it has just been changed."""
        return await self._show()

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    def _id(self) -> int:
        return id_after(self.router.url.path, "offers") or 0

    def _seen(self) -> Seen:
        return Seen(self._id(), self.view.version)

    def _version(self) -> int:
        return HUB.version(self._actor().company_id, *TOPICS)

    async def _show(self) -> Any:
        self.view = await self._read(offer_page, self._id())
        return self._then()

    def _then(self) -> list[Any]:
        self.saved = True
        return [type(self).draw_preview]

    async def _catch_up(self) -> None:
        """Read the offer as it stands; dropped when the reader went on, or an own act was quicker."""
        version, offer_id, whose = self._version(), self._id(), self._whose()
        view, problem = None, ""
        try:
            view = await self._read(offer_page, offer_id)
        except NotFound as gone:
            problem = gone.message
        async with self:
            if (self._whose(), self._id(), self.phase) != (whose, offer_id, "ready"):
                return
            self._read_at = version
            if view is None:
                self.phase, self.problem = "failed", problem
            elif view.version >= self.view.version and view != self.view:
                self.view = view
