"""A customer's files by HTTP.

POST /api/uploads/<slug>/customers/<id>/files?name=plan.pdf: the bytes of one file are the body. 201 with
what became of it, or a status and a sentence for the reader.
GET /api/files/<slug>/<name>: the file, always to be saved and never shown: whatever it is, it cannot
run here. GET /api/files/<slug>/<name>/<what>: a picture that we drew of it.

What another company has, what was deleted, what never was, and what the reader's role does not show
are answered with the same 404.
"""

import errno
import logging
from collections import Counter
from http import HTTPStatus

from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from moment_ui.api.caller import reader
from moment_ui.api.incoming import declared_size, received
from moment_ui.core.actor import Actor
from moment_ui.core.errors import AppError, LoggedOut, NotFound, NotPermitted
from moment_ui.core.files import plain_title, random_name
from moment_ui.core.places import log_error
from moment_ui.core.words import _
from moment_ui.db.pool import in_pool, in_workshop
from moment_ui.db.work import reading, writing
from moment_ui.domain.customer_files import files, pictures
from moment_ui.domain.customer_files.commands import Added, Brought, add_version, check_may_bring
from moment_ui.domain.customer_files.errors import EmptyFile, NoRoomForFiles, NotTaken
from moment_ui.domain.customer_files.queries import Download, find_download
from moment_ui.domain.customer_files.rules import NAME_LENGTH, checked_type
from moment_ui.formats.pictures import DRAWN_AS, CannotDraw

logger = logging.getLogger(__name__)

LARGEST_ID = 2**31 - 1
AT_ONCE = 6
"""Files of one reader on their way at a time: a page sends two, and one may have several pages."""

PRIVATE = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
_STATUS: dict[type[AppError], HTTPStatus] = {
    LoggedOut: HTTPStatus.UNAUTHORIZED,
    NoRoomForFiles: HTTPStatus.INSUFFICIENT_STORAGE,
    NotTaken: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    EmptyFile: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotFound: HTTPStatus.NOT_FOUND,
    NotPermitted: HTTPStatus.NOT_FOUND,
}
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_coming_in: Counter[int] = Counter()


async def bring(request: Request) -> Response:
    """Take one file in, and say what became of it."""
    try:
        who = await _actor(request)
        if _coming_in[who.user_id] >= AT_ONCE:
            return _said(HTTPStatus.TOO_MANY_REQUESTS, _("Too many files at once. Try again."))
        _coming_in[who.user_id] += 1
        try:
            added = await _taken_in(request, who)
        finally:
            _coming_in[who.user_id] -= 1
    except Exception as error:
        return _refusal(error)
    content = {"name": added.name, "version": added.number}
    return JSONResponse(content, HTTPStatus.CREATED)


async def _taken_in(request: Request, who: Actor) -> Added:
    customer_id: int = request.path_params["customer_id"]
    if customer_id > LARGEST_ID:
        raise NotFound
    title = plain_title(request.query_params.get("name", ""), NAME_LENGTH)
    await in_pool(_check, who, customer_id, declared_size(request))
    name = random_name()
    path = files.folder() / name
    try:
        body = await received(request, path)
        found = checked_type(title, body.size, body.seen)
        brought = Brought(name, title, body.size, found, body.sha256)
        return await in_pool(_add, who, customer_id, brought)
    except BaseException:
        files.remove(name)
        raise


def _check(who: Actor, customer_id: int, size: int) -> None:
    with reading(who) as work:
        check_may_bring(work, customer_id, size)


def _add(who: Actor, customer_id: int, brought: Brought) -> Added:
    with writing(who) as work:
        return add_version(work, customer_id, brought)


def _refusal(error: Exception) -> Response:
    """Why a file was not taken, in words for the reader."""
    if isinstance(error, AppError):
        status = _STATUS.get(type(error), HTTPStatus.CONFLICT)
        text = _("There is no such customer.") if status == HTTPStatus.NOT_FOUND else error.message
        return _said(status, text)
    if isinstance(error, ClientDisconnect):
        return _said(HTTPStatus.BAD_REQUEST, _("The connection was cut. Try again."))
    if isinstance(error, OSError) and error.errno in _FULL:
        text = _("There is no room left on the server. Tell an administrator.")
        return _said(HTTPStatus.INSUFFICIENT_STORAGE, text)
    log_error(logger, "A file could not be taken", error)
    text = _("Something went wrong on our side. Try again.")
    return _said(HTTPStatus.INTERNAL_SERVER_ERROR, text)


async def download(request: Request) -> Response:
    """The file, to be saved."""
    found = await _found(request)
    if found is None:
        return _nothing()
    return FileResponse(
        found.path, media_type=found.media_type, filename=found.title, headers=PRIVATE
    )


async def picture(request: Request) -> Response:
    """A picture of the file that we drew ourselves; the browser asks each time whether it still may."""
    found = await _found(request)
    if found is None:
        return _nothing()
    tag = f'"{found.stored}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={**PRIVATE, "ETag": tag})
    try:
        path = await in_workshop(pictures.picture_of, found, request.path_params["what"])
    except CannotDraw:
        return _nothing()
    return FileResponse(path, media_type=DRAWN_AS, headers={**PRIVATE, "ETag": tag})


async def _found(request: Request) -> Download | None:
    try:
        return await in_pool(_find, await _actor(request), request.path_params["name"])
    except (LoggedOut, NotFound, NotPermitted):
        return None


def _find(who: Actor, name: str) -> Download | None:
    with reading(who) as work:
        return find_download(work, name)


async def _actor(request: Request) -> Actor:
    """Who acts. Raises LoggedOut; NotFound in a company that is none of the reader's."""
    access = await reader(request.headers.get("cookie", ""), request.path_params["slug"])
    if access is None:
        raise LoggedOut
    if access.actor is None:
        raise NotFound
    return access.actor


def _nothing() -> Response:
    return _said(HTTPStatus.NOT_FOUND, _("There is no such file."))


def _said(status: HTTPStatus, text: str) -> Response:
    return PlainTextResponse(text, status, headers={"X-Content-Type-Options": "nosniff"})


ROUTES = (
    Route("/api/uploads/{slug}/customers/{customer_id:int}/files", bring, methods=["POST"]),
    Route("/api/files/{slug}/{name}", download, methods=["GET"]),
    Route("/api/files/{slug}/{name}/{what}", picture, methods=["GET"]),
)
