"""Websockets that the server hangs up, so that browsers connect anew."""

import asyncio

import pytest
from engineio import ASGIApp, AsyncServer
from starlette.types import Message
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from moment_ui.api.limits import Limits
from moment_ui.api.lines import LINES, RESTART, Line, Lines
from tests.api.live import over_http

PATIENCE = 5
GONE = {"type": "websocket.disconnect", "code": RESTART}


async def silence() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


async def word() -> Message:
    return {"type": "websocket.receive", "text": "word"}


async def test_every_open_socket_ends_at_once_and_the_next_is_heard() -> None:
    """Of Engine.IO, whose own disconnecting leaves the browser where it is."""
    engine = AsyncServer(async_mode="asgi", transports=["websocket"], cors_allowed_origins="*")
    said: asyncio.Queue[str] = asyncio.Queue()
    gone: asyncio.Queue[str] = asyncio.Queue()

    async def miss(socket: str, _reason: str) -> None:
        await gone.put(socket)

    async def hear(_socket: str, text: str) -> None:
        await said.put(text)

    engine.on("message", hear)
    engine.on("disconnect", miss)
    async with over_http(Limits(ASGIApp(engine))) as port:
        address = f"ws://127.0.0.1:{port}/engine.io/?EIO=4&transport=websocket"
        async with connect(address) as one, connect(address) as other:
            for socket in (one, other):
                assert str(await socket.recv()).startswith("0")
                await socket.send("4before")
                assert await asyncio.wait_for(said.get(), PATIENCE) == "before"
            LINES.hang_up()
            for socket in (one, other):
                with pytest.raises(ConnectionClosed):
                    await asyncio.wait_for(socket.recv(), PATIENCE)
        ended = {await asyncio.wait_for(gone.get(), PATIENCE) for _socket in range(2)}
        assert len(ended) == 2
        async with connect(address) as again:
            await again.recv()
            await again.send("4after")
            assert await asyncio.wait_for(said.get(), PATIENCE) == "after"


async def test_a_line_that_is_busy_when_it_is_hung_up_ends_at_its_next_word() -> None:
    with Lines().line() as line:
        assert (await line.hear(word))["text"] == "word"
        line.hang_up()
        assert await line.hear(word) == GONE


async def test_one_who_waits_can_still_be_cancelled() -> None:
    line = Line()
    task = asyncio.create_task(line.hear(silence))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
