"""What shows when there is no page, or when a page broke in the browser."""

from typing import Any

import reflex as rx
from reflex_components_core.base.error_boundary import ErrorBoundary

from moment_ui.components.states import empty
from moment_ui.core.words import _

_THEME = {
    "data-is-root-theme": "true",
    "data-accent-color": "indigo",
    "data-gray-color": "sand",
    "data-radius": "small",
    "data-scaling": "100%",
}


def not_found() -> rx.Component:
    """An address without a page."""
    return rx.el.main(
        empty(
            "map-pin-off",
            _("There is no page at this address"),
            _("It may have been moved, or mistyped. What you look for is in the navigation."),
            rx.el.a(_("Go to your company"), href="/", class_name="btn solid"),
        ),
        class_name="mishap",
    )


def broken_page(**handlers: Any) -> rx.Component:
    """The boundary around every page: if drawing it fails, the reader gets a way on.

    It stands outside the theme, so it brings the theme's attributes along.
    """
    fallback = rx.el.main(
        empty(
            "triangle-alert",
            _("This page broke in your browser"),
            _("Nothing was changed. Load it again; if it breaks again, tell your administrator."),
            rx.el.a(_("Load the page again"), href="", class_name="btn solid"),
        ),
        class_name="radix-themes mishap",
        role="alert",
        custom_attrs=_THEME,
    )
    return ErrorBoundary.create(fallback_render=rx.Var.create(fallback), **handlers)
