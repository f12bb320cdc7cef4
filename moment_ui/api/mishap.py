"""The page for an address that there is nothing at, for this reader: answered before any script runs."""

import re
from functools import lru_cache
from html import escape
from http import HTTPStatus
from pathlib import Path

from starlette.responses import HTMLResponse, Response

from moment_ui.core import built
from moment_ui.core.words import _

_SCRIPTS = re.compile(r"<script\b.*?</script>|<link[^>]*modulepreload[^>]*>", re.DOTALL)
_SETS_THEME = 'localStorage.getItem("theme")'
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_BODY = re.compile(r"(<body[^>]*>.*?<div[^>]*radix-themes[^>]*>).*</body>", re.DOTALL)


def no_such_page(client: Path = built.CLIENT) -> Response:
    """404 with a page in our look that leads home; it says the same whatever is there for others."""
    page = client / "404.html"
    built_at = page.stat().st_mtime_ns if page.exists() else 0
    return HTMLResponse(_drawn(page, built_at), HTTPStatus.NOT_FOUND)


@lru_cache(maxsize=2)
def _drawn(page: Path, built_at: int) -> str:
    """The built page without its program: its style sheets, its theme, and our words."""
    title = f"<title>{escape(_('No such page · Moment UI'))}</title>"
    if not built_at:
        return f"<!DOCTYPE html><html lang=en><head>{title}</head><body>{_words()}</body></html>"
    html = _SCRIPTS.sub(_theme_only, page.read_text("utf-8"))
    html = _TITLE.sub("", html).replace("</head>", f"{title}</head>", 1)
    return _BODY.sub(lambda head: f"{head[1]}{_words()}</div></body>", html)


def _theme_only(found: re.Match[str]) -> str:
    return found[0] if _SETS_THEME in found[0] else ""


def _words() -> str:
    title = _("There is no page at this address")
    text = _("It may have been moved or mistyped, or it belongs to a company you do not work in.")
    return (
        f'<main class="mishap"><div class="state"><h2>{escape(title)}</h2><p>{escape(text)}</p>'
        f'<div class="row"><a class="btn solid" href="/">{escape(_("Go to your company"))}</a></div>'
        "</div></main>"
    )
