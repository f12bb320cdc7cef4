"""Builds the app: the pages, the HTTP layers, and what happens when a handler fails."""

import logging
import secrets

import reflex as rx

from moment_ui.api.app import layers
from moment_ui.components.look import STYLESHEETS, head
from moment_ui.components.shell import empty_frame
from moment_ui.core.errors import AppError
from moment_ui.pages import ROUTES

logger = logging.getLogger(__name__)


def tell_reader(exception: Exception) -> None:
    """Turn what a handler raised into something the reader can act on.

    Reflex passes the error by the name `exception`.
    """
    if isinstance(exception, AppError):
        return
    reference = secrets.token_hex(4)
    logger.error("Error %s", reference, exc_info=exception)


def build() -> rx.App:
    """The app with every page of ROUTES."""
    assembled = rx.App(
        toaster=None,
        html_lang="en",
        backend_exception_handler=tell_reader,
        api_transformer=layers(),
        stylesheets=list(STYLESHEETS),
        head_components=head(),
        hydrate_fallback=empty_frame,
        extra_app_wraps={(5, "Overlay"): lambda _stateful: None},
    )
    for route in ROUTES:
        assembled.add_page(
            route.page, route=route.path, title=route.title, on_load=list(route.on_load)
        )
    return assembled


app = build()
