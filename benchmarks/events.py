"""Many readers at once, by raw clients: beside an export, and two hundred at work.

The empty event passes the guard and sets a var; actions are those of the invoice list.
"""

import asyncio
import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.figures import Figure, told, within
from benchmarks.served import LIST, OPERATIONS, Product, milliseconds, product
from benchmarks.wire import Wire, has, tab
from moment_ui.state.base import NoticeState
from moment_ui.state.invoices.invoices import InvoicesState
from moment_ui.state.lists.exports import ExportState

WARM_UP = 8
EMPTY = f"{NoticeState.get_full_name()}.dismiss"
GO = f"{InvoicesState.get_full_name()}.go"
EXPORT = f"{ExportState.get_full_name()}.start"
SESSIONS, FEW = 200, 20
SECONDS_BETWEEN, LOAD_SECONDS = 2.0, 12.0


def figures() -> Iterator[Figure]:
    """Others while an export runs, and two hundred readers at once."""
    with product(SESSIONS) as served, _reading_at_once():
        idle, busy = asyncio.run(_beside_an_export(served))
        yield within("Others while an export runs, p95 against idle", busy, idle, 2)
        few = asyncio.run(_load(served, FEW))
        many = asyncio.run(_load(served, SESSIONS))
        yield told(f"{FEW} readers, one action every 2 s, median", milliseconds(few)[0], "ms")
        yield told(f"{SESSIONS} readers, one action every 2 s, median", milliseconds(many)[0], "ms")
        high_few, high_many = milliseconds(few)[1], milliseconds(many)[1]
        yield within(f"{SESSIONS} readers, p95 against {FEW} readers", high_many, high_few, 5)


@contextmanager
def _reading_at_once() -> Iterator[None]:
    """Let this process, which plays all readers, not stop to collect garbage while answers wait."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def _empties(wire: Wire, count: int, pause: float = 0.0) -> list[float]:
    seconds: list[float] = []
    for _ in range(count):
        seconds.append(await wire.call(EMPTY, has("notices"), notice_id=0))
        await asyncio.sleep(pause)
    return seconds[WARM_UP:]


async def _go(wire: Wire, query: str) -> float:
    seconds = await wire.call(GO, has("rows"), query=query)
    await wire.settle()
    return seconds


async def _beside_an_export(served: Product) -> tuple[float, float]:
    """The 95th percentile of an empty event, idle and while 100,000 invoices are exported."""
    async with (
        tab(served.url, served.cookies[0], LIST) as reader,
        tab(served.url, served.cookies[1], LIST) as exporter,
    ):
        idle = await _empties(reader, 150, 0.02)
        await exporter.send(EXPORT, report="invoices", query="", fixed={}, kind="xlsx")
        await asyncio.sleep(0.7)
        busy: list[float] = []
        while not _downloaded(exporter) and len(busy) < 2000:
            busy += await _empties(reader, WARM_UP + 25, 0.02)
    return milliseconds(idle)[1], milliseconds(busy)[1]


def _downloaded(wire: Wire) -> bool:
    while not wire.heard.empty():
        _at, update = wire.heard.get_nowait()
        if any(event["name"] == "_download" for event in update.get("events") or []):
            return True
    return False


async def _load(served: Product, readers: int) -> list[float]:
    """Seconds of every action of so many readers, each acting every two seconds."""
    ready = asyncio.Event()
    slots = asyncio.Semaphore(20)
    waiting = asyncio.Barrier(readers + 1)
    seconds: list[float] = []

    async def read(number: int) -> None:
        await slots.acquire()
        async with tab(served.url, served.cookies[number], LIST) as wire:
            slots.release()
            await waiting.wait()
            await ready.wait()
            await asyncio.sleep(number / readers * SECONDS_BETWEEN)
            await _act(wire, seconds)

    async with asyncio.TaskGroup() as group:
        for number in range(readers):
            group.create_task(read(number))
        await waiting.wait()
        ready.set()
    return seconds


async def _act(wire: Wire, seconds: list[float]) -> None:
    end = time.monotonic() + LOAD_SECONDS
    queries = [query for pair in OPERATIONS.values() for query in pair]
    at = 0
    while time.monotonic() < end:
        began = time.monotonic()
        seconds.append(await _go(wire, queries[at % len(queries)]))
        at += 1
        await asyncio.sleep(max(0.0, SECONDS_BETWEEN - (time.monotonic() - began)))
