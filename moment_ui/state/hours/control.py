"""Hours control: all shared projects, and one of them with the rows that differ."""

from typing import Any, ClassVar
from urllib.parse import quote

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.clock import today
from moment_ui.core.period import Period, Preset
from moment_ui.core.selection import period_of
from moment_ui.core.words import _, plural
from moment_ui.core.writing import writer
from moment_ui.domain.hours_control.commands import Chosen, Mended, mend, sign_off
from moment_ui.domain.hours_control.queries import digest_of
from moment_ui.reports.filters import Filter, FilterKind, read_value, write_value
from moment_ui.reports.hours.control_view import (
    ControlLine,
    DifferenceLine,
    overview_lines,
    project_lines,
)
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, shown_or_failed, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.hours.still import read_still
from moment_ui.state.paths import base_of, id_after, said_in

NEEDED = frozenset({Permission.CONTROL_HOURS})
TOPICS = ("hours", "projects", "invoices")
MOST_PLANNED = 100
PERIOD = Filter("period", _("Period"), FilterKind.PERIOD)


class HoursControlState(AppState, rx.State):
    """What is controlled in the period of the address: one project, or all."""

    needs: ClassVar[frozenset[Permission]] = NEEDED

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    here: rx.Field[str] = rx.field("")
    title: rx.Field[str] = rx.field("")
    period: rx.Field[str] = rx.field("")
    period_words: rx.Field[str] = rx.field("")
    first: rx.Field[str] = rx.field("")
    last: rx.Field[str] = rx.field("")
    lines: rx.Field[list[ControlLine]] = rx.field(default_factory=list)
    mending: rx.Field[list[str]] = rx.field(
        default_factory=list
    )  # what is about to be mended, in words
    planned: rx.Field[list[DifferenceLine]] = rx.field(default_factory=list)  # its rows
    planned_more: rx.Field[str] = rx.field("")
    _mending: tuple[int, str] = (0, "")

    @rx.event
    async def load(self) -> None:
        """Compare what the address names."""
        url = self.router.url
        self.base, self.here, self.mending = base_of(url.path), url.path.rstrip("/"), []
        period = self._period()
        self.period = said_in(url.query, "period") or Preset.THIS_YEAR.value
        self.period_words = writer(self._actor().locale, self._actor().timezone).period(period)
        self.first = period.start.isoformat() if period.start else ""
        self.last = period.last.isoformat() if period.last else ""
        with shown_or_failed(self):
            self.title, self.lines = await self._compare()

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Compare again when hours are written on either side; after `load` in `on_load`."""
        whose, asked = self._whose(), self._asked()
        async for _change in self._news(*TOPICS):
            title, lines = await self._compare()
            async with self:
                same = (self._whose(), self._asked()) == (whose, asked)
                if same and lines != self.lines:
                    self.title, self.lines = title, lines

    @rx.event
    async def show(self, form: dict[str, Any]) -> Any:
        """Go to the days typed."""
        raw = f"{check.form_text(form, 'first')}..{check.form_text(form, 'last')}"
        value = read_value(PERIOD, raw)
        chosen = write_value(value) if value is not None else Preset.THIS_YEAR.value
        return rx.redirect(f"{self.router.url.path.rstrip('/')}?period={quote(chosen, safe='.-')}")

    @rx.event
    async def ask_all(self, partner_id: int) -> None:
        """Ask before everything that differs with a partner is mended."""
        line = self._line(check.row_id(partner_id))
        self._mending = line.partner_id, ""
        self._plan(line.summary, line.differences, line.rows - len(line.differences))

    @rx.event
    async def ask_one(self, partner_id: int, key: str) -> None:
        """Ask before one row is mended."""
        line = self._line(check.row_id(partner_id))
        rows = [one for one in line.differences if one.key == check.text(key, 20)]
        if not rows:
            raise check.BadArgument
        self._mending = line.partner_id, rows[0].key
        self._plan([f"{rows[0].day} {rows[0].who}: {rows[0].mending}"], rows)

    @rx.event
    async def take_back(self) -> None:
        """Mend nothing."""
        self.mending = []

    @rx.event
    async def set_asking(self, asking: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The dialog's own way to close."""
        if not check.flag(asking):
            self.mending = []

    @rx.event
    async def mend(self) -> None:
        """Mend what was asked about, and say what became of it."""
        partner_id, key = self._mending
        if not (self.mending and partner_id):
            return
        self.mending = []
        keys = frozenset({key}) if key else None
        chosen = Chosen(self._project_id() or 0, partner_id, self._period(), keys)
        done = await self._write(mend, chosen)
        await tell(self, "success" if done.mended else "warning", _told(done))
        self.title, self.lines = await self._compare()

    def _plan(self, said: list[str], rows: list[DifferenceLine], hidden: int = 0) -> None:
        """Show what mending does to each row, as far as rows are shown."""
        hidden += max(0, len(rows) - MOST_PLANNED)
        self.mending, self.planned = said, rows[:MOST_PLANNED]
        more = plural("And {count} more row.", "And {count} more rows.", hidden)
        self.planned_more = more if hidden > 0 else ""

    async def _compare(self) -> tuple[str, list[ControlLine]]:
        project_id, period = self._asked()
        if project_id is None:
            return "", await read_still(overview_lines, period)
        return await read_still(project_lines, project_id, period)

    def _asked(self) -> tuple[int | None, Period]:
        return self._project_id(), self._period()

    def _project_id(self) -> int | None:
        return id_after(self.router.url.path, "projects")

    def _period(self) -> Period:
        value = read_value(PERIOD, said_in(self.router.url.query, "period"))
        day = today(self._actor().timezone)
        chosen = value if isinstance(value, Preset | Period) else Preset.THIS_YEAR
        return period_of(chosen, day)

    def _line(self, partner_id: int) -> ControlLine:
        found = next((line for line in self.lines if line.partner_id == partner_id), None)
        if found is None:
            raise check.BadArgument
        return found


class SignOffState(FormState, AppState, rx.State):
    """Signing off a project and partner, with a note."""

    form_name: ClassVar[str] = "sign-off"
    needs: ClassVar[frozenset[Permission]] = NEEDED

    title: rx.Field[str] = rx.field("")
    differs: rx.Field[bool] = rx.field(default=False)
    _chosen: Chosen | None = None
    _digest: str = ""

    @rx.event
    async def start(self, partner_id: int) -> None:
        """Open the form for what the page shows."""
        page = await self.get_state(HoursControlState)
        line = page._line(check.row_id(partner_id))  # noqa: SLF001 - one module
        project_id, period = page._asked()  # noqa: SLF001
        self._chosen = Chosen(project_id or 0, line.partner_id, period)
        asked = (project_id or 0, line.partner_id, period)
        self._digest = await read_still(digest_of, *asked)
        self.differs = line.rows > 0
        self.title = (
            f"{line.project}, {line.partner}, {page.period_words}: {line.home} / {line.main}"
        )
        self._open({"note": ""})

    def _fields(self) -> tuple[str, ...]:
        return ("note",)

    async def _save(self, texts: dict[str, str]) -> Events:
        if self._chosen is None:
            raise check.BadArgument
        await self._write(sign_off, self._chosen, self._digest, texts["note"])
        self._shut()
        await tell(self, "success", _("Signed off."))
        return [HoursControlState.load]


def _told(done: Mended) -> str:
    said = [plural("{count} row mended", "{count} rows mended", done.mended)]
    if done.invoiced:
        said.append(plural("{count} stays: invoiced", "{count} stay: invoiced", done.invoiced))
    if done.unknown:
        said.append(
            plural(
                "{count} stays: not known or locked on the other side",
                "{count} stay: not known or locked on the other side",
                done.unknown,
            )
        )
    return ". ".join(said) + "."
