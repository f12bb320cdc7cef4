"""Browser tabs without a browser: events through Reflex's own processor and our guard, in process.

async with server() as tabs:
    tab = tabs.open(world.nord.economy, "/nord/customers")
    answer = await tab.call(CustomersState.load)
    assert answer.redirects == []
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from threading import Barrier
from typing import Any

from reflex.state import StateUpdate
from reflex_base.event import Event
from reflex_base.event.processor.base_state_processor import BaseStateEventProcessor
from reflex_base.utils.format import format_event_handler

from moment_ui.core.actor import Actor
from moment_ui.db import pool
from moment_ui.domain.access.commands import open_session
from moment_ui.domain.access.cookies import cookie_name
from moment_ui.state.base import Notice, show_error
from moment_ui.state.guard import Guard

HYDRATE = "reflex___state____state.hydrate"
HANGING = 20
"""Seconds after which an event is stuck, and not only slow on a busy machine."""


@dataclass
class Answer:
    """What came back for an event and everything it set off; `asked` is the state that was called."""

    updates: list[StateUpdate]
    asked: str = ""

    @property
    def vars(self) -> dict[str, Any]:
        """The last value of every var that was sent, by its short name.

        Of two states with a var of one name it is the asked one's: a tab that changes hands sends
        every var of every state, in an order that differs from process to process.
        """
        sent: dict[str, Any] = {}
        for whose in (False, True):
            for state, name, value in self._sent():
                if (state == self.asked) is whose:
                    sent[name.removesuffix("_rx_state_")] = value
        return sent

    def _sent(self) -> Iterator[tuple[str, str, Any]]:
        for update in self.updates:
            for state, values in update.delta.items():
                for name, value in values.items():
                    yield state, name, value

    @property
    def redirects(self) -> list[str]:
        """Where the browser was sent."""
        return [event.payload["path"] for event in self.events if event.name == "_redirect"]

    @property
    def address(self) -> str:
        """Where the address bar was told to stand, "" when nothing was said of it."""
        bar = self.vars.get("bar")
        return bar.address if bar else ""

    @property
    def events(self) -> list[Event]:
        """What the browser was told to do."""
        return [event for update in self.updates for event in update.events]

    @property
    def notices(self) -> list[str]:
        """The texts on the screen."""
        shown: list[Notice] = self.vars.get("notices", [])
        return [notice.text for notice in shown]

    @property
    def everything(self) -> str:
        """All that was sent, as text: to look for what must not be in it."""
        return repr([(update.delta, update.events) for update in self.updates])


@dataclass
class Tab:
    """One browser tab: a state tree on the server, a cookie, and the address it shows."""

    processor: BaseStateEventProcessor
    sent: list[tuple[str, StateUpdate]]
    token: str
    cookie: str
    path: str

    async def call(self, handler: Any, **payload: Any) -> Answer:
        """Send an event (a handler, or a handler's full name) and wait for all it sets off."""
        name = handler if isinstance(handler, str) else format_event_handler(handler)
        before = len(self.sent)
        await self.processor.enqueue(self.token, self.event(name, payload))
        async with asyncio.timeout(HANGING):
            await self._idle()
        mine = [update for token, update in self.sent[before:] if token == self.token]
        return Answer(mine, name.rpartition(".")[0])

    async def _idle(self) -> None:
        """Until nothing is left to do: errors are shown by tasks of their own."""
        await self.processor.join()
        while running := tuple(self.processor._tasks.values()):
            await asyncio.wait(running)
            await self.processor.join()

    def event(self, name: str, payload: dict[str, Any]) -> Event:
        """The event as the server makes it: headers and token are its own, the path is not."""
        path, _, query = self.path.partition("?")
        router = {
            "pathname": path,
            "asPath": self.path,
            "query": dict(part.split("=", 1) for part in query.split("&") if "=" in part),
            "token": self.token,
            "sid": "sid",
            "ip": "127.0.0.1",
            "headers": {"cookie": f"{cookie_name()}={self.cookie}", "origin": "http://test"},
        }
        return Event(name=name, payload=payload, router_data=router)


@dataclass
class Tabs:
    """Every tab of a test, on one server."""

    processor: BaseStateEventProcessor
    sent: list[tuple[str, StateUpdate]] = field(default_factory=list)
    opened: int = 0

    def open(self, actor: Actor | None, path: str, token: str = "") -> Tab:
        """A tab of a logged-in actor, or of nobody; `token` takes over another tab's state."""
        self.opened += 1
        cookie = open_session(actor.user_id) if actor else ""
        return Tab(self.processor, self.sent, token or f"tab-{self.opened}", cookie, path)

    async def emit_update(self, update: StateUpdate, token: str) -> None:
        """Called by Reflex with what goes to the browser."""
        self.sent.append((token, update))


class Guarded:
    """What Reflex's app does with its middleware."""

    def __init__(self, on_load: frozenset[str]) -> None:
        self._guard = Guard(on_load=on_load)

    async def _preprocess(self, state: Any, event: Event) -> StateUpdate | None:
        return await self._guard.preprocess(app=None, state=state, event=event)  # type: ignore[arg-type]


@asynccontextmanager
async def server(*on_load: Any) -> AsyncIterator[Tabs]:
    """Reflex's event processor behind our guard and error handler, with state in memory.

    `on_load` are the handlers that pages open with.
    """
    processor = BaseStateEventProcessor(
        middleware=Guarded(frozenset(map(format_event_handler, on_load))),  # type: ignore[arg-type]
        backend_exception_handler=show_error,
    )
    tabs = Tabs(processor)
    async with processor.configure(event_namespace=tabs):  # type: ignore[arg-type]
        yield tabs
    let_threads_finish()


def let_threads_finish() -> None:
    """Return when nothing runs on that an event began: it would meet the next test's database."""
    for name in ("_pool", "_workshop"):
        executor: ThreadPoolExecutor = vars(pool)[name]
        threads = vars(executor)["_max_workers"]
        meeting = Barrier(threads)
        list(executor.map(lambda _at, meet=meeting: meet.wait(HANGING), range(threads)))
