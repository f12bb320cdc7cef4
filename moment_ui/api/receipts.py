"""Receipts of expenses by HTTP.

POST /api/uploads/<slug>/expenses/<id>/receipt?name=hotel.pdf: the bytes are the body. 201, or a status and
a sentence for the reader.
GET /api/receipts/<slug>/<name>: the receipt, always to be saved and never shown.

What another company has, what never was, and what the reader's role does not show are answered with the
same 404.
"""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from moment_ui.api.saving import saved
from moment_ui.api.taking import Taker
from moment_ui.core.words import _
from moment_ui.domain.expenses import files
from moment_ui.domain.expenses.receipts import Receipt, check_may_keep, find_receipt, keep_receipt


async def bring(request: Request) -> Response:
    """Take a receipt in, in the place of the one that the expense has."""
    nowhere = _("There is no such expense.")
    taker = Taker(files, check_may_keep, keep_receipt, nowhere, _answer)
    return await taker.take(request, request.path_params["expense_id"])


def _answer(receipt: Receipt) -> Response:
    return JSONResponse({"name": receipt.title}, HTTPStatus.CREATED)


async def download(request: Request) -> Response:
    """The receipt, to be saved."""
    return await saved(request, find_receipt, "name")


ROUTES = (
    Route("/api/uploads/{slug}/expenses/{expense_id:int}/receipt", bring, methods=["POST"]),
    Route("/api/receipts/{slug}/{name}", download, methods=["GET"]),
)
