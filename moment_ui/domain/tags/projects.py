"""Tags on projects."""

from collections.abc import Sequence

from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.tags.choices import TagChoice, give_tags, tags_for, tags_on
from moment_ui.models.project import Project
from moment_ui.models.tag import TagKind


@needs(Permission.VIEW_PROJECTS)
def project_tags(work: Work) -> list[TagChoice]:
    """Every tag that projects may have, by group and place in it."""
    return tags_for(work, TagKind.PROJECT)


@needs(Permission.VIEW_PROJECTS)
def tags_of_project(work: Work, project_id: int) -> list[TagChoice]:
    """The tags one project has, in the order of the choices."""
    return tags_on(work, TagKind.PROJECT, project_id)


@needs(Permission.EDIT_PROJECTS)
def set_project_tags(work: Work, project_id: int, tag_ids: Sequence[int]) -> int:
    """Give a project exactly these tags; returns how many were put on or taken off.

    Raises NotFound for the project, and for a tag that is not for projects.
    """
    query = select(Project).where(Project.id == project_id).with_for_update()
    project = work.session.exec(query).first()
    if project is None:
        raise NotFound(_("The project"))
    changed = give_tags(work, TagKind.PROJECT, project_id, tag_ids)
    if changed.count:
        title = f"{project.number} {project.name}"
        record(work, "set_tags", project, title, {"tags": changed.sides})
        work.emit("projects")
    return changed.count
