"""A project's page."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.reports.projects.project_page import project_page
from moment_ui.reports.projects.project_view import ProjectView
from moment_ui.state.base import AppState, shown_or_failed
from moment_ui.state.paths import base_of, id_after

TOPICS = ("projects", "customers", "contacts", "hours", "price-models", "rates")


class ProjectPageState(AppState, rx.State):
    """The project in the address."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_PROJECTS})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    company: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    view: rx.Field[ProjectView] = rx.field(default_factory=ProjectView)

    @rx.event
    async def load(self) -> None:
        """Read the project that the address names."""
        project_id = self._project_id()
        self.company = base_of(self.router.url.path)
        self.base = f"{self.company}/projects/{project_id}"
        with shown_or_failed(self):
            if project_id is None:
                raise NotFound(_("The project"))
            self.view = await self._read(project_page, project_id)

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else changes on this page; after `load` in `on_load`."""
        whose, project_id = self._whose(), self._project_id() or 0
        async for _change in self._news(*TOPICS):
            view = await self._read(project_page, project_id)
            async with self:
                here = (self._whose(), self._project_id())
                if here == (whose, project_id) and self.phase == "ready" and view != self.view:
                    self.view = view

    @rx.event
    async def reload(self) -> Any:
        """Read the project again: something on the page has just been changed, or was from elsewhere."""
        if (project_id := self._project_id()) is not None:
            self.view = await self._read(project_page, project_id)

    def _project_id(self) -> int | None:
        return id_after(self.router.url.path, "projects")
