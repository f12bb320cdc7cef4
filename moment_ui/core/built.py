"""The built front end as it lies on disk: where it is, and which inline scripts its pages hold."""

import base64
import hashlib
import re
from pathlib import Path

from moment_ui.core.settings import ROOT

WEB = ROOT / ".web"
CLIENT = WEB / "build" / "client"

_INLINE_SCRIPT = re.compile(
    rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE
)


def script_hashes(html: bytes) -> frozenset[str]:
    """The inline scripts of one page as content policies name them: `sha256-…`."""
    return frozenset(
        f"sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode('ascii')}"
        for script in _INLINE_SCRIPT.findall(html)
    )


def all_script_hashes(client: Path = CLIENT) -> tuple[str, ...]:
    """The inline scripts of every built page, sorted; empty when nothing is built."""
    found: set[str] = set()
    for page in client.rglob("*.html"):
        found |= script_hashes(page.read_bytes())
    return tuple(sorted(found))
