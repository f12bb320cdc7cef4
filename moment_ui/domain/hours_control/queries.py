"""Reading hours control: all shared projects of a period, or one of them with its rows."""

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.period import Period
from moment_ui.core.words import _
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.hours_control.comparing import Controlled, Line, controlled
from moment_ui.domain.hours_control.errors import LedByAnother
from moment_ui.domain.hours_control.pairs import both, mine, partners
from moment_ui.domain.hours_control.sides import both_sides
from moment_ui.models.project import Project


@needs(Permission.CONTROL_HOURS)
def overview(work: Work, period: Period) -> list[Line]:
    """Every shared project and partner whose hours the actor controls, by number."""
    found = [
        each.line for one in partners(work, mine(work)) for each in controlled(work, one, period)
    ]
    return sorted(found, key=lambda line: (line.number, line.partner))


@needs(Permission.CONTROL_HOURS)
def of_project(work: Work, project_id: int, period: Period) -> list[Controlled]:
    """A shared project with each of its partners. Raises NotFound, LedByAnother."""
    asked = (mine(work), col(Project.id) == project_id)
    title_of(work, project_id)
    return [each for one in partners(work, *asked) for each in controlled(work, one, period)]


@needs(Permission.CONTROL_HOURS)
def digest_of(work: Work, project_id: int, partner_id: int, period: Period) -> str:
    """A digest of both sides as they are: what a sign-off is of. Raises NotFound, NotPartners."""
    for together in partners(work, mine(work), col(Project.id) == project_id):
        if together.company_id == partner_id:
            with both(work, together) as pair:
                return both_sides(pair, period).digest()
    raise NotFound(_("The shared project"))


@needs(Permission.CONTROL_HOURS)
def title_of(work: Work, project_id: int) -> str:
    """What a project is called. Raises NotFound, LedByAnother for one that the actor may see only."""
    query = sa.select(col(Project.number), col(Project.name), mine(work)).where(
        col(Project.id) == project_id
    )
    for number, name, controlled_here in records(work, query):
        if controlled_here:
            return f"{number} {name}"
        if work.actor.may(Permission.VIEW_PROJECTS):
            raise LedByAnother
    raise NotFound(_("The project"))


@needs(Permission.CONTROL_HOURS)
def is_shared(work: Work, project_id: int) -> bool:
    """Whether a project is shared with a partner, and its hours are controlled by the actor."""
    return bool(partners(work, mine(work), col(Project.id) == project_id))
