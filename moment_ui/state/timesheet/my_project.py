"""A project one is in the team of, read only: what somebody needs who writes hours on it."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.reports.timesheet.my_project import MyProjectView, my_project_view
from moment_ui.state.base import AppState, shown_or_failed
from moment_ui.state.paths import base_of, id_after


class MyProjectState(AppState, rx.State):
    """The project in the address."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.WRITE_HOURS})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    view: rx.Field[MyProjectView] = rx.field(default_factory=MyProjectView)

    @rx.event
    async def load(self) -> None:
        """Read the project that the address names."""
        project_id = self._project_id()
        self.base = base_of(self.router.url.path)
        self.view = MyProjectView()
        with shown_or_failed(self):
            if project_id is None:
                raise NotFound(_("The project"))
            self.view = await self._read(my_project_view, project_id)

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what becomes of the project; after `load` in `on_load`."""
        whose, project_id = self._whose(), self._project_id() or 0
        async for _change in self._news("projects"):
            try:
                view, problem = await self._read(my_project_view, project_id), ""
            except NotFound as gone:
                view, problem = MyProjectView(), gone.message
            async with self:
                if (self._whose(), self._project_id()) != (whose, project_id):
                    return
                self.view, self.problem = view, problem
                self.phase = "failed" if problem else "ready"

    def _project_id(self) -> int | None:
        return id_after(self.router.url.path, "project")
