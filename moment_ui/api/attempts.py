"""How often something may be tried: log-ins by address and by e-mail, counted in memory."""

import math
import time
from collections import deque
from collections.abc import Callable

from moment_ui.core.settings import settings

MOST_KEYS = 10_000


class Attempts:
    """At most `limit` attempts by one key within `seconds`; older ones are forgotten."""

    def __init__(
        self, limit: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = limit
        self._seconds = seconds
        self._clock = clock
        self._tried: dict[str, deque[float]] = {}

    def wait(self, key: str) -> int:
        """Whole seconds until the key may try again; 0 when it may now."""
        tried = self._recent(key)
        if len(tried) < self._limit:
            return 0
        return max(1, math.ceil(tried[0] + self._seconds - self._clock()))

    def note(self, key: str) -> None:
        """Count an attempt. Noted before it is judged, so that many at once count too."""
        if len(self._tried) >= MOST_KEYS:
            self._sweep()
        self._tried.setdefault(key, deque()).append(self._clock())

    def forgive(self, key: str) -> None:
        """Take the last attempt back: it succeeded."""
        tried = self._tried.get(key)
        if tried:
            tried.pop()

    def forget(self, key: str) -> None:
        """Take all attempts of the key back."""
        self._tried.pop(key, None)

    def _recent(self, key: str) -> deque[float]:
        tried = self._tried.get(key)
        if tried is None:
            return deque()
        oldest = self._clock() - self._seconds
        while tried and tried[0] <= oldest:
            tried.popleft()
        if not tried:
            del self._tried[key]
        return tried

    def _sweep(self) -> None:
        for key in tuple(self._tried):
            self._recent(key)
        while len(self._tried) >= MOST_KEYS:
            del self._tried[next(iter(self._tried))]


def share_of(limit: int) -> int:
    """One worker's part of a limit: each counts for itself, and together they allow no more."""
    return max(1, limit // settings().workers)


LOG_INS_BY_ADDRESS = Attempts(limit=share_of(30), seconds=300)
LOG_INS_BY_EMAIL = Attempts(limit=share_of(10), seconds=300)
"""Failed log-ins: a guesser gets 10 passwords in five minutes for one e-mail address."""
