"""Watching ends: nobody piles up loops on the server by calling for them."""

import asyncio

import pytest

from moment_ui.state import bell, live
from moment_ui.state.bell import BellState
from tests.tabs import HYDRATE, Tab, server
from tests.world import World


async def start(tab: Tab) -> None:
    """Send the event and do not wait for its end."""
    name = f"{BellState.get_full_name()}.watch"
    await tab.processor.enqueue(tab.token, tab.event(name, {}))


async def watchers(wanted: int) -> bool:
    """Whether there are so many watchers within a moment."""
    for _ in range(100):
        if len(live.HUB._watches) == wanted:
            return True
        await asyncio.sleep(0.01)
    return False


async def test_calling_again_takes_the_place_of_the_first_call(world: World) -> None:
    async with server() as tabs:
        tab = tabs.open(world.nord.economy, "/nord/customers")
        await tab.call(HYDRATE)
        for _ in range(20):
            await start(tab)
        await asyncio.sleep(0.3)  # all twenty have had their turn
        assert len(live.HUB._watches) == 1
    assert await watchers(0)


async def test_a_watch_ends_with_its_tab(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "CHECK_SECONDS", 0.01)
    connected = True
    monkeypatch.setattr(bell, "is_open", lambda _tab: connected)
    async with server() as tabs:
        tab = tabs.open(world.nord.economy, "/nord/customers")
        await tab.call(HYDRATE)
        await start(tab)
        assert await watchers(1)
        connected = False
        assert await watchers(0)
