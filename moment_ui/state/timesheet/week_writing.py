"""Writing in the cells of a week: each is saved as it is left, and what does not fit stays in it."""

from typing import Any

import reflex as rx

from moment_ui.core.errors import AppError, Invalid, LoggedOut
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.domain.timesheets.commands import restore, set_cell, set_entry
from moment_ui.domain.timesheets.entries import Place, Removed, Saved, Shown, Wanted
from moment_ui.domain.timesheets.errors import CellChanged
from moment_ui.domain.timesheets.grid import SheetEntry
from moment_ui.domain.timesheets.rules import Week
from moment_ui.domain.timesheets.typed import read_hours, show_hours
from moment_ui.state import arguments as check
from moment_ui.state.base import Operation, tell
from moment_ui.state.timesheet.week_core import WeekCore
from moment_ui.state.undoing import undoing

LONGEST = 2000
FIELDS = ("hours", "billable", "comment", "note")


class WeekWriting(WeekCore, mixin=True):
    """What is written. A cell is held against what stood there when the reader came to it."""

    rounds: rx.Field[dict[str, int]] = rx.field(default_factory=dict)
    _removed: Removed | None = None

    @rx.event
    async def select(self, cell: str) -> None:
        """Come to a cell: what is known of it stands under the grid."""
        key = self._key(check.text(cell, 60))
        if key is None:
            raise check.BadArgument
        if self.selected == cell and self._typing:
            return  # drawn anew while one stands in it
        self.selected, self._typing = cell, True
        self._seen = self._cell(key)
        self._put_detail()

    @rx.event
    async def save(self, week: str, cell: str, text: str) -> Any:
        """Save a cell as it was left."""
        key, found = self._key(check.text(cell, 60)), Week.named(check.text(week, 10))
        if key is None or found is None:
            raise check.BadArgument
        typed, place = check.text(text, LONGEST), _place(key, found)
        seen = self._seen if self._typing and self.selected == cell else self._cell(key)
        self._typing = False
        shown = Shown(seen.minutes, seen.version)
        try:
            minutes = read_hours(typed, quick=self.head.quick)
        except Unfit as unfit:
            return self._refuse(cell, unfit.message)
        if not self._is_shown(found):
            return await self._write(set_cell, place, shown, Wanted(minutes))
        if minutes == seen.minutes == self._cell(key).minutes:
            return self._leave(cell, typed)
        return await self._saved(cell, typed, set_cell, place, shown, Wanted(minutes))

    @rx.event
    async def save_detail(self, entry_id: int, field: str, text: str) -> Any:
        """Save a field of an entry of the cell one is in."""
        wanted_id, field = check.whole(entry_id, 0), check.one_of(field, FIELDS)
        typed = check.text(text, 20_000)
        entry = next((each for each in self._seen.entries if each.id == wanted_id), None)
        if entry is None or (not self.errors and typed == self._stored(entry, field)):
            return None
        name = f"d{wanted_id}-{field}"
        try:
            wanted = self._wanted(entry, field, typed)
        except Unfit as unfit:
            return self._refuse(name, unfit.message)
        shown = Shown(entry.minutes, entry.version)
        return await self._saved(name, typed, set_entry, wanted_id, shown, wanted)

    @rx.event
    async def remove_entry(self, entry_id: int) -> Any:
        """Take one of several entries away; the message can take it back."""
        return await self.save_detail(entry_id, "hours", "")

    @rx.event
    async def undo_removal(self) -> None:
        """Write again what was taken away last."""
        if (removed := self._removed) is None:
            return
        async with undoing(self, type(self).undo_removal):
            await self._write(restore, removed)
            self._removed = None
        await self._again()

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    def _is_shown(self, week: Week) -> bool:
        return self._sheet is not None and self._sheet.week == week

    def _stored(self, entry: SheetEntry, field: str) -> str:
        """A field as it stands in its place under the grid."""
        minutes = {"hours": entry.minutes, "billable": entry.billable_minutes}
        if field in minutes:
            return show_hours(minutes[field], self._point()) or "0"
        return entry.comment if field == "comment" else entry.internal_note

    def _wanted(self, entry: SheetEntry, field: str, typed: str) -> Wanted:
        if field == "hours":
            return Wanted(read_hours(typed, quick=self.head.quick))
        if field == "billable":
            billed = read_hours(typed, quick=self.head.quick)
            return Wanted(entry.minutes, billable_minutes=billed)
        if field == "comment":
            return Wanted(entry.minutes, comment=typed.strip())
        return Wanted(entry.minutes, internal_note=typed.strip())

    async def _saved(
        self, name: str, typed: str, command: Operation[..., Saved], *args: Any
    ) -> None:
        """Run a command that writes; its refusal stands beside the field, with what was typed."""
        try:
            saved = await self._write(command, *args)
        except LoggedOut:
            raise
        except Invalid as invalid:
            self._refuse(name, " ".join(invalid.fields.values()))
        except CellChanged as changed:
            self._refuse(name, changed.message)
            await self._again()
        except AppError as error:
            self._refuse(name, error.message)
            await self._again()
        else:
            await self._again()
            self._leave(name, typed)
            if saved.changed:
                self._tell_saved()
            await self._offer_undo(saved)
        self._see_again()

    async def _offer_undo(self, saved: Saved) -> None:
        if saved.removed is not None:
            self._removed = saved.removed
            await tell(self, "success", _("The hours are taken away."), type(self).undo_removal)

    def _refuse(self, name: str, message: str) -> None:
        self.errors = {**self.errors, name: message}

    def _leave(self, name: str, typed: str) -> None:
        """Nothing is wrong with a field; a cell that says it otherwise than it is kept is drawn anew."""
        if name in self.errors:
            self.errors = {key: text for key, text in self.errors.items() if key != name}
        if name in self.values and typed != self.values[name]:
            self.rounds = {**self.rounds, name: self.rounds.get(name, 0) + 1}

    def _see_again(self) -> None:
        """What one goes on from is what stands there now."""
        if self.selected and (key := self._key(self.selected)):
            self._seen = self._cell(key)


def _place(key: tuple[tuple[int, int | None], int], week: Week) -> Place:
    (activity_id, type_id), at = key
    return Place(activity_id, week.days[at], type_id)
