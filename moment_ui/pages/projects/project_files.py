"""A project's Files tab: as a customer's; what is marked goes with the project's invoices."""

import reflex as rx

from moment_ui.components.files import FilesTab
from moment_ui.components.files_tab import files_tab
from moment_ui.components.projects.project_frame import project_frame
from moment_ui.components.projects.project_tabs import FILES
from moment_ui.core.words import _
from moment_ui.state.file_form import ProjectFileState
from moment_ui.state.files import ProjectFilesState
from moment_ui.state.projects.project_page import ProjectPageState

TAB = FilesTab(
    ProjectFilesState,
    ProjectFileState,
    _("Drawings, minutes and pictures of the project have their place here."),
)


def project_files() -> rx.Component:
    """The list under the project's head."""
    return project_frame(files_tab(TAB, ProjectPageState), tab=FILES)
