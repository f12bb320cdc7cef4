"""The routes of the timesheet; ROUTES takes them in."""

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.pages.route import Route
from moment_ui.pages.timesheet.my_project import my_project
from moment_ui.pages.timesheet.timesheet import timesheet
from moment_ui.state.timesheet.my_project import MyProjectState
from moment_ui.state.timesheet.timesheet import TimesheetState

TIMESHEET_ROUTES: tuple[Route, ...] = (
    Route(
        "/[company]/timesheet",
        timesheet,
        _("Timesheet"),
        on_load=(TimesheetState.load, TimesheetState.watch),
        permission=Permission.WRITE_HOURS,
    ),
    Route(
        "/[company]/timesheet/project/[project_id]",
        my_project,
        _("Project, hours"),
        on_load=(MyProjectState.load, MyProjectState.watch),
        permission=Permission.WRITE_HOURS,
    ),
)
