"""Writers of this process take turns on SQLite, in the order in which they came.

SQLite lets one transaction write at a time and has no queue: who must wait looks in again at growing
intervals, and is refused when it was unlucky for ten seconds. Among the writers of one process there is
a queue here; those of other processes still meet at SQLite's own lock.
"""

from collections import deque
from collections.abc import Callable
from threading import Lock

LONGEST = 10.0
"""Seconds in the queue; after them SQLite's own lock is tried, whoever is ahead."""


class Turns:
    """First come, first served."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._queue: deque[Lock] = deque()

    def take(self) -> Callable[[], None]:
        """Wait for the turn, at most `LONGEST`; returns what gives it to the next one."""
        mine = Lock()
        mine.acquire()
        with self._guard:
            self._queue.append(mine)
            if self._queue[0] is mine:
                return lambda: self._give(mine)
        if not mine.acquire(timeout=LONGEST):
            self._pass_by(mine)
        return lambda: self._give(mine)

    def _pass_by(self, mine: Lock) -> None:
        """Those ahead came earlier and have been at it longer than anybody is to wait."""
        with self._guard:
            while self._queue[0] is not mine:
                self._queue.popleft()

    def _give(self, mine: Lock) -> None:
        with self._guard:
            if mine not in self._queue:
                return
            was_first = self._queue[0] is mine
            self._queue.remove(mine)
            if was_first and self._queue:
                self._queue[0].release()
