"""GET /api/sent/<slug>/<message>/<place>: a file of the send log, as it left."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from moment_ui.api.saving import saved
from moment_ui.domain.sending.keeping import sent_file


async def download(request: Request) -> Response:
    """The file, to be saved."""
    return await saved(request, sent_file, "message_id", "place")


ROUTES = (Route("/api/sent/{slug}/{message_id:int}/{place:int}", download, methods=["GET"]),)
