"""Export jobs of this server."""

import asyncio
import sys
from dataclasses import dataclass
from typing import Any, ClassVar

from moment_ui.core.words import _
from moment_ui.reports.export import Order
from moment_ui.state.jobs import Job

MOST_PER_READER = 3


@dataclass(eq=False)
class ExportJob(Job):
    """One export. `done` and `total` count rows; one of `title` and `error` ends it."""

    command: ClassVar[tuple[str, ...]] = (sys.executable, "-m", "moment_ui.reports.job")
    turn: ClassVar[asyncio.Semaphore] = asyncio.Semaphore(1)
    wanted: ClassVar[list["ExportJob"]] = []

    order: Order
    title: str = ""

    def hear(self, message: dict[str, Any]) -> None:
        """How many rows are done, the file's title, or what went wrong."""
        self.done = message.get("done", self.done)
        self.total = message.get("total", self.total)
        self.title = message.get("ready", "")
        self.error = message.get("error", "")

    async def end(self) -> None:
        """A job that ended without a word is said to have been stopped."""
        if not self.title and not self.error:
            self.error = _("The export was stopped on the server. Try again.")
