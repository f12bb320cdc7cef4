"""GET /invitation/<token>: an invitation for whoever holds its link, without a log-in; POST answers it.

The POST takes `name` and `password` of those who have no account yet, begins their session, and goes to
the timesheet; whoever has an account logs in there. What leads nowhere answers 404 with a page that says the
same whatever is there; too many requests from one address answer 429. Looking changes nothing: programs
that open the links of mails use none up.
"""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from moment_ui.api.attempts import Attempts
from moment_ui.api.invitation_page import page_of, unknown_page
from moment_ui.api.login import begin_session
from moment_ui.api.public_pages import HEADERS, busy, form_of, too_often
from moment_ui.core.errors import Invalid
from moment_ui.db.pool import in_pool
from moment_ui.domain.sharing.answering import answer, invitation_behind

READS = Attempts(limit=60, seconds=300)
ANSWERS = Attempts(limit=20, seconds=300)


async def show(request: Request) -> Response:
    """What one is invited to."""
    if too_often(READS, request):
        return busy()
    return await _page(request)


async def accept(request: Request) -> Response:
    """Say yes."""
    if too_often(ANSWERS, request):
        return busy()
    form = await form_of(request)
    name, password = form.get("name", ""), form.get("password", "")
    try:
        done = await in_pool(answer, _token(request), name, password)
    except Invalid as wrong:
        return await _page(request, name, wrong.fields)
    if done is None:
        return await _page(request)
    response = RedirectResponse(done.path, HTTPStatus.SEE_OTHER, headers=HEADERS)
    if done.new_user is not None:
        await begin_session(request, response, done.new_user)
    return response


ROUTES = (
    Route("/invitation/{token}", show, methods=["GET"]),
    Route("/invitation/{token}", accept, methods=["POST"]),
)


async def _page(request: Request, name: str = "", wrong: dict[str, str] | None = None) -> Response:
    found = await in_pool(invitation_behind, _token(request))
    if found is None:
        return HTMLResponse(unknown_page(), HTTPStatus.NOT_FOUND, HEADERS)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return HTMLResponse(page_of(found, name or found.name, wrong or {}), status, HEADERS)


def _token(request: Request) -> str:
    return request.path_params["token"]
