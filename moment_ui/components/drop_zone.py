"""Where one file is dropped or chosen, in a form that the browser posts; upload.js sends it at once."""

import reflex as rx

from moment_ui.core.settings import settings
from moment_ui.core.words import _


def upload_script() -> rx.Component:
    """What sends files: fetched once, when the first page is shown that takes any."""
    return rx.el.script(src="/upload.js", async_=True)


def drop_zone(title: str, text: str, accept: str, most: int = 0) -> rx.Component:
    """The place for a file; `text` may name how many `{megabytes}` there is room for: `most`, else the usual."""
    megabytes = most or settings().max_upload_mb
    return rx.el.label(
        upload_script(),
        rx.icon("upload"),
        rx.el.span(title, class_name="medium"),
        rx.el.span(text.format(megabytes=megabytes), class_name="quiet small"),
        rx.el.input(
            type="file",
            name="file",
            required=True,
            accept=accept,
            custom_attrs={"data-upload": str(megabytes * 1024 * 1024)},
        ),
        rx.el.span(_("This file is too large."), class_name="error", hidden=True, role="alert"),
        class_name="drop",
    )
