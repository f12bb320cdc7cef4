"""The report of hours: of the company, and one's own; and moving what is ticked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _, plural
from moment_ui.core.writing import writer
from moment_ui.domain.hours_control.moving import move_home, move_hours
from moment_ui.domain.hours_control.steps import Stays, Step, preview_home, preview_move, targets
from moment_ui.domain.hours_control.unmoving import undo_move
from moment_ui.domain.references.choosing import projects_found
from moment_ui.reports.hours.hours_report import HOURS_OVERVIEW, MY_HOURS
from moment_ui.reports.projects.project_hours import hours_in
from moment_ui.reports.report import Report
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.lists.report import ReportState
from moment_ui.state.lists.report_core import Steps
from moment_ui.state.undoing import undoing

MOVE = Permission.MOVE_HOURS
TOPICS = ("hours", "projects", "invoices")
PHONE = {
    "day": "l-number",
    "co_worker": "name grow l-name",
    "project": "l-more",
    "comment": "l-last",
    "status": "l-sub",
    "hours": "l-amount",
    "billable": "l-side",
}
WHY = {
    Stays.INVOICED: _("Stays: on an invoice or a draft"),
    Stays.APPROVED: _("Stays: approved; set it to not approved first"),
    Stays.LOCKED: _("Stays: the day is locked"),
    Stays.MIRROR: _("Stays: written in the home company, and moved there"),
    Stays.THERE: _("Stays: it is there already"),
    Stays.NOT_IN_TEAM: _("Stays: the co-worker is not in the project’s team"),
    Stays.NO_HOME: _("Stays: it belongs to no partner company, or the activity is not shared"),
}


class HoursOverviewState(ReportState, rx.State):
    """The hours that the reader sees: all, or those of projects led."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_HOURS})
    report: ClassVar[Report[Any]] = HOURS_OVERVIEW
    topics: ClassVar[tuple[str, ...]] = TOPICS
    phone: ClassVar[Mapping[str, str]] = PHONE

    may_move: rx.Field[bool] = rx.field(default=False)
    _batch: str = ""

    async def _open(self) -> None:
        await super()._open()
        self._put("may_move", self._actor().may(MOVE))

    @rx.event
    @requires(MOVE)
    async def undo(self) -> Steps:
        """Move back what was moved last."""
        if not self._batch:
            return
        async with undoing(self, HoursOverviewState.undo):
            count = await self._write(undo_move, self._batch)
            self._batch = ""
            said = plural("{count} time record is back.", "{count} time records are back.", count)
            await tell(self, "success", said)
        async for step in self._again():
            yield step

    @rx.event
    async def again(self) -> Steps:
        """Show the list anew, nothing ticked."""
        self._set_ticks([])
        async for step in self._again():
            yield step


class MyHoursState(ReportState, rx.State):
    """The hours that the reader has written."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.WRITE_HOURS})
    report: ClassVar[Report[Any]] = MY_HOURS
    topics: ClassVar[tuple[str, ...]] = TOPICS
    phone: ClassVar[Mapping[str, str]] = PHONE | {
        "co_worker": "l-more",
        "project": "name grow l-name",
    }


@dataclass
class StepView:
    """What becomes of one row."""

    id: int = 0
    row: str = ""
    said: str = ""
    stays: bool = False


class MoveHoursState(FormState, AppState, rx.State):
    """Moving what is ticked: to an activity of a project, or home to the company it belongs to."""

    form_name: ClassVar[str] = "move"
    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_HOURS, MOVE})

    home: rx.Field[bool] = rx.field(default=False)
    projects: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    activities: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    steps: rx.Field[list[StepView]] = rx.field(default_factory=list)
    summary: rx.Field[str] = rx.field("")
    _ids: list[int] = []

    @rx.event
    async def start(self, home: bool) -> None:  # noqa: FBT001 - one of two buttons
        """Open the form for what is ticked; `home`: for hours written in the wrong company."""
        page = await self.get_state(HoursOverviewState)
        self.home = check.flag(home)
        self._ids = await page._ticked_ids()  # noqa: SLF001 - one module
        if not self._ids:
            raise check.BadArgument
        self.projects, self.activities, self.steps, self.summary = [], [], [], ""
        if self.home:
            self._show(await self._read(preview_home, self._ids))
        self._open({"project_id": "", "activity_id": "", "note": ""})

    @rx.event
    async def find(self, text: str) -> None:
        """Find the project to move to."""
        found = await self._read(projects_found, check.text(text))
        self.projects = [(str(key), name) for key, name in found.items()]

    @rx.event
    async def choose_project(self, project_id: str) -> None:
        """Offer the activities of a project."""
        found = await self._read(targets, check.row_id(project_id))
        words = {True: _("shared"), False: ""}
        self.activities = [
            ("", _("Choose…")),
            *(
                (str(one.activity_id), " · ".join(filter(None, (one.name, words[one.shared]))))
                for one in found
            ),
        ]
        self.steps, self.summary = [], ""

    @rx.event
    async def choose_activity(self, activity_id: str) -> None:
        """Say what moving to an activity does to each row."""
        if not check.text(activity_id):
            return
        wanted = check.row_id(activity_id)
        self._show(await self._read(preview_move, self._ids, wanted))

    def _show(self, steps: list[Step]) -> None:
        write = writer(self._actor().locale, self._actor().timezone)
        self.steps = [
            StepView(
                one.record_id,
                f"{one.day} {one.co_worker}, {hours_in(one.minutes, write)} h, {one.from_name}",
                WHY.get(one.stays, "") or _moves(one, hours_in(one.billable, write)),
                one.stays is not Stays.MOVES,
            )
            for one in steps
        ]
        moved = sum(not one.stays for one in self.steps)
        self.summary = _("{moved} of {all} are moved").format(moved=moved, all=len(steps))

    def _fields(self) -> tuple[str, ...]:
        return ("project_id", "activity_id", "note")

    async def _save(self, texts: dict[str, str]) -> Events:
        if self.home:
            done = await self._write(move_home, self._ids, texts["note"])
        elif not texts["activity_id"]:
            raise Invalid(activity_id=_("Choose where the hours are moved to."))
        else:
            target = check.row_id(texts["activity_id"])
            done = await self._write(move_hours, self._ids, target, texts["note"])
        self._shut()
        page = await self.get_state(HoursOverviewState)
        page._batch = done.batch  # noqa: SLF001 - one module
        said = plural("{count} time record is moved.", "{count} time records are moved.", done.rows)
        await tell(self, "success", said, HoursOverviewState.undo)
        return [HoursOverviewState.again]


def _moves(one: Step, billable: str) -> str:
    said = [_("Moves")]
    if one.comes_home:
        said = [
            _("Is brought home to {company}, and stays here as a mirror").format(
                company=one.comes_home
            )
        ]
    if one.gains:
        said.append(_("the main company gets a mirror"))
    if one.loses:
        said.append(_("the mirror in the main company goes"))
    said.append(_("{hours} h billable").format(hours=billable or "0"))
    return ", ".join(said)
