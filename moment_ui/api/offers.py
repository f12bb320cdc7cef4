"""GET /api/offers/<company>/<id>.pdf, and its pages as pictures: for readers who may see offers.

Everything else is answered with the same 404: no log-in, another company's offer, a role without.
"""

from collections.abc import Callable
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from moment_ui.api.caller import actor
from moment_ui.core.actor import Actor
from moment_ui.core.errors import AppError
from moment_ui.core.words import _
from moment_ui.db.pool import in_pool
from moment_ui.db.work import Work, reading
from moment_ui.reports.offer_preview import offer_pdf, page_picture

Answer = TypeVar("Answer")
PICTURES = "private, max-age=3600"
"""Pages are named by a stamp of what they show: an old picture is never asked for."""


async def pdf(request: Request) -> Response:
    """The offer as it is printed, to be saved."""
    found = await _for_reader(request, lambda work: offer_pdf(work, _id(request)))
    if found is None:
        return _nothing()
    name, content = found
    return Response(
        content,
        media_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def page(request: Request) -> Response:
    """One page of it as a picture."""
    number: int = request.path_params["page"]
    picture = await _for_reader(request, lambda work: page_picture(work, _id(request), number))
    if picture is None:
        return _nothing()
    return Response(picture, media_type="image/png", headers={"Cache-Control": PICTURES})


def _id(request: Request) -> int:
    return request.path_params["offer_id"]


async def _for_reader(request: Request, read: Callable[[Work], Answer]) -> Answer | None:
    reader = await actor(request, request.path_params["company"])
    return await in_pool(_read, reader, read) if reader else None


def _read(reader: Actor, read: Callable[[Work], Answer]) -> Answer | None:
    with reading(reader) as work:
        try:
            return read(work)
        except AppError:
            return None


def _nothing() -> Response:
    return PlainTextResponse(_("There is no such file."), status_code=404)


ROUTES = (
    Route("/api/offers/{company}/{offer_id:int}.pdf", pdf, methods=["GET"]),
    Route("/api/offers/{company}/{offer_id:int}/pages/{page:int}.png", page, methods=["GET"]),
)
