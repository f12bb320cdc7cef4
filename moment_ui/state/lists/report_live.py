"""Lists follow what colleagues change: the rows move, the reader's place and ticks stay."""

from typing import ClassVar

import reflex as rx

from moment_ui.reports.address import ReportAddress
from moment_ui.reports.panel import filter_views
from moment_ui.reports.screen import totals_look
from moment_ui.state.lists.report_views import ReportViews
from moment_ui.state.live import HUB


class ReportLive(ReportViews, mixin=True):
    """A list that reads itself again when something in it changed.

    `topics` are the kinds of rows whose changes the list may show.
    """

    topics: ClassVar[tuple[str, ...]]

    _read_at: int | None = None

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else changes; after `load` in `on_load`.

        What changed before the watch began, and after the list was read, is caught up with first.
        """
        with HUB.watching(self._actor().company_id, *self.topics) as watch:
            while HUB.is_open(self.router.session.client_token):
                if self.phase == "ready" and self._read_at != self._version():
                    await self._catch_up()
                await watch.news()

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _show(self, address: ReportAddress) -> bool:
        self._read_at = self._version()
        return await super()._show(address)

    async def _catch_up(self) -> None:
        """Read the list as it stands; dropped when the reader went on meanwhile."""
        version = self._version()
        async with self:
            whose, path = self._whose(), self.router.url.path
            report, address = self._report(), self._at()
            searched = dict(self._option_search)
        table = await self._read(totals_look, report, address)
        offered = await self._read(filter_views, report, address, searched)
        async with self:
            if (self._whose(), self.router.url.path, self._at()) != (whose, path, address):
                return
            self._read_at = version
            self._draw(table)
            if self.panel == "filter":
                self._draw_controls(offered)

    def _version(self) -> int:
        return HUB.version(self._actor().company_id, *self.topics)
