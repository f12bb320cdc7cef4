"""Projects → Overview: every project, and the way to its page."""

import reflex as rx

from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import Words, report
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.projects.new_project import new_project_button, new_project_dialog
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.projects.projects import ProjectsState

WORDS = Words(
    icon="folder",
    nothing_yet=_("No projects yet"),
    nothing_found=_("No projects in this filter"),
    could_not_read=_("The projects could not be read"),
)


def projects() -> rx.Component:
    """The list with its head."""
    return shell(
        page_head(
            _("Projects"),
            export_menu(ProjectsState),
            panel_button(ProjectsState),
            rx.cond(ProjectsState.may_create, new_project_button()),
            note=ProjectsState.count_text,
            trail=crumbs((_("Projects"), "")),
        ),
        report(
            ProjectsState, WORDS, first_step=rx.cond(ProjectsState.may_create, new_project_button())
        ),
        new_project_dialog(),
        area="projects",
    )
