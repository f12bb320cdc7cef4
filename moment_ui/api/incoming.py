"""A request's body on its way to the disk: in blocks, by threads, whole or not at all."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from starlette.requests import ClientDisconnect, Request

from moment_ui.core.files import written_whole
from moment_ui.core.media import HEAD_BYTES, TAIL_BYTES, Glimpse
from moment_ui.db.pool import in_pool

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Received:
    """A body that lies whole on the disk."""

    size: int
    sha256: str
    seen: Glimpse


@asynccontextmanager
async def _written(path: Path) -> AsyncIterator[BinaryIO]:
    """`written_whole`, with the disk's work done by threads."""
    writing = written_whole(path)
    out = await in_pool(writing.__enter__)
    try:
        yield out
    except BaseException as error:
        await asyncio.shield(in_pool(writing.__exit__, type(error), error, error.__traceback__))
        raise
    await in_pool(writing.__exit__, None, None, None)


async def received(request: Request, path: Path) -> Received:
    """Take the body in. A cut connection and a full disk leave no file.

    Raises ClientDisconnect, also when less came than the request said, and OSError.
    """
    digest, size, head, tail = hashlib.sha256(), 0, b"", b""
    async with _written(path) as out:
        async for block in _blocks(request):
            await in_pool(out.write, block)
            await in_pool(digest.update, block)
            size += len(block)
            head += block[: HEAD_BYTES - len(head)]
            tail = (tail + block[-TAIL_BYTES:])[-TAIL_BYTES:]
        if size < declared_size(request):
            raise ClientDisconnect
    return Received(size, digest.hexdigest(), Glimpse(head, tail))


def declared_size(request: Request) -> int:
    """What the request says of its size; 0 when it says nothing."""
    text = request.headers.get("content-length", "0")
    return int(text) if text.isascii() and text.isdigit() else 0


async def _blocks(request: Request) -> AsyncIterator[bytes]:
    """The body in pieces that are worth a thread's while."""
    waiting = bytearray()
    async for piece in request.stream():
        waiting += piece
        if len(waiting) >= BLOCK:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)
