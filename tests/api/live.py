"""Routes of ours behind a real HTTP server, in the test's own event loop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from granian.constants import Interfaces
from granian.server.embed import Server
from starlette.types import ASGIApp

from tests.serving import free_port

PATIENCE = 20


@asynccontextmanager
async def over_http(app: ASGIApp) -> AsyncIterator[int]:
    """Serve the app on a free port of this machine; gives the port."""
    port = free_port()
    server = Server(app, "127.0.0.1", port, interface=Interfaces.ASGINL, log_enabled=False)
    task = asyncio.create_task(server.serve())
    await until(lambda: _answers(port))
    try:
        yield port
    finally:
        server.stop()
        await asyncio.wait_for(task, PATIENCE)


async def until(true: Callable[[], bool]) -> None:
    """Wait until something is true that another task, or the server, brings about."""
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110 - what is waited for rings no bell
            await asyncio.sleep(0.01)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
