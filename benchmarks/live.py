"""Hours saved at home → seen on the main company's board in another client, beside a bare websocket broadcast.

Both end in a raw client and, beside those, in a Chromium whose page shows it. Both are timed from the server's own clock: ours when the commit was told, the floor's when it begins to send.
"""

import asyncio
import gc
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from playwright.async_api import BrowserContext, Page, async_playwright
from websockets.asyncio.client import ClientConnection, connect

from benchmarks import floor, group
from benchmarks.figures import Figure, at_most, told, within
from benchmarks.group import Group
from benchmarks.served import milliseconds, spare_port
from benchmarks.wire import Wire, has, tab
from tests.browser import FLAGS, installed_browser
from tests.redis_server import redis_server
from tests.serving import Served, serving_by

WATCHERS = (1, 50, 200)
WRITES, WARM_UP = 20, 3
PAUSE = 1.5
OPENING = 20
PATIENCE = 20
MOST_MS, MOST_TIMES = 250, 7
SERVER = ("-m", "tests.live_server")
WATCH_PAGE = """() => {
  window.seen = [];
  const aloud = document.querySelector(".panel [role=status]");
  new MutationObserver(() => window.seen.push(performance.timeOrigin + performance.now()))
    .observe(aloud, { childList: true, characterData: true, subtree: true });
}"""


def figures() -> Iterator[Figure]:
    """One worker, then two through Redis, then a hundred people who write at once."""
    made = group.ensure()
    with _undisturbed(), floor.serving(spare_port()) as bare:
        with serving_by(SERVER, group.FOLDER) as served:
            yield from _watching(made, served, bare, "")
            yield from _at_once(made, served)
        with redis_server() as redis:
            settings = {"REDIS_URL": redis.url, "WORKERS": "2"}
            with serving_by(SERVER, group.FOLDER, **settings) as served:
                yield from _watching(made, served, bare, ", two workers")


def _watching(made: Group, served: Served, bare: str, how: str) -> Iterator[Figure]:
    for watchers in WATCHERS:
        seen = asyncio.run(_seen(made, served.url, watchers))
        least = asyncio.run(_broadcast(bare, watchers, seen.size))
        middle, high = milliseconds(seen.raw)
        name = f"Hours saved, seen by {watchers}{how}"
        yield within(f"{name}, median", middle, milliseconds(least.raw)[0], MOST_TIMES)
        yield at_most(f"{name}, p95", high, MOST_MS)
        middle, high = milliseconds(seen.chromium)
        shown = milliseconds(least.chromium)[0]
        yield within(f"{name}, in Chromium, median", middle, shown, MOST_TIMES)
        yield at_most(f"{name}, in Chromium, p95", high, MOST_MS)
        yield told(f"{name}, bytes of a message", seen.size, "B")


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let this process, which plays all readers, not stop to collect garbage while news come."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


# ── ours ───────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Seen:
    """Seconds from saved to seen, of raw clients and in Chromium; bytes of one message."""

    raw: list[float] = field(default_factory=list)
    chromium: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    @property
    def size(self) -> int:
        """The middle one."""
        return sorted(self.sizes)[len(self.sizes) // 2]


async def _seen(made: Group, url: str, watchers: int) -> Seen:
    seen = Seen()
    offset = time.time() - time.perf_counter()
    writer = Writer(made)
    async with (
        _boards(made, url, watchers) as boards,
        _chromium(made, url) as page,
        httpx.AsyncClient(base_url=url) as client,
    ):
        for number in range(WRITES + WARM_UP):
            for board in boards:
                board.forget()
            saved = await writer.write(client, number % 2)
            at = await asyncio.gather(*[_news(board) for board in boards])
            await asyncio.sleep(PAUSE)
            if number < WARM_UP:
                continue
            seen.raw += [when + offset - saved for when, _size in at]
            seen.sizes += [size for _when, size in at]
            stamps: list[float] = await page.evaluate("() => window.seen.splice(0)")
            seen.chromium += [stamp / 1000 - saved for stamp in stamps[:1]]
        await page.evaluate("() => window.seen.splice(0)")
    return seen


class Writer:
    """Somebody at home who changes the cell of today again and again."""

    def __init__(self, made: Group) -> None:
        self._made = made
        self._day = time.strftime("%Y-%m-%d")
        standing = group.cells(made)
        self._stands = {
            person: sum(standing.get((person, self._day), [])) for person in made.people
        }

    def order(self, place: int) -> dict[str, Any]:
        """Other hours than stand there, as a timesheet sends them."""
        person = self._made.people[place]
        stands = self._stands[person]
        self._stands[person] = 30 if stands > 600 else stands + 6
        return {
            "user": person,
            "company": self._made.home,
            "activity": self._made.activity,
            "day": self._day,
            "minutes": self._stands[person],
            "shown": stands,
        }

    async def write(self, client: httpx.AsyncClient, place: int) -> float:
        """Write, and when it was saved by the server's clock."""
        answer = await client.post("/bench/write", content=json.dumps(self.order(place)))
        return float(answer.raise_for_status().json()["saved"])


async def _news(board: Wire) -> tuple[float, int]:
    """When the next news came, and how large its message was."""
    async with asyncio.timeout(PATIENCE):
        while True:
            at, update = await board.heard.get()
            if has("now")(update):
                return at, len(json.dumps(update, separators=(",", ":"), ensure_ascii=False))


@asynccontextmanager
async def _boards(made: Group, url: str, watchers: int) -> AsyncIterator[list[Wire]]:
    slots = asyncio.Semaphore(OPENING)
    async with AsyncExitStack() as stack:

        async def opened(number: int) -> Wire:
            async with slots:
                return await stack.enter_async_context(tab(url, made.cookies[number], made.board))

        yield list(await asyncio.gather(*[opened(number) for number in range(watchers)]))


@asynccontextmanager
async def _chromium(made: Group, url: str) -> AsyncIterator[Page]:
    async with _browser() as context:
        name, _, value = made.cookies[-1].partition("=")
        await context.add_cookies([{"name": name, "value": value, "url": url}])
        page = await context.new_page()
        await page.goto(f"{url}{made.board}/")
        await page.wait_for_selector(".board-table tbody tr")
        await asyncio.sleep(1)
        await page.evaluate(WATCH_PAGE)
        yield page


@asynccontextmanager
async def _browser() -> AsyncIterator[BrowserContext]:
    async with async_playwright() as player:
        browser = await player.chromium.launch(
            executable_path=installed_browser(), args=list(FLAGS)
        )
        yield await browser.new_context()
        await browser.close()


# ── the floor ──────────────────────────────────────────────────────────────────────────────────


async def _broadcast(bare: str, watchers: int, size: int) -> Seen:
    """Seconds from the first byte to each of so many clients and a Chromium, of a broadcast of that size."""
    address = f"{bare.replace('http', 'ws', 1)}/room"
    seen = Seen()
    async with AsyncExitStack() as stack:
        page = await (await stack.enter_async_context(_browser())).new_page()
        await page.goto(f"{bare}/show")
        room = [
            await stack.enter_async_context(connect(address, compression=None, ping_interval=None))
            for _ in range(watchers)
        ]
        for number in range(WRITES + WARM_UP):
            await room[0].send(str(size))
            heard = await asyncio.gather(*[_heard(each) for each in room])
            await asyncio.sleep(PAUSE / 5)
            shown: list[float] = await page.evaluate("() => window.seen.splice(0)")
            if number >= WARM_UP:
                seen.raw += heard
                seen.chromium += shown
    return seen


async def _heard(socket: ClientConnection) -> float:
    text = await socket.recv()
    return time.time() - float(text)


# ── a hundred people ───────────────────────────────────────────────────────────────────────────


def _at_once(made: Group, served: Served) -> Iterator[Figure]:
    """A hundred people who enter hours on one project at the same time: nothing lost, both sides equal."""
    seconds, written = asyncio.run(_all_write(made, served.url))
    yield told("100 people enter hours at once, all saved after", seconds, "s")
    home, main = group.sums(made)
    standing = group.cells(made)
    lost = sum(standing.get(cell) != [minutes] for cell, minutes in written.items())
    yield at_most("100 people enter hours at once, cells lost or doubled", lost, 0, "")
    yield at_most(
        "100 people enter hours at once, minutes between both sides", abs(home - main), 0, ""
    )


async def _all_write(made: Group, url: str) -> tuple[float, dict[tuple[int, str], int]]:
    day = time.strftime("%Y-%m-%d", time.localtime(time.time() - 86_400))
    standing = group.cells(made)
    orders = [
        {
            "user": person,
            "company": made.home,
            "activity": made.activity,
            "day": day,
            "minutes": minutes,
            "shown": sum(standing.get((person, day), [])),
        }
        for minutes, person in enumerate(made.people, start=30 + int(time.time()) % 60)
    ]
    limits = httpx.Limits(max_connections=len(orders))
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=60) as client:
        began = time.perf_counter()
        answers = await asyncio.gather(
            *[client.post("/bench/write", content=json.dumps(order)) for order in orders]
        )
        seconds = time.perf_counter() - began
    for answer in answers:
        answer.raise_for_status()
    return seconds, {(order["user"], day): order["minutes"] for order in orders}
