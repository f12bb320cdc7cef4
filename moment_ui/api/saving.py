"""Fetching one file by HTTP, always to be saved and never shown: whatever it is, it cannot run here.

What another company has, what never was, and what the reader's role does not show are answered with the
same 404. Shared by what gives files.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from moment_ui.api.taking import LARGEST_ID, PRIVATE, acting, nothing
from moment_ui.core.actor import Actor
from moment_ui.core.errors import LoggedOut, NotFound, NotPermitted
from moment_ui.db.pool import in_pool
from moment_ui.db.work import reading


class Lying(Protocol):
    """A file on a shelf: where it lies, and what it is called."""

    @property
    def path(self) -> Path:
        """Where it lies."""
        ...

    @property
    def title(self) -> str:
        """What it is saved as."""
        ...

    @property
    def media_type(self) -> str:
        """What kind of file it is."""
        ...


async def saved(request: Request, find: Callable[..., Lying | None], *names: str) -> Response:
    """The file that `find(work, …)` gives for the parts of the address with these names."""
    asked = [request.path_params[name] for name in names]
    if any(isinstance(part, int) and part > LARGEST_ID for part in asked):
        return nothing()
    try:
        found = await in_pool(_found, await acting(request), find, asked)
    except (LoggedOut, NotFound, NotPermitted):
        return nothing()
    if found is None:
        return nothing()
    return FileResponse(
        found.path, media_type=found.media_type, filename=found.title, headers=PRIVATE
    )


def _found(who: Actor, find: Callable[..., Lying | None], asked: list[Any]) -> Lying | None:
    with reading(who) as work:
        return find(work, *asked)
