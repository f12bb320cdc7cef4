"""The HTTP side of the program: our routes, and the layers around everything that is served."""

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

Layer = Starlette | Callable[[ASGIApp], ASGIApp]


async def health(_request: Request) -> Response:
    """Says that the server answers."""
    return JSONResponse({"status": "ok"})


ROUTES = (Route("/api/health", health, methods=["GET"]),)


def layers() -> list[Layer]:
    """What Reflex's own app is wrapped in, from the inside out."""
    return [Starlette(routes=list(ROUTES))]
