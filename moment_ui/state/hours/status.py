"""Company → Timesheet status: how far each co-worker has come, and the lock."""

import datetime as dt
from dataclasses import replace
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.clock import today
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _, plural
from moment_ui.domain.hours import status
from moment_ui.domain.hours.status import Locked
from moment_ui.reports.hours.status_view import WHO, StatusLine, in_words, status_lines
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, shown_or_failed, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import said_in
from moment_ui.state.undoing import undoing

NEEDED = frozenset({Permission.LOCK_HOURS})


class TimesheetStatusState(AppState, rx.State):
    """The co-workers of the company, and those that are ticked."""

    needs: ClassVar[frozenset[Permission]] = NEEDED

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    who: rx.Field[str] = rx.field("all")
    lines: rx.Field[list[StatusLine]] = rx.field(default_factory=list)
    count: rx.Field[int] = rx.field(0)
    all_ticked: rx.Field[bool] = rx.field(default=False)
    _done: Locked | None = None

    @rx.event
    async def load(self) -> None:
        """Read how far everybody has come."""
        wanted = said_in(self.router.url.query, "who")
        self.who = wanted if wanted in WHO else WHO[0]
        with shown_or_failed(self):
            self._show(await self._read(status_lines, self.who))

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what is written, submitted, approved and locked meanwhile; after `load` in `on_load`."""
        whose, who = self._whose(), self.who
        async for _change in self._news("hours", "people", "timesheets"):
            lines = await self._read(status_lines, who)
            async with self:
                if (self._whose(), self.who) == (whose, who):
                    self._show(lines)

    @rx.event
    async def tick(self, co_worker_id: int) -> None:
        """Tick or untick a co-worker."""
        wanted = check.row_id(co_worker_id)
        self._put([replace(one, ticked=one.ticked != (one.id == wanted)) for one in self.lines])

    @rx.event
    async def tick_all(self, on: bool) -> None:  # noqa: FBT001 - the box says on or off
        """Tick everybody in the filter, or nobody."""
        on = check.flag(on)
        self._put([replace(one, ticked=on) for one in self.lines])

    @rx.event
    async def unlock(self) -> None:
        """Open all days of those ticked; the message takes it back."""
        done = await self._write(status.unlock, self._ticked())
        await self._told(
            done,
            plural("{count} timesheet unlocked", "{count} timesheets unlocked", len(done.before)),
        )

    @rx.event
    async def undo(self) -> None:
        """Take back the last lock or unlock."""
        if self._done is None:
            return
        async with undoing(self, TimesheetStatusState.undo):
            await self._write(status.undo_lock, self._done)
            self._done = None
        self._show(await self._read(status_lines, self.who))

    async def _told(self, done: Locked, said: str) -> None:
        self._done = done
        undo: Any = TimesheetStatusState.undo if done.before else None
        await tell(self, "success", f"{said}.", undo)
        self._show(await self._read(status_lines, self.who))

    def _show(self, lines: list[StatusLine]) -> None:
        ticked = {one.id for one in self.lines if one.ticked}
        self._put([replace(one, ticked=one.id in ticked) for one in lines])

    def _put(self, lines: list[StatusLine]) -> None:
        if lines != self.lines:
            self.lines = lines
        self.count = sum(one.ticked for one in lines)
        self.all_ticked = bool(lines) and self.count == len(lines)

    def _ticked(self) -> list[int]:
        return [one.id for one in self.lines if one.ticked]


class LockState(FormState, AppState, rx.State):
    """Locking the timesheets that are ticked, with what speaks against it."""

    form_name: ClassVar[str] = "lock"
    needs: ClassVar[frozenset[Permission]] = NEEDED

    title: rx.Field[str] = rx.field("")
    against: rx.Field[list[str]] = rx.field(default_factory=list)
    _people: list[int] = []

    @rx.event
    async def start(self) -> None:
        """Open the form, with the last day of the month before."""
        page = await self.get_state(TimesheetStatusState)
        self._people = page._ticked()  # noqa: SLF001 - one module
        if not self._people:
            raise check.BadArgument
        self.title = plural("{count} timesheet", "{count} timesheets", len(self._people))
        last = today(self._actor().timezone).replace(day=1) - dt.timedelta(days=1)
        await self._weigh(last)
        self._open({"last": last.isoformat()})

    @rx.event
    async def weigh(self, day: str) -> None:
        """Say what speaks against locking up to a day."""
        try:
            await self._weigh(_day(check.text(day)))
        except Invalid:
            self.against = []

    async def _weigh(self, last: dt.date) -> None:
        found = await self._read(status.lock_preview, self._people, last)
        self.against = in_words(found)

    def _fields(self) -> tuple[str, ...]:
        return ("last",)

    async def _save(self, texts: dict[str, str]) -> Events:
        last = _day(texts["last"])
        done = await self._write(status.lock, self._people, last)
        self._shut()
        page = await self.get_state(TimesheetStatusState)
        said = plural("{count} timesheet locked", "{count} timesheets locked", len(done.before))
        up_to = _("up to and including {day}").format(day=f"{last:%d.%m.%Y}")
        await page._told(done, f"{said} {up_to}")  # noqa: SLF001 - one module
        return []


def _day(text: str) -> dt.date:
    """The day typed. Raises Invalid."""
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(last=_("Choose a day.")) from None
