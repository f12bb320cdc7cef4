"""An attacker with a raw socket: no browser, no Reflex client, only what the wire allows."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import socketio

from moment_ui.core.settings import ROOT
from moment_ui.domain.access.cookies import cookie_name
from moment_ui.launch import internals
from moment_ui.launch.server import answers
from tests.serving import free_port

ROOT_STATE = "reflex___state____state"
HYDRATE = f"{ROOT_STATE}.hydrate"
PATIENCE = 10
NEVER_TOO_FAST = "1000000"

OWN = {"report_choice": "user_id", "saved_view": "owner_id", "stored_file": "owner_id"}
"""Tables of what belongs to one reader, and the column that says to whom."""

PASSING = frozenset({"login_session", "data_version"})
"""What changes by itself: tests log in, and the server sweeps when it starts."""

Row = tuple[Any, ...]
Rows = dict[tuple[str, int], dict[str, Any]]
"""Rows by table and id, each by its columns."""


@dataclass(frozen=True)
class Target:
    """A running server without its front end, on a database of its own."""

    url: str
    database: str

    def contents(self, but_own_of: int = 0) -> dict[str, list[Row]]:
        """Every row of every table, but for what logging in and looking around leaves behind.

        `but_own_of`: leave out how this user likes lists, and the files made for this user alone.
        """
        return {
            name: [_lasting(name, row) for row in rows if row.get(OWN.get(name, "")) != but_own_of]
            for name, rows in self._tables()
        }

    async def at_rest(self) -> dict[str, list[Row]]:
        """The contents, once what earlier visitors asked for has been done."""
        seen: dict[str, list[Row]] = {}
        async with asyncio.timeout(PATIENCE):
            while (now := self.contents()) != seen:
                seen = now
                await asyncio.sleep(0.3)
        return seen

    def contents_of(self, company_id: int) -> dict[str, list[Row]]:
        """The same, of one company: tables where it has rows."""
        owned = {
            name: [_lasting(name, row) for row in rows if row["company_id"] == company_id]
            for name, rows in self._tables()
            if rows and "company_id" in rows[0]
        }
        return {name: rows for name, rows in owned.items() if rows}

    def rows_of(self, company_id: int) -> Rows:
        """Every row of one company."""
        return {
            (name, row["id"]): row
            for name, rows in self._tables()
            for row in rows
            if "id" in row and row.get("company_id") == company_id and name != "membership"
        }

    def kept(self, path: Path) -> Path:
        """A copy of the database as it is."""
        with closing(self._open()) as connection:
            connection.execute("vacuum into ?", (str(path),))
        return path

    def restore(self, kept: Path) -> None:
        """Let every table be as it was kept; servers and readers notice, as after any other change."""
        with closing(self._open()) as connection:
            connection.execute("pragma foreign_keys = off")
            connection.execute("attach ? as kept", (str(kept),))
            connection.execute("begin immediate")
            for name, _rows in self._tables():
                connection.execute(f'delete from main."{name}"')  # noqa: S608
                connection.execute(f'insert into main."{name}" select * from kept."{name}"')  # noqa: S608
            connection.execute("update data_version set version = version + 1")
            connection.execute("commit")

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.database.removeprefix("sqlite:///"), isolation_level=None)

    def _tables(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        with closing(self._open()) as connection:
            connection.row_factory = sqlite3.Row
            named = connection.execute("select name from sqlite_master where type = 'table'")
            for (name,) in named.fetchall():
                if name not in PASSING and not name.startswith("sqlite_"):
                    rows = connection.execute(f'select * from "{name}" order by 1')  # noqa: S608
                    yield name, [dict(row) for row in rows]


def _lasting(table: str, row: dict[str, Any]) -> Row:
    if table == "membership":
        row = {**row, "last_used_at": None}
    return tuple(row.values())


@contextmanager
def target(database: str) -> Iterator[Target]:
    """Start the real app under granian; the limit of events a second is tested elsewhere."""
    port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "PORT": str(port),
        "EVENTS_PER_SECOND": NEVER_TOO_FAST,
        "SOCKETS_PER_CLIENT": "10000",
        internals.SKIP_COMPILE: "true",
        "REFLEX_ENV_MODE": "prod",
    }
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory"]
    where = ["--host", "127.0.0.1", "--port", str(port), "--log-level", "critical", internals.APP]
    process = subprocess.Popen([*command, *where], cwd=ROOT, env=environment)
    try:
        assert answers("127.0.0.1", port, seconds=60), "The server did not start"
        yield Target(f"http://127.0.0.1:{port}", database)
    finally:
        process.terminate()
        process.wait(10)


@dataclass
class Socket:
    """One websocket to the server, and all that came back on it."""

    client: socketio.AsyncClient
    path: str
    heard: list[Any] = field(default_factory=list)
    _hydrations: int = 0
    _asked: int = 0
    _hydrated: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.client.on("event", self._hear, namespace="/_event")

    def _hear(self, update: Any) -> None:
        self.heard.append(update)
        root = (update.get("delta") or {}).get(ROOT_STATE, {})
        if root.get("is_hydrated_rx_state_") is False:
            self._hydrations += 1
            self._hydrated.set()

    @property
    def everything(self) -> str:
        """All that came back, as text."""
        return repr(self.heard)

    @property
    def notices(self) -> list[dict[str, Any]]:
        """The messages on the screen, as they were sent last."""
        deltas = [state for update in self.heard for state in (update.get("delta") or {}).values()]
        shown = [state["notices_rx_state_"] for state in deltas if "notices_rx_state_" in state]
        return shown[-1] if shown else []

    @property
    def redirects(self) -> list[str]:
        """Where the server sent us."""
        events = [event for update in self.heard for event in update.get("events") or ()]
        return [event["payload"]["path"] for event in events if event["name"] == "_redirect"]

    async def send(self, name: str, payload: Any = None, **router: Any) -> None:
        """Send one event, with anything at all in it."""
        data = {"pathname": self.path, "asPath": self.path, "query": {}, **router}
        await self.raw({"name": name, "payload": payload or {}, "router_data": data})

    async def raw(self, message: Any) -> None:
        """Send something that may be no event at all."""
        await self.client.emit("event", message, namespace="/_event")

    async def settle(self, patience: float = PATIENCE) -> None:
        """Wait until all that was sent has been answered: a hydration comes last.

        Twice, because what an event sets off stands in the queue behind the first one.
        """
        for _ in range(2):
            self._asked += 1
            await self.send(HYDRATE)
            async with asyncio.timeout(patience):
                while self._hydrations < self._asked:
                    self._hydrated.clear()
                    await self._hydrated.wait()
        await asyncio.sleep(0.05)

    async def call(self, name: str, payload: Any = None, **router: Any) -> str:
        """Send an event, wait, and return all that came back for it."""
        before = len(self.heard)
        await self.send(name, payload, **router)
        await self.settle()
        return repr(self.heard[before:])


@asynccontextmanager
async def connected(
    server: Target, path: str, *, cookie: str = "", tab: str = "", origin: str = ""
) -> AsyncIterator[Socket]:
    """A websocket with these credentials; none by default."""
    client = socketio.AsyncClient(reconnection=False)
    socket = Socket(client, path)
    headers = {"Origin": origin or server.url}
    if cookie:
        headers["Cookie"] = f"{cookie_name()}={cookie}"
    await client.connect(
        f"{server.url}?token={tab or os.urandom(8).hex()}",
        headers=headers,
        socketio_path="/_event",
        namespaces=["/_event"],
        transports=["websocket"],
        wait_timeout=PATIENCE,
    )
    try:
        yield socket
    finally:
        with suppress(Exception):
            await client.disconnect()
