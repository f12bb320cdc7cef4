"""A week of one's own hours: read by the address, live, and what its handlers share."""

import datetime as dt

import reflex as rx

from moment_ui.core import clock
from moment_ui.core.errors import AppError, LoggedOut
from moment_ui.core.words import _
from moment_ui.core.writing import Writer, writer
from moment_ui.domain.timesheets.errors import NoCoWorker
from moment_ui.domain.timesheets.grid import NOTHING, RowKey, SheetCell
from moment_ui.domain.timesheets.queries import Sheet, week_sheet, weeks_around
from moment_ui.domain.timesheets.rules import Week, queue_of
from moment_ui.domain.timesheets.typed import show_sum
from moment_ui.reports.timesheet.detail_view import DetailView, detail_view
from moment_ui.reports.timesheet.week_view import (
    DayView,
    HeadView,
    RowView,
    SumsView,
    WeekView,
    week_title,
    week_view,
)
from moment_ui.state.base import AppState
from moment_ui.state.live import HUB
from moment_ui.state.paths import base_of, said_in

TOPICS = ("hours", "projects")
SHOWN = tuple(WeekView.__dataclass_fields__)
Key = tuple[RowKey, int]
"""A cell: its row, and its place in the week."""


class WeekCore(AppState, mixin=True):
    """The week in the address. What a cell's saving changes stands apart from what it does not."""

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    queue: rx.Field[str] = rx.field("")
    this_week: rx.Field[str] = rx.field("")
    day: rx.Field[int] = rx.field(0)
    head: rx.Field[HeadView] = rx.field(default_factory=HeadView)
    days: rx.Field[list[DayView]] = rx.field(default_factory=list)
    rows: rx.Field[list[RowView]] = rx.field(default_factory=list)
    internal: rx.Field[list[RowView]] = rx.field(default_factory=list)
    kinds: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    values: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    marks: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    titles: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    comments: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    sums: rx.Field[SumsView] = rx.field(default_factory=SumsView)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    selected: rx.Field[str] = rx.field("")
    detail: rx.Field[DetailView] = rx.field(default_factory=DetailView)
    saved_at: rx.Field[str] = rx.field("")
    weeks: rx.Field[list[tuple[str, str, str]]] = rx.field(default_factory=list)
    _sheet: Sheet | None = None
    _added: dict[str, list[RowKey]] = {}
    _seen: SheetCell = NOTHING
    _typing: bool = False
    _read_at: int = -1

    @rx.event
    async def load(self) -> None:
        """Read the week that the address names, else this one."""
        self.base = base_of(self.router.url.path)
        self.queue = queue_of(self._actor())
        self.errors, self.saved_at, self.selected = {}, "", ""
        self.detail, self._typing = DetailView(), False
        self.this_week = Week.of(self._today()).name
        self.day = self._day_asked().weekday()
        try:
            await self._show(Week.of(self._day_asked()))
        except LoggedOut:
            raise
        except NoCoWorker as error:
            self.phase, self.problem = "nobody", error.message
        except AppError as error:
            self.phase, self.problem = "failed", error.message
        else:
            self.phase = "ready"

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what happens to the week elsewhere: an approval, a lock, another tab; after `load`."""
        with HUB.watching(self._actor().company_id, *TOPICS) as watch:
            while HUB.is_open(self.router.session.client_token):
                if self.phase == "ready" and self._read_at != self._version():
                    await self._catch_up()
                await watch.news()

    @rx.event
    async def show_weeks(self, opened: bool) -> None:  # noqa: FBT001 - the menu calls it so
        """The weeks around, with what is written in each, when their menu opens."""
        if opened is not True or self._sheet is None:
            return
        write, point = self._writer(), self._point()
        found = await self._read(weeks_around, self._sheet.week)
        self.weeks = [
            (week.name, week_title(week, write), show_sum(minutes, point))
            for week, minutes in found
        ]

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    def _today(self) -> dt.date:
        return clock.today(self._actor().timezone)

    def _day_asked(self) -> dt.date:
        """The day that the address names, else today, or the Monday of the week it names."""
        query, today = self.router.url.query, self._today()
        week = Week.named(said_in(query, "week"))
        try:
            day = dt.date.fromisoformat(said_in(query, "day"))
        except ValueError:
            day = today
        if week is None:
            return day if Week.named(Week.of(day).name) else today
        return day if day in week.days else week.monday

    def _writer(self) -> Writer:
        return writer(self._actor().locale, self._actor().timezone)

    def _point(self) -> str:
        return self._writer().number(0, 1)[1]

    def _version(self) -> int:
        return HUB.version(self._actor().company_id, *TOPICS)

    async def _show(self, week: Week) -> None:
        version = self._version()
        sheet = await self._read(week_sheet, week, self._added.get(week.name, []))
        self._read_at = version
        self._put(sheet)

    async def _again(self) -> None:
        """Read the week that is shown again."""
        if self._sheet is not None:
            await self._show(self._sheet.week)

    def _put(self, sheet: Sheet) -> None:
        """Draw a week: only what is otherwise than before is sent."""
        self._sheet = sheet
        view = week_view(sheet, self._writer(), self._today())
        for name in SHOWN:
            if getattr(self, name) != getattr(view, name):
                setattr(self, name, getattr(view, name))
        self._put_detail()

    def _put_detail(self) -> None:
        key = self._key(self.selected) if self.selected else None
        row = self._sheet.row(key[0]) if self._sheet and key else None
        shown = DetailView()
        if self._sheet and key and row:
            shown = detail_view(self._sheet, row, self._sheet.days[key[1]], self._writer())
        if self.detail != shown:
            self.detail = shown

    async def _catch_up(self) -> None:
        """Read the week as it stands; dropped when the reader has gone on meanwhile."""
        sheet, whose, version = self._sheet, self._whose(), self._version()
        if sheet is None:
            return
        added = self._added.get(sheet.week.name, [])
        found = await self._read(week_sheet, sheet.week, added)
        async with self:
            here = self._sheet.week if self._sheet else None
            if (self._whose(), here, self.phase) == (whose, sheet.week, "ready"):
                self._read_at = version
                self._put(found)

    def _cell(self, key: Key) -> SheetCell:
        """What the page shows of a cell."""
        row = self._sheet.row(key[0]) if self._sheet else None
        return row.cell(self._sheet.days[key[1]].day) if self._sheet and row else NOTHING

    @staticmethod
    def _key(text: str) -> Key | None:
        """A cell by its key on the page; None for anything else."""
        parts = text.split("-")
        if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
            return None
        if max(map(len, parts)) > 18 or int(parts[2]) > 6:
            return None
        return (int(parts[0]), int(parts[1]) or None), int(parts[2])

    def _now(self) -> str:
        """The time, as it is said of what was saved."""
        return self._writer().instant(clock.now()).rpartition(" ")[2]

    def _tell_saved(self) -> None:
        self.saved_at = _("Saved {time}").format(time=self._now())
