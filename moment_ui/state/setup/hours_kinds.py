"""Setup → Kinds of hours: overtime and the like; each act can be taken back."""

from dataclasses import dataclass
from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.domain.timesheets import kinds
from moment_ui.domain.timesheets.errors import TypeTaken
from moment_ui.domain.timesheets.kinds import KindDraft, KindRow, read_kind
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.undoing import undoing

RIGHTS = frozenset({Permission.SETUP_HOURS})
FIELDS = ("name", "percent", "wage_code")


@dataclass
class KindLine:
    """A kind of hours in the list."""

    id: int = 0
    name: str = ""
    percent: str = ""
    wage_code: str = ""
    active: bool = True
    used: bool = False


class HoursKindsState(AppState, rx.State):
    """The company's kinds of hours."""

    needs: ClassVar[frozenset[Permission]] = RIGHTS

    phase: rx.Field[str] = rx.field("")
    lines: rx.Field[list[KindLine]] = rx.field(default_factory=list)
    _aside: int = 0

    @rx.event
    async def load(self) -> None:
        """Read the list."""
        await self._reread()

    @rx.event
    async def put_aside(self, kind_id: int) -> None:
        """Offer a kind no longer; the message can take it back."""
        self._aside = check.row_id(kind_id)
        name = await self._write(kinds.set_kind_active, self._aside, active=False)
        await self._reread()
        said = _("{name} is no longer offered. Hours written with it keep it.").format(name=name)
        await tell(self, "success", said, HoursKindsState.undo_aside)

    @rx.event
    async def undo_aside(self) -> None:
        """Offer the kind put aside last again."""
        if self._aside:
            async with undoing(self, HoursKindsState.undo_aside):
                await self._write(kinds.set_kind_active, self._aside, active=True)
                self._aside = 0
            await self._reread()

    @rx.event
    async def bring_back(self, kind_id: int) -> None:
        """Offer a kind again."""
        await self._write(kinds.set_kind_active, check.row_id(kind_id), active=True)
        await self._reread()

    async def _reread(self) -> None:
        self.lines = [_line(row) for row in await self._read(kinds.kinds_of_hours)]
        self.phase = "ready"


class HoursKindState(FormState, AppState, rx.State):
    """A kind of hours: new, or being changed."""

    form_name: ClassVar[str] = "hours-kind"
    needs: ClassVar[frozenset[Permission]] = RIGHTS

    editing: rx.Field[bool] = rx.field(default=False)
    _kind_id: int = 0
    _added: int = 0
    _before: tuple[int, KindDraft] | None = None

    @rx.event
    async def start(self) -> None:
        """Open the form of a new kind."""
        self.editing = False
        self._open({"name": "", "percent": "50", "wage_code": ""})

    @rx.event
    async def edit(self, kind_id: int) -> None:
        """Open the form of a kind in the list."""
        wanted = check.row_id(kind_id)
        rows = await self._read(kinds.kinds_of_hours)
        draft = next((row.draft for row in rows if row.id == wanted), None)
        if draft is None:
            raise check.BadArgument
        self.editing, self._kind_id = True, wanted
        percent = str(draft.percent)
        self._open({"name": draft.name, "percent": percent, "wage_code": draft.wage_code})

    @rx.event
    async def undo_add(self) -> None:
        """Remove the kind again that was added last."""
        if self._added:
            async with undoing(self, HoursKindState.undo_add):
                await self._write(kinds.remove_kind, self._added)
                self._added = 0
            await self._reload()

    @rx.event
    async def undo_edit(self) -> None:
        """Let the kind changed last be as it was."""
        if self._before is not None:
            async with undoing(self, HoursKindState.undo_edit):
                await self._write(kinds.edit_kind, *self._before)
                self._before = None
            await self._reload()

    def _fields(self) -> tuple[str, ...]:
        return FIELDS

    async def _check_field(self, key: str, text: str) -> str:
        try:
            read_kind({"name": "-", key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = read_kind(texts)
        try:
            await (self._change(draft) if self.editing else self._add(draft))
        except TypeTaken as taken:
            raise Invalid(name=taken.message) from None
        self._shut()
        return [HoursKindsState.load]

    async def _add(self, draft: KindDraft) -> None:
        self._added = await self._write(kinds.add_kind, draft)
        said = _("{name} can be chosen in timesheets now.").format(name=draft.name)
        await tell(self, "success", said, HoursKindState.undo_add)

    async def _change(self, draft: KindDraft) -> None:
        before = await self._write(kinds.edit_kind, self._kind_id, draft)
        if before != draft:
            self._before = self._kind_id, before
            said = _("{name} is changed.").format(name=draft.name)
            await tell(self, "success", said, HoursKindState.undo_edit)

    async def _reload(self) -> None:
        page = await self.get_state(HoursKindsState)
        rows = await self._read(kinds.kinds_of_hours)
        page.lines = [_line(row) for row in rows]


def _line(row: KindRow) -> KindLine:
    draft = row.draft
    percent = f"{draft.percent} %" if draft.percent else ""
    return KindLine(row.id, draft.name, percent, draft.wage_code, row.active, row.used)
