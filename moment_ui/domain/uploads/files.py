"""Where uploaded files lie on disk."""

import re
from pathlib import Path

from moment_ui.core.settings import settings

_NAME = re.compile(r"[A-Za-z0-9_-]{43}")


def folder() -> Path:
    """The folder of uploads: outside every public one."""
    return settings().files_dir / "uploads"


def path_of(name: str) -> Path | None:
    """Where the file with this random name lies; None for anything that is not such a name."""
    return folder() / name if _NAME.fullmatch(name) else None


def remove(name: str) -> None:
    """Remove a file, and drafts of it that were never finished."""
    path = path_of(name)
    if path is None:
        return
    path.unlink(missing_ok=True)
    for draft in path.parent.glob(f"{name}.*.part"):
        draft.unlink(missing_ok=True)
