"""GET /api/payment-files/<slug>/<id>: a payment file as the bank sent it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from moment_ui.api.saving import saved
from moment_ui.domain.payment_files.originals import original


async def download(request: Request) -> Response:
    """The file, to be saved under the name it came with."""
    return await saved(request, original, "file_id")


ROUTES = (Route("/api/payment-files/{slug}/{file_id:int}", download, methods=["GET"]),)
