"""The product with one door more: hours are written by the command that timesheets call, in the server itself.

Served by `python -m tests.live_server` for benchmarks and faults, never otherwise.
"""

import datetime as dt
import json
import time
from typing import Any

from moment_ui.core.errors import AppError
from moment_ui.core.events import Changed, subscribe
from moment_ui.db.pool import in_pool
from moment_ui.db.work import writing
from moment_ui.domain.access.queries import member
from moment_ui.domain.timesheets.commands import set_cell
from moment_ui.domain.timesheets.entries import Place, Shown, Wanted

_saved: dict[str, float] = {"at": 0.0}


def _note(event: Changed) -> None:
    """When the last hours were saved: events are told right after the commit."""
    if event.topic.startswith("hours/"):
        _saved["at"] = time.time()


def app() -> Any:
    """The product's ASGI app, and POST /bench/write beside it."""
    from moment_ui.moment_ui import app as product  # noqa: PLC0415 - built in the worker

    inner = product()
    subscribe(_note)

    async def served(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["path"] == "/bench/write":
            await _write(receive, send)
        else:
            await inner(scope, receive, send)

    return served


async def _write(receive: Any, send: Any) -> None:
    order = json.loads((await receive())["body"])
    try:
        await in_pool(_written, order)
        status, answer = 200, {"saved": _saved["at"]}
    except AppError as error:
        status, answer = 409, {"error": f"{type(error).__name__}: {error}"}
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(answer).encode()})


def _written(order: dict[str, Any]) -> None:
    actor = member(order["user"], order["company"])
    if actor is None:
        raise LookupError(order["user"])
    place = Place(order["activity"], dt.date.fromisoformat(order["day"]))
    shown = Shown(order["shown"], sent=order.get("sent"))
    with writing(actor) as work:
        set_cell(work, place, shown, Wanted(order["minutes"]))
