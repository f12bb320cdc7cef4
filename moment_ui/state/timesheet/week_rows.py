"""The rows of a week: added, kept and put in order, of another kind; and how one likes the timesheet."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from moment_ui.core.words import _
from moment_ui.domain.timesheets import rows
from moment_ui.domain.timesheets.finding import FoundActivity, find_activities
from moment_ui.domain.timesheets.retyping import Retyped, set_row_kind, undo_row_kind
from moment_ui.state import arguments as check
from moment_ui.state.base import tell
from moment_ui.state.timesheet.week_writing import WeekWriting
from moment_ui.state.undoing import undoing


@dataclass
class FoundLine:
    """An activity in the dialog that adds a row."""

    id: int = 0
    title: str = ""
    activity: str = ""
    partner: str = ""
    last: str = ""


class WeekRows(WeekWriting, mixin=True):
    """The rows. One that was added stays in this tab until hours are written on it, or it is kept."""

    adding: rx.Field[bool] = rx.field(default=False)
    searched: rx.Field[bool] = rx.field(default=False)
    found: rx.Field[list[FoundLine]] = rx.field(default_factory=list)
    _dropped: tuple[int, int] | None = None
    _retyped: Retyped | None = None

    @rx.event
    async def begin_add(self) -> None:
        """Open the dialog that adds a row, with what was written on last."""
        self.searched = False
        self.found = self._lines(await self._read(find_activities))
        self.adding = True

    @rx.event
    async def set_adding(self, opened: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The dialog's own way to close."""
        self.adding = check.flag(opened) and self.adding

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Show the activities that a text fits."""
        typed = check.text(text)
        self.found = self._lines(await self._read(find_activities, typed))
        self.searched = bool(typed.strip())

    @rx.event
    async def add(self, activity_id: int, kind_id: int) -> Any:
        """Add a row to the week that is shown, of a kind (0: ordinary)."""
        key = check.row_id(activity_id), check.whole(kind_id, 0) or None
        if self._sheet is None:
            return None
        name = self._sheet.week.name
        others = [row for row in self._added.get(name, []) if row != key]
        self._added = {name: [*others, key][-50:]}
        self.adding = False
        await self._again()
        return rx.set_focus(f"h{key[0]}-{key[1] or 0}-{self.day}")

    @rx.event
    async def keep(self, activity_id: int) -> None:
        """Keep a row in the timesheet."""
        await self._write(rows.keep_row, check.row_id(activity_id))
        await self._again()

    @rx.event
    async def let_go(self, activity_id: int) -> None:
        """Keep a row no longer; the message can take it back."""
        wanted = check.row_id(activity_id)
        place = await self._write(rows.drop_row, wanted)
        await self._again()
        if place is not None:
            self._dropped = wanted, place
            said = _("The row is shown while it has hours of the last two weeks.")
            await tell(self, "success", said, type(self).undo_let_go)

    @rx.event
    async def undo_let_go(self) -> None:
        """Keep the row again that was let go of last."""
        if (dropped := self._dropped) is None:
            return
        async with undoing(self, type(self).undo_let_go):
            await self._write(rows.keep_row, *dropped)
            self._dropped = None
        await self._again()

    @rx.event
    async def move(self, activity_id: int, by: int) -> None:
        """Move a kept row up (−1) or down (1)."""
        await self._write(rows.move_row, check.row_id(activity_id), check.whole(by, -1, 1))
        await self._again()

    @rx.event
    async def choose_kind(self, row: str, kind: str) -> None:
        """Make a row's hours of this week of another kind."""
        key = self._key(f"{check.text(row, 40)}-0")
        if key is None or self._sheet is None:
            raise check.BadArgument
        (activity_id, before), _at = key
        after = check.row_id(kind) if kind != "0" else None
        if after == before:
            return
        name = self._sheet.week.name
        done = await self._write(set_row_kind, self._sheet.week, (activity_id, before), after)
        added = [each for each in self._added.get(name, []) if each != (activity_id, before)]
        self._added = {name: added if done.ids else [*added, (activity_id, after)]}
        await self._again()
        if done.ids:
            self._retyped = done
            names = dict(self.kinds)
            said = _("The hours of the week are {kind} now.").format(kind=names.get(kind, ""))
            await tell(self, "success", said, type(self).undo_kind)

    @rx.event
    async def undo_kind(self) -> None:
        """Let hours be of the kind again that they were."""
        if (done := self._retyped) is None:
            return
        async with undoing(self, type(self).undo_kind):
            await self._write(undo_row_kind, done)
            self._retyped = None
        await self._again()

    @rx.event
    async def choose_quick(self, quick: bool) -> None:  # noqa: FBT001 - a switch calls it so
        """Let digits alone be hours, or no longer."""
        await self._write(rows.choose_quick_input, quick=check.flag(quick))
        await self._again()

    @rx.event
    async def choose_only_active(self, only: bool) -> None:  # noqa: FBT001 - a switch calls it so
        """Show the rows one writes on, or every activity of one's projects."""
        await self._write(rows.choose_activities, everything=not check.flag(only))
        await self._again()

    def _lines(self, found: list[FoundActivity]) -> list[FoundLine]:
        day = self._writer().day
        return [
            FoundLine(
                each.id,
                f"{each.number} {each.project}",
                each.name,
                each.partner,
                day(each.last_day) if each.last_day else "",
            )
            for each in found
        ]
