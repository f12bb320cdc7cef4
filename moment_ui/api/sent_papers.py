"""GET /api/sent-papers/<slug>/<message>: the paper of a statement or reminder, as it left."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from moment_ui.api.saving import saved
from moment_ui.domain.statements.keeping import sent_paper


async def download(request: Request) -> Response:
    """The paper, to be saved."""
    return await saved(request, sent_paper, "message_id")


ROUTES = (Route("/api/sent-papers/{slug}/{message_id:int}", download, methods=["GET"]),)
