"""Who is calling."""

import pytest

from moment_ui.api import clients
from moment_ui.core.settings import Settings
from tests.api.asgi import http_scope


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch):
    return lambda **values: monkeypatch.setattr(clients, "settings", lambda: Settings(**values))


def test_without_proxies_the_forwarded_address_is_not_believed(configured) -> None:
    configured(trusted_proxy_hops=0)
    scope = http_scope("/", x_forwarded_for="198.51.100.1")
    assert clients.client_address(scope) == "203.0.113.7"


@pytest.mark.parametrize(
    ("hops", "forwarded", "client"),
    [
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (3, "198.51.100.1", "203.0.113.7"),
        (1, "", "203.0.113.7"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "::ffff:198.51.100.1", "198.51.100.1"),
    ],
)
def test_behind_proxies_the_entry_of_the_outermost_counts(
    configured, hops: int, forwarded: str, client: str
) -> None:
    configured(trusted_proxy_hops=hops)
    assert clients.client_address(http_scope("/", x_forwarded_for=forwarded)) == client


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        ("http://localhost:8000", "localhost:8000", True),
        ("http://192.168.1.5:8000", "192.168.1.5:8000", True),
        ("http://localhost:8000", "127.0.0.1:8000", True),
        ("http://evil.example", "localhost:8000", False),
        ("http://localhost:8001", "localhost:8000", False),
        ("null", "localhost:8000", False),
        ("file://localhost:8000", "localhost:8000", False),
        ("", "", False),
        (None, "localhost:8000", False),
    ],
)
def test_without_a_public_address_a_page_is_ours_when_it_came_from_the_same_host(
    configured, origin: str | None, host: str, own: bool
) -> None:
    configured(port=8000, public_url="")
    assert clients.is_own_origin(origin, host) is own


@pytest.mark.parametrize(
    ("origin", "own"),
    [("https://moment.example", True), ("http://moment.example", False), ("http://x", False)],
)
def test_with_a_public_address_only_that_is_ours(configured, origin: str, own: bool) -> None:
    configured(public_url="https://moment.example/")
    assert clients.is_own_origin(origin, "x") is own


def test_tls_is_believed_of_trusted_proxies_only(configured) -> None:
    scope = http_scope("/", x_forwarded_proto="https")
    configured(trusted_proxy_hops=0)
    assert not clients.is_secure(scope)
    configured(trusted_proxy_hops=1)
    assert clients.is_secure(scope)
