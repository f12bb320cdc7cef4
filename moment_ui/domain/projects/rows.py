"""A project's rows: held while it is changed, and what is told of the change. For this noun's commands."""

from sqlmodel import select

from moment_ui.core import fields
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.audit.commands import Changes, record
from moment_ui.domain.sharing.following import check_own, hold, keep_in_step
from moment_ui.models.project import Project


def locked_project(work: Work, project_id: int) -> Project:
    """The project, held until the transaction ends: its parts are changed one at a time.

    Raises NotFound.
    """
    hold(work, project_id)
    query = select(Project).where(Project.id == project_id).with_for_update(key_share=True)
    found = work.session.exec(query).first()
    if found is None:
        raise NotFound(_("The project"))
    return found


def own_project(work: Work, project_id: int) -> Project:
    """The same for what a secondary project has from its main one. Raises NotFound, FollowsMain."""
    project = locked_project(work, project_id)
    check_own(work, project)
    return project


def tell(work: Work, action: str, project: Project, changes: Changes) -> None:
    """Write an act down in the project's log, tell whoever watches; secondary projects follow."""
    record(work, action, project, f"{project.number} {project.name}", changes)
    work.emit("projects")
    keep_in_step(work, project)


def short_line(field: str, text: str, longest: int = 100) -> str:
    """One line of text that a form means for a field. Raises Invalid for one that is too long."""
    try:
        return fields.line(text, longest)
    except Unfit as unfit:
        raise Invalid(**{field: unfit.message}) from None
