"""Work that only one of several workers does: the one that holds the lease in Redis; without Redis, the only one."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from moment_ui.core.places import log_error
from moment_ui.core.settings import settings
from moment_ui.state.wires import AWAY, is_wired, redis_at

logger = logging.getLogger(__name__)

LEASE = "moment-keeper"
LEASE_SECONDS = 30
LOOK_SECONDS = 10.0
NAME = secrets.token_hex(8)
_KEEP = """
if redis.call('GET', KEYS[1]) == ARGV[1] then
    return redis.call('EXPIRE', KEYS[1], ARGV[2])
end
return redis.call('SET', KEYS[1], ARGV[1], 'NX', 'EX', ARGV[2]) and 1 or 0
"""
"""Hold the lease on, or take it when nobody has it."""


async def by_one_worker(work: Callable[[], Awaitable[None]]) -> None:
    """Let `work`, which goes on for ever, run in one worker of the installation at a time.

    It is broken off when the lease is lost, as when Redis is away: another worker may have it by then.
    """
    if not is_wired():
        await work()
        return
    running: asyncio.Task[None] | None = None
    try:
        while True:
            if await _holds_lease():
                if running is None or running.done():
                    running = asyncio.create_task(_run(work))
            elif running is not None:
                running.cancel()
                running = None
            await asyncio.sleep(LOOK_SECONDS)
    finally:
        if running is not None:
            running.cancel()


async def _holds_lease() -> bool:
    try:
        async with redis_at(settings().redis_url) as client:
            answer: Any = client.eval(_KEEP, 1, LEASE, NAME, str(LEASE_SECONDS))
            held = await answer
    except AWAY:
        return False
    return bool(held)


async def _run(work: Callable[[], Awaitable[None]]) -> None:
    try:
        await work()
    except Exception as error:
        log_error(logger, "Work of one worker broke off", error)
