"""The open websockets of this worker, so that all of them can be hung up: each browser connects anew.

Engine.IO's own way of disconnecting says so in a packet that browsers do not heed; they would notice by the
pulse, most of a minute later.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import Message, Receive

RESTART = 1012
"""What the app is told a hung-up websocket was closed with: service restart."""


class Line:
    """One open websocket."""

    def __init__(self) -> None:
        self._over = False
        self._waiting: asyncio.Future[Message] | None = None

    def hang_up(self) -> None:
        """End it: whoever waits for a message, or will, is told that the browser has gone."""
        self._over = True
        if self._waiting is not None:
            self._waiting.cancel()

    async def hear(self, receive: Receive) -> Message:
        """The next message of the browser; that it has gone when the line was hung up."""
        if self._over:
            return self._gone()
        self._waiting = asyncio.ensure_future(receive())
        try:
            return await self._waiting
        except asyncio.CancelledError:
            if self._over and not _is_cancelled():
                return self._gone()
            raise
        finally:
            self._waiting = None

    def _gone(self) -> Message:
        return {"type": "websocket.disconnect", "code": RESTART}


class Lines:
    """All of this worker's."""

    def __init__(self) -> None:
        self._open: set[Line] = set()

    @contextmanager
    def line(self) -> Iterator[Line]:
        """A websocket's line, for as long as the block runs."""
        line = Line()
        self._open.add(line)
        try:
            yield line
        finally:
            self._open.discard(line)

    def hang_up(self) -> None:
        """End every line that is open now."""
        for line in tuple(self._open):
            line.hang_up()


LINES = Lines()


def _is_cancelled() -> bool:
    """Whether the running task itself was asked to end, and not only what it waits for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
