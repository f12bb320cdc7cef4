"""A worker keeps a tab's state for a while, and forgets the tab's lock afterwards."""

import asyncio

import pytest
import reflex as rx
from redis.asyncio import Redis
from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.redis import StateManagerRedis
from reflex.istate.manager.token import BaseStateToken
from reflex_base.environment import environment

from moment_ui.launch import internals
from moment_ui.state.kept_tabs import forget_locks
from tests.redis_server import redis_server


class CountState(rx.State):
    """A tab's state, of this test alone."""

    count: rx.Field[int] = rx.field(0)


async def add(manager: StateManagerRedis, tab: str) -> int:
    token = BaseStateToken(ident=tab, cls=CountState)
    async with manager.modify_state(token) as root:
        state = await root.get_state(CountState)
        state.count += 1
        return state.count


async def test_a_workers_tabs_are_kept_handed_over_and_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert internals.SERVE[environment.REFLEX_OPLOCK_ENABLED.name] == "true"
    monkeypatch.setenv(environment.REFLEX_OPLOCK_ENABLED.name, "true")
    with redis_server() as redis:
        one, other = (StateManagerRedis(redis=Redis.from_url(redis.url)) for _ in range(2))
        for manager in (one, other):
            await manager._ensure_lock_task_subscribed()
        assert [await add(one, "mine") for _ in range(3)] == [1, 2, 3]
        await add(one, "another")
        assert set(one._local_leases) == {"mine", "another"}
        assert forget_locks(one) == 0  # it keeps both
        async with asyncio.timeout(3):  # at once, and not when the five seconds are over
            assert await add(other, "mine") == 4
        assert forget_locks(one) == 1
        assert set(one._cached_states_locks) == {"another"}
        async with asyncio.timeout(3):
            assert await add(one, "mine") == 5
        for manager in (one, other):
            await manager.close()


async def test_without_redis_there_is_nothing_to_forget() -> None:
    assert forget_locks(StateManagerMemory()) == 0
