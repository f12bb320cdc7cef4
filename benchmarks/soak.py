"""`python -m benchmarks.soak [seconds]`: hours stream in while the server, Redis and wires break; then both sides are compared.

Two workers with Redis, on a copy of the database for live boards. Exits with 1 when an acknowledged
row is missing, the sums differ, of two edits of one row both were taken, or a board that was open all
the time does not show in the end what stands there. Nothing is loosened while things are broken: what was
acknowledged must be there, and what was not may be.
"""

import asyncio
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from websockets.exceptions import WebSocketException

from benchmarks import group
from benchmarks.group import Group
from benchmarks.live import SERVER
from benchmarks.wire import Wire, tab
from tests.proxy import Proxy, proxy_to
from tests.redis_server import RedisServer, redis_server
from tests.serving import Served, free_port, serving_by

SECONDS = 300
WRITERS, VIEWERS, RIVALS = 8, 12, 2
CALM, BROKEN, QUIET = 9.0, 2.0, 25.0
"""Seconds between two faults, of one fault, and until all boards must show what stands there."""

ROUNDED = 0.0051

AWAY = (OSError, TimeoutError, WebSocketException, httpx.TransportError)
Cell = tuple[int, str]


@dataclass
class Stage:
    """What is broken, and what it was asked to keep."""

    made: Group
    folder: Path
    redis: RedisServer
    served: Served
    wire: Proxy
    running: ExitStack
    port: int
    stands: dict[Cell, set[int]] = field(default_factory=dict[Cell, set[int]])
    counts: dict[str, int] = field(default_factory=dict[str, int])
    wrong: list[str] = field(default_factory=list[str])
    over: bool = False

    def count(self, what: str) -> None:
        """One more of it."""
        self.counts[what] = self.counts.get(what, 0) + 1

    def minutes_in(self, cell: Cell) -> list[int]:
        """The rows that stand in a cell at home."""
        return [row[0] for row in self.ask(_CELL, self.made.activity, *cell)]

    def ask(self, statement: str, *values: object) -> list[tuple[int, ...]]:
        """Rows of the database."""
        with closing(sqlite3.connect(self.folder / "moment.db", timeout=30)) as connection:
            return connection.execute(statement, values).fetchall()

    def serve(self) -> None:
        """Start two workers on the port that viewers and writers know."""
        settings = {"REDIS_URL": self.redis.url, "WORKERS": "2", "PORT": str(self.port)}
        self.served = self.running.enter_context(serving_by(SERVER, self.folder, **settings))


_CELL = (
    "SELECT t.minutes FROM time_record t JOIN co_worker c ON c.id = t.co_worker_id"
    " WHERE t.activity_id = ? AND c.user_id = ? AND date(t.day) = ?"
)
_SUM = "SELECT coalesce(sum(minutes), 0), count(*) FROM time_record WHERE project_id = ?"
_APART = (
    "SELECT count(*) FROM time_record h LEFT JOIN time_record m ON m.company_id = ? AND m.origin_id = h.id"
    " AND m.origin_company_id = h.company_id WHERE h.project_id = ? AND m.minutes IS NOT h.minutes"
)


# ── writers ────────────────────────────────────────────────────────────────────────────────────


async def _writes(stage: Stage, number: int) -> None:
    """Change cells of one's own people, until it is over; what was acknowledged is remembered."""
    people = stage.made.people[RIVALS + number :: WRITERS + RIVALS]
    days = [time.strftime("%Y-%m-%d", time.localtime(time.time() - 86_400 * at)) for at in (2, 3)]
    async with httpx.AsyncClient(base_url=stage.served.url, timeout=20) as client:
        while not stage.over:
            cell = (random.choice(people), random.choice(days))
            (shown, *_doubled) = stage.minutes_in(cell) or [0]
            wanted = shown % 300 + random.randrange(6, 90, 6)
            before = stage.stands.get(cell, {shown})
            if shown not in before:
                stage.wrong.append(f"{cell}: {shown} stands there, not one of {before}")
            stage.stands[cell] = before | {shown, wanted}  # any, until one is acknowledged
            status = await _sent(stage, client, cell, wanted, shown)
            if status == 200:
                stage.stands[cell] = {wanted}
            await asyncio.sleep(0.2)


async def _rival(stage: Stage) -> None:
    """Two edits of one row at once, again and again: at most one of them may be taken."""
    day = time.strftime("%Y-%m-%d", time.localtime(time.time() - 86_400 * 4))
    cell = (stage.made.people[0], day)
    async with httpx.AsyncClient(base_url=stage.served.url, timeout=20) as client:
        while not stage.over:
            (shown, *_doubled) = stage.minutes_in(cell) or [0]
            one, other = shown % 200 + 6, shown % 200 + 12
            stage.stands[cell] = stage.stands.get(cell, set()) | {shown, one, other}
            answers = await asyncio.gather(
                *(_sent(stage, client, cell, wanted, shown) for wanted in (one, other))
            )
            if answers == [200, 200]:
                stage.wrong.append(f"{cell}: two edits of what one saw were both taken")
            elif 200 in answers:
                stage.stands[cell] = {(one, other)[answers.index(200)]}
                stage.count("pairs of edits of one row, one taken")
            if 0 in answers:
                stage.stands[cell] |= {shown, one, other}
            await asyncio.sleep(0.5)


async def _sent(
    stage: Stage, client: httpx.AsyncClient, cell: Cell, wanted: int, shown: int
) -> int:
    """The status of the answer; 0 when there was none."""
    order = {
        "user": cell[0],
        "company": stage.made.home,
        "activity": stage.made.activity,
        "day": cell[1],
        "minutes": wanted,
        "shown": shown,
    }
    try:
        status = (await client.post("/bench/write", json=order)).status_code
    except AWAY:
        stage.count("writes without an answer")
        return 0
    stage.count(
        {200: "writes acknowledged", 409: "writes refused"}.get(status, f"answers {status}")
    )
    return status


# ── viewers ────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Viewer:
    """A board that is open all the time, and connects anew as a browser does."""

    wire: Wire | None = None

    async def watch(self, stage: Stage, cookie: str) -> None:
        """Follow the board until cancelled."""
        while True:
            with suppress(*AWAY):
                async with tab(stage.wire.url, cookie, stage.made.board, quiet=0) as self.wire:
                    stage.count("boards opened")
                    await self.wire.socket.wait_closed()
            await asyncio.sleep(random.uniform(0.3, 1.0))

    @property
    def total(self) -> float:
        """All hours, as the board shows them: with two decimals at most."""
        now = self.wire.vars.get("now_rx_state_") if self.wire else None
        shown = str(now["summary"]["total"]) if now else ""
        digits = "".join(each for each in shown if each.isdigit() or each == ",")
        return float(digits.replace(",", ".") or -1)


# ── faults ─────────────────────────────────────────────────────────────────────────────────────


async def _cut_the_wire(stage: Stage) -> None:
    stage.wire.cut()
    await asyncio.sleep(BROKEN)
    stage.wire.mend()


async def _restart_redis(stage: Stage) -> None:
    stage.redis.kill()
    await asyncio.sleep(BROKEN)
    await asyncio.to_thread(stage.redis.start)


async def _kill_the_server(stage: Stage) -> None:
    """As a power cut ends it: all its processes at once."""
    for pid in (*_children(stage.served.process.pid), stage.served.process.pid):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    stage.served.process.wait()
    await asyncio.to_thread(stage.serve)


FAULTS: dict[str, Callable[[Stage], Awaitable[None]]] = {
    "wires cut": _cut_the_wire,
    "Redis restarted": _restart_redis,
    "server killed": _kill_the_server,
}


async def _break(stage: Stage, until: float) -> None:
    while time.monotonic() < until:
        for name, fault in FAULTS.items():
            await asyncio.sleep(CALM)
            await fault(stage)
            stage.count(name)
            sizes = ", ".join(f"{_megabytes(pid)}" for pid in _children(stage.served.process.pid))
            print(
                f"{time.strftime('%T')} {name}; workers take {sizes} MB; {stage.counts}", flush=True
            )


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _megabytes(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")), 0)


# ── the whole ──────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _staged() -> Iterator[Stage]:
    made = group.ensure()
    with tempfile.TemporaryDirectory() as name, redis_server() as redis, ExitStack() as running:
        folder, port = Path(name), free_port()
        with (
            closing(sqlite3.connect(group.FOLDER / "moment.db")) as source,
            closing(sqlite3.connect(folder / "moment.db")) as copy,
        ):
            source.backup(copy)
        settings = {"REDIS_URL": redis.url, "WORKERS": "2", "PORT": str(port)}
        served = running.enter_context(serving_by(SERVER, folder, **settings))
        with proxy_to(urlsplit(served.url).port or 0) as wire:
            yield Stage(made, folder, redis, served, wire, running, port)


async def _soak(stage: Stage, seconds: float) -> None:
    viewers = [Viewer() for _ in range(VIEWERS)]
    watching = [
        asyncio.create_task(viewer.watch(stage, cookie))
        for viewer, cookie in zip(viewers, stage.made.cookies, strict=False)
    ]
    writing = [asyncio.create_task(_writes(stage, number)) for number in range(WRITERS)]
    writing.append(asyncio.create_task(_rival(stage)))
    await _break(stage, time.monotonic() + seconds)
    await asyncio.sleep(CALM)
    stage.over = True
    await asyncio.gather(*writing)
    shown = await _settled(stage, viewers)
    for task in watching:
        task.cancel()
    await asyncio.gather(*watching, return_exceptions=True)
    _compare(stage, shown)


async def _settled(stage: Stage, viewers: list[Viewer]) -> list[str]:
    """What the boards show when all show the same, or when they had time enough."""
    ((minutes, _rows),) = stage.ask(_SUM, stage.made.project)
    right = minutes / 60
    shown: list[float] = []
    for _at in range(int(QUIET * 10)):
        shown = [viewer.total for viewer in viewers]
        if all(abs(total - right) < ROUNDED for total in shown):
            return []
        await asyncio.sleep(0.1)
    return [f"a board shows {total}, and {right} stands there" for total in shown]


def _compare(stage: Stage, shown: list[str]) -> None:
    made = stage.made
    for cell, allowed in stage.stands.items():
        rows = stage.minutes_in(cell)
        if len(rows) > 1 or sum(rows) not in allowed:
            stage.wrong.append(f"{cell}: {rows} stand there, not one of {allowed}")
    ((apart,),) = stage.ask(_APART, made.main, made.secondary)
    if apart:
        stage.wrong.append(f"{apart} rows at home differ from their mirrors")
    stage.wrong += shown
    at_home, both = stage.ask(_SUM, made.secondary), stage.ask(_SUM, made.project)
    print(
        f"{len(stage.stands)} cells; at home {at_home}, on the main project {both}; {stage.counts}"
    )


def main(seconds: float) -> int:
    """Break things for so many seconds; returns the exit code."""
    with _staged() as stage:
        asyncio.run(_soak(stage, seconds))
    for wrong in stage.wrong:
        print(f"WRONG {wrong}")
    print("Something was lost." if stage.wrong else "Nothing was lost; both sides are equal.")
    return 1 if stage.wrong else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
