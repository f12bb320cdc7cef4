"""The small thread pool in which the event loop lets database work run."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

_pool = ThreadPoolExecutor(max_workers=8, thread_name_prefix="db")


async def in_pool(
    function: Callable[Arguments, Answer], *args: Arguments.args, **options: Arguments.kwargs
) -> Answer:
    """Call `function` in a worker thread; the event loop serves others meanwhile."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_pool, partial(function, *args, **options))
