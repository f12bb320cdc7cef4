"""Who is behind the event being handled: set by the guard for that one event, kept nowhere else."""

import asyncio
import time
from contextvars import ContextVar
from dataclasses import dataclass

from moment_ui.core.actor import Actor
from moment_ui.core.errors import LoggedOut
from moment_ui.db.pool import in_pool
from moment_ui.domain.access.queries import Access, find_access, find_accesses

FRESH_SECONDS = 0.2
"""How old a look-up may be before work is done on its strength; long events look again."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A valid log-in in one company, and when it was looked up."""

    token: str
    slug: str
    actor: Actor
    checked: float


class LogIns:
    """Looks log-ins up; those that are asked for in the same turn of the loop by one statement.

    Whoever watches the same wakes at the same time, and each asks about a log-in of their own.
    """

    def __init__(self) -> None:
        self._asked: dict[tuple[str, str], asyncio.Future[Access | None]] = {}
        self._answering: asyncio.Task[None] | None = None

    async def look_up(self, token: str, slug: str) -> Access | None:
        """The log-in behind a cookie's value, in the company the address asks for."""
        loop = asyncio.get_running_loop()
        wanted = self._asked.get((token, slug))
        if wanted is None or wanted.get_loop() is not loop:
            if not self._asked or not _goes_on(self._answering, loop):
                self._answering = asyncio.create_task(self._answer())
            wanted = self._asked[token, slug] = loop.create_future()
        return await asyncio.shield(wanted)

    async def _answer(self) -> None:
        asked, self._asked = await self._gathered(), {}
        try:
            found = await in_pool(find_accesses, tuple(asked))
        except BaseException as error:
            for future in asked.values():
                if not future.done():
                    future.set_exception(error)
            if not isinstance(error, Exception):
                raise
        else:
            for key, future in asked.items():
                if not future.done():
                    future.set_result(found.get(key))

    async def _gathered(self) -> dict[tuple[str, str], "asyncio.Future[Access | None]"]:
        await asyncio.sleep(0)
        return self._asked


def _goes_on(task: asyncio.Task[None] | None, loop: asyncio.AbstractEventLoop) -> bool:
    return task is not None and task.get_loop() is loop and not task.done()


LOG_INS = LogIns()
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
    access = await LOG_INS.look_up(caller.token, caller.slug)
    if access is None or access.actor is None:
        clear_caller()
        raise LoggedOut
    set_caller(caller.token, caller.slug, access.actor)
    return access.actor


async def look_up(token: str, slug: str) -> Access | None:
    """The log-in behind a cookie's value, by one prepared statement in the pool."""
    return await in_pool(find_access, token, slug) if token else None
