"""Deny by default: every event passes here before its handler runs.

The session cookie of the websocket's handshake is looked up for every event, uploads and
background events included. A handler runs when the log-in is valid, the company in the address is
one of the reader's, the role has the permissions the handler declares (`state/base.py`), and the
event carries what the handler takes. A tab whose log-in or company changes hands is emptied first, because hydration sends all it holds.
"""

import logging
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

import reflex as rx
from reflex.state import StateUpdate
from reflex_base.event import Event
from reflex_base.registry import RegistrationContext

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, NotPermitted
from moment_ui.db.pool import in_pool
from moment_ui.domain.access.commands import remember_company
from moment_ui.domain.access.cookies import slug_in, token_in
from moment_ui.domain.access.queries import Access, home_path
from moment_ui.state.arguments import BadArgument
from moment_ui.state.base import NoticeState, declared
from moment_ui.state.caller import clear_caller, look_up, set_caller
from moment_ui.state.fresh import start_afresh
from moment_ui.state.payload import fits

logger = logging.getLogger(__name__)

_ROOT = "reflex___state____state"
PUBLIC = frozenset(
    {
        f"{_ROOT}.hydrate",
        f"{_ROOT}.hydrate_and_load",
        f"{_ROOT}.set_is_hydrated",
        f"{_ROOT}.reflex___state____on_load_internal_state.on_load_internal",
        f"{_ROOT}.reflex___state____on_load_internal_state.set_is_hydrated",
    }
)
"""Reflex's own handlers that anyone may call: they send the tab's own state and queue its loads."""

FOR_READERS = frozenset(
    {
        f"{_ROOT}.reflex___state____frontend_event_exception_state.handle_frontend_exception",
    }
)
"""Reflex's own handlers that any logged-in reader may call."""


class TabState(rx.State):
    """Whose tab this is: digest of the log-in and id of the company. Never sent."""

    _owner: str = ""


@dataclass
class Guard(rx.Middleware):
    """Lets an event through, or answers it with where to go instead.

    `on_load` are the names of the handlers that run when a page opens. Refused, they say nothing:
    the page itself does.
    """

    on_load: frozenset[str] = frozenset()

    async def preprocess(
        self,
        app: rx.App,  # noqa: ARG002 - Reflex passes it by name
        state: Any,
        event: Event,
    ) -> StateUpdate | None:
        """Decide about one event; None lets its handler run."""
        clear_caller()
        url = state.router.url
        token = token_in(state.router.headers.cookie)
        slug = slug_in(url.path)
        access = await look_up(token, slug)
        await _hand_over(state, event.name, access)
        if event.payload.get("hashes"):  # Reflex: a page that has just been loaded, no reconnect
            await start_afresh(state._get_root_state())  # noqa: SLF001 - see _hand_over
        if access and access.actor:
            set_caller(token, slug, access.actor)
        if event.name in PUBLIC:
            return None
        return await self._answer(event, access, url)

    async def _answer(self, event: Event, access: Access | None, url: Any) -> StateUpdate | None:
        if access is None:
            here = f"{url.path}?{url.query}" if url.query else url.path
            return _go(f"/login/?next={quote(here)}")
        if access.actor is None:
            return _go(await in_pool(home_path, access.user_id) or "/login/")
        refusal = _refusal(event, access.actor.permissions)
        if refusal is None:
            return None
        said_by_the_page = event.name in self.on_load and isinstance(refusal, NotPermitted)
        return StateUpdate() if said_by_the_page else _say(refusal)


def _refusal(event: Event, permissions: frozenset[Permission]) -> AppError | None:
    needed = permissions_needed(event.name)
    if needed is None:
        logger.error("Refused %s: it declares no permission", event.name)
        return NotPermitted()
    if not needed <= permissions:
        return NotPermitted()
    handler = RegistrationContext.get().event_handlers[event.name].handler.fn
    return None if fits(handler, event.payload) else BadArgument()


@cache
def permissions_needed(name: str) -> frozenset[Permission] | None:
    """The permissions the handler with this full name declares; None when it declares none."""
    if name in FOR_READERS:
        return frozenset()
    registered = RegistrationContext.get().event_handlers.get(name)
    if registered is None or name.endswith(".setvar"):
        return None
    return declared(registered.handler.fn, registered.states[0])


async def _hand_over(state: Any, name: str, access: Access | None) -> None:
    """Empty a tab that had another owner, and remember the new one."""
    root = state._get_root_state()  # noqa: SLF001 - Reflex has no public way to the tree
    tab = await root.get_state(TabState)
    company = access.actor.company_id if access and access.actor else 0
    owner = f"{access.digest}:{company}" if access else ""
    if tab._owner == owner:  # noqa: SLF001 - an underscore var is one the browser never gets
        return
    hydrated = root.is_hydrated and not name.startswith(f"{_ROOT}.hydrate")
    root.reset()
    root.is_hydrated = hydrated
    tab._owner = owner  # noqa: SLF001 - see above
    if access and company:
        await in_pool(remember_company, access.user_id, company)


def _say(refusal: AppError) -> StateUpdate:
    return StateUpdate(events=Event.from_event_type(NoticeState.show("error", refusal.message)))


def _go(path: str) -> StateUpdate:
    return StateUpdate(events=Event.from_event_type(rx.redirect(path)))
