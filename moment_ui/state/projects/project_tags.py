"""The tags of the project in the address."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.domain.tags.projects import project_tags, set_project_tags, tags_of_project
from moment_ui.state.base import AppState
from moment_ui.state.customers.new_customer import TagBox, tag_boxes, ticked_tags
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after
from moment_ui.state.projects.project_page import ProjectPageState


class ProjectTagsState(FormState, AppState, rx.State):
    """Which tags the project has, as boxes to tick."""

    form_name: ClassVar[str] = "project-tags"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_PROJECTS, Permission.EDIT_PROJECTS}
    )

    tags: rx.Field[list[TagBox]] = rx.field(default_factory=list)

    @rx.event
    async def start(self) -> None:
        """Open the boxes, those the project has ticked."""
        has = await self._read(tags_of_project, self._project_id())
        self.tags = tag_boxes(await self._read(project_tags), [tag.id for tag in has])
        self._open({})

    def _project_id(self) -> int:
        return id_after(self.router.url.path, "projects") or 0

    def _fields(self) -> tuple[str, ...]:
        return tuple(tag.field for tag in self.tags)

    async def _save(self, texts: dict[str, Any]) -> Events:
        await self._write(set_project_tags, self._project_id(), ticked_tags(self.tags, texts))
        self._shut()
        return [ProjectPageState.reload]
