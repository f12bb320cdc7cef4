"""GET /offer/<token>: an offer for whoever holds its link, without a log-in, and its answer by POST.

`/offer/<token>/pdf` is the paper; `/accept` takes `name`, `/decline` `name` and `reason`. What is no
link of ours answers 404 with a page that says the same whatever is there; too many requests from one
address answer 429. Nothing is cached, indexed, or told to other sites by the referrer: the policy is
`same-origin`, because with `no-referrer` browsers hide the origin of our own form, which the gate asks for.
"""

from http import HTTPStatus

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from moment_ui.api.attempts import Attempts
from moment_ui.api.caller import actor
from moment_ui.api.clients import client_address
from moment_ui.api.offer_page import page_of, unknown_page
from moment_ui.api.public_pages import HEADERS, busy, form_of, too_often
from moment_ui.core import clock
from moment_ui.core.fields import Unfit, paragraphs, required_line
from moment_ui.db.pool import in_pool
from moment_ui.domain.offers.decisions import NOTE, Decision
from moment_ui.domain.offers.delivery import file_name, pdf_of
from moment_ui.domain.offers.public import (
    PublicOffer,
    Standing,
    company_of,
    decide_by_link,
    note_opening,
    offer_behind,
)
from moment_ui.models.offer import DecidedThrough

READS = Attempts(limit=120, seconds=300)
ANSWERS = Attempts(limit=20, seconds=300)


async def show(request: Request) -> Response:
    """The offer as its customer sees it."""
    if too_often(READS, request):
        return busy()
    token = _token(request)
    offer = await in_pool(offer_behind, token)
    answer = _page(offer, token)
    if offer.standing is Standing.OPEN and await actor(request, offer.slug) is None:
        answer.background = BackgroundTask(
            in_pool, note_opening, token
        )  # one of ours is no opening
    return answer


async def pdf(request: Request) -> Response:
    """The paper, where there is something to show."""
    if too_often(READS, request):
        return busy()
    offer = await in_pool(offer_behind, _token(request))
    if offer.document is None:
        return _page(offer, _token(request))
    content = await in_pool(pdf_of, offer.document)
    named = f'attachment; filename="{file_name(offer.document)}"'
    headers = {**HEADERS, "Content-Disposition": named}
    return Response(content, media_type="application/pdf", headers=headers)


async def accept(request: Request) -> Response:
    """Accept: the name is needed."""
    return await _decide(request, accepted=True)


async def decline(request: Request) -> Response:
    """Decline: the name is needed, a reason is welcome."""
    return await _decide(request, accepted=False)


ROUTES = (
    Route("/offer/{token}", show, methods=["GET"]),
    Route("/offer/{token}/pdf", pdf, methods=["GET"]),
    Route("/offer/{token}/accept", accept, methods=["POST"]),
    Route("/offer/{token}/decline", decline, methods=["POST"]),
)


async def _decide(request: Request, *, accepted: bool) -> Response:
    if too_often(ANSWERS, request):
        return busy()
    token = _token(request)
    form = await form_of(request)
    try:
        name = required_line(form.get("name", ""))
        note = paragraphs(form.get("reason", ""), NOTE)
    except Unfit:
        offer = await in_pool(offer_behind, token)
        return _page(offer, token, name=form.get("name", ""), missing=True)
    holder = await in_pool(company_of, token)
    today = clock.today(holder.timezone) if holder else clock.today()
    decision = Decision(
        accepted, name, today, note, DecidedThrough.LINK, client_address(request.scope)
    )
    offer = await in_pool(decide_by_link, token, decision)
    if offer.standing is Standing.UNKNOWN:
        return _page(offer, token)
    return RedirectResponse(f"/offer/{token}", HTTPStatus.SEE_OTHER, headers=HEADERS)


def _page(offer: PublicOffer, token: str, *, name: str = "", missing: bool = False) -> Response:
    if offer.standing is Standing.UNKNOWN:
        return HTMLResponse(unknown_page(), HTTPStatus.NOT_FOUND, HEADERS)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if missing else HTTPStatus.OK
    return HTMLResponse(page_of(offer, token, name=name, missing=missing), status, HEADERS)


def _token(request: Request) -> str:
    return request.path_params["token"]
