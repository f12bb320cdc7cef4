"""The history of ticked hours: where they were moved from, by whom and when."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.reports.hours.moved_lines import MovedLine, moved_lines
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.hours.report import HoursOverviewState, MyHoursState
from moment_ui.state.lists.report import ReportState


class MovedHoursState(AppState, rx.State):
    """The moves of the rows that are ticked in one of the two hours reports."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.WRITE_HOURS})

    opened: rx.Field[bool] = rx.field(default=False)
    lines: rx.Field[list[MovedLine]] = rx.field(default_factory=list)

    @rx.event
    async def of_overview(self) -> None:
        """Show the history of what is ticked in the overview."""
        await self._show(await self.get_state(HoursOverviewState))

    @rx.event
    async def of_mine(self) -> None:
        """Show the history of what is ticked among one's own hours."""
        await self._show(await self.get_state(MyHoursState))

    @rx.event
    async def set_opened(self, opened: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The dialog's own way to close."""
        if not check.flag(opened):
            self.opened, self.lines = False, []

    async def _show(self, page: ReportState) -> None:
        ids = await page._ticked_ids()  # noqa: SLF001 - the list beside
        self.lines = await self._read(moved_lines, ids)
        self.opened = True
