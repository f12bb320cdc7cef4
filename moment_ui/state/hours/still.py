"""Reading both companies as they were at one moment, whoever writes meanwhile."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from moment_ui.core.actor import Actor
from moment_ui.db.pool import in_pool
from moment_ui.db.work import Work, reading
from moment_ui.state.caller import fresh_actor

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


async def read_still(
    query: Callable[Concatenate[Work, Arguments], Answer],
    *args: Arguments.args,
    **options: Arguments.kwargs,
) -> Answer:
    """Run a query in the thread pool, in a snapshot."""
    return await in_pool(_read_still, await fresh_actor(), query, *args, **options)


def _read_still(actor: Actor, query: Any, *args: Any, **options: Any) -> Any:
    with reading(actor, snapshot=True) as work:
        return query(work, *args, **options)
