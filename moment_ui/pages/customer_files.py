"""A customer's Files tab: dropped, listed, looked at, fetched, deleted and put back."""

import reflex as rx

from moment_ui.components.address_bar import address_bar
from moment_ui.components.customer_file_preview import deleted_files, file_form, preview_dialog
from moment_ui.components.customer_files import file_list
from moment_ui.components.customer_frame import profile_frame
from moment_ui.components.customer_tabs import FILES
from moment_ui.components.file_drop import drop_zone
from moment_ui.components.shell import not_for_you
from moment_ui.state.customer_files import CustomerFilesState as Files
from moment_ui.state.customer_profile import CustomerProfileState as Profile


def customer_files() -> rx.Component:
    """The list under the customer's head."""
    refused = (Profile.phase == "ready") & ~Profile.view.may_see_files
    return profile_frame(
        rx.cond(
            refused,
            not_for_you(),
            rx.cond(
                (Files.phase == "ready") & (Files.shown_for == Profile.view.id),
                rx.el.div(
                    rx.el.div(drop_zone(), file_list(), deleted_files(), class_name="stack"),
                    class_name="content",
                ),
            ),
        ),
        address_bar(Files.bar),
        file_form(),
        preview_dialog(),
        tab=FILES,
    )
