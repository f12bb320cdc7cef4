"""POST /api/timesheet/<slug>/hours: hours that a phone has kept, one cell at a time.

The body is a JSON object of texts: `queue` (whose hours the phone keeps), `cell` (activity, kind and day,
`12-0-2026-11-20`), `shown` and `hours` as they stood there and as they were typed, `sent` what was sent
before without an answer, and `comment`; the last two may be left out. 200 with `hours` when they stand
there, which they may have done already. 401 without a log-in, 403 when the queue is another reader's or
company's, 404 in a company that is none of the reader's; 409 and 422 say in words why they were refused.
"""

import datetime as dt
import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from moment_ui.api.taking import acting, said
from moment_ui.core.actor import Actor
from moment_ui.core.errors import AppError, Invalid, LoggedOut, NotFound, NotPermitted
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.db.pool import in_pool
from moment_ui.db.work import writing
from moment_ui.domain.timesheets.commands import set_cell
from moment_ui.domain.timesheets.entries import Place, Shown, Wanted
from moment_ui.domain.timesheets.rules import queue_of
from moment_ui.domain.timesheets.typed import read_hours, show_hours

MOST = 16_384
LONGEST = 2000
_CELL = re.compile(r"([1-9]\d{0,17})-(\d{1,18})-(\d{4}-\d{2}-\d{2})", re.ASCII)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_STATUS: dict[type[AppError], HTTPStatus] = {
    LoggedOut: HTTPStatus.UNAUTHORIZED,
    NotFound: HTTPStatus.NOT_FOUND,
    NotPermitted: HTTPStatus.FORBIDDEN,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
}


@dataclass(frozen=True, slots=True)
class Sent:
    """A cell as the phone sent it."""

    queue: str
    place: Place
    shown: Shown
    wanted: Wanted


async def write(request: Request) -> Response:
    """Write one cell that was kept, and say what became of it."""
    try:
        who = await acting(request)
        sent = _read(await _body(request))
        if sent.queue != queue_of(who):
            return said(HTTPStatus.FORBIDDEN, _("These hours were kept for somebody else."))
        await in_pool(_write, who, sent)
    except Unfit as unfit:
        return said(HTTPStatus.UNPROCESSABLE_ENTITY, unfit.message)
    except AppError as error:
        status = (code for kind, code in _STATUS.items() if isinstance(error, kind))
        return said(next(status, HTTPStatus.CONFLICT), error.message)
    return JSONResponse({"hours": show_hours(sent.wanted.minutes)})


ROUTES = (Route("/api/timesheet/{slug}/hours", write, methods=["POST"]),)


def _write(who: Actor, sent: Sent) -> None:
    with writing(who) as work:
        set_cell(work, sent.place, sent.shown, sent.wanted)


async def _body(request: Request) -> dict[str, Any]:
    """The posted object. Raises Unfit for anything else."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST:
            raise Unfit(_not_understood())
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Unfit(_not_understood()) from None
    if not isinstance(found, dict):
        raise Unfit(_not_understood())
    return found


def _read(found: dict[str, Any]) -> Sent:
    comment = _text(found, "comment") if "comment" in found else None
    place = _place(_text(found, "cell"))
    minutes = read_hours(_text(found, "hours"), quick=found.get("quick") is True)
    sent = read_hours(_text(found, "sent")) if found.get("sent") is not None else None
    return Sent(
        queue=_text(found, "queue"),
        place=place,
        shown=Shown(read_hours(_text(found, "shown")), sent=sent),
        wanted=Wanted(minutes, comment=comment.strip() if comment is not None else None),
    )


def _place(text: str) -> Place:
    cell = _CELL.fullmatch(text)
    try:
        day = dt.date.fromisoformat(cell[3]) if cell else None
    except ValueError:
        day = None
    if cell is None or day is None:
        raise Unfit(_not_understood())
    return Place(int(cell[1]), day, int(cell[2]) or None)


def _text(found: dict[str, Any], name: str) -> str:
    value = found.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST or _UNSTORABLE.search(value):
        raise Unfit(_not_understood())
    return value


def _not_understood() -> str:
    return _("The page and the server did not understand each other. Reload the page.")
