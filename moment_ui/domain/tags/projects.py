"""Tags on projects."""

from collections.abc import Sequence

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.tags.queries import TagChoice
from moment_ui.models.project import Project
from moment_ui.models.tag import ProjectTag, Tag, TagGroup, TagKind


@needs(Permission.VIEW_PROJECTS)
def project_tags(work: Work) -> list[TagChoice]:
    """Every tag that projects may have, by group and place in it."""
    query = (
        select(Tag, TagGroup.name)
        .join(TagGroup, col(Tag.group_id) == col(TagGroup.id))
        .where(TagGroup.kind == TagKind.PROJECT)
        .order_by(col(TagGroup.position), col(TagGroup.name), col(Tag.position), col(Tag.name))
    )
    return [
        TagChoice(tag.key, tag.name, group, tag.colour) for tag, group in work.session.exec(query)
    ]


@needs(Permission.VIEW_PROJECTS)
def tags_of_project(work: Work, project_id: int) -> list[TagChoice]:
    """The tags one project has, in the order of the choices."""
    has = select(ProjectTag.tag_id).where(ProjectTag.project_id == project_id)
    ids = set(work.session.exec(has))
    return [tag for tag in project_tags(work) if tag.id in ids]


@needs(Permission.EDIT_PROJECTS)
def set_project_tags(work: Work, project_id: int, tag_ids: Sequence[int]) -> int:
    """Give a project exactly these tags; returns how many were put on or taken off.

    Raises NotFound for the project, and for a tag that is not for projects.
    """
    query = select(Project).where(Project.id == project_id).with_for_update()
    project = work.session.exec(query).first()
    if project is None:
        raise NotFound(_("The project"))
    names = {tag.id: tag.name for tag in project_tags(work)}
    wanted = set(tag_ids)
    if wanted - names.keys():
        raise NotFound(_("The tag"))
    rows = list(work.session.exec(select(ProjectTag).where(ProjectTag.project_id == project_id)))
    have = {row.tag_id for row in rows}
    for row in rows:
        if row.tag_id not in wanted:
            work.session.delete(row)
    for tag_id in sorted(wanted - have):
        work.session.add(ProjectTag(project_id=project_id, tag_id=tag_id))
    if have != wanted:
        before, after = (
            ", ".join(names[tag_id] for tag_id in sorted(ids, key=lambda tag: names[tag]))
            for ids in (have & names.keys(), wanted)
        )
        title = f"{project.number} {project.name}"
        record(work, "set_tags", project, title, {"tags": (before, after)})
        work.emit("projects")
    return len(have ^ wanted)
