"""Who is watching what: wakes background events when something changed, and only them.

Events come after commit, from any thread, and carry ids only. A watcher then reads again in its
own scope, so a lost or a doubled wake costs a read and never a wrong figure.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Lock

from moment_ui.core.events import Changed

GATHER_SECONDS = 0.002
"""How long a watcher that is woken waits for the rest of what one commit tells."""

MERGE_SECONDS = 0.05
"""How much time lies between two readings of a watcher at least: bursts become one read."""

KEPT_VERSIONS = 20_000
"""So many topics have a version of their own; when there are more, all rise and are forgotten."""

CHECK_SECONDS = 30.0
"""How often a watcher reads without being woken, and thereby looks its log-in up again."""


class Watch:
    """One watcher's bell. Belongs to the event loop it was made in."""

    def __init__(self, topics: frozenset[Changed]) -> None:
        self.topics = topics
        self.companies = frozenset(topic.company_id for topic in topics)
        self.loop = asyncio.get_running_loop()
        self._rung = asyncio.Event()
        self._woken = 0.0

    def ring(self) -> None:
        """Wake the watcher; called in its own loop."""
        self._rung.set()

    async def news(self) -> bool:
        """Wait for a change, or until it is time to check; says whether there was a change."""
        try:
            async with asyncio.timeout(CHECK_SECONDS):  # wait_for forgets a cancel beside a ring
                await self._rung.wait()
        except TimeoutError:
            return False
        await asyncio.sleep(max(GATHER_SECONDS, self._woken + MERGE_SECONDS - self.loop.time()))
        self._rung.clear()
        self._woken = self.loop.time()
        return True


def _ring(woken: list[Watch]) -> None:
    """Wake watchers from any thread: one call into each of their loops."""
    for loop in {watch.loop for watch in woken}:
        if not loop.is_closed():
            there = [watch for watch in woken if watch.loop is loop]
            loop.call_soon_threadsafe(_ring_here, there)


def _ring_here(woken: list[Watch]) -> None:
    for watch in woken:
        watch.ring()


class Hub:
    """The watchers of this process, by what they watch.

    `is_open` tells whether the tab with a token still has its websocket; the server says how to
    know. Reflex ends a watch that began with a page; one called by hand asks this, and ends.
    """

    def __init__(self) -> None:
        self.is_open: Callable[[str], bool] = lambda _tab: True
        self._watches: set[Watch] = set()
        self._versions: dict[Changed, int] = {}
        self._least = 0
        self._elsewhere: Counter[int] = Counter()
        self._lock = Lock()

    @contextmanager
    def watching(
        self, company_id: int, *topics: str, beside: Iterable[int] = ()
    ) -> Iterator[Watch]:
        """Watch topics of one company, and of those `beside` it, for as long as the block runs.

        What a wake says is that something happened; what it was the watcher reads as one who may.
        """
        companies = (company_id, *beside)
        watch = Watch(frozenset(Changed(each, topic) for each in companies for topic in topics))
        with self._lock:
            self._watches.add(watch)
        try:
            yield watch
        finally:
            with self._lock:
                self._watches.discard(watch)

    def notify(self, event: Changed) -> None:
        """Wake whoever watches this; a listener of core.events."""
        with self._lock:
            self._raise_version(event)
            woken = [watch for watch in self._watches if event in watch.topics]
        _ring(woken)

    def notify_all(self, company_id: int) -> None:
        """Wake everybody in a company: another process wrote, and nobody knows what."""
        with self._lock:
            self._elsewhere[company_id] += 1
            woken = [watch for watch in self._watches if company_id in watch.companies]
        _ring(woken)

    def notify_everybody(self) -> None:
        """Wake all watchers: news may have been lost, and nobody knows whose."""
        with self._lock:
            companies = {company for watch in self._watches for company in watch.companies}
        for company_id in companies:
            self.notify_all(company_id)

    def is_watched(self) -> bool:
        """Whether anybody watches anything."""
        return bool(self._watches)

    def version(self, company_id: int, *topics: str) -> int:
        """A number that rises with each event on these topics, since the process began."""
        with self._lock:
            known = (
                self._versions.get(Changed(company_id, topic), self._least) for topic in topics
            )
            return sum(known) + self._elsewhere[company_id]

    def _raise_version(self, event: Changed) -> None:
        if event not in self._versions and len(self._versions) >= KEPT_VERSIONS:
            self._least = max(self._versions.values()) + 1  # more than any has been
            self._versions.clear()
        self._versions[event] = self._versions.get(event, self._least) + 1


HUB = Hub()
