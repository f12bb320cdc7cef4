"""Tabs for every test of states, and watches that hear of what is written."""

from collections.abc import AsyncIterator, Iterator

import pytest

from moment_ui.core.events import subscribe
from moment_ui.state.live import HUB
from tests.tabs import Tabs, server
from tests.world import World


@pytest.fixture
async def tabs(world: World) -> AsyncIterator[Tabs]:
    async with server() as opened:
        yield opened


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Watches run for as long as the test, though its tabs have no websocket, and hear the news."""
    monkeypatch.setattr(HUB, "is_open", lambda _tab: True)
    stop = subscribe(HUB.notify)
    yield
    stop()
