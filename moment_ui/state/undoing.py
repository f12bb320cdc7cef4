"""Taking back an act that a message tells of: it stays within reach until it is taken back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from moment_ui.core.errors import AppError, LoggedOut
from moment_ui.state.base import AppState, tell


@dataclass
class Undoing:
    """Whether an act was taken back."""

    done: bool = False


@asynccontextmanager
async def undoing(state: AppState, again: Any) -> AsyncIterator[Undoing]:
    """Take an act back in the block, forget it as the next step, and say so or name where to go.

    Where it is refused the message says why, and `again` is the event that tries once more. What is read
    anew comes after the block, where one is on its page: refused inside, it would pass for the undo's
    refusal. A log-in that has ended is for the guard.
    """
    undoing = Undoing()
    try:
        yield undoing
        undoing.done = True
    except LoggedOut:
        raise
    except AppError as error:
        await tell(state, "error", error.message, again)
