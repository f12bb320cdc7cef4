"""The address without a company: the server sends readers on, so this shows for a moment at most."""

import reflex as rx

from moment_ui.core.words import _


def home() -> rx.Component:
    """A quiet word while the browser goes to the reader's company."""
    return rx.el.main(rx.el.p(_("Opening your company …")))
