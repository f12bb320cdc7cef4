"""Logging in and out over HTTP, against our own routes and layers without a visitor."""

import re
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlmodel import col, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from moment_ui.api import login
from moment_ui.api.app import home_of, may_enter
from moment_ui.api.attempts import Attempts
from moment_ui.api.gate import Gate
from moment_ui.db.work import global_reading, reading
from moment_ui.domain.access.commands import set_password
from moment_ui.domain.access.queries import digest_of, find_access
from moment_ui.models.access import LoginSession, RoleKey
from moment_ui.models.audit import AuditEntry
from tests.world import World

SERVER = "http://testserver"
OWN = {"origin": SERVER}


async def page(request: Request) -> Response:
    """Stands for the built pages."""
    return PlainTextResponse(f"page {request.url.path}")


@pytest.fixture
async def visitor(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[httpx.AsyncClient]:
    """A client that follows no redirect, with fresh counters of attempts."""
    for name, limit in (("LOG_INS_BY_ADDRESS", 30), ("LOG_INS_BY_EMAIL", 10)):
        monkeypatch.setattr(login, name, Attempts(limit=limit, seconds=300))
    app = Starlette(routes=[*login.ROUTES, Route("/{rest:path}", page)])
    gate = Gate(
        app,
        private=("/", "/[company]/customers"),
        public=("/login",),
        home=home_of,
        may_enter=may_enter,
    )
    transport = httpx.ASGITransport(gate)
    async with httpx.AsyncClient(transport=transport, base_url=SERVER, headers=OWN) as client:
        yield client


async def log_in(
    visitor: httpx.AsyncClient, email: str, password: str, query: str = "", **more: str
) -> httpx.Response:
    fields = {"email": email, "password": password, **more}
    return await visitor.post(f"/login/{query}", data=fields)


async def test_the_right_password_opens_the_company(
    visitor: httpx.AsyncClient, world: World
) -> None:
    answer = await log_in(visitor, world.nord.email(RoleKey.ECONOMY), world.password)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/nord/customers"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age" not in cookie


async def test_remembered_readers_stay_for_two_weeks(
    visitor: httpx.AsyncClient, world: World
) -> None:
    email = world.nord.email(RoleKey.ECONOMY)
    answer = await log_in(visitor, email, world.password, remember="on")
    assert "Max-Age=1209600" in answer.headers["set-cookie"]


async def test_the_cookie_is_secure_under_tls(
    visitor: httpx.AsyncClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(login, "is_secure", lambda _scope: True)
    answer = await log_in(visitor, world.nord.email(RoleKey.ECONOMY), world.password)
    assert "Secure" in answer.headers["set-cookie"]


async def test_only_a_digest_of_the_cookie_is_stored(
    visitor: httpx.AsyncClient, world: World
) -> None:
    await log_in(visitor, world.nord.email(RoleKey.ECONOMY), world.password)
    token = visitor.cookies["moment"]
    with global_reading() as session:
        stored = session.exec(select(LoginSession.digest)).all()
    assert stored == [digest_of(token)]
    assert token not in stored


@pytest.mark.parametrize("email", ["economy@nord.example", "nobody@nord.example"])
async def test_failures_look_alike_and_keep_the_address(
    visitor: httpx.AsyncClient, email: str
) -> None:
    answer = await log_in(visitor, email, "wrong password", "?next=/nord/setup/import")
    target = urlsplit(answer.headers["location"])
    assert answer.status_code == 303
    assert (target.path, target.fragment) == ("/login/", email)
    assert parse_qs(target.query) == {"problem": ["wrong"], "next": ["/nord/setup/import"]}
    assert "set-cookie" not in answer.headers


async def test_unknown_users_cost_as_much_time_as_known_ones(
    visitor: httpx.AsyncClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []
    hasher = login.commands._hasher
    counting = type(
        "Counting",
        (),
        {
            "verify": lambda _, stored, given: (
                verified.append(stored) or hasher.verify(stored, given)
            ),
            "hash": hasher.hash,
            "check_needs_rehash": hasher.check_needs_rehash,
        },
    )
    monkeypatch.setattr(login.commands, "_hasher", counting())
    await log_in(visitor, world.nord.email(RoleKey.ECONOMY), "wrong password")
    await log_in(visitor, "nobody@nord.example", "wrong password")
    assert len(verified) == 2
    costs = {re.match(r"\$argon2id\$v=19\$[^$]+", stored).group() for stored in verified}  # type: ignore[union-attr]
    assert len(costs) == 1


async def test_a_log_in_gets_a_session_of_its_own_and_ends_the_old(
    visitor: httpx.AsyncClient, world: World
) -> None:
    email = world.nord.email(RoleKey.ECONOMY)
    visitor.cookies.set("moment", "chosen-by-somebody-else", domain="testserver.local", path="/")
    await log_in(visitor, email, world.password)
    first = visitor.cookies["moment"]
    await log_in(visitor, email, world.password)
    second = visitor.cookies["moment"]
    assert len({"chosen-by-somebody-else", first, second}) == 3
    assert find_access(first, "nord") is None
    assert find_access(second, "nord") is not None


async def test_logging_out_ends_the_session_on_the_server(
    visitor: httpx.AsyncClient, world: World
) -> None:
    await log_in(visitor, world.nord.email(RoleKey.ECONOMY), world.password)
    token = visitor.cookies["moment"]
    answer = await visitor.post("/logout/")
    assert answer.headers["location"] == "/login/"
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert find_access(token, "nord") is None


async def test_a_get_logs_nobody_out(visitor: httpx.AsyncClient, world: World) -> None:
    await log_in(visitor, world.nord.email(RoleKey.ECONOMY), world.password)
    await visitor.get("/logout/")
    assert find_access(visitor.cookies["moment"], "nord") is not None


@pytest.mark.parametrize("path", ["/login/", "/logout/"])
@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
    ids=["foreign", "null", "cross-site"],
)
async def test_other_sites_forms_are_refused(
    visitor: httpx.AsyncClient, world: World, path: str, headers: dict[str, str]
) -> None:
    await log_in(visitor, world.nord.email(RoleKey.ECONOMY), world.password)
    token = visitor.cookies["moment"]
    answer = await visitor.post(path, data={"email": "x", "password": "y"}, headers=headers)
    assert answer.status_code == 403
    assert find_access(token, "nord") is not None


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "/%5C%5Cevil.example/",
        "javascript:alert(1)",
        "nord/customers",
        "/nord/\r\nSet-Cookie: a=b",
    ],
)
async def test_only_own_pages_follow_a_log_in(
    visitor: httpx.AsyncClient, world: World, target: str
) -> None:
    email = world.nord.email(RoleKey.ECONOMY)
    answer = await visitor.post(
        "/login/", params={"next": target}, data={"email": email, "password": world.password}
    )
    location = answer.headers["location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\", "/login"))
    assert "evil" not in location or urlsplit(location).netloc == ""


async def test_the_wanted_page_follows_a_log_in(visitor: httpx.AsyncClient, world: World) -> None:
    asked = await visitor.get("/nord/customers?sort=-name&page=2", headers={"accept": "text/html"})
    query = urlsplit(asked.headers["location"]).query
    answer = await log_in(visitor, world.nord.email(RoleKey.ECONOMY), world.password, f"?{query}")
    assert answer.headers["location"] == "/nord/customers?sort=-name&page=2"


async def test_home_is_the_company_used_last(visitor: httpx.AsyncClient, world: World) -> None:
    await log_in(visitor, world.both_email, world.password)
    login.commands.remember_company(world.sor.both.user_id, world.sor.company_id)
    assert (await visitor.get("/")).headers["location"] == "/sor/customers"
    await visitor.post("/logout/")
    assert (await visitor.get("/")).headers["location"].startswith("/login/")


async def test_after_ten_failures_one_waits(visitor: httpx.AsyncClient, world: World) -> None:
    email = world.nord.email(RoleKey.ECONOMY)
    for _ in range(10):
        await log_in(visitor, email, "wrong password")
    answer = await log_in(visitor, email, world.password)
    assert "problem=wait" in answer.headers["location"]
    other = await log_in(visitor, world.nord.email(RoleKey.ADMINISTRATOR), world.password)
    assert other.headers["location"] == "/nord/customers"


async def test_a_form_that_never_ends_is_refused(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post("/login/", content=b"email=" + b"a" * 100_000)
    assert answer.status_code == 413


async def test_log_ins_are_told_to_each_company_of_the_user(
    visitor: httpx.AsyncClient, world: World
) -> None:
    await log_in(visitor, world.both_email, "wrong password")
    await log_in(visitor, world.both_email, world.password)
    await visitor.post("/logout/")
    for place in world.places:
        with reading(place.administrator) as work:
            statement = (
                select(AuditEntry.action)
                .where(AuditEntry.user_id == place.both.user_id)
                .order_by(col(AuditEntry.id))
            )
            assert list(work.session.exec(statement)) == ["log_in_failed", "log_in", "log_out"]


async def test_a_new_password_ends_every_session(visitor: httpx.AsyncClient, world: World) -> None:
    email = world.nord.email(RoleKey.ECONOMY)
    await log_in(visitor, email, world.password)
    set_password(email, "another fine phrase")
    assert find_access(visitor.cookies["moment"], "nord") is None
    assert "problem=wrong" in (await log_in(visitor, email, world.password)).headers["location"]
    answer = await log_in(visitor, email, "another fine phrase")
    assert answer.headers["location"] == "/nord/customers"


async def test_the_pages_of_a_company_are_for_those_who_work_in_it(
    visitor: httpx.AsyncClient, world: World
) -> None:
    await log_in(visitor, world.nord.email(RoleKey.ECONOMY), world.password)
    assert (await visitor.get("/nord/customers")).status_code == 200
    foreign, unknown = [await visitor.get(f"/{slug}/customers") for slug in ("sor", "never")]
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert foreign.text == unknown.text
