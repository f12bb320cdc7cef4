"""The hub wakes who watches, once per burst, from any thread."""

import asyncio
import threading

from moment_ui.core.events import Changed
from moment_ui.state import live
from moment_ui.state.live import Hub


async def test_a_change_wakes_its_watchers_and_nobody_else():
    hub = Hub()
    with hub.watching(1, "invoices") as mine, hub.watching(2, "invoices") as theirs:
        threading.Thread(target=hub.notify, args=(Changed(1, "invoices"),)).start()
        assert await asyncio.wait_for(mine.news(), 2)
        assert not theirs._rung.is_set()


async def test_a_burst_is_one_piece_of_news(monkeypatch):
    monkeypatch.setattr(live, "CHECK_SECONDS", 0.2)
    hub = Hub()
    with hub.watching(1, "invoices", "exports") as watch:
        for topic in ("invoices", "exports", "invoices"):
            hub.notify(Changed(1, topic))
        assert await watch.news()
        assert not await watch.news()


async def test_a_watcher_that_is_ended_just_when_news_come_has_ended():
    hub = Hub()
    with hub.watching(1, "customers") as watch:
        waiting = asyncio.create_task(watch.news())
        await asyncio.sleep(0)
        watch.ring()
        waiting.cancel()
        await asyncio.wait([waiting], timeout=2)
    assert waiting.cancelled()


async def test_who_has_left_is_not_woken_and_the_version_still_rises():
    hub = Hub()
    with hub.watching(1, "invoices") as watch:
        pass
    hub.notify(Changed(1, "invoices"))
    await asyncio.sleep(0)
    assert not watch._rung.is_set()
    assert (hub.version(1, "invoices", "exports"), hub.version(2, "invoices")) == (1, 0)


async def test_many_topics_are_forgotten_and_no_version_ever_falls(monkeypatch):
    monkeypatch.setattr(live, "KEPT_VERSIONS", 3)
    hub = Hub()
    topics = [f"hours/{number}" for number in range(5)]
    before = dict.fromkeys(topics, 0)
    for topic in [topics[0], *topics, *topics, topics[4], topics[0]]:
        hub.notify(Changed(1, topic))
        now = {each: hub.version(1, each) for each in topics}
        assert now[topic] > before[topic]
        assert all(now[each] >= before[each] for each in topics)
        assert len(hub._versions) <= 3
        before = now
