"""One reading for everybody who watches the same: two hundred watchers wake, and one asks the database."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

Answer = TypeVar("Answer")

FRESH_SECONDS = 5.0
"""For how long an answer may be given again while no news came: a message may have been lost."""

KEPT = 64


@dataclass(frozen=True, slots=True)
class _Reading(Generic[Answer]):
    version: int
    began: float
    task: asyncio.Task[Answer]


class SharedReads(Generic[Answer]):
    """Answers by what was asked, for as long as nothing changed.

    A key names everything the answer depends on, above all the company and what the reader may see: who
    asks checks that first. `version` rises with each change (Hub.version), so that a reading that began
    at a version or after it has seen all that was told until then. Belongs to one event loop.
    """

    def __init__(self) -> None:
        self._readings: dict[Hashable, _Reading[Answer]] = {}

    async def read(
        self, key: Hashable, version: int, ask: Callable[[], Awaitable[Answer]]
    ) -> Answer:
        """The answer at this version or a later one; asked once by all who want it at the same time."""
        known = self._readings.get(key)
        if known is None or not self._serves(known, version):
            known = _Reading(version, time.monotonic(), asyncio.create_task(_asked(ask)))
            self._keep(key, known)
        # Shielded: when one who waits leaves, the others still want the answer.
        return await asyncio.shield(known.task)

    def _serves(self, known: _Reading[Answer], version: int) -> bool:
        task = known.task
        failed = task.done() and (task.cancelled() or task.exception() is not None)
        here = task.get_loop() is asyncio.get_running_loop()
        young = time.monotonic() - known.began < FRESH_SECONDS
        return here and young and not failed and known.version >= version

    def _keep(self, key: Hashable, reading: _Reading[Answer]) -> None:
        self._readings.pop(key, None)
        self._readings[key] = reading
        while len(self._readings) > KEPT:
            del self._readings[next(iter(self._readings))]


async def _asked(ask: Callable[[], Awaitable[Answer]]) -> Answer:
    return await ask()
