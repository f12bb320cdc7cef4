"""News between the workers of one installation, through Redis: what one commits, the watchers of all hear.

Messages carry ids and topics only. One that is lost costs a late refresh: the poll of data versions
(`state/elsewhere.py`) sees every commit whose message did not come, and when Redis is back everybody
reads again.
"""

import asyncio
import json
import logging
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from moment_ui.core import events
from moment_ui.core.events import Changed
from moment_ui.core.places import log_error
from moment_ui.core.settings import settings
from moment_ui.state.live import Hub

logger = logging.getLogger(__name__)

CHANNEL = "moment-news/{db}"
"""One for each of Redis's databases, as everything else is: what is published does not heed them by itself."""

AGAIN_SECONDS = 0.5
PULSE_SECONDS = 5
MOST_WAITING = 10_000
AWAY = (RedisError, OSError, asyncio.TimeoutError)
"""What says that Redis is not there."""


def redis_at(url: str) -> "Redis":
    """A client that says at once when Redis is away, and does not quietly try again: news would be lost."""
    return Redis.from_url(
        url,
        retry=Retry(NoBackoff(), 0),
        socket_connect_timeout=2,
        health_check_interval=PULSE_SECONDS,
        decode_responses=True,
    )


class Wires:
    """This worker's end: what it tells the others, and what it hears of them.

    `came_back` is called when Redis is there again after it was away.
    """

    def __init__(self, hub: Hub, url: str, came_back: Callable[[], Awaitable[None]]) -> None:
        self.up = False
        self._hub = hub
        self._url = url
        self._came_back = came_back
        self._name = secrets.token_hex(8)
        self._loop = asyncio.get_running_loop()
        self._waiting: dict[Changed, None] = {}
        self._commits: Counter[int] = Counter()
        self._rung = asyncio.Event()
        self._missed = False

    async def run(self) -> None:
        """Tell and hear until cancelled."""
        stop = (events.subscribe(self._take), events.subscribe_commits(self._count))
        try:
            await asyncio.gather(self._hear(), self._tell())
        finally:
            for end in stop:
                end()

    # ── telling ────────────────────────────────────────────────────────────────────────────────

    def _take(self, event: Changed) -> None:
        """An event of this process, from any thread."""
        self._soon(self._put, event)

    def _count(self, company_id: int) -> None:
        """A commit of this process, from any thread."""
        self._soon(self._put_commit, company_id)

    def _soon(self, act: Callable[[Any], None], what: object) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(act, what)

    def _put(self, event: Changed) -> None:
        if len(self._waiting) < MOST_WAITING:
            self._waiting[event] = None
        self._rung.set()

    def _put_commit(self, company_id: int) -> None:
        self._commits[company_id] += 1
        self._rung.set()

    async def _tell(self) -> None:
        async with redis_at(self._url) as client:
            while True:
                await self._rung.wait()
                self._rung.clear()
                message = self._message()
                with suppress(*AWAY):  # the others see the data versions; `_hear` says it once
                    await client.publish(_channel(client), message)

    def _message(self) -> str:
        told, self._waiting = self._waiting, {}
        commits, self._commits = self._commits, Counter()
        return json.dumps(
            {
                "from": self._name,
                "changed": [[event.company_id, event.topic] for event in told],
                "commits": list(commits.items()),
            },
            separators=(",", ":"),
        )

    # ── hearing ────────────────────────────────────────────────────────────────────────────────

    async def _hear(self) -> None:
        while True:
            try:
                await self._listen()
            except AWAY as error:
                self._lost(error)
            await asyncio.sleep(AGAIN_SECONDS)

    async def _listen(self) -> None:
        async with redis_at(self._url) as client, client.pubsub() as heard:
            await heard.subscribe(_channel(client))
            while True:
                message = await heard.get_message(timeout=PULSE_SECONDS)
                if message is None:
                    await heard.ping()
                elif message["type"] == "subscribe":
                    await self._found()
                elif message["type"] == "message":
                    self._pass_on(json.loads(message["data"]))

    async def _found(self) -> None:
        self.up = True
        if self._missed:
            self._missed = False
            logger.warning("Redis is there again; everybody reads anew.")
            self._hub.notify_everybody()
            await self._came_back()

    def _lost(self, error: BaseException) -> None:
        self.up = False
        if not self._missed:
            self._missed = True
            log_error(logger, "Redis is away; workers follow each other by the database", error)
            self._hub.notify_everybody()

    def _pass_on(self, message: dict[str, Any]) -> None:
        """Wake this worker's watchers; its own messages it has heard before it sent them."""
        if message["from"] == self._name:
            return
        for company_id, count in message["commits"]:
            events.count_heard(company_id, count)
        for company_id, topic in message["changed"]:
            self._hub.notify(Changed(company_id, topic))


def _channel(client: "Redis") -> str:
    return CHANNEL.format(db=client.get_connection_kwargs().get("db", 0))


def is_wired() -> bool:
    """Whether this installation has Redis, and so may have several workers."""
    return bool(settings().redis_url)
