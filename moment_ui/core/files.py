"""Files written whole or not at all, under names nobody can guess."""

import os
import re
import secrets
import time
import unicodedata
from collections.abc import Container, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from moment_ui.core.settings import settings

ORPHAN_SECONDS = 3600
_DRAFT = re.compile(r"(.+)\.[0-9a-f]{8}\.part")


def random_name() -> str:
    """A file name of 256 random bits."""
    return secrets.token_urlsafe(32)


def plain_title(title: str, longest: int) -> str:
    """A reader's file name without folders and unprintable signs; its end when it is too long."""
    last = unicodedata.normalize("NFC", title).replace("\\", "/").rpartition("/")[2]
    plain = " ".join("".join(letter for letter in last if letter.isprintable()).split())
    return plain[-longest:].strip() if plain.strip(". ") else "file"


@contextmanager
def written_whole(path: Path) -> Generator[BinaryIO]:
    """Write to a temporary neighbour, then move it into place; an error leaves nothing behind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        with draft.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


class Shelf:
    """A folder of files under random names, outside every public one.

    `pattern` is what a whole name looks like; no other name leads to a path.
    """

    def __init__(self, name: str, pattern: str) -> None:
        self._name = name
        self._pattern = re.compile(pattern)

    def folder(self) -> Path:
        """Where the files lie."""
        return settings().files_dir / self._name

    def path_of(self, name: str) -> Path | None:
        """Where the file with this random name lies; None for anything that is not such a name."""
        return self.folder() / name if self._pattern.fullmatch(name) else None

    def remove(self, name: str) -> None:
        """Remove a file, and drafts of it that were never finished."""
        path = self.path_of(name)
        if path is None:
            return
        path.unlink(missing_ok=True)
        for draft in path.parent.glob(f"{name}.*.part"):
            draft.unlink(missing_ok=True)

    def remove_orphans(self, known: Container[str], unwanted: str = "") -> int:
        """Remove files and drafts that are not `known`; returns how many.

        Young ones may still be in the making and stay, unless it is the `unwanted` one.
        """
        removed = 0
        oldest = time.time() - ORPHAN_SECONDS
        for path in self.folder().glob("*"):
            if path.name in known:
                continue
            if _whole(path.name) == unwanted or path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)
                removed += 1
        return removed


def _whole(name: str) -> str:
    """The name of the file that a draft was to become; any other name as it is."""
    draft = _DRAFT.fullmatch(name)
    return draft[1] if draft else name
