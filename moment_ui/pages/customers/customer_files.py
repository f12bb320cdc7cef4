"""A customer's Files tab."""

import reflex as rx

from moment_ui.components.customers.customer_frame import profile_frame
from moment_ui.components.customers.customer_tabs import FILES
from moment_ui.components.files import FilesTab
from moment_ui.components.files_tab import files_tab
from moment_ui.core.words import _
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.file_form import CustomerFileState
from moment_ui.state.files import CustomerFilesState

TAB = FilesTab(
    CustomerFilesState,
    CustomerFileState,
    _("Drawings, contracts and pictures of the customer have their place here."),
)


def customer_files() -> rx.Component:
    """The list under the customer's head."""
    return profile_frame(files_tab(TAB, CustomerProfileState), tab=FILES)
