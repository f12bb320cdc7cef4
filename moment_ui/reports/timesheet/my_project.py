"""A project as somebody sees it who writes hours on it, and may see no more."""

from dataclasses import dataclass, field

from moment_ui.core.words import _
from moment_ui.core.writing import writer
from moment_ui.db.work import Work
from moment_ui.domain.timesheets.finding import my_project
from moment_ui.models.project import ProjectStatus

STATUS = {
    ProjectStatus.ACTIVE: (_("Active"), "good"),
    ProjectStatus.ON_HOLD: (_("On hold"), "warn"),
    ProjectStatus.CLOSED: (_("Closed"), "bar"),
}


@dataclass
class MyProjectView:
    """The header and the activities; nothing of customers, invoices and rates."""

    number: str = ""
    name: str = ""
    status: str = ""
    status_css: str = ""
    leader: str = ""
    start: str = ""
    end: str = ""
    partner: str = ""
    home: str = ""
    home_href: str = ""
    activities: list[str] = field(default_factory=list[str])


def my_project_view(work: Work, project_id: int) -> MyProjectView:
    """The project. Raises NotFound unless the reader is in its team."""
    found = my_project(work, project_id)
    day = writer(work.actor.locale, work.actor.timezone).day
    status, css = STATUS[found.status]
    return MyProjectView(
        number=found.number,
        name=found.name,
        status=status,
        status_css=css,
        leader=found.leader,
        start=day(found.start_on) if found.start_on else "",
        end=day(found.end_on) if found.end_on else "",
        partner=found.partner,
        home=found.home.name if found.home else "",
        home_href=f"/{found.home.slug}/timesheet" if found.home else "",
        activities=list(found.activities),
    )
