"""What every list does: read what the address asks for, show it, then write the address.

The address is the state of a list. A handler works out the target from the list that is shown,
reads it, and shows it together with its address; `load` runs when a reader comes by an address:
links, back, forward, reload. The last word on both rows and address is the same handler's, so
quick clicks, too, end on what the address says.
"""

import logging
import secrets
from collections.abc import AsyncIterator, Mapping
from typing import Any, ClassVar
from urllib.parse import quote

import reflex as rx

from moment_ui.core.errors import AppError, LoggedOut
from moment_ui.core.words import _
from moment_ui.reports.address import ReportAddress, parse
from moment_ui.reports.report import PAGE_SIZES, Report
from moment_ui.reports.screen import look, opening, totals_look
from moment_ui.reports.view import ChipView, PagerView, RowView, TableView
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, places
from moment_ui.state.lists.report_vars import (
    Around,
    Bar,
    Foot,
    Head,
    feet_of,
    heads_of,
)
from moment_ui.state.paths import base_of

logger = logging.getLogger(__name__)

MOST_QUERY = 8000
Steps = AsyncIterator[Any]


class ReportCore(AppState, mixin=True):
    """The list on the screen, and the handlers that turn it over.

    A state class of a page says which `report` it shows, the places of columns on a `phone`, `short` words for heads, and
    whether rows `carry` the list they stand in to their pages (for Previous and Next there).
    """

    report: ClassVar[Report[Any]]
    phone: ClassVar[Mapping[str, str]] = {}
    short: ClassVar[Mapping[str, str]] = {}
    carries: ClassVar[bool] = False

    phase: rx.Field[str] = rx.field("")  # "" while nothing was read yet, "ready", "failed"
    problem: rx.Field[str] = rx.field("")
    reference: rx.Field[str] = rx.field("")
    query: rx.Field[str] = rx.field("")
    bar: rx.Field[Bar] = rx.field(default_factory=Bar)
    around: rx.Field[Around] = rx.field(default_factory=Around)
    count: rx.Field[int] = rx.field(-1)
    count_text: rx.Field[str] = rx.field("")
    filtered: rx.Field[bool] = rx.field(default=False)
    heads: rx.Field[list[Head]] = rx.field(default_factory=list)
    rows: rx.Field[list[RowView]] = rx.field(default_factory=list)
    feet: rx.Field[list[Foot]] = rx.field(default_factory=list)
    chips: rx.Field[list[ChipView]] = rx.field(default_factory=list)
    pager: rx.Field[PagerView] = rx.field(default_factory=PagerView)

    _address: ReportAddress | None = None

    @rx.event
    async def load(self) -> Steps:
        """Show what the address asks for."""
        asked = parse(self.router.url.query, self._report())
        await self._open()
        address = self._first(
            await self._read(opening, self._report(), asked, kept_as=self._kept_as())
        )
        self._forget_ticks()
        async for step in self._go(address, replace=True):
            yield step

    @rx.event
    async def go(self, query: str) -> Steps:
        """Show the list that an address asks for."""
        address = parse(check.text(query, MOST_QUERY), self._report())
        self._forget_ticks()
        async for step in self._go(address):
            yield step

    @rx.event
    async def retry(self) -> Steps:
        """Read the same list again."""
        async for step in self._again():
            yield step

    @rx.event
    async def sort_by(self, key: str, add: bool) -> Steps:  # noqa: FBT001 - Shift, from the browser
        """Sort by a column, or turn its direction; `add` keeps the other keys."""
        wanted = self._at().sorted_by(check.text(key), self._report(), add=check.flag(add))
        async for step in self._go(wanted):
            yield step

    @rx.event
    async def turn(self, step: int) -> Steps:
        """One page on (1) or back (-1)."""
        address = self._at()
        page = address.page + check.whole(step, -1, 1)
        async for done in self._go(address.turned_to(page)):
            yield done

    @rx.event
    async def set_size(self, size: str) -> Steps:
        """Choose how many rows a page has."""
        chosen = check.one_of(size, tuple(str(allowed) for allowed in PAGE_SIZES))
        async for step in self._go(self._at().sized(int(chosen))):
            yield step

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    def _report(self) -> Report[Any]:
        """The report as this reader may see it."""
        return self.report.for_actor(self._actor())

    def _kept_as(self) -> str:
        """The name under which views and choices of columns are kept."""
        return self.report.key

    def _first(self, asked: ReportAddress) -> ReportAddress:
        """What to show of a list that is being opened."""
        return asked

    def _at(self) -> ReportAddress:
        """What the list shows; after a restart of the server, what the address says."""
        if self._address is None:
            return parse(self.router.url.query, self._report())
        return self._address

    async def _go(self, address: ReportAddress, *, replace: bool = False) -> Steps:
        """Rows and their address first, then the totals when they were not known yet."""
        if not await self._show(address):
            return
        self._stand_at(replace=replace)
        if self.count < 0:
            yield
            await self._show_totals()
        for event in self._after():
            yield event

    async def _again(self) -> Steps:
        """Read the list as it is, after something in it was changed."""
        async for step in self._go(self._at()):
            yield step

    async def _show(self, address: ReportAddress) -> bool:
        """Read and show the page of rows; False when that failed, and the screen says so."""
        self._address = address
        try:
            table = await self._read(look, self._report(), address)
        except LoggedOut:
            raise
        except AppError as error:
            self._fail(error.message)
        except Exception as error:
            self._fail(_("Your filter is kept. Try again in a moment."), _noted(error))
        else:
            self._draw(table)
            return True
        return False

    async def _show_totals(self) -> None:
        table = await self._read(totals_look, self._report(), self._at())
        self._draw_totals(table)

    def _fail(self, problem: str, reference: str = "") -> None:
        self.phase, self.problem, self.reference = "failed", problem, reference

    def _draw(self, table: TableView) -> None:
        self._address, self.query = self._at().turned_to(table.page), table.query
        suffix = f"?list={quote(table.query, safe='')}" if self.carries else ""
        base = base_of(self.router.url.path)
        self._put("around", Around(base, table.pages, suffix, *self._words()))
        self._put("heads", self._heads(table))
        self._put("rows", table.rows)
        self._put("chips", table.chips)
        self._put("filtered", table.filtered)
        self._draw_totals(table)
        self._put("phase", "ready")
        self._follow()

    def _heads(self, table: TableView) -> list[Head]:
        return heads_of(table.heads, self.phone, self.short)

    def _draw_totals(self, table: TableView) -> None:
        self._put("count", table.count)
        self._put("count_text", table.count_text)
        self._put("feet", feet_of(table.totals, self._heads(table)))
        self._put("pager", table.pager)
        self._mark_ticks()

    def _put(self, name: str, value: Any) -> None:
        """Set a var when its value changed: what did not change is not sent again."""
        if getattr(self, name) != value:
            setattr(self, name, value)

    def _stand_at(self, *, replace: bool) -> None:
        """Let the address bar say what is shown, unless it does, as far as was heard and told."""
        url = self.router.url
        target = _written(url.path, self.query)
        if {_written(url.path, url.query), self.bar.address or target} != {target}:
            self.bar = Bar(secrets.token_hex(4), target, replace)

    async def _open(self) -> None:
        """What a page needs once, when it is opened."""

    def _words(self) -> tuple[str, str]:
        """What the buttons `ACT` and `CHOOSE` in cells do, "" when the reader may not."""
        return self._act_word(), ""

    def _act_word(self) -> str:
        """What buttons in cells do, "" when the reader may not."""
        return ""

    def _follow(self) -> None:
        """What stands beside the rows and is known from the address alone."""

    def _after(self) -> list[Any]:
        """Events that follow when rows and totals are on the screen."""
        return []

    def _mark_ticks(self) -> None:
        """What the selection makes of the rows that are shown."""

    def _forget_ticks(self) -> None:
        """Another list: nothing is ticked in it."""


def _noted(error: Exception) -> str:
    """Write an error to the log, without values; returns the reference it stands under."""
    reference = secrets.token_hex(4)
    logger.error("Error %s\n%s", reference, places(error))
    return reference


def _written(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
