"""Answers kept in memory, up to a weight in all.

A key names everything that an answer depends on, so a stale answer is never found; it only waits
to be pushed out by newer ones.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Answer = TypeVar("Answer")
Key = tuple[Hashable, ...]


class Cache(Generic[Answer]):
    """The answers used last, up to a weight in all. Safe across threads.

    Two threads may work out one answer at the same time; both get it.
    """

    def __init__(self, capacity: int, weight: Callable[[Answer], int] = lambda _answer: 1) -> None:
        self._capacity = capacity
        self._weight = weight
        self._held = 0
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Key) -> Answer | None:
        """The answer kept under the key."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def keep(self, key: Key, answer: Answer) -> Answer:
        """Keep the answer, and let go of those not used for longest."""
        with self._lock:
            if key not in self._answers:
                self._held += self._weight(answer)
            self._answers[key] = answer
            while self._held > self._capacity and len(self._answers) > 1:
                self._held -= self._weight(self._answers.popitem(last=False)[1])
        return answer

    def answer(self, key: Key, work_out: Callable[[], Answer]) -> Answer:
        """The kept answer, else the one worked out now."""
        kept = self.find(key)
        return self.keep(key, work_out()) if kept is None else kept
