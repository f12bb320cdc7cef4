"""A small ASGI client: one call into an app, and what it sent back."""

from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp, Message


@dataclass
class Answer:
    """What an app sent."""

    messages: list[Message] = field(default_factory=list)

    @property
    def status(self) -> int:
        return self.messages[0]["status"]

    @property
    def headers(self) -> dict[str, str]:
        return {key.decode(): value.decode() for key, value in self.messages[0].get("headers", [])}

    @property
    def text(self) -> str:
        return b"".join(message.get("body", b"") for message in self.messages[1:]).decode()


def http_scope(path: str, method: str = "GET", query: str = "", **headers: str) -> dict[str, Any]:
    """A request's scope; keywords are headers, with `_` for `-`."""
    return {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "scheme": "http",
        "client": ("203.0.113.7", 1234),
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
        ],
    }


def socket_scope(client: str = "203.0.113.7") -> dict[str, Any]:
    """A websocket's scope."""
    return {"type": "websocket", "path": "/_event", "client": (client, 1), "headers": []}


async def call(app: ASGIApp, scope: dict[str, Any], *incoming: Message) -> Answer:
    """Call the app with these incoming messages, then with silence."""
    answer, waiting = Answer(), list(incoming or [{"type": "http.request", "body": b""}])

    async def receive() -> Message:
        return waiting.pop(0) if waiting else {"type": f"{scope['type']}.disconnect", "code": 1000}

    async def send(message: Message) -> None:
        answer.messages.append(message)

    await app(scope, receive, send)
    return answer
