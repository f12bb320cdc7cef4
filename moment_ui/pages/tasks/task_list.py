"""Tasks → Tasks report."""

import reflex as rx

from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import Words, report
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.components.tasks.task_details import task_details
from moment_ui.components.tasks.task_form import task_form
from moment_ui.core.words import _
from moment_ui.state.tasks.task_details import TaskDetailsState
from moment_ui.state.tasks.task_list import TaskListState

WORDS = Words(
    icon="square-check",
    nothing_yet=_("No tasks that are not done"),
    nothing_found=_("No tasks in this filter"),
    could_not_read=_("The tasks could not be read"),
    act=TaskDetailsState.open_row,
)


def task_list() -> rx.Component:
    """The list with its head, and the forms that a task opens in."""
    return shell(
        page_head(
            _("Tasks report"),
            export_menu(TaskListState),
            panel_button(TaskListState),
            note=TaskListState.count_text,
            trail=crumbs((_("Tasks"), ""), (_("Tasks report"), "")),
        ),
        report(TaskListState, WORDS),
        task_form(),
        task_details(),
        area="tasks/report",
    )
