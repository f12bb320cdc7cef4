"""What a request says about itself: the session cookie and the company in the address. Pure."""

from http.cookies import CookieError, SimpleCookie
from urllib.parse import unquote

from moment_ui.core.settings import settings

NOT_A_COMPANY = frozenset({"login", "logout", "api", "assets", "404"})
MAX_SLUG = 40


def cookie_name() -> str:
    """The session cookie's name; the prefix makes browsers insist on TLS and on our host."""
    return "__Host-moment" if settings().origin.startswith("https://") else "moment"


def token_in(cookie_header: str) -> str:
    """The session id in a Cookie header, empty when there is none."""
    try:
        morsel = SimpleCookie(cookie_header).get(cookie_name())
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def slug_in(path: str) -> str:
    """The company a path asks for: its first part. A wish, until checked against memberships."""
    first = unquote(path).lstrip("/").partition("/")[0]
    return "" if first in NOT_A_COMPANY else first[: MAX_SLUG + 1]
