"""GET /api/invoices/<slug>/<id>/files/<name>: a file that goes with an invoice, for who may see the invoice."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from moment_ui.api.saving import saved
from moment_ui.domain.papers.attachments import find_attachment


async def download(request: Request) -> Response:
    """The file, to be saved."""
    return await saved(request, find_attachment, "invoice_id", "name")


ROUTES = (Route("/api/invoices/{slug}/{invoice_id:int}/files/{name}", download, methods=["GET"]),)
