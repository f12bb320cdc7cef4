"""The headers of every answer."""

import base64
import hashlib
import os
from pathlib import Path

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from moment_ui.api import clients, headers
from moment_ui.api.headers import SecurityHeaders, cache_rule, content_policy
from moment_ui.core.built import all_script_hashes, script_hashes
from moment_ui.core.settings import Settings
from tests.api.asgi import call, http_scope


def sha(script: bytes) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}"


async def test_every_answer_carries_the_headers() -> None:
    answer = await call(SecurityHeaders(PlainTextResponse("x", 404)), http_scope("/nope"))
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert "strict-transport-security" not in answer.headers


async def test_pages_carry_the_policy_of_the_build_and_files_one_that_allows_nothing() -> None:
    page = await call(SecurityHeaders(HTMLResponse("x")), http_scope("/login/"))
    assert page.headers["content-security-policy"] == headers.built_policy()
    assert page.headers["x-frame-options"] == "DENY"
    assert page.headers["cross-origin-opener-policy"] == "same-origin"
    file = await call(SecurityHeaders(Response("x", media_type="image/svg+xml")), http_scope("/x"))
    assert file.headers["content-security-policy"].startswith("default-src 'none';")
    assert file.headers["content-security-policy"].endswith("; sandbox")


async def test_under_tls_browsers_are_told_to_stay_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    public = Settings(public_url="https://moment.example")
    monkeypatch.setattr(clients, "settings", lambda: public)
    answer = await call(SecurityHeaders(PlainTextResponse("x")), http_scope("/"))
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


async def test_the_hosts_below_are_bound_to_tls_only_when_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    public = Settings(public_url="https://moment.example", hsts_subdomains=True)
    monkeypatch.setattr(clients, "settings", lambda: public)
    monkeypatch.setattr(headers, "settings", lambda: public)
    answer = await call(SecurityHeaders(PlainTextResponse("x")), http_scope("/"))
    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


async def test_a_route_may_set_its_own_caching() -> None:
    response = Response("x", headers={"Cache-Control": "private, max-age=60"})
    answer = await call(SecurityHeaders(response), http_scope("/api/logo"))
    assert answer.headers["cache-control"] == "private, max-age=60"


def test_the_policy_allows_no_eval_and_no_inline_script_but_by_hash() -> None:
    rules = dict(
        rule.split(" ", 1) for rule in content_policy(("sha256-abc",)).split("; ") if " " in rule
    )
    assert rules["script-src"] == "'self' 'sha256-abc'"
    assert rules["default-src"] == "'self'"
    assert rules["connect-src"] == "'self'"
    assert rules["object-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"


def test_inline_scripts_are_found_and_loaded_ones_are_not() -> None:
    html = b"""<script>one</script><script src="/x.js"></script>
    <script type="module" async="">
    two</script><SCRIPT id="r">three</SCRIPT>"""
    assert script_hashes(html) == {sha(b"one"), sha(b"\n    two"), sha(b"three")}


def test_the_scripts_of_all_pages_are_gathered(tmp_path: Path) -> None:
    (tmp_path / "login").mkdir()
    (tmp_path / "index.html").write_bytes(b"<script>a</script>")
    (tmp_path / "login" / "index.html").write_bytes(b"<script>a</script><script>b</script>")
    assert all_script_hashes(tmp_path) == tuple(sorted({sha(b"a"), sha(b"b")}))


def test_the_policy_follows_a_new_build(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_bytes(b"<script>old</script>")
    assert sha(b"old") in headers.built_policy(tmp_path)
    page.write_bytes(b"<script>new</script>")
    stat = page.stat()
    os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    assert sha(b"new") in headers.built_policy(tmp_path)


@pytest.mark.parametrize(
    ("path", "status", "media_type", "rule"),
    [
        ("/assets/root-abc.js", 200, "text/javascript", headers.FOREVER),
        ("/assets/root-abc.js", 304, "", headers.FOREVER),
        ("/assets/gone.js", 404, "text/plain", headers.NO_STORE),
        ("/login/", 200, "text/html; charset=utf-8", headers.NO_STORE),
        ("/api/health", 200, "application/json", headers.NO_STORE),
        ("/fonts/inter.woff2", 200, "font/woff2", headers.A_MONTH),
        ("/keyboard.js", 200, "text/javascript", headers.ASK_AGAIN),
    ],
)
def test_how_long_answers_are_kept(path: str, status: int, media_type: str, rule: str) -> None:
    assert cache_rule(path, status, media_type) == rule
