"""A project's Invoicing options tab."""

import reflex as rx

from moment_ui.components.options.invoicing_options import invoicing_options
from moment_ui.components.projects.project_frame import project_frame
from moment_ui.components.projects.project_tabs import OPTIONS
from moment_ui.state.options.invoicing_options import ProjectOptionsState


def project_options() -> rx.Component:
    """The project's options under the project's head."""
    return project_frame(invoicing_options(ProjectOptionsState), tab=OPTIONS)
