"""A page that is loaded anew shows nothing of before: not a form left open, and no rows of another address.

The tab's state outlives the page. What it held is sent first and the page is read after that, so
for a moment a list would stand there that the address does not ask for, ready to be pressed.
"""

from collections.abc import Iterator

import reflex as rx
from reflex.state import BaseState

from moment_ui.state.forms import close_forms

SHOWN = ("ready", "failed", "empty")


async def start_afresh(root: rx.State) -> None:
    """Make the tab as good as new, but for what goes on in it: an import, an export, messages."""
    await close_forms(root)
    for state in _all(root):
        if getattr(state, "phase", "") in SHOWN:
            state.phase = ""


def _all(state: BaseState) -> Iterator[BaseState]:
    yield state
    for child in state.substates.values():
        yield from _all(child)
