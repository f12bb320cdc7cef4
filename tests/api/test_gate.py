"""Who may load which address."""

from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse

from moment_ui.api.gate import Gate, log_in_address, own_path, page_pattern
from moment_ui.api.mishap import no_such_page
from tests.api.asgi import Answer, call, http_scope

PRIVATE = ("/", "/[company]/customers", "/[company]/customers/[customer_id]")
PUBLIC = ("/login",)


async def home(cookie: str) -> str | None:
    return {"moment=ingrid": "/nord/customers", "moment=nowhere": "/"}.get(cookie)


async def may_enter(cookie: str, slug: str) -> bool | None:
    return slug == "nord" if cookie == "moment=ingrid" else None


async def ask(path: str, method: str = "GET", query: str = "", **headers: str) -> Answer:
    gate = Gate(
        PlainTextResponse("app"), private=PRIVATE, public=PUBLIC, home=home, may_enter=may_enter
    )
    return await call(gate, http_scope(path, method, query, **headers))


async def test_a_page_without_a_log_in_leads_to_the_log_in_and_back() -> None:
    answer = await ask("/nord/customers", query="sort=-due&page=2")
    assert answer.status == 303
    assert answer.headers["location"] == "/login/?next=%2Fnord%2Fcustomers%3Fsort%3D-due%26page%3D2"


@pytest.mark.parametrize("path", ["/nord/customers", "/nord/customers/", "/nord/customers/7"])
async def test_a_page_with_a_log_in_is_shown(path: str) -> None:
    assert (await ask(path, cookie="moment=ingrid")).text == "app"


@pytest.mark.parametrize("path", ["/sor/customers", "/sor/customers/7", "/never-was/customers/"])
async def test_a_company_that_is_not_the_readers_answers_like_one_that_never_was(path: str) -> None:
    answer = await ask(path, cookie="moment=ingrid")
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "There is no page at this address" in answer.text
    assert answer.text == (await ask("/x/customers", cookie="moment=ingrid")).text


@pytest.mark.parametrize("path", ["//nord/customers", "/sor//customers", "//sor/customers/7"])
@pytest.mark.parametrize("cookie", ["", "moment=ingrid"])
async def test_doubled_slashes_lead_past_nobody(path: str, cookie: str) -> None:
    assert (await ask(path, cookie=cookie)).status == 404


def test_the_page_is_the_built_one_without_its_program(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text(
        '<html><head><title>App</title><link rel="stylesheet" href="/a.css"/>'
        '<link rel="modulepreload" href="/x.js"/><script src="/frame.js"></script></head><body>'
        '<div class="radix-themes"><main>frame</main></div>'
        '<script>localStorage.getItem("theme")</script><script>boot()</script></body></html>'
    )
    html = bytes(no_such_page(tmp_path).body).decode()
    assert '<link rel="stylesheet" href="/a.css"/>' in html
    assert "radix-themes" in html
    assert "There is no page at this address" in html
    assert "<title>No such page · Moment UI</title>" in html
    for gone in ("modulepreload", "frame", "boot()", "<title>App"):
        assert gone not in html


async def test_the_bare_address_leads_home() -> None:
    assert (await ask("/", cookie="moment=ingrid")).headers["location"] == "/nord/customers"


async def test_somebody_without_a_company_is_not_sent_in_circles() -> None:
    assert (await ask("/", cookie="moment=nowhere")).text == "app"


@pytest.mark.parametrize("path", ["/nope", "/a/b", "/api/health", "/assets/x.js", "/login/x"])
async def test_what_is_no_page_is_left_to_the_app(path: str) -> None:
    assert (await ask(path)).text == "app"


async def test_the_log_in_page_is_for_those_who_are_not_logged_in() -> None:
    assert (await ask("/login/")).text == "app"
    there = await ask("/login/", query="next=/nord/customers/7", cookie="moment=ingrid")
    assert there.headers["location"] == "/nord/customers/7"


async def test_the_log_in_page_never_leads_to_another_site() -> None:
    answer = await ask("/login/", query="next=//evil.example", cookie="moment=ingrid")
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example", "host": "localhost"},
        {"origin": "null", "host": "localhost"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
async def test_another_sites_page_changes_nothing(method: str, headers: dict[str, str]) -> None:
    assert (await ask("/logout/", method, **headers)).status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://localhost", "host": "localhost", "sec_fetch_site": "same-origin"},
        {"host": "localhost"},
    ],
)
async def test_our_own_pages_and_programs_may(headers: dict[str, str]) -> None:
    assert (await ask("/logout/", "POST", **headers)).text == "app"


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "nord",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/\t/evil.example",
        "/nord\r\nset-cookie: x",
        "javascript:alert(1)",
        "/x\\y",
    ],
)
def test_only_paths_of_this_site_are_own(text: str | None) -> None:
    assert own_path(text) is None


def test_a_path_with_a_query_is_own() -> None:
    assert own_path("/nord/customers?sort=-due#x") == "/nord/customers?sort=-due#x"


def test_the_way_back_keeps_letters_of_all_kinds() -> None:
    assert log_in_address("/nord/ås", "") == "/login/?next=%2Fnord%2F%25C3%25A5s"
    assert log_in_address("/", "") == "/login/"


def test_a_pattern_takes_one_part_for_each_parameter() -> None:
    pattern = page_pattern("/[company]/customers/[id]")
    assert pattern.fullmatch("/a/customers/7")
    assert not pattern.fullmatch("/a/customers")
    assert not pattern.fullmatch("/a/b/customers/7")
    assert page_pattern("/").fullmatch("/")
