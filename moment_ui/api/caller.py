"""Who is behind an HTTP request, for our own routes."""

from starlette.requests import HTTPConnection

from moment_ui.core.actor import Actor
from moment_ui.db.pool import in_pool
from moment_ui.domain.access.cookies import token_in
from moment_ui.domain.access.queries import Access, find_access


async def reader(cookie_header: str, slug: str = "") -> Access | None:
    """The valid log-in behind a Cookie header, in the company with this slug."""
    token = token_in(cookie_header)
    return await in_pool(find_access, token, slug) if token else None


async def actor(request: HTTPConnection, slug: str) -> Actor | None:
    """Who acts in the company with this slug; None without a log-in or a membership there."""
    found = await reader(request.headers.get("cookie", ""), slug)
    return found.actor if found else None
