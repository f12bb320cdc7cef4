"""Files of folders by HTTP.

POST /api/uploads/<slug>/customers/<id>/files?name=plan.pdf: the bytes of one file are the body. 201 with
what became of it, or a status and a sentence for the reader.
GET /api/files/<slug>/<name>: the file, always to be saved and never shown: whatever it is, it cannot
run here. GET /api/files/<slug>/<name>/<what>: a picture that we drew of it.

What another company has, what was deleted, what never was, and what the reader's role does not show
are answered with the same 404.
"""

from functools import partial
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from moment_ui.api.saving import saved
from moment_ui.api.taking import PRIVATE, Taker, acting, nothing
from moment_ui.core.actor import Actor
from moment_ui.core.errors import LoggedOut, NotFound, NotPermitted
from moment_ui.db.pool import in_pool, in_workshop
from moment_ui.db.work import Work, reading
from moment_ui.domain.folders import pictures
from moment_ui.domain.folders.commands import Added, add_version, check_may_bring
from moment_ui.domain.folders.folder import FOLDERS, Folder
from moment_ui.domain.folders.queries import Download, find_download
from moment_ui.domain.folders.storing import Brought
from moment_ui.formats.pictures import DRAWN_AS, CannotDraw


async def bring(folder: Folder, request: Request) -> Response:
    """Take one file in, and say what became of it."""

    def check(work: Work, owner_id: int, size: int) -> None:
        check_may_bring(work, folder, owner_id, size)

    def keep(work: Work, owner_id: int, brought: Brought) -> Added:
        return add_version(work, folder, owner_id, brought)

    taker = Taker(folder.shelf, check, keep, folder.nowhere, _answer)
    return await taker.take(request, request.path_params["owner_id"])


def _answer(added: Added) -> Response:
    return JSONResponse({"name": added.name, "version": added.number}, HTTPStatus.CREATED)


async def download(request: Request) -> Response:
    """The file, to be saved."""
    return await saved(request, find_download, "name")


async def picture(request: Request) -> Response:
    """A picture of the file that we drew ourselves; the browser asks each time whether it still may."""
    found = await _found(request)
    if found is None:
        return nothing()
    tag = f'"{found.stored}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={**PRIVATE, "ETag": tag})
    try:
        path = await in_workshop(pictures.picture_of, found, request.path_params["what"])
    except CannotDraw:
        return nothing()
    return FileResponse(path, media_type=DRAWN_AS, headers={**PRIVATE, "ETag": tag})


async def _found(request: Request) -> Download | None:
    try:
        return await in_pool(_find, await acting(request), request.path_params["name"])
    except (LoggedOut, NotFound, NotPermitted):
        return None


def _find(who: Actor, name: str) -> Download | None:
    with reading(who) as work:
        return find_download(work, name)


ROUTES = (
    *(
        Route(
            f"/api/uploads/{{slug}}/{word}/{{owner_id:int}}/files",
            partial(bring, folder),
            methods=["POST"],
        )
        for word, folder in FOLDERS.items()
    ),
    Route("/api/files/{slug}/{name}", download, methods=["GET"]),
    Route("/api/files/{slug}/{name}/{what}", picture, methods=["GET"]),
)
