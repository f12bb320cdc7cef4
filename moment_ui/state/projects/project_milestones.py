"""The milestones of the project in the address: setting, changing, reaching, and the way back."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.milestones import commands, rules
from moment_ui.domain.milestones.queries import milestone_draft
from moment_ui.domain.projects.queries import leaders
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.form import Events
from moment_ui.state.projects.project_page import ProjectPageState
from moment_ui.state.projects.project_rows import ProjectRows, RowKind

FIELDS = ("name", "due_on", "responsible_id")


class MilestoneState(ProjectRows, AppState, rx.State):
    """A milestone being set or changed, and what is done to milestones at once."""

    form_name: ClassVar[str] = "milestone"
    kind: ClassVar[RowKind] = RowKind(FIELDS, rules.read, commands.move_milestone)
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_PROJECTS, Permission.EDIT_PROJECTS}
    )

    people: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    _seen: tuple[int, int] = (0, 0)

    @rx.event
    async def start(self) -> None:
        """Open the form for a new milestone."""
        await self._offer_people()
        self.editing = False
        self._open(dict.fromkeys(FIELDS, ""))

    @rx.event
    async def edit(self, milestone_id: int) -> None:
        """Open a milestone of the page."""
        wanted = check.row_id(milestone_id)
        shown, version = await self._read(milestone_draft, wanted)
        await self._offer_people()
        self.editing, self._seen = True, (wanted, version)
        due = f"{shown.due_on:%d.%m.%Y}" if shown.due_on else ""
        who = str(shown.responsible_id or "")
        self._open({"name": shown.name, "due_on": due, "responsible_id": who})

    @rx.event
    async def reach(self, milestone_id: int, done: bool) -> Any:  # noqa: FBT001
        """Say that a milestone is reached, or that it is not; the first can be taken back."""
        wanted = check.row_id(milestone_id)
        name = await self._write(commands.set_done, wanted, done=check.flag(done))
        if done:
            text = _("{name} is reached.").format(name=name)
            await self._done(text, commands.set_done, wanted, done=False)
        return ProjectPageState.reload

    @rx.event
    async def remove(self, milestone_id: int) -> Any:
        """Remove a milestone; the message can take it back."""
        removed = await self._write(commands.remove_milestone, check.row_id(milestone_id))
        text = _("{name} is removed.").format(name=removed.name)
        await self._done(text, commands.restore_milestone, removed)
        return ProjectPageState.reload

    async def _offer_people(self) -> None:
        found = await self._read(leaders)
        self.people = [("", _("Nobody yet")), *((str(each.id), each.name) for each in found)]

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = rules.read(texts)
        if self.editing:
            await self._edit(Seen(*self._seen), draft)
        else:
            await self._write(commands.add_milestone, self._project_id(), draft)
        self._shut()
        return [ProjectPageState.reload]

    async def _edit(self, seen: Seen, draft: rules.MilestoneDraft) -> None:
        before = await self._write(commands.edit_milestone, seen, draft)
        if before != draft:
            text = _("{name} is saved.").format(name=draft.name)
            since = Seen(seen.row_id, seen.version + 1)
            await self._done(text, commands.edit_milestone, since, before)
