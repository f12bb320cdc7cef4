"""The routes around hours: report, timesheet status, hours control, set-up; ROUTES takes them in."""

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.pages.hours.control import hours_control, project_hours_control
from moment_ui.pages.hours.report import hours_overview, my_hours
from moment_ui.pages.hours.setup import setup_hours
from moment_ui.pages.hours.status import timesheet_status
from moment_ui.pages.hours.sums import hours_sums, my_hours_sums
from moment_ui.pages.hours.weeks import waiting_weeks
from moment_ui.pages.route import Route
from moment_ui.state.hours.control import HoursControlState
from moment_ui.state.hours.report import HoursOverviewState, MyHoursState
from moment_ui.state.hours.setup import HoursSetupState
from moment_ui.state.hours.status import TimesheetStatusState
from moment_ui.state.hours.sums import HoursSumsState, MyHoursSumsState
from moment_ui.state.hours.weeks import WaitingWeeksState

HOURS_CONTROL_ROUTES: tuple[Route, ...] = (
    Route(
        "/[company]/hours/mine",
        my_hours,
        _("Hours report"),
        on_load=(MyHoursState.load, MyHoursState.watch),
        permission=Permission.WRITE_HOURS,
    ),
    Route(
        "/[company]/hours/mine/summed",
        my_hours_sums,
        _("Hours report, summed"),
        on_load=(MyHoursSumsState.load, MyHoursSumsState.watch),
        permission=Permission.WRITE_HOURS,
    ),
    Route(
        "/[company]/hours/overview/summed",
        hours_sums,
        _("Hours overview, summed"),
        on_load=(HoursSumsState.load, HoursSumsState.watch),
        permission=Permission.VIEW_HOURS,
    ),
    Route(
        "/[company]/projects/hours-approval/weeks",
        waiting_weeks,
        _("Hours approval by week"),
        on_load=(WaitingWeeksState.load, WaitingWeeksState.watch),
        permission=Permission.APPROVE_HOURS,
    ),
    Route(
        "/[company]/hours/overview",
        hours_overview,
        _("Hours overview"),
        on_load=(HoursOverviewState.load, HoursOverviewState.watch),
        permission=Permission.VIEW_HOURS,
    ),
    Route(
        "/[company]/hours/status",
        timesheet_status,
        _("Timesheet status"),
        on_load=(TimesheetStatusState.load, TimesheetStatusState.watch),
        permission=Permission.LOCK_HOURS,
    ),
    Route(
        "/[company]/hours/control",
        hours_control,
        _("Hours control"),
        on_load=(HoursControlState.load, HoursControlState.watch),
        permission=Permission.CONTROL_HOURS,
    ),
    Route(
        "/[company]/projects/[project_id]/hours-control",
        project_hours_control,
        _("Hours control"),
        on_load=(HoursControlState.load, HoursControlState.watch),
        permission=Permission.CONTROL_HOURS,
    ),
    Route(
        "/[company]/setup/hours",
        setup_hours,
        _("Hours"),
        on_load=(HoursSetupState.load,),
        permission=Permission.SETUP_HOURS,
    ),
)
