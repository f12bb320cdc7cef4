"""A raw socket and plain HTTP against the real server: nothing leaks, nothing changes."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from socketio.exceptions import ConnectionError as SocketError
from sqlmodel import col, select, update

from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.db.work import global_writing
from moment_ui.domain.access.commands import open_session, revoke_session
from moment_ui.domain.access.cookies import cookie_name
from moment_ui.domain.access.queries import digest_of, find_access
from moment_ui.models.access import LoginSession, RoleKey
from moment_ui.state.base import NoticeState
from moment_ui.state.caller import FRESH_SECONDS
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.guard import TabState
from moment_ui.state.shell import ShellState
from tests.security.attacker import HYDRATE, ROOT_STATE, Socket, Target, connected
from tests.world import World

SHELL = ShellState.get_full_name()
PROFILE = CustomerProfileState.get_full_name()
NOTICES = NoticeState.get_full_name()


@pytest.fixture
def unchanged(attacked: Target) -> Iterator[None]:
    """The database is, after the test, what it was before."""
    before = attacked.contents()
    yield
    assert attacked.contents() == before


def used(actor: Actor) -> str:
    """A valid cookie."""
    return open_session(actor.user_id)


async def asked(attacked: Target, cookie: str, path: str = "/nord/customers") -> str:
    """What a tab with this cookie gets to see of the frame."""
    async with connected(attacked, path, cookie=cookie) as socket:
        await socket.send(f"{SHELL}.load")
        await socket.settle()
        return socket.everything


async def test_a_valid_session_works_here(attacked: Target, victims: World) -> None:
    """Else the tests below would prove nothing."""
    assert "Kari Economy" in await asked(attacked, used(victims.nord.economy))


@pytest.mark.usefixtures("unchanged")
async def test_nobody_sees_nothing(attacked: Target) -> None:
    async with connected(attacked, "/nord/customers") as socket:
        heard = await socket.call(f"{SHELL}.load")
        assert "Kari" not in heard
        assert "Tegnestuen" not in heard
        assert socket.redirects == ["/login/?next=/nord/customers"]


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("cookie", ["x", "x" * 5000, "' or 1=1 --", "\\x00", "NORD-ONLY"])
async def test_a_made_up_session_is_none(attacked: Target, cookie: str) -> None:
    assert "Kari" not in await asked(attacked, cookie)


async def test_a_revoked_session_is_none(attacked: Target, victims: World) -> None:
    cookie = used(victims.nord.economy)
    revoke_session(cookie)
    assert "Kari" not in await asked(attacked, cookie)


async def test_an_expired_session_is_none(attacked: Target, victims: World) -> None:
    cookie = used(victims.nord.economy)
    with global_writing() as session:
        mine = col(LoginSession.digest) == digest_of(cookie)
        session.exec(update(LoginSession).where(mine).values(expires_at=clock.now()))
    assert "Kari" not in await asked(attacked, cookie)


async def test_a_stored_digest_is_no_session(attacked: Target, victims: World) -> None:
    """Who reads the database cannot log in with what is in it."""
    assert "Kari" not in await asked(attacked, digest_of(used(victims.nord.economy)))


@pytest.mark.parametrize("path", ["/sor/customers", "/SOR/customers", "/%73or/customers", "/"])
async def test_a_member_of_one_company_gets_nothing_of_another(
    attacked: Target, victims: World, path: str
) -> None:
    cookie = used(victims.nord.administrator)
    async with connected(attacked, path, cookie=cookie) as socket:
        heard = await socket.call(f"{SHELL}.load")
        assert "Kari" not in heard
        assert socket.redirects == ["/nord/customers"]


@pytest.mark.usefixtures("unchanged")
async def test_a_cookie_inside_the_event_is_ignored(attacked: Target, victims: World) -> None:
    forged = {"cookie": f"{cookie_name()}={used(victims.nord.administrator)}"}
    async with connected(attacked, "/nord/customers") as socket:
        heard = await socket.call(f"{SHELL}.load", headers=forged, sid="s", ip="127.0.0.1")
        assert "Kari" not in heard


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("name", "payload"),
    [
        (f"{SHELL}.setvar", {"var_name": "theme", "value": "SET"}),
        (f"{ROOT_STATE}.setvar", {"var_name": "is_hydrated", "value": "SET"}),
        (f"{SHELL}.set_theme", {"value": "SET"}),
        (f"{SHELL}._read", {"query": "SET"}),
        (f"{SHELL}._write", {"command": "SET"}),
        (f"{SHELL}._actor", {}),
        (f"{NOTICES}._add", {"kind": "info", "text": "SET"}),
        (f"{SHELL}.__init__", {}),
        (f"{SHELL}.reset", {}),
        (f"{SHELL}.get_state", {"state_cls": "SET"}),
        (f"{SHELL}.no_such_handler", {}),
        ("no.such.state", {}),
        ("", {}),
        (
            f"{ROOT_STATE}.reflex___state____update_vars_internal_state.update_vars_internal",
            {"vars": {f"{SHELL}.theme": "SET"}},
        ),
        (
            f"{TabState.get_full_name()}.setvar",
            {"var_name": "_owner", "value": "SET"},
        ),
    ],
)
async def test_what_is_no_handler_of_ours_does_nothing(
    attacked: Target, victims: World, name: str, payload: dict[str, Any]
) -> None:
    cookie = used(victims.nord.administrator)
    async with connected(attacked, "/nord/customers", cookie=cookie) as socket:
        await socket.settle()
        assert "SET" not in await socket.call(name, payload)


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "message",
    [
        "text",
        7,
        None,
        [],
        {},
        {"name": 1},
        {"name": None, "payload": []},
        {"name": HYDRATE, "payload": "x"},
        {"name": HYDRATE, "router_data": "x"},
        {"name": HYDRATE, "router_data": {"pathname": 7, "asPath": {}, "query": []}},
        {"name": HYDRATE, "router_data": {"asPath": "http://[::1"}},
        {"name": HYDRATE, "substate_token": "x", "more": {}},
    ],
)
async def test_what_is_no_event_does_no_harm(
    attacked: Target, victims: World, message: Any
) -> None:
    cookie = used(victims.nord.administrator)
    async with connected(attacked, "/nord/customers", cookie=cookie) as socket:
        await socket.raw(message)
        await asyncio.sleep(0.05)
    assert "Kari Economy" in await asked(attacked, used(victims.nord.economy))


async def test_a_tabs_token_is_no_key(attacked: Target, victims: World) -> None:
    """Whoever learns a tab's token gets an empty tab, in the victim's name or not."""
    async with connected(
        attacked, "/nord/customers", cookie=used(victims.nord.administrator), tab="known"
    ) as socket:
        assert "Kari Administrator" in await socket.call(f"{SHELL}.load")
    for cookie in ("", used(victims.sor.economy)):
        path = "/sor/customers"
        async with connected(attacked, path, cookie=cookie, tab="known") as socket:
            await socket.settle()
            assert "Kari Administrator" not in socket.everything


async def test_logging_out_stops_open_tabs(attacked: Target, victims: World) -> None:
    cookie = used(victims.nord.economy)
    async with connected(attacked, "/nord/customers", cookie=cookie) as socket:
        assert "Kari Economy" in await socket.call(f"{SHELL}.load")
        async with httpx.AsyncClient(
            base_url=attacked.url, cookies={cookie_name(): cookie}, headers={"origin": attacked.url}
        ) as client:
            assert (await client.post("/logout/")).status_code == 303
        heard = await socket.call(f"{SHELL}.load")
        assert "Kari Economy" not in heard
        assert socket.redirects == ["/login/?next=/nord/customers"]


async def test_changes_reach_open_tabs_until_they_log_out(attacked: Target, victims: World) -> None:
    path = f"/nord/customers/{victims.nord.customers[10001]}"
    reader = used(victims.nord.co_worker)
    async with (
        connected(attacked, path, cookie=reader) as watching,
        connected(attacked, path, cookie=used(victims.nord.economy)) as changing,
    ):
        await watching.call(f"{PROFILE}.load")
        await watching.send(f"{PROFILE}.watch")
        await watching.settle()
        await changing.call(f"{PROFILE}.set_status", {"status": "inactive"})
        assert await hears(watching, "inactive")
        revoke_session(reader)
        await asyncio.sleep(FRESH_SECONDS)
        await changing.call(f"{PROFILE}.set_status", {"status": "potential"})
        assert await hears(watching, "/login/")
        assert "'potential'" not in watching.everything


async def hears(socket: Socket, wanted: str) -> bool:
    """Whether the text arrives within a few seconds."""
    for _ in range(100):
        if wanted in socket.everything:
            return True
        await asyncio.sleep(0.05)
    return False


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null"])
async def test_other_sites_cannot_open_the_websocket(
    attacked: Target, victims: World, origin: str
) -> None:
    with pytest.raises(SocketError):
        async with connected(
            attacked, "/nord/customers", cookie=used(victims.nord.economy), origin=origin
        ):
            pass


@pytest.mark.usefixtures("unchanged")
async def test_a_message_too_large_ends_the_connection(attacked: Target, victims: World) -> None:
    cookie = used(victims.nord.economy)
    async with connected(attacked, "/nord/customers", cookie=cookie) as socket:
        await socket.send(f"{NOTICES}.show", {"kind": "info", "text": "x" * 2_000_000})
        await asyncio.sleep(0.5)
        assert not socket.client.connected
    assert "Kari Economy" in await asked(attacked, used(victims.nord.economy))


# --- HTTP ------------------------------------------------------------------------------------


@pytest.fixture
async def browser(attacked: Target) -> Any:
    """Plain HTTP without a log-in, from a page of ours."""
    async with httpx.AsyncClient(
        base_url=attacked.url, headers={"origin": attacked.url}, timeout=20
    ) as client:
        yield client


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("path", ["/_upload", "/_upload/", "/api/uploads", "/api/uploads/x"])
async def test_uploads_need_a_log_in(browser: httpx.AsyncClient, path: str) -> None:
    files = {"files": ("x.csv", b"NORD-ONLY" * 10)}
    headers = {
        "Reflex-Client-Token": "x",
        "Reflex-Event-Handler": f"{SHELL}.load",
    }
    try:
        answer = await browser.post(path, files=files, headers=headers)
    except httpx.TransportError:
        return  # answered and hung up before the file was through
    assert answer.status_code in {400, 401, 403, 404, 405}


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("who", ["nobody", "external", "co-worker", "another company's"])
async def test_only_who_may_import_brings_a_file(
    browser: httpx.AsyncClient, victims: World, who: str
) -> None:
    actors = {
        "external": victims.nord.external,
        "co-worker": victims.nord.co_worker,
        "another company's": victims.sor.administrator,
    }
    if who in actors:
        browser.cookies.set(cookie_name(), used(actors[who]))
    try:
        answer = await browser.post("/api/uploads/nord/imports", files={"file": ("x.csv", b"a;b")})
    except httpx.TransportError:
        return  # answered and hung up before the file was through
    assert answer.status_code == 403


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "path", ["/_upload", "/api/uploads/customers", "/login/", "/logout/", "/x"]
)
async def test_bodies_too_large_are_refused(browser: httpx.AsyncClient, path: str) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(80):
            yield b"x" * 1_000_000

    try:
        answer = await browser.post(path, content=endless())
    except httpx.TransportError:
        return  # hung up in the middle
    assert answer.status_code in {400, 403, 404, 405, 413}


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("role", [None, RoleKey.ADMINISTRATOR, RoleKey.EXTERNAL])
async def test_an_export_is_for_the_one_who_asked(
    browser: httpx.AsyncClient, victims: World, role: RoleKey | None
) -> None:
    name = next(name for name in victims.nord.files if "economy" in name)
    if role:
        browser.cookies.set(cookie_name(), used(victims.nord.actors[role]))
    for wanted in (name, "no-such-name", "../moment.db", "..%2f..%2fmoment.db"):
        answer = await browser.get(f"/api/exports/{wanted}")
        assert answer.status_code == 404
        assert "NORD-ONLY" not in answer.text


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/login/", "/logout/", "/api/uploads", "/nord/customers", "/x"])
async def test_other_sites_cannot_change_anything(
    browser: httpx.AsyncClient, victims: World, method: str, path: str
) -> None:
    cookie = used(victims.nord.administrator)
    browser.cookies.set(cookie_name(), cookie)
    for foreign in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "", "sec-fetch-site": "cross-site"},
    ):
        answer = await browser.request(method, path, headers=foreign)
        assert answer.status_code == 403
    assert find_access(cookie, "nord") is not None


async def test_no_answer_invites_other_origins(browser: httpx.AsyncClient) -> None:
    for path in ("/api/health", "/ping", "/login/", "/_event/"):
        answer = await browser.get(path, headers={"origin": "https://evil.example"})
        assert answer.headers.get("access-control-allow-origin") is None


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "/%09/evil.example"]
)
async def test_no_redirect_leads_away(
    browser: httpx.AsyncClient, victims: World, target: str
) -> None:
    browser.cookies.set(cookie_name(), used(victims.nord.economy))
    answer = await browser.get("/login/", params={"next": target})
    location = answer.headers.get("location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert "evil" not in httpx.URL(location).host


async def test_every_answer_carries_the_protective_headers(browser: httpx.AsyncClient) -> None:
    for path in ("/api/health", "/login/", "/nord/customers", "/no/such/page", "/api/exports/x"):
        headers = (await browser.get(path)).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe-eval" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"]


async def test_sessions_given_from_outside_are_not_taken_over(
    browser: httpx.AsyncClient, victims: World
) -> None:
    browser.cookies.set(cookie_name(), "planted", domain="127.0.0.1", path="/")
    email = victims.nord.email(RoleKey.CO_WORKER)
    answer = await browser.post("/login/", data={"email": email, "password": victims.password})
    assert answer.status_code == 303
    assert "planted" not in answer.headers["set-cookie"]
    assert find_access("planted", "nord") is None


def test_sessions_are_stored_as_digests_only(attacked: Target, victims: World) -> None:
    token = used(victims.nord.economy)
    with global_writing() as session:
        stored = session.exec(select(LoginSession.digest)).all()
    assert digest_of(token) in stored
    assert token not in stored
