"""Who may load which address, before any JavaScript runs.

Pages hold no data, so this is courtesy, not security: the guard decides about every event. A page
asked for without a log-in answers with the way to the log-in page, an unknown address and one in a
company that the reader does not work in with 404,
and a request that changes something must come from a page of ours.
"""

import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import parse_qs, quote, urlencode

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from moment_ui.api.clients import is_own_origin
from moment_ui.api.mishap import no_such_page

LOG_IN = "/login/"
READING = frozenset({"GET", "HEAD"})
OWN_SITES = frozenset({"same-origin", "none"})

Home = Callable[[str], Awaitable[str | None]]
"""From a Cookie header to the address its reader starts at; None without a valid log-in."""

MayEnter = Callable[[str, str], Awaitable[bool | None]]
"""Whether the reader behind a Cookie header works in a company; None without a valid log-in."""


def own_path(text: str | None) -> str | None:
    """The text when it is a path on this site, else None: where a log-in may lead."""
    if not text or not text.startswith("/") or text[1:2] in {"/", "\\"}:
        return None
    return None if re.search(r"[\x00-\x20\x7f\\]", text) else text


def page_pattern(path: str) -> re.Pattern[str]:
    """What addresses a route's path stands for: `/[company]/customers`, slash at the end or not."""
    parts = [part for part in path.split("/") if part]
    whole = "".join("/[^/]+" if part.startswith("[") else f"/{re.escape(part)}" for part in parts)
    return re.compile(f"{whole}/?")


class Gate:
    """The ASGI layer in front of pages and routes.

    `private` and `public` are the paths of pages, in Reflex's way of writing them.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        private: tuple[str, ...],
        public: tuple[str, ...],
        home: Home,
        may_enter: MayEnter,
    ) -> None:
        self._app = app
        self._private = [page_pattern(path) for path in private]
        self._public = [page_pattern(path) for path in public]
        self._home = home
        self._may_enter = may_enter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the app, or let it answer."""
        answer = await self._answer(scope) if scope["type"] == "http" else None
        await (answer or self._app)(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if scope["method"] in READING:
            return await self._page(scope, headers)
        own = scope["method"] == "OPTIONS" or _from_own_page(headers)
        return None if own else _foreign()

    async def _page(self, scope: Scope, headers: Headers) -> Response | None:
        path = scope["path"]
        if "//" in path:
            return no_such_page()
        if any(pattern.fullmatch(path) for pattern in self._private):
            return await self._private_page(scope, headers)
        if any(pattern.fullmatch(path) for pattern in self._public):
            return await self._public_page(scope, headers)
        return None

    async def _private_page(self, scope: Scope, headers: Headers) -> Response | None:
        cookie, company = headers.get("cookie", ""), scope["path"].strip("/").partition("/")[0]
        if company:
            allowed = await self._may_enter(cookie, company)
            if allowed is not None:
                return None if allowed else no_such_page()
        elif home := await self._home(cookie):
            return None if home == "/" else _see(home)
        return _see(log_in_address(scope["path"], scope["query_string"].decode("latin-1")))

    async def _public_page(self, scope: Scope, headers: Headers) -> Response | None:
        """Somebody who is logged in already goes where the log-in would have led."""
        home = await self._home(headers.get("cookie", ""))
        if home is None:
            return None
        wanted = parse_qs(scope["query_string"].decode("latin-1")).get("next", [""])[0]
        return _see(own_path(wanted) or "/")


def log_in_address(path: str, query: str) -> str:
    """The log-in page, with the way back to the address asked for."""
    here = quote(path) + (f"?{query}" if query else "")
    wanted = own_path(here)
    return f"{LOG_IN}?{urlencode({'next': wanted})}" if wanted and wanted != "/" else LOG_IN


def _from_own_page(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None and site not in OWN_SITES:
        return False
    origin = headers.get("origin")
    return origin is None or is_own_origin(origin, headers.get("host", ""))


def _foreign() -> Response:
    return PlainTextResponse("This must be sent from a page of Moment.", HTTPStatus.FORBIDDEN)


def _see(address: str) -> Response:
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
