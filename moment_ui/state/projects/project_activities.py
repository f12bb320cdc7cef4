"""The activities of the project in the address: adding, changing, ordering, and the way back."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.projects import activities
from moment_ui.domain.projects.editing import hours_typed
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.form import Events
from moment_ui.state.projects.project_page import ProjectPageState
from moment_ui.state.projects.project_rows import ProjectRows, RowKind

FIELDS = ("name", "price_model_id", "budget", "billable")


class ActivityState(ProjectRows, AppState, rx.State):
    """An activity being added or changed, and what is done to activities at once."""

    form_name: ClassVar[str] = "activity"
    kind: ClassVar[RowKind] = RowKind(FIELDS, activities.read, activities.move_activity)
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_PROJECTS, Permission.EDIT_PROJECTS}
    )

    models: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    _activity_id: int = 0
    _shown: activities.ActivityDraft | None = None

    @rx.event
    async def start(self) -> None:
        """Open the form for a new activity."""
        await self._offer_models()
        self._activity_id, self.editing = 0, False
        self._open({"name": "", "price_model_id": "", "budget": "", "billable": "on"})

    @rx.event
    async def edit(self, activity_id: int) -> None:
        """Open an activity of the page."""
        wanted = check.row_id(activity_id)
        shown = await self._read(activities.activity_draft, wanted)
        await self._offer_models()
        self._activity_id, self._shown, self.editing = wanted, shown, True
        self._open(
            {
                "name": shown.name,
                "price_model_id": str(shown.price_model_id or ""),
                "budget": hours_typed(shown.budget_minutes),
                "billable": "on" if shown.billable else "",
            }
        )

    @rx.event
    async def put_aside(self, activity_id: int) -> Any:
        """Let nothing new be written on an activity; the message can take it back."""
        wanted = check.row_id(activity_id)
        name = await self._write(activities.set_active, wanted, active=False)
        text = _("{name} is put aside: nothing new is written on it.").format(name=name)
        await self._done(text, activities.set_active, wanted, active=True)
        return ProjectPageState.reload

    @rx.event
    async def use(self, activity_id: int) -> Any:
        """Let hours be written on an activity again."""
        await self._write(activities.set_active, check.row_id(activity_id), active=True)
        return ProjectPageState.reload

    @rx.event
    async def remove(self, activity_id: int) -> Any:
        """Remove an activity that nothing stands on; the message can take it back."""
        removed = await self._write(activities.remove_activity, check.row_id(activity_id))
        text = _("{name} is removed.").format(name=removed.draft.name)
        await self._done(text, activities.restore_activity, removed)
        return ProjectPageState.reload

    async def _offer_models(self) -> None:
        found = await self._read(activities.model_choices, self._project_id())
        first = (
            _("The project's first: {name}").format(name=found[0][1]) if found else _("None yet")
        )
        self.models = [("", first), *((str(key), name) for key, name in found)]

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = activities.read(texts)
        if self.editing and self._shown is not None:
            edit = await self._write(
                activities.edit_activity, self._activity_id, self._shown, draft
            )
            if edit.before != edit.after:
                text = _("{name} is saved.").format(name=draft.name)
                await self._done(text, activities.undo_edit, edit)
        else:
            await self._write(activities.add_activity, self._project_id(), draft)
        self._shut()
        return [ProjectPageState.reload]
