"""What Reflex remembers of tabs whose state this worker kept for a while, and never forgets by itself."""

import asyncio
from typing import Any


def forget_locks(manager: Any) -> int:
    """Let go the locks of tabs that this worker keeps no state of, and nobody waits for; says how many.

    `manager` is Reflex's state manager; one without Redis has none.
    """
    locks: dict[str, asyncio.Lock] = getattr(manager, "_cached_states_locks", {})
    kept = getattr(manager, "_local_leases", {})
    idle = [tab for tab, lock in locks.items() if tab not in kept and not lock.locked()]
    for tab in idle:
        del locks[tab]
    return len(idle)
