"""Logging in and out over plain HTTP: the session cookie is set and cleared here and nowhere else.

`POST /login/` takes the fields `email`, `password` and `remember` of a form, and `next` from the
query. It answers 303: to the page one came for, else to the company used last. What fails goes
back to `/login/?problem=…&next=…#<e-mail>`, where `problem` is `wrong` (whatever was wrong),
`wait` (too many attempts) or `company` (member of no company). The address is kept behind `#`,
which stays in the browser and reaches no log.
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlencode

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from moment_ui.api.attempts import LOG_INS_BY_ADDRESS, LOG_INS_BY_EMAIL
from moment_ui.api.clients import client_address, is_secure
from moment_ui.api.gate import own_path
from moment_ui.core.settings import settings
from moment_ui.db.pool import in_pool
from moment_ui.domain.access import commands
from moment_ui.domain.access.cookies import cookie_name, token_in
from moment_ui.domain.access.queries import home_path
from moment_ui.domain.audit.commands import record_everywhere

MAX_FORM = 4096


@dataclass(frozen=True, slots=True)
class LogInForm:
    """What the log-in page sends."""

    email: str
    password: str
    remember: bool
    target: str | None
    address: str


async def log_in(request: Request) -> Response:
    """Check the password, begin a session of its own, and go where the reader wanted."""
    form = await _form(request)
    if form is None:
        return Response("The form is too large.", 413)
    if LOG_INS_BY_ADDRESS.wait(form.address) or LOG_INS_BY_EMAIL.wait(form.email):
        return _back(form, "wait")
    _count(form)
    attempt = await in_pool(commands.authenticate, form.email, form.password)
    if not attempt.succeeded or attempt.user_id is None:
        return _back(form, "wrong", _told(attempt.user_id, "log_in_failed", form))
    LOG_INS_BY_ADDRESS.forgive(form.address)
    LOG_INS_BY_EMAIL.forget(form.email)
    return await _welcome(request, form, attempt.user_id)


async def log_out(request: Request) -> Response:
    """End the session on the server and in the browser; open tabs stop at their next step."""
    user_id = await _end_session(request)
    answer = _go("/login/")
    if user_id is not None:
        answer.background = BackgroundTask(in_pool, record_everywhere, user_id, "log_out")
    _set_cookie(request, answer, "", remember=False)
    return answer


ROUTES = (
    Route("/login", log_in, methods=["POST"]),
    Route("/login/", log_in, methods=["POST"]),
    Route("/logout", log_out, methods=["POST"]),
    Route("/logout/", log_out, methods=["POST"]),
)


async def begin_session(
    request: Request, answer: Response, user_id: int, *, remember: bool = False
) -> None:
    """Log somebody in whose right to that was proven just before, in place of who was logged in."""
    await _end_session(request)
    client = request.headers.get("user-agent", "")
    token = await in_pool(commands.open_session, user_id, remember=remember, client=client)
    _set_cookie(request, answer, token, remember=remember)


async def _welcome(request: Request, form: LogInForm, user_id: int) -> Response:
    home = await in_pool(home_path, user_id)
    if home is None:
        return _back(form, "company")
    answer = _go(form.target or home)
    answer.background = _told(user_id, "log_in", form)
    await begin_session(request, answer, user_id, remember=form.remember)
    return answer


async def _form(request: Request) -> LogInForm | None:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_FORM:
            return None
    fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10)
    return LogInForm(
        email=fields.get("email", [""])[0].strip().lower()[:254],
        password=fields.get("password", [""])[0],
        remember="remember" in fields,
        target=own_path(request.query_params.get("next")),
        address=client_address(request.scope),
    )


def _count(form: LogInForm) -> None:
    """Before the password is looked at, so that many attempts at once count too."""
    LOG_INS_BY_ADDRESS.note(form.address)
    LOG_INS_BY_EMAIL.note(form.email)


def _told(user_id: int | None, action: str, form: LogInForm) -> BackgroundTask | None:
    """The audit entry, after the answer has gone: its time must not tell who exists."""
    if user_id is None:
        return None
    return BackgroundTask(in_pool, record_everywhere, user_id, action, form.address)


def _back(form: LogInForm, problem: str, background: BackgroundTask | None = None) -> Response:
    query = {"problem": problem} | ({"next": form.target} if form.target else {})
    answer = _go(f"/login/?{urlencode(query)}#{quote(form.email, safe='@')}")
    answer.background = background
    return answer


def _go(target: str) -> RedirectResponse:
    return RedirectResponse(target, 303, headers={"Cache-Control": "no-store"})


async def _end_session(request: Request) -> int | None:
    token = token_in(request.headers.get("cookie", ""))
    return await in_pool(commands.revoke_session, token) if token else None


def _set_cookie(request: Request, answer: Response, token: str, *, remember: bool) -> None:
    lasting = settings().session_days * 86_400 if remember else None
    answer.set_cookie(
        cookie_name(),
        token,
        max_age=lasting if token else 0,
        path="/",
        secure=is_secure(request.scope),
        httponly=True,
        samesite="lax",
    )
