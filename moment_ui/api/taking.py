"""Taking one file in by HTTP: the bytes are the body, its name is in the address. Shared by what takes files."""

import errno
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from moment_ui.api.caller import reader
from moment_ui.api.incoming import declared_size, received
from moment_ui.core.actor import Actor
from moment_ui.core.errors import AppError, LoggedOut, NotFound, NotPermitted
from moment_ui.core.files import Shelf, plain_title, random_name
from moment_ui.core.places import log_error
from moment_ui.core.words import _
from moment_ui.db.pool import in_pool
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.expenses.errors import NoRoomForReceipts
from moment_ui.domain.folders.errors import EmptyFile, NoRoomForFiles, NotTaken
from moment_ui.domain.folders.rules import NAME_LENGTH, checked_type
from moment_ui.domain.folders.storing import Brought

logger = logging.getLogger(__name__)

LARGEST_ID = 2**31 - 1
AT_ONCE = 6
"""Files of one reader on their way at a time: a page sends two, and one may have several pages."""

PRIVATE = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
_STATUS: dict[type[AppError], HTTPStatus] = {
    LoggedOut: HTTPStatus.UNAUTHORIZED,
    NoRoomForFiles: HTTPStatus.INSUFFICIENT_STORAGE,
    NoRoomForReceipts: HTTPStatus.INSUFFICIENT_STORAGE,
    NotTaken: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    EmptyFile: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotFound: HTTPStatus.NOT_FOUND,
    NotPermitted: HTTPStatus.NOT_FOUND,
}
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_coming_in: Counter[int] = Counter()


@dataclass(frozen=True, slots=True)
class Taker:
    """Where files of a kind lie, and the commands that ask before and keep after.

    `check` and `keep` get the row's id, then the size or what was brought. `nowhere` says that there is
    no such row; `answer` makes the answer of what was kept.
    """

    shelf: Shelf
    check: Callable[[Work, int, int], None]
    keep: Callable[[Work, int, Brought], Any]
    nowhere: str
    answer: Callable[[Any], Response]

    async def take(self, request: Request, row_id: int) -> Response:
        """Take one file in, and say what became of it."""
        try:
            who = await acting(request)
            if _coming_in[who.user_id] >= AT_ONCE:
                return said(HTTPStatus.TOO_MANY_REQUESTS, _("Too many files at once. Try again."))
            _coming_in[who.user_id] += 1
            try:
                return self.answer(await self._taken_in(request, who, row_id))
            finally:
                _coming_in[who.user_id] -= 1
        except Exception as error:
            return _refusal(error, self.nowhere)

    async def _taken_in(self, request: Request, who: Actor, row_id: int) -> Any:
        if row_id > LARGEST_ID:
            raise NotFound
        title = plain_title(request.query_params.get("name", ""), NAME_LENGTH)
        await in_pool(self._check, who, row_id, declared_size(request))
        name = random_name()
        path = self.shelf.folder() / name
        try:
            body = await received(request, path)
            found = checked_type(title, body.size, body.seen)
            brought = Brought(name, title, body.size, found, body.sha256)
            return await in_pool(self._keep, who, row_id, brought)
        except BaseException:
            self.shelf.remove(name)
            raise

    def _check(self, who: Actor, row_id: int, size: int) -> None:
        with reading(who) as work:
            self.check(work, row_id, size)

    def _keep(self, who: Actor, row_id: int, brought: Brought) -> Any:
        with writing(who) as work:
            return self.keep(work, row_id, brought)


async def acting(request: Request) -> Actor:
    """Who acts. Raises LoggedOut; NotFound in a company that is none of the reader's."""
    access = await reader(request.headers.get("cookie", ""), request.path_params["slug"])
    if access is None:
        raise LoggedOut
    if access.actor is None:
        raise NotFound
    return access.actor


def said(status: HTTPStatus, text: str) -> Response:
    """A sentence for the reader."""
    return PlainTextResponse(text, status, headers={"X-Content-Type-Options": "nosniff"})


def nothing() -> Response:
    """There is no such file."""
    return said(HTTPStatus.NOT_FOUND, _("There is no such file."))


def _refusal(error: Exception, nowhere: str) -> Response:
    """Why a file was not taken, in words for the reader."""
    if isinstance(error, AppError):
        status = _STATUS.get(type(error), HTTPStatus.CONFLICT)
        text = nowhere if status == HTTPStatus.NOT_FOUND else error.message
        return said(status, text)
    if isinstance(error, ClientDisconnect):
        return said(HTTPStatus.BAD_REQUEST, _("The connection was cut. Try again."))
    if isinstance(error, OSError) and error.errno in _FULL:
        text = _("There is no room left on the server. Tell an administrator.")
        return said(HTTPStatus.INSUFFICIENT_STORAGE, text)
    log_error(logger, "A file could not be taken", error)
    text = _("Something went wrong on our side. Try again.")
    return said(HTTPStatus.INTERNAL_SERVER_ERROR, text)
