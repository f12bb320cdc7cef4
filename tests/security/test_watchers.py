"""Watching ends: nobody piles up loops on the server by calling for them."""

import asyncio
from collections.abc import Callable

import pytest

from moment_ui.state import live
from moment_ui.state.bell import BellState
from tests.architecture.source import modules
from tests.tabs import HYDRATE, Tab, server
from tests.world import World


async def start(tab: Tab) -> asyncio.Future[None]:
    """Send the event and do not wait for its end."""
    name = f"{BellState.get_full_name()}.watch"
    return await tab.processor.enqueue(tab.token, tab.event(name, {}))


async def soon(is_so: Callable[[], bool]) -> bool:
    """Whether something becomes so within a few seconds."""
    for _ in range(500):
        if is_so():
            return True
        await asyncio.sleep(0.01)
    return False


async def watchers(wanted: int) -> bool:
    """Whether there are so many watchers before long."""
    return await soon(lambda: len(live.HUB._watches) == wanted)


async def test_calling_again_takes_the_place_of_the_first_call(world: World) -> None:
    async with server() as tabs:
        tab = tabs.open(world.nord.economy, "/nord/customers")
        await tab.call(HYDRATE)
        *earlier, last = [await start(tab) for _ in range(20)]
        assert await soon(lambda: all(watch.done() for watch in earlier))
        assert await watchers(1)
        assert not last.done()
    assert await watchers(0)


async def test_a_watch_ends_with_its_tab(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "CHECK_SECONDS", 0.01)
    async with server() as tabs:
        tab = tabs.open(world.nord.economy, "/nord/customers")
        await tab.call(HYDRATE)
        monkeypatch.setattr(live.HUB, "is_open", {tab.token}.__contains__)
        await start(tab)
        assert await watchers(1)
        monkeypatch.setattr(live.HUB, "is_open", set[str]().__contains__)
        assert await watchers(0)


def test_every_watch_ends_by_itself() -> None:
    """One at a time for a tab, and none for a tab that is gone: wherever somebody watches."""
    waiting = [module for module in modules() if "HUB.watching(" in module.text]
    watching = [module for module in modules() if "self._news(" in module.text]
    assert len(waiting) > 1
    assert len(watching) > 20
    for module in waiting:
        assert "HUB.is_open(" in module.text, module.path
    for module in (*waiting, *watching):
        if module.path == "state/base.py":  # it waits for all the others
            continue
        assert "@rx.event(background=True, supersedes=True)" in module.text, module.path
