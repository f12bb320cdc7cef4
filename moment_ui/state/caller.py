"""Who is behind the event being handled: set by the guard for that one event, kept nowhere else."""

import time
from contextvars import ContextVar
from dataclasses import dataclass

from moment_ui.core.actor import Actor
from moment_ui.core.errors import LoggedOut
from moment_ui.db.pool import in_pool
from moment_ui.domain.access.queries import Access, find_access

FRESH_SECONDS = 0.2
"""How old a look-up may be before work is done on its strength; long events look again."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A valid log-in in one company, and when it was looked up."""

    token: str
    slug: str
    actor: Actor
    checked: float


_caller: ContextVar[Caller | None] = ContextVar("caller", default=None)


def clear_caller() -> None:
    """Nobody is behind this event, until the guard says who."""
    _caller.set(None)


def set_caller(token: str, slug: str, actor: Actor) -> None:
    """Say who is behind this event. Called by the guard alone."""
    _caller.set(Caller(token, slug, actor, time.monotonic()))


def current_actor() -> Actor:
    """The actor of this event. Raises LoggedOut outside of an event that the guard let through."""
    caller = _caller.get()
    if caller is None:
        raise LoggedOut
    return caller.actor


async def fresh_actor() -> Actor:
    """The actor of this event, looked up again when the event has been running for a while.

    Raises LoggedOut when the log-in or the membership has ended meanwhile.
    """
    caller = _caller.get()
    if caller is None:
        raise LoggedOut
    if time.monotonic() - caller.checked < FRESH_SECONDS:
        return caller.actor
    access = await in_pool(find_access, caller.token, caller.slug)
    if access is None or access.actor is None:
        clear_caller()
        raise LoggedOut
    set_caller(caller.token, caller.slug, access.actor)
    return access.actor


async def look_up(token: str, slug: str) -> Access | None:
    """The log-in behind a cookie's value, by one prepared statement in the pool."""
    return await in_pool(find_access, token, slug) if token else None
