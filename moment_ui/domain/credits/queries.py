"""Reading what a credit note needs."""

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.models.project import Activity, Project

MOST = 500


@needs(Permission.VIEW_PROJECTS)
def activities_of_customer(work: Work, customer_id: int) -> list[tuple[int, str]]:
    """The activities of the customer's projects, each with its project's number and name."""
    query = (
        select(col(Activity.id), Activity.name, Project.number, Project.name)
        .join(Project, col(Project.id) == col(Activity.project_id))
        .where(Project.customer_id == customer_id)
        .order_by(Project.number, col(Activity.position), col(Activity.name))
        .limit(MOST)
    )
    return [
        (key or 0, f"{number} {project} · {name}")
        for key, name, number, project in work.session.exec(query)
    ]


@needs(Permission.VIEW_PROJECTS)
def project_of_activity(work: Work, activity_id: int) -> int:
    """The project that an activity belongs to. Raises NotFound."""
    query = select(Activity.project_id).where(Activity.id == activity_id)
    found = work.session.exec(query).first()
    if found is None:
        raise NotFound(_("The activity"))
    return found
