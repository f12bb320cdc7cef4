"""A browser tab without a browser: the socket protocol of Reflex, spoken by hand to keep it cheap."""

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

NAMESPACE = "/_event"
HYDRATE = "reflex___state____state.hydrate"
ON_LOAD = "reflex___state____state.reflex___state____on_load_internal_state.on_load_internal"
PATIENCE = 20.0
_START = f"42{NAMESPACE},"

Update = dict[str, Any]


@dataclass
class Wire:
    """One tab: where it is, what it hears, and the last value of every var."""

    socket: ClientConnection
    path: str
    heard: asyncio.Queue[tuple[float, Update]] = field(default_factory=asyncio.Queue)
    vars: dict[str, Any] = field(default_factory=dict[str, Any])

    async def send(self, name: str, **payload: Any) -> float:
        """Send an event as the browser does; returns when (in seconds of the performance clock)."""
        path, _, query = self.path.partition("?")
        event = {
            "name": name,
            "payload": payload,
            "router_data": {"pathname": path, "asPath": self.path, "query": _pairs(query)},
        }
        at = time.perf_counter()
        await self.socket.send(f"42{NAMESPACE},{json.dumps(['event', event])}")
        return at

    async def call(self, name: str, answers: Callable[[Update], bool], **payload: Any) -> float:
        """Send an event and wait for the update that answers it; returns the seconds between."""
        self.forget()
        sent = await self.send(name, **payload)
        async with asyncio.timeout(PATIENCE):
            while True:
                at, update = await self.heard.get()
                self._move(update)
                if answers(update):
                    return at - sent

    async def settle(self, quiet: float = 0.06) -> None:
        """Hear the server out, until nothing more comes."""
        while True:
            try:
                async with asyncio.timeout(quiet):
                    _at, update = await self.heard.get()
            except TimeoutError:
                return
            self._move(update)

    def forget(self) -> None:
        """Drop what was heard so far."""
        while not self.heard.empty():
            self.heard.get_nowait()

    def _move(self, update: Update) -> None:
        """Stand where the page's address bar is told to stand."""
        for values in (update.get("delta") or {}).values():
            self.path = values.get("bar_rx_state_", {}).get("address") or self.path

    async def listen(self) -> None:
        """Hear until the socket closes."""
        with suppress(ConnectionClosed):
            async for message in self.socket:
                at = time.perf_counter()
                if message == "2":
                    await self.socket.send("3")
                elif isinstance(message, str) and message.startswith(_START):
                    self._take(at, message)

    def _take(self, at: float, message: str) -> None:
        kind, update = json.loads(message.removeprefix(_START))
        if kind == "event":
            parsed = json.loads(update) if isinstance(update, str) else update
            for values in (parsed.get("delta") or {}).values():
                self.vars |= values
            self.heard.put_nowait((at, parsed))


@asynccontextmanager
async def tab(url: str, cookie: str, path: str, *, quiet: float = 0.5) -> AsyncIterator[Wire]:
    """A connected tab that has loaded its page, after which nothing came for `quiet` seconds; 0 does not wait."""
    address = url.replace("http", "ws", 1)
    query = f"EIO=4&transport=websocket&token={secrets.token_hex(16)}"
    headers = {"Cookie": cookie, "Origin": url}
    async with connect(
        f"{address}{NAMESPACE}/?{query}",
        additional_headers=headers,
        compression=None,
        max_size=None,
        ping_interval=None,
    ) as socket:
        await socket.recv()
        await socket.send(f"40{NAMESPACE},")
        await socket.recv()
        wire = Wire(socket, path)
        listener = asyncio.create_task(wire.listen())
        try:
            await wire.call(HYDRATE, has("is_hydrated"))
            await wire.send(ON_LOAD)
            if quiet:
                await wire.settle(quiet)
            yield wire
        finally:
            listener.cancel()


def has(name: str) -> Callable[[Update], bool]:
    """Whether an update carries a new value of the var with this name."""
    key = f"{name}_rx_state_"
    return lambda update: any(key in values for values in (update.get("delta") or {}).values())


def _pairs(query: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in query.split("&") if "=" in part)
