"""Files written whole or not at all, under names nobody can guess."""

import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def random_name() -> str:
    """A file name of 256 random bits."""
    return secrets.token_urlsafe(32)


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
