"""Who is calling: the client's address behind proxies, TLS, and whether a page of ours asks."""

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from moment_ui.core.settings import settings

IPV6_HOUSEHOLD = 64  # one subscriber's addresses; limits count them as one


def client_address(scope: Scope) -> str:
    """The client's address, as limits count it: IPv4 whole, IPv6 by its first 64 bits.

    Behind `TRUSTED_PROXY_HOPS` proxies it is the entry of X-Forwarded-For that the outermost of
    them wrote; what stands to the left of that, anyone may have written.
    """
    client = scope.get("client")
    direct = client[0] if client else ""
    hops = settings().trusted_proxy_hops
    if not hops:
        return _household(direct)
    lines = Headers(scope=scope).getlist("x-forwarded-for")
    chain = [part.strip() for part in ",".join(lines).split(",") if part.strip()]
    return _household(chain[-hops] if len(chain) >= hops else direct)


def _household(text: str) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text[:64]
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, IPV6_HOUSEHOLD), strict=False))


def is_secure(scope: Scope) -> bool:
    """Whether the reader's browser speaks TLS to us, or to the proxy before us."""
    if settings().origin.startswith("https://") or scope.get("scheme") in {"https", "wss"}:
        return True
    forwarded = Headers(scope=scope).get("x-forwarded-proto", "")
    return bool(settings().trusted_proxy_hops) and forwarded.split(",")[-1].strip() == "https"


def is_own_origin(origin: str | None, host: str) -> bool:
    """Whether a page with this origin is one of ours.

    With PUBLIC_URL set it must be that. Without, it is ours when it was loaded from the very host
    that is now asked (by whatever name the reader reached it).
    """
    if origin == settings().origin:
        return True
    if settings().public_url or not origin:
        return False
    parts = urlsplit(origin)
    return parts.scheme in {"http", "https"} and bool(host) and parts.netloc == host
