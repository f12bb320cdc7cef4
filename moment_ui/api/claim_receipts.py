"""Receipts of claims by HTTP, as those of expenses are.

POST /api/uploads/<slug>/claim-lines/<id>/receipt?name=hotel.pdf: the bytes are the body. 201, or a status and
a sentence for the reader.
GET /api/claim-receipts/<slug>/<name>: the receipt, always to be saved and never shown.
"""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from moment_ui.api.saving import saved
from moment_ui.api.taking import Taker
from moment_ui.core.words import _
from moment_ui.domain.claims.receipts import check_may_keep, find_receipt, keep_receipt
from moment_ui.domain.expenses.receipts import Receipt
from moment_ui.domain.files.shelves import RECEIPTS


async def bring(request: Request) -> Response:
    """Take a receipt in, in the place of the one that the line has."""
    nowhere = _("There is no such line.")
    taker = Taker(RECEIPTS, check_may_keep, keep_receipt, nowhere, _answer)
    return await taker.take(request, request.path_params["line_id"])


def _answer(receipt: Receipt) -> Response:
    return JSONResponse({"name": receipt.title}, HTTPStatus.CREATED)


async def download(request: Request) -> Response:
    """The receipt, to be saved."""
    return await saved(request, find_receipt, "name")


ROUTES = (
    Route("/api/uploads/{slug}/claim-lines/{line_id:int}/receipt", bring, methods=["POST"]),
    Route("/api/claim-receipts/{slug}/{name}", download, methods=["GET"]),
)
