"""What a new project may begin with: who orders it, and whose activities it copies."""

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.lists import contains, every_word
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.customers.first_order import who_may_order
from moment_ui.models.project import Activity, Project

OFFERED = 8
TEMPLATES = 50


@needs(Permission.EDIT_PROJECTS, Permission.VIEW_CUSTOMERS)
def customers_for_projects(work: Work, text: str) -> list[tuple[int, str]]:
    """Customers who may get a project, and whose name or number holds every word; at most 8."""
    return who_may_order(work, text, OFFERED)


@needs(Permission.EDIT_PROJECTS)
def templates(work: Work, text: str = "") -> list[tuple[int, str]]:
    """Projects to copy activities from, the newest first; at most 50."""
    has_some = select(Activity.project_id).where(col(Activity.active).is_(True))
    query = (
        select(Project)
        .where(
            col(Project.id).in_(has_some),
            every_word(text, lambda word: contains(col(Project.search), word)),
        )
        .order_by(col(Project.id).desc())
        .limit(TEMPLATES)
    )
    return [(row.key, f"{row.number} {row.name}") for row in work.session.exec(query)]
