"""Import jobs of this server: checks of a file, and imports."""

import asyncio
import sys
from dataclasses import dataclass
from typing import Any, ClassVar

from moment_ui.core.events import Changed, publish
from moment_ui.core.words import _
from moment_ui.imports.job import Order, Outcome
from moment_ui.imports.kinds import kind_called
from moment_ui.state.jobs import Job


@dataclass(eq=False)
class ImportJob(Job):
    """One check or import. One of `outcome` and `error` ends it."""

    command: ClassVar[tuple[str, ...]] = (sys.executable, "-m", "moment_ui.imports.job")
    longest_line: ClassVar[int] = 4 << 20  # all problems stand on one line
    turn: ClassVar[asyncio.Semaphore] = asyncio.Semaphore(1)
    wanted: ClassVar[list["ImportJob"]] = []

    order: Order
    phase: str = ""
    outcome: Outcome | None = None

    def hear(self, message: dict[str, Any]) -> None:
        """Which phase it is in and how far, the outcome, or what went wrong."""
        self.error = message.get("error", "")
        if "result" in message:
            self.outcome = Outcome.model_validate(message["result"])
        elif "phase" in message:
            self.phase = message["phase"]
            self.done, self.total = int(message["done"]), int(message["total"])

    def end(self) -> None:
        """Tell those who watch: the process wrote, but they are here."""
        if self.outcome is None and not self.error:
            self.error = _("The import was stopped and changed nothing. Try again.")
        if self.outcome is not None and self.outcome.batch_id is not None:
            for topic in (*kind_called(self.order.kind).topics, "audit", "imports"):
                publish(Changed(self.order.company_id, topic))
