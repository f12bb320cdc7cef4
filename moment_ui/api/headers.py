"""The headers of every answer: content policy, caching, and what browsers must not do."""

from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from moment_ui.api.clients import is_secure
from moment_ui.core import built
from moment_ui.core.settings import settings

NO_STORE = "no-store"
FOREVER = "public, max-age=31536000, immutable"
A_MONTH = "public, max-age=2592000"
ASK_AGAIN = "no-cache"
HSTS = "max-age=31536000"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ON_PAGES = {
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
ELSEWHERE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""The policy of what is no page, should a browser show it as one: a picture, a file, an error."""
FOUND = frozenset({200, 206, 304})


def content_policy(script_hashes: tuple[str, ...]) -> str:
    """What pages may load and run: our own origin, and the inline scripts of the build by hash."""
    scripts = " ".join(["'self'", *(f"'{digest}'" for digest in script_hashes)])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-src 'none'",
            "frame-ancestors 'none'",
        ]
    )


def built_policy(client: Path = built.CLIENT) -> str:
    """The policy of the front end on disk, worked out again when that was built anew."""
    home = client / "index.html"
    return _policy_of(client, home.stat().st_mtime_ns if home.exists() else 0)


@lru_cache(maxsize=4)
def _policy_of(client: Path, _built_at: int) -> str:
    return content_policy(built.all_script_hashes(client))


def cache_rule(path: str, status: int, media_type: str) -> str:
    """How long an answer may be kept: bundles for ever, pages and data never."""
    if status not in FOUND or media_type.startswith("text/html") or path.startswith("/api/"):
        return NO_STORE
    if path.startswith("/assets/"):
        return FOREVER
    return A_MONTH if path.endswith(".woff2") else ASK_AGAIN


class SecurityHeaders:
    """The ASGI layer that adds them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to the answer of a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(
                    MutableHeaders(raw=message.setdefault("headers", [])), scope, message["status"]
                )
            await send(message)

        await self._app(scope, receive, with_headers)


def _add(headers: MutableHeaders, scope: Scope, status: int) -> None:
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    media_type = headers.get("content-type", "")
    if media_type.startswith("text/html"):
        headers.update(ON_PAGES)
        headers["Content-Security-Policy"] = built_policy()
    elif status != HTTPStatus.NOT_MODIFIED:  # that says nothing new about what the browser has
        headers["Content-Security-Policy"] = ELSEWHERE
    if is_secure(scope):
        whole_domain = "; includeSubDomains" if settings().hsts_subdomains else ""
        headers["Strict-Transport-Security"] = HSTS + whole_domain
    rule = cache_rule(scope["path"], status, media_type)
    headers.setdefault("Cache-Control", rule)
