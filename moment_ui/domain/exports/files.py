"""Where export files lie on disk, and the removal of what no record knows."""

import re
import time
from collections.abc import Container
from pathlib import Path

from moment_ui.core.settings import settings

ORPHAN_SECONDS = 3600
_NAME = re.compile(r"[a-z_-]{1,40}\.[A-Za-z0-9_-]{43}")


def folder() -> Path:
    """The folder of export files: outside every public one."""
    return settings().files_dir / "exports"


def path_of(name: str) -> Path | None:
    """Where the file with this random name lies; None for anything that is not such a name."""
    return folder() / name if _NAME.fullmatch(name) else None


def remove(name: str) -> None:
    """Remove a file, and drafts of it that a killed job left behind."""
    path = path_of(name)
    if path is None:
        return
    path.unlink(missing_ok=True)
    for draft in path.parent.glob(f"{name}.*.part"):
        draft.unlink(missing_ok=True)


def remove_orphans(known: Container[str]) -> int:
    """Remove old files without a record; returns how many. Young ones may still be in the making."""
    removed = 0
    oldest = time.time() - ORPHAN_SECONDS
    for path in folder().glob("*"):
        if path.name not in known and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            removed += 1
    return removed
