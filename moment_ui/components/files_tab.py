"""The Files tab of whatever has files: dropped, listed, looked at, fetched, deleted and put back."""

from typing import Any

import reflex as rx

from moment_ui.components.address_bar import address_bar
from moment_ui.components.file_drop import drop_zone
from moment_ui.components.file_preview import deleted_files, file_form, preview_dialog
from moment_ui.components.files import FilesTab, file_list
from moment_ui.components.shell import not_for_you


def files_tab(tab: FilesTab, owner: Any) -> rx.Component:
    """The list under its owner's head. `owner` is the state of the page around it."""
    files = tab.page
    return rx.fragment(
        rx.cond(
            (owner.phase == "ready") & ~owner.view.may_see_files,
            not_for_you(),
            rx.cond(
                (files.phase == "ready") & (files.shown_for == owner.view.id),
                rx.el.div(
                    rx.el.div(
                        drop_zone(files), file_list(tab), deleted_files(tab), class_name="stack"
                    ),
                    class_name="content",
                ),
            ),
        ),
        address_bar(files.bar),
        file_form(tab),
        preview_dialog(tab),
    )
