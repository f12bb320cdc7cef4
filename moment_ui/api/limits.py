"""What one client may take: the size of requests and messages, connections, events a second.

Requests and messages above their size are refused. Events above their rate are not lost, they
wait: the server reads no further from that socket until its turn, so an eager reader notices
little and a flood costs the flooder.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from weakref import WeakValueDictionary

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from moment_ui.api.clients import client_address
from moment_ui.api.lines import LINES, Line
from moment_ui.core.settings import settings

MESSAGE_BYTES = 256 * 1024
BODY_BYTES = 1024 * 1024
LOG_IN_BYTES = 16 * 1024
UPLOADS = ("/api/uploads", "/_upload")
SOCKET_BURST = 200
CLIENT_SHARE = 5  # all sockets of one address, an office perhaps, get as much as five of them
TOO_BIG, TRY_LATER = 1009, 1013


class Bucket:
    """A bucket of tokens, filled at a rate up to a brim; every event takes one."""

    def __init__(self, rate: float, brim: float, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._brim = brim
        self._clock = clock
        self._tokens = brim
        self._filled = clock()

    def take(self) -> float:
        """Take a token; returns how many seconds the taker has to wait for it."""
        now = self._clock()
        self._tokens = min(self._brim, self._tokens + (now - self._filled) * self._rate)
        self._filled = now
        self._tokens -= 1
        return max(0.0, -self._tokens / self._rate)


class Limits:
    """The ASGI layer that holds every client to its share."""

    def __init__(self, app: ASGIApp, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._clock = clock
        self._sockets: Counter[str] = Counter()
        self._buckets: WeakValueDictionary[str, Bucket] = WeakValueDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on within its limits."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        most = body_limit(scope["path"])
        if _declared_length(scope) > most:
            await _too_large(scope, receive, send)
            return
        body = _MeasuredBody(scope, receive, send, most)
        try:
            await self._app(scope, body.receive, body.send)
        except Exception:
            if not body.refused:
                raise

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = client_address(scope)
        if self._sockets[client] >= settings().sockets_per_client:
            await receive()
            await send({"type": "websocket.close", "code": TRY_LATER})
            return
        self._sockets[client] += 1
        try:
            with LINES.line() as line:
                await self._app(scope, self._paced(client, line, receive, send), send)
        finally:
            self._sockets[client] -= 1
            if not self._sockets[client]:
                del self._sockets[client]

    def _paced(self, client: str, line: Line, receive: Receive, send: Send) -> Receive:
        rate = settings().events_per_second
        own = Bucket(rate, SOCKET_BURST, self._clock)
        together = self._buckets.get(client)
        if together is None:
            together = Bucket(rate * CLIENT_SHARE, SOCKET_BURST * CLIENT_SHARE, self._clock)
            self._buckets[client] = together

        async def paced() -> Message:
            message = await line.hear(receive)
            if message["type"] != "websocket.receive":
                return message
            if _size(message) > MESSAGE_BYTES:
                await send({"type": "websocket.close", "code": TOO_BIG})
                return {"type": "websocket.disconnect", "code": TOO_BIG}
            if wait := max(own.take(), together.take()):
                await asyncio.sleep(wait)
            return message

        return paced


class _MeasuredBody:
    """A request's body, counted while it streams in; past its limit the request is answered 413."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._left = most
        self._answered = False
        self.refused = False

    async def receive(self) -> Message:
        if self.refused:
            return {"type": "http.disconnect"}
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.refused = True
            if not self._answered:
                await _too_large(self._scope, self._receive, self._send)
            return {"type": "http.disconnect"}
        return message

    async def send(self, message: Message) -> None:
        if self.refused:
            return
        self._answered = True
        await self._send(message)


def body_limit(path: str) -> int:
    """How many bytes a request to the path may carry."""
    if path.startswith(UPLOADS):
        return settings().max_upload_mb * 1024 * 1024
    return LOG_IN_BYTES if path.startswith("/login") else BODY_BYTES


def _declared_length(scope: Scope) -> int:
    text = Headers(scope=scope).get("content-length", "0")
    return int(text) if text.isascii() and text.isdigit() else 0


def _size(message: Message) -> int:
    text = message.get("text")
    return len(text.encode()) if text is not None else len(message.get("bytes") or b"")


async def _too_large(scope: Scope, receive: Receive, send: Send) -> None:
    most = body_limit(scope["path"])
    amount = f"{most // 1024 // 1024} MB" if most >= BODY_BYTES else f"{most // 1024} KB"
    response = PlainTextResponse(
        f"This is too large: at most {amount} can be sent here.",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        {"Connection": "close"},
    )
    await response(scope, receive, send)
