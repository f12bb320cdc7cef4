"""The HTTP side of the program: our routes, and the layers around everything that is served."""

from collections.abc import Callable, Iterable
from functools import partial

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from moment_ui.api import (
    attachments,
    claim_receipts,
    einvoices,
    exports,
    files,
    hours,
    invitations,
    login,
    logos,
    papers,
    payment_files,
    public_offers,
    receipts,
    sent_files,
    sent_papers,
    uploads,
)
from moment_ui.api.caller import reader
from moment_ui.api.gate import Gate
from moment_ui.api.headers import SecurityHeaders
from moment_ui.api.limits import Limits
from moment_ui.db.pool import in_pool
from moment_ui.domain.access.queries import home_path

Layer = Starlette | Callable[[ASGIApp], ASGIApp]


async def health(_request: Request) -> Response:
    """Says that the server answers."""
    return JSONResponse({"status": "ok"})


ROUTES = (
    Route("/api/health", health, methods=["GET"]),
    *login.ROUTES,
    *exports.ROUTES,
    *uploads.ROUTES,
    *logos.ROUTES,
    *files.ROUTES,
    *attachments.ROUTES,
    *receipts.ROUTES,
    *claim_receipts.ROUTES,
    *papers.ROUTES,
    *payment_files.ROUTES,
    *einvoices.ROUTES,
    *sent_files.ROUTES,
    *sent_papers.ROUTES,
    *public_offers.ROUTES,
    *invitations.ROUTES,
    *hours.ROUTES,
)


async def home_of(cookie_header: str) -> str | None:
    """Where the reader behind a Cookie header starts; None without a valid log-in."""
    access = await reader(cookie_header)
    if access is None:
        return None
    return await in_pool(home_path, access.user_id) or "/"


async def may_enter(cookie_header: str, slug: str) -> bool | None:
    """Whether the reader behind a Cookie header works in a company; None without a valid log-in."""
    access = await reader(cookie_header, slug)
    return access and access.actor is not None


def layers(private: Iterable[str], public: Iterable[str]) -> list[Layer]:
    """What Reflex's own app is wrapped in, from the inside out.

    Takes the paths of the pages that need a log-in, and of those that do not.
    """
    gate = partial(
        Gate, private=tuple(private), public=tuple(public), home=home_of, may_enter=may_enter
    )
    return [Starlette(routes=list(ROUTES)), gate, Limits, SecurityHeaders]
