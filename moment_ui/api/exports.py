"""GET /api/exports/<name>: an export file, for the reader it was made for and nobody else.

Everything else is answered with the same 404: no log-in, another reader's file, another company's,
a role that no longer shows what is in it, an expired file, a name that never was.
"""

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from moment_ui.api.caller import reader
from moment_ui.core.errors import NotPermitted
from moment_ui.core.words import _
from moment_ui.db.pool import in_pool
from moment_ui.db.work import reading
from moment_ui.domain.access.queries import companies_of, member
from moment_ui.domain.exports.queries import Download, find_download

HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


async def export(request: Request) -> Response:
    """The file, to be saved; a page to print is shown instead."""
    access = await reader(request.headers.get("cookie", ""))
    name: str = request.path_params["name"]
    found = await in_pool(_find, access.user_id, name) if access else None
    if found is None:
        return PlainTextResponse(_("There is no such file."), status_code=404, headers=HEADERS)
    shown = found.media_type.startswith("text/html")
    return FileResponse(
        found.path,
        media_type=found.media_type,
        filename=found.title,
        content_disposition_type="inline" if shown else "attachment",
        headers=HEADERS,
    )


def _find(user_id: int, name: str) -> Download | None:
    for company_id in companies_of(user_id):
        actor = member(user_id, company_id)
        if actor is None:
            continue
        with reading(actor) as work:
            try:
                found = find_download(work, name)
            except NotPermitted:
                continue
            if found:
                return found
    return None


ROUTES = (Route("/api/exports/{name}", export, methods=["GET"]),)
