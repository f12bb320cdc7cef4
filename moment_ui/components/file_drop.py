"""Where files are dropped or chosen, and listed while they are on their way."""

import json

import reflex as rx

from moment_ui.components.drop_zone import upload_script
from moment_ui.core.settings import settings
from moment_ui.core.words import _
from moment_ui.state.files import FilesPage


def drop_zone(page: type[FilesPage]) -> rx.Component:
    """Where files are chosen or dropped; upload.js sends them, and lists them while they are on their way."""
    megabytes = settings().max_upload_mb
    return rx.el.div(
        upload_script(),
        rx.cond(
            page.view.may_edit,
            rx.el.div(
                rx.el.label(
                    rx.icon("upload"),
                    rx.el.span(_("Drop files anywhere on this page, or choose some")),
                    rx.el.span(
                        _(
                            "Up to {megabytes} MB each. A file of the same name becomes its next version."
                        ).format(megabytes=megabytes),
                        class_name="quiet small",
                    ),
                    rx.el.input(
                        type="file", multiple=True, aria_label=_("Choose files"), name="files"
                    ),
                    class_name="drop",
                ),
                rx.el.ul(custom_attrs={"data-transfers": ""}, class_name="transfers"),
                rx.el.p(role="status", class_name="vh", custom_attrs={"data-transfers-said": ""}),
                custom_attrs={
                    "data-uploads": page.address,
                    "data-most": str(megabytes << 20),
                    "data-words": json.dumps(_words_of_transfers(megabytes)),
                },
            ),
        ),
        class_name="only-screen",
    )


def _words_of_transfers(megabytes: int) -> dict[str, str]:
    return {
        "waiting": _("Waiting"),
        "sent": _("Saving"),
        "cancel": _("Cancel"),
        "again": _("Try again"),
        "close": _("Close"),
        "large": _("This file is too large: at most {megabytes} MB.").format(megabytes=megabytes),
        "folder": _("Folders cannot be taken. Pack the folder into a ZIP file."),
        "cut": _("The connection was cut. Nothing of this file was kept."),
        "failed": _("The server could not take this file. Try again."),
        "done": _("Uploaded: "),
        "version": _("version "),
    }
