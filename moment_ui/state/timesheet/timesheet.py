"""The timesheet: copying a week or a day, submitting, and all that stands in the mixins."""

from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _, plural
from moment_ui.domain.timesheets import copying, weeks
from moment_ui.domain.timesheets.rules import Week
from moment_ui.domain.timesheets.typed import show_hours
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.timesheet.week_rows import WeekRows
from moment_ui.state.undoing import undoing


@dataclass
class PlanView:
    """What copying last week would do."""

    rows: str = ""
    hours: str = ""
    skipped: str = ""


class TimesheetState(WeekRows, AppState, rx.State):
    """The reader's own timesheet."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.WRITE_HOURS})

    copy_asked: rx.Field[bool] = rx.field(default=False)
    plan: rx.Field[PlanView] = rx.field(default_factory=PlanView)
    _plan: copying.Plan | None = None
    _copied: copying.Copied | None = None
    _submitted: Week | None = None

    @rx.event
    async def ask_copy(self) -> None:
        """Show what copying last week would do."""
        if self._sheet is None:
            return
        plan = self._plan = await self._read(copying.week_plan, self._sheet.week)
        self.plan = self._view_of(plan)
        self.copy_asked = True

    @rx.event
    async def set_copying(self, opened: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The dialog's own way to close."""
        self.copy_asked = check.flag(opened) and self.copy_asked

    @rx.event
    async def copy_rows(self) -> None:
        """Take over the rows of last week, without hours."""
        if self._plan is None or self._sheet is None or not self.copy_asked:
            return
        name = self._sheet.week.name
        known = self._added.get(name, [])
        self._added = {name: [*known, *(row for row in self._plan.rows if row not in known)][-50:]}
        self.copy_asked = False
        await self._again()

    @rx.event
    async def copy_hours(self) -> None:
        """Write last week's hours in this one; the message can take it back."""
        if self._sheet is None or not self.copy_asked:
            return
        self.copy_asked = False
        copied = await self._write(copying.copy_week, self._sheet.week)
        await self._tell_copied(copied)

    @rx.event
    async def copy_day(self, at: int) -> None:
        """Write the hours of the last day with any on a day of the week (0 is Monday)."""
        at = check.whole(at, 0, 6)
        target = self._sheet.days[at].day if self._sheet else None
        source = self._sheet.day_to_copy(target) if self._sheet and target else None
        if source and target:
            await self._tell_copied(await self._write(copying.copy_day, source, target))

    @rx.event
    async def undo_copy(self) -> None:
        """Take away what was copied last and is still as it was."""
        if (copied := self._copied) is None:
            return
        async with undoing(self, TimesheetState.undo_copy):
            await self._write(copying.undo_copy, copied)
            self._copied = None
        await self._again()

    @rx.event
    async def submit_week(self) -> None:
        """Submit the week that is shown; the message can take it back."""
        if self._sheet is not None and await self._write(weeks.submit_week, self._sheet.week):
            self._submitted = self._sheet.week
            said = _("Week {number} is submitted.").format(number=self._sheet.week.number)
            await tell(self, "success", said, TimesheetState.undo_submit)
        await self._again()

    @rx.event
    async def undo_submit(self) -> None:
        """Open the week again that was submitted last."""
        if (week := self._submitted) is None:
            return
        async with undoing(self, TimesheetState.undo_submit):
            await self._write(weeks.take_back_week, week)
            self._submitted = None
        await self._again()

    @rx.event
    async def take_back(self) -> None:
        """Open the submitted week again."""
        if self._sheet is not None:
            await self._write(weeks.take_back_week, self._sheet.week)
        await self._again()

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    def _view_of(self, plan: copying.Plan) -> PlanView:
        hours = show_hours(plan.minutes, self._point()) or "0"
        count = plural("{count} entry", "{count} entries", len(plan.copies))
        skipped = plural(
            "{count} is left out: its day is locked, its cell is filled, or its row is closed.",
            "{count} are left out: their days are locked, cells are filled, or rows are closed.",
            plan.skipped,
        )
        return PlanView(
            rows=plural("{count} row", "{count} rows", len(plan.rows)) if plan.rows else "",
            hours=_("{count}, {hours} h").format(count=count, hours=hours) if plan.copies else "",
            skipped=skipped if plan.skipped else "",
        )

    async def _tell_copied(self, copied: copying.Copied) -> Any:
        await self._again()
        if not copied.ids:
            return await tell(self, "info", _("There was nothing to copy."))
        self._copied = copied
        self._tell_saved()
        hours = show_hours(copied.minutes, self._point())
        count = plural("{count} entry is copied", "{count} entries are copied", len(copied.ids))
        said = _("{count}: {hours} h.").format(count=count, hours=hours)
        return await tell(self, "success", said, TimesheetState.undo_copy)
