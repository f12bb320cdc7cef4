"""Signed texts that can be handed out: what is in them cannot be changed, and they grow old.

Signed with LINK_SECRET, else with a secret of this installation that lies in the data folder.
"""

import os
import secrets
from typing import Any, cast

from itsdangerous import BadData, URLSafeTimedSerializer

from moment_ui.core.settings import settings

FILE = "link-secret"
LONGEST = 512


def signed(purpose: str, content: list[Any]) -> str:
    """The content as a text for addresses, signed for one purpose."""
    return _serializer(purpose).dumps(content)


def unsigned(purpose: str, text: str, *, days: int) -> list[Any] | None:
    """What was signed for this purpose in the last `days`; None for anything else."""
    if len(text) > LONGEST:
        return None
    try:
        content: Any = _serializer(purpose).loads(text, max_age=days * 86_400)
    except BadData:
        return None
    return cast("list[Any]", content) if isinstance(content, list) else None


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_secret(), salt=f"moment.{purpose}")


def _secret() -> str:
    chosen = settings().link_secret.get_secret_value()
    return chosen or _kept_secret()


def _kept_secret() -> str:
    """The secret in the data folder, made on first use; of two who make it, one wins."""
    path = settings().data_dir / FILE
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{FILE}.{secrets.token_hex(4)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text("ascii")
