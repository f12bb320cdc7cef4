"""The floor: a bare ASGI server with a websocket that echoes, and a page that uses it once."""

import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.request import urlopen

PAGE = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Floor</title></head>
<body><main id="list"></main><script>
const socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/echo");
socket.onopen = () => socket.send("x".repeat(9000));
socket.onmessage = (message) => {
  const table = document.createElement("table");
  for (let at = 0; at < 50; at += 1) {
    const row = table.insertRow();
    for (let cell = 0; cell < 11; cell += 1) row.insertCell().textContent = `${at} ${cell}`;
  }
  document.getElementById("list").append(table);
};
</script></body></html>"""

ROOM = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Room</title></head>
<body><p id="said"></p><script>
window.seen = [];
const said = document.getElementById("said");
new MutationObserver(() => {
  const at = performance.timeOrigin + performance.now();
  window.seen.push(at / 1000 - Number(said.textContent.slice(0, 17)));
}).observe(said, { childList: true });
const socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/room");
socket.onmessage = (message) => { said.textContent = message.data; };
</script></body></html>"""
"""Shows the last broadcast, and keeps in `seen` how many seconds after its beginning each was shown."""

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


_room: set[Send] = set()


async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Echo on a websocket, or stand in the room that hears broadcasts; a page on everything else."""
    if scope["type"] == "websocket" and scope["path"] == "/room":
        await _stand(receive, send)
    elif scope["type"] == "websocket":
        await _echo(receive, send)
    elif scope["type"] == "http":
        headers = [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        page = ROOM if scope["path"] == "/show" else PAGE
        await send({"type": "http.response.body", "body": page})


async def _echo(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": message["text"]})


async def _stand(receive: Receive, send: Send) -> None:
    """Whoever says a number has that many bytes sent to everybody, with the time at which it began."""
    await receive()
    await send({"type": "websocket.accept"})
    _room.add(send)
    try:
        while (message := await receive())["type"] == "websocket.receive":
            text = f"{time.time():.6f}".ljust(int(message["text"]))
            for each in tuple(_room):
                await each({"type": "websocket.send", "text": text})
    finally:
        _room.discard(send)


@contextmanager
def serving(port: int) -> Iterator[str]:
    """The floor, served by the same server as the product; gives its address."""
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--host", "127.0.0.1"]
    process = subprocess.Popen(
        [
            *command,
            "--port",
            str(port),
            "--no-access-log",
            "--log-level",
            "error",
            f"{__name__}:app",
        ],
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(url: str, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urlopen(url, timeout=1):  # noqa: S310 - our own address
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
