"""Ticking rows of a list: one, a range, the page, or everything the filter holds."""

from array import array
from typing import Any

import reflex as rx

from moment_ui.reports.export import MOST_TICKED
from moment_ui.reports.screen import order
from moment_ui.state import arguments as check
from moment_ui.state.lists.exports import ExportState
from moment_ui.state.lists.report_core import ReportCore
from moment_ui.state.lists.report_vars import SelectionBar, selection_of


class ReportSelect(ReportCore, mixin=True):
    """The ticks. They stay while one pages and sorts, and go when the filter changes."""

    ticked: rx.Field[list[int]] = rx.field(default_factory=list)
    all_ticked: rx.Field[bool] = rx.field(default=False)
    page_ticked: rx.Field[str] = rx.field("")  # "", "some" or "all"
    selection: rx.Field[SelectionBar] = rx.field(default_factory=SelectionBar)

    _anchor: int = 0

    @rx.event
    async def tick(self, row: str, ranged: bool) -> None:  # noqa: FBT001 - Shift, from the browser
        """Tick or untick a row of the page; with Shift everything from the last one to it."""
        row_id = check.row_id(row)
        on_page = [shown.id for shown in self.rows]
        if row_id not in on_page:
            raise check.BadArgument
        ticked = on_page if self.all_ticked else list(self.ticked)
        if check.flag(ranged) and self._anchor in on_page:
            ticked = [*ticked, *_between(on_page, self._anchor, row_id)]
        elif row_id in ticked:
            ticked.remove(row_id)
        else:
            ticked.append(row_id)
        self._anchor = row_id
        self._set_ticks(ticked)

    @rx.event
    async def tick_page(self, on: bool) -> None:  # noqa: FBT001 - the box says on or off
        """Tick or untick every row of the page."""
        on_page = {row.id for row in self.rows}
        others = [ticked for ticked in self.ticked if ticked not in on_page]
        self._set_ticks([*others, *on_page] if check.flag(on) else others)

    @rx.event
    async def tick_all(self) -> None:
        """Take everything the filter holds, on all pages."""
        self.all_ticked = True
        self._mark_ticks()

    @rx.event
    async def untick(self) -> None:
        """Tick nothing."""
        self._set_ticks([])

    @rx.event
    async def export_ticked(self, kind: str) -> Any:
        """Take what is ticked away as a file of this kind."""
        if not self.ticked and not self.all_ticked:
            raise check.BadArgument
        report = self._report()
        fixed = {key: int(value[0]) for key, value in report.fixed if isinstance(value, tuple)}
        ticked = [] if self.all_ticked else self.ticked
        start: Any = ExportState.start
        return start(report.key, self.query, fixed, check.text(kind), ticked)

    async def _ticked_ids(self) -> list[int]:
        """The ids a bulk act is for: those ticked, or all of the filter at this moment."""
        if not self.all_ticked:
            return list(self.ticked)
        ids: array[int] = await self._read(order, self._report(), self._at())
        return list(ids)

    def _set_ticks(self, ticked: list[int]) -> None:
        self.all_ticked = False
        self.ticked = list(dict.fromkeys(ticked))[:MOST_TICKED]
        self._mark_ticks()

    def _forget_ticks(self) -> None:
        self._anchor = 0
        if self.ticked or self.all_ticked:
            self.ticked, self.all_ticked = [], False

    def _mark_ticks(self) -> None:
        ticked = set(self.ticked)
        on_page = [row.id in ticked for row in self.rows] if ticked else []
        every = self.all_ticked or bool(on_page and all(on_page))
        self._put("page_ticked", "all" if every else "some" if any(on_page) else "")
        total = max(self.count, 0)
        self._put("selection", selection_of(len(ticked), total, everything=self.all_ticked))


def _between(rows: list[int], first: int, last: int) -> list[int]:
    start, end = sorted((rows.index(first), rows.index(last)))
    return rows[start : end + 1]
