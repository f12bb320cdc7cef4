"""The routes of hours, live."""

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.pages.hours.hours_news import hours_news
from moment_ui.pages.hours.project_hours import project_hours
from moment_ui.pages.hours.projects_live import projects_live
from moment_ui.pages.route import Route
from moment_ui.state.hours.hours_news import HoursNewsState
from moment_ui.state.hours.project_hours import ProjectHoursState
from moment_ui.state.hours.projects_live import ProjectsLiveState

HOURS_ROUTES: tuple[Route, ...] = (
    Route(
        "/[company]/projects/live",
        projects_live,
        _("Hours, live"),
        on_load=(ProjectsLiveState.load, ProjectsLiveState.watch),
        permission=Permission.VIEW_HOURS,
    ),
    Route(
        "/[company]/projects/[project_id]/hours",
        project_hours,
        _("Project, hours"),
        on_load=(ProjectHoursState.load, ProjectHoursState.watch),
        permission=Permission.VIEW_HOURS,
    ),
    Route(
        "/[company]/projects/[project_id]/hours/news",
        hours_news,
        _("Project, news of hours"),
        on_load=(HoursNewsState.load, HoursNewsState.watch),
        permission=Permission.VIEW_HOURS,
    ),
)
