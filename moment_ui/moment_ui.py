"""Builds the app: the pages, the guard, the HTTP layers, and what happens when a handler fails."""

from typing import Any

import reflex as rx
from reflex_base.utils.format import format_event_handler

from moment_ui.api.app import layers
from moment_ui.api.clients import is_own_origin
from moment_ui.api.lines import LINES
from moment_ui.components.look import STYLESHEETS, head
from moment_ui.components.shell import empty_frame
from moment_ui.core.events import subscribe
from moment_ui.core.settings import settings
from moment_ui.core.words import _
from moment_ui.pages import ROUTES
from moment_ui.pages.mishaps import broken_page, not_found
from moment_ui.state.base import report_browser_error, show_error
from moment_ui.state.elsewhere import listen_elsewhere
from moment_ui.state.guard import Guard
from moment_ui.state.housekeeping import keep_house, tidy_memory
from moment_ui.state.ledger.reminder_watch import watch_reminders
from moment_ui.state.live import HUB
from moment_ui.state.quiet_log import quieten
from moment_ui.state.turns import by_one_worker
from moment_ui.state.wires import Wires, is_wired


def build() -> rx.App:
    """The app with every page of ROUTES."""
    assembled = rx.App(
        toaster=None,
        html_lang="en",
        frontend_exception_handler=report_browser_error,
        backend_exception_handler=show_error,
        api_transformer=layers(
            private=[route.path for route in ROUTES if not route.public],
            public=[route.path for route in ROUTES if route.public],
        ),
        stylesheets=list(STYLESHEETS),
        head_components=head(),
        hydrate_fallback=empty_frame,
        app_wraps={(55, "ErrorBoundary"): lambda _stateful: broken_page()},
    )
    loads = {format_event_handler(each) for route in ROUTES for each in route.handlers}
    assembled.add_middleware(Guard(on_load=frozenset(loads)))
    assembled.register_lifespan_task(tidy_memory, app=assembled)
    assembled.register_lifespan_task(by_one_worker, work=keep_house)
    assembled.register_lifespan_task(by_one_worker, work=watch_reminders)
    assembled.register_lifespan_task(listen_elsewhere)
    assembled.register_lifespan_task(_tell_open_tabs, app=assembled)
    assembled.register_lifespan_task(_wire)
    subscribe(HUB.notify)
    _open_socket_to_own_pages(assembled)
    quieten()
    assembled.add_page(not_found, route="404", title=_("No such page · Moment UI"))
    for route in ROUTES:
        assembled.add_page(route.page, route=route.path, title=route.title, on_load=route.handlers)
    return assembled


async def _tell_open_tabs(app: rx.App) -> None:
    """Let the hub know, once the server runs, which tabs are connected to it."""
    if app.event_namespace is not None:
        tabs = app.event_namespace._token_manager  # noqa: SLF001 - no other way

        def is_open(tab: str) -> bool:
            """Whether it is connected to this worker: another one's tabs may be known here, too."""
            record = tabs.token_to_socket.get(tab)
            return record is not None and record.instance_id == tabs.instance_id

        HUB.is_open = is_open


async def _wire() -> None:
    """Tell the other workers what happens here and hear of them, when there is a Redis."""
    if is_wired():
        await Wires(HUB, settings().redis_url, _connect_anew).run()


async def _connect_anew() -> None:
    """Let every tab of this worker come back: what it watched by ended while its state was out of reach."""
    LINES.hang_up()


def _open_socket_to_own_pages(assembled: rx.App) -> None:
    """Let a page open the websocket when it was loaded from here, by whatever name.

    Reflex takes a fixed list of origins only, and the name a reader uses is not known before.
    """

    def allowed(origin: str | None, environ: dict[str, Any]) -> bool:
        return is_own_origin(origin, environ.get("HTTP_HOST", ""))

    if assembled.sio is not None:
        assembled.sio.eio.cors_allowed_origins = allowed


app = build()
