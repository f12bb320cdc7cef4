"""The small thread pools in which the event loop lets database work run, drawing, and mail."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

_pool = ThreadPoolExecutor(max_workers=8, thread_name_prefix="db")
_workshop = ThreadPoolExecutor(max_workers=2, thread_name_prefix="drawing")
_post = ThreadPoolExecutor(max_workers=16, thread_name_prefix="post")


async def in_pool(
    function: Callable[Arguments, Answer], *args: Arguments.args, **options: Arguments.kwargs
) -> Answer:
    """Call `function` in a worker thread; the event loop serves others meanwhile."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_pool, partial(function, *args, **options))


async def in_workshop(
    function: Callable[Arguments, Answer], *args: Arguments.args, **options: Arguments.kwargs
) -> Answer:
    """Call `function`, which takes long and much memory, beside at most one other of its kind.

    It has threads of its own, so that work with the database never waits for it.
    """
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_workshop, partial(function, *args, **options))


async def by_post(
    function: Callable[Arguments, Answer], *args: Arguments.args, **options: Arguments.kwargs
) -> Answer:
    """Call `function`, which waits for a mail server and hardly works: nobody else waits for that."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_post, partial(function, *args, **options))
