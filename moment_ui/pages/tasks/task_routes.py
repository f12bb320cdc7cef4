"""The routes of tasks."""

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.pages.route import Route
from moment_ui.pages.tasks.board import task_board
from moment_ui.pages.tasks.task_list import task_list
from moment_ui.state.tasks.board import TaskBoardState
from moment_ui.state.tasks.task_list import TaskListState

TASK_ROUTES: tuple[Route, ...] = (
    Route(
        "/[company]/tasks",
        task_board,
        _("Taskboard"),
        on_load=(TaskBoardState.load, TaskBoardState.watch),
        permission=Permission.VIEW_TASKS,
    ),
    Route(
        "/[company]/tasks/report",
        task_list,
        _("Tasks report"),
        on_load=(TaskListState.load, TaskListState.watch),
        permission=Permission.EDIT_TASKS,
    ),
)
