"""The pages of Setup → Invoicing, as tabs."""

from typing import Any

import reflex as rx

from moment_ui.components.link import page_link
from moment_ui.core.words import _

OPTIONS, ACCOUNTS = "", "/accounts"
TABS = ((OPTIONS, _("Options")), (ACCOUNTS, _("Bookkeeping accounts")))


def setup_tabs(base: Any, here: str) -> rx.Component:
    """The tabs; `here` is what stands after the address of the first."""
    return rx.el.nav(
        *[
            page_link(
                word,
                to=base + "/setup/invoicing" + path,
                **({"aria_current": "page"} if path == here else {}),
            )
            for path, word in TABS
        ],
        class_name="tabs page",
        aria_label=_("Invoicing"),
    )
