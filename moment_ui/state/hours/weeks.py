"""Projects → Hours approval, by week and person."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _, plural
from moment_ui.core.writing import writer
from moment_ui.domain.hours import commands
from moment_ui.domain.hours.commands import HoursChange
from moment_ui.domain.hours.weeks import WaitingWeek, waiting_in_week, weeks_waiting
from moment_ui.reports.projects.project_hours import hours_in
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, shown_or_failed, tell
from moment_ui.state.paths import base_of
from moment_ui.state.undoing import undoing


@dataclass
class WeekLine:
    """A week of a co-worker that waits."""

    id: int = 0
    name: str = ""
    monday: str = ""
    week: str = ""
    rows: str = ""
    hours: str = ""
    submitted: bool = False
    href: str = ""


class WaitingWeeksState(AppState, rx.State):
    """The weeks that wait for the reader."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.APPROVE_HOURS})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    lines: rx.Field[list[WeekLine]] = rx.field(default_factory=list)
    _change: HoursChange | None = None

    @rx.event
    async def load(self) -> None:
        """Read the weeks."""
        self.base = base_of(self.router.url.path)
        with shown_or_failed(self):
            await self._show()

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what is written, submitted and approved meanwhile; after `load` in `on_load`."""
        whose = self._whose()
        async for _change in self._news("hours", "timesheets"):
            found = await self._read(weeks_waiting)
            async with self:
                lines = [self._line(one) for one in found]
                if self._whose() == whose and lines != self.lines:
                    self.lines = lines

    @rx.event
    async def approve(self, co_worker_id: int, monday: str) -> None:
        """Approve everything that waits of a co-worker's week."""
        try:
            day = dt.date.fromisoformat(check.text(monday, 10))
        except ValueError:
            raise check.BadArgument from None
        ids = await self._read(waiting_in_week, check.row_id(co_worker_id), day)
        self._change = await self._write(commands.approve, ids)
        count = plural("{count} time record", "{count} time records", len(self._change.ids))
        write = writer(self._actor().locale, self._actor().timezone)
        said = _("{count} approved: {hours} h.")
        undo = WaitingWeeksState.undo if self._change.ids else None
        hours = hours_in(self._change.minutes, write)
        await tell(self, "success", said.format(count=count, hours=hours), undo)
        await self._show()

    @rx.event
    async def undo(self) -> None:
        """Take back what was approved last."""
        if self._change is None:
            return
        async with undoing(self, WaitingWeeksState.undo):
            await self._write(commands.undo, self._change)
            self._change = None
        await self._show()

    async def _show(self) -> None:
        self.lines = [self._line(one) for one in await self._read(weeks_waiting)]

    def _line(self, one: WaitingWeek) -> WeekLine:
        write = writer(self._actor().locale, self._actor().timezone)
        _year, week, _day = one.monday.isocalendar()
        last = one.monday + dt.timedelta(days=6)
        days = f"{one.monday.isoformat()}..{last.isoformat()}"
        return WeekLine(
            one.co_worker_id,
            one.name,
            one.monday.isoformat(),
            _("Week {week}, {monday}").format(week=week, monday=f"{one.monday:%d.%m.%Y}"),
            plural("{count} row", "{count} rows", one.rows),
            hours_in(one.minutes, write),
            one.submitted,
            f"/projects/hours-approval?co_worker={one.co_worker_id}&period={days}",
        )
