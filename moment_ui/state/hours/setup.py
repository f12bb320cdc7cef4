"""Setup → Hours: who approves whose hours, and what is expected of a day."""

from dataclasses import dataclass
from typing import ClassVar

import reflex as rx

from moment_ui.core import fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.core.writing import writer
from moment_ui.domain.hours.setup import Person, PersonChange, hours_people, set_person, undo_person
from moment_ui.reports.projects.project_hours import hours_in
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, shown_or_failed, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import base_of
from moment_ui.state.undoing import undoing

NEEDED = frozenset({Permission.SETUP_HOURS})
DAY_HOURS = 24


@dataclass
class PersonLine:
    """A co-worker on the page."""

    id: int = 0
    name: str = ""
    external: bool = False
    approver: str = ""
    day: str = ""


class HoursSetupState(AppState, rx.State):
    """Everybody who writes hours."""

    needs: ClassVar[frozenset[Permission]] = NEEDED

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    lines: rx.Field[list[PersonLine]] = rx.field(default_factory=list)

    @rx.event
    async def load(self) -> None:
        """Read them."""
        self.base = base_of(self.router.url.path)
        write = writer(self._actor().locale, self._actor().timezone)
        with shown_or_failed(self):
            self.lines = [
                PersonLine(
                    one.id,
                    one.name,
                    one.is_external,
                    one.approver,
                    hours_in(one.day_minutes, write),
                )
                for one in await self._read(hours_people)
            ]


class HoursPersonState(FormState, AppState, rx.State):
    """One co-worker's approver and working day."""

    form_name: ClassVar[str] = "hours-person"
    needs: ClassVar[frozenset[Permission]] = NEEDED

    name: rx.Field[str] = rx.field("")
    people: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    _id: int = 0
    _change: PersonChange | None = None

    @rx.event
    async def start(self, co_worker_id: int) -> None:
        """Open the form of a co-worker."""
        wanted, found = check.row_id(co_worker_id), await self._read(hours_people)
        row = next((one for one in found if one.id == wanted), None)
        if row is None:
            raise check.BadArgument
        self._id, self.name = row.id, row.name
        self.people = [("", _("The project’s leader")), *_others(found, row.id)]
        day = f"{row.day_minutes // 60}:{row.day_minutes % 60:02}"
        self._open({"approver": str(row.approver_id or ""), "day": day})

    @rx.event
    async def undo(self) -> Events:
        """Give back what was set last."""
        if self._change is None:
            return []
        async with undoing(self, HoursPersonState.undo):
            await self._write(undo_person, self._change)
            self._change = None
        return [HoursSetupState.load]

    def _fields(self) -> tuple[str, ...]:
        return ("approver", "day")

    async def _save(self, texts: dict[str, str]) -> Events:
        minutes = fields.minutes(texts["day"], DAY_HOURS)
        if minutes is None:
            raise Invalid(day=_("Write hours like 7,5 or 7:30."))
        approver = check.row_id(texts["approver"]) if texts["approver"] else None
        self._change = await self._write(set_person, self._id, approver, minutes)
        self._shut()
        await tell(self, "success", _("Saved."), HoursPersonState.undo)
        return [HoursSetupState.load]


def _others(found: list[Person], but: int) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in found if one.id != but and not one.is_external]
