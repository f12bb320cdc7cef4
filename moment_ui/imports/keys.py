"""Keys that make an import safe to run twice where the trade has no number of its own."""

import hashlib

MAX_KEY = 100


def given_key(reference: str) -> str:
    """The key of a row whose source gave it a reference."""
    return f"ref:{reference}"[:MAX_KEY]


def derived_key(*parts: object) -> str:
    """The key of a row by what it says; the last part counts rows that say the same."""
    text = "\x1f".join(str(part) for part in parts)
    return "row:" + hashlib.sha256(text.encode()).hexdigest()[:40]
