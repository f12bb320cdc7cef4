"""News between workers through a real Redis: heard once, and again after it was killed."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

import pytest

from moment_ui.core.events import Changed, own_commit, own_commits, publish
from moment_ui.state import wires as module
from moment_ui.state.live import Hub
from moment_ui.state.wires import Wires
from tests.redis_server import RedisServer, redis_server

COMPANY = 4711


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


async def become(true: Callable[[], bool]) -> None:
    for _ in range(1000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("It did not come to that.")


@asynccontextmanager
async def two_workers(redis: RedisServer, back: list[str]) -> AsyncIterator[tuple[Hub, Hub]]:
    """Two hubs that hear only of each other: what is published here, both tell."""

    async def came_back() -> None:
        back.append("back")

    hubs = Hub(), Hub()
    ends = [Wires(hub, redis.url, came_back) for hub in hubs]
    running = [asyncio.create_task(end.run()) for end in ends]
    await become(lambda: all(end.up for end in ends))
    try:
        yield hubs
    finally:
        for task in running:
            task.cancel()
        await asyncio.wait(running)


async def test_each_worker_hears_the_other_once_and_not_itself(redis: RedisServer) -> None:
    async with two_workers(redis, []) as hubs:
        with (
            hubs[0].watching(COMPANY, "hours/1") as mine,
            hubs[1].watching(COMPANY, "hours/2") as other,
        ):
            publish(Changed(COMPANY, "hours/1"))
            assert await asyncio.wait_for(mine.news(), 5)
            await asyncio.sleep(0.1)
            assert [hub.version(COMPANY, "hours/1") for hub in hubs] == [1, 1]
            assert not other._rung.is_set()


async def test_commits_that_were_told_are_nobody_elses(redis: RedisServer) -> None:
    """Each of the two counts what the other one told: the poll of data versions finds nothing new."""
    async with two_workers(redis, []):
        before = own_commits().get(COMPANY, 0)
        with own_commit(COMPANY):
            pass
        await become(lambda: own_commits()[COMPANY] == before + 3)


async def test_after_redis_was_killed_all_read_again_and_hear_again(
    redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AGAIN_SECONDS", 0.05)
    back: list[str] = []
    async with two_workers(redis, back) as hubs:
        with hubs[0].watching(COMPANY, "hours/1") as watch:
            redis.kill()
            assert await asyncio.wait_for(watch.news(), 10)  # it may have missed something
            publish(Changed(COMPANY, "hours/1"))  # nobody hears it, and nothing fails
            redis.start()
            await become(lambda: len(back) == 2)
            assert await asyncio.wait_for(watch.news(), 10)
            before = hubs[0].version(COMPANY, "hours/1")
            publish(Changed(COMPANY, "hours/1"))
            await become(lambda: hubs[0].version(COMPANY, "hours/1") == before + 1)
