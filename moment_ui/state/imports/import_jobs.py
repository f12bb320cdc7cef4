"""Import jobs of this server: checks of a file, and imports."""

import asyncio
import datetime as dt
import logging
import sys
from dataclasses import dataclass, field
from typing import Any, ClassVar

from moment_ui.core import clock
from moment_ui.core.events import Changed, publish
from moment_ui.core.places import log_error
from moment_ui.core.words import _
from moment_ui.db.pool import in_pool
from moment_ui.imports.history import PastImport, import_since
from moment_ui.imports.job import Order, Outcome
from moment_ui.imports.kinds import kind_called
from moment_ui.state.jobs import Job

logger = logging.getLogger(__name__)


@dataclass(eq=False)
class ImportJob(Job):
    """One check or import. One of `outcome` and `error` ends it."""

    command: ClassVar[tuple[str, ...]] = (sys.executable, "-m", "moment_ui.imports.job")
    longest_line: ClassVar[int] = 4 << 20  # all problems stand on one line
    turn: ClassVar[asyncio.Semaphore] = asyncio.Semaphore(1)
    wanted: ClassVar[list["ImportJob"]] = []

    order: Order
    ordered_at: dt.datetime = field(default_factory=clock.now)
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

    async def end(self) -> None:
        """Tell those who watch: the process wrote, but they are here.

        A process that went without an outcome may have written everything before; the import's
        own record tells.
        """
        if self.outcome is None and not self.order.dry_run and not self.waiting:
            await self._look_it_up()
        if self.outcome is None and not self.error:
            self.error = (
                _("The import was cancelled; nothing changed.")
                if self.stopping
                else _("The import was stopped and changed nothing. Try again.")
            )
        if self.outcome is not None and self.outcome.batch_id is not None:
            for topic in (*kind_called(self.order.kind).topics, "audit", "imports"):
                publish(Changed(self.order.company_id, topic))

    async def _look_it_up(self) -> None:
        order = self.order
        try:
            past = await in_pool(
                import_since, order.user_id, order.company_id, order.kind, self.ordered_at
            )
        except Exception as error:
            log_error(logger, "An import that ended early could not be looked up", error)
            self.error = _(
                "The import was stopped, and whether it changed anything is not known yet. "
                "Look at the list of imports before you try again."
            )
            return
        if past is not None:
            self.outcome, self.error = told_by(past), ""


def told_by(past: PastImport) -> Outcome:
    """The outcome of an import as far as its record says; why rows were refused is not in it."""
    return Outcome(
        batch_id=past.id,
        rows=past.created + past.updated + past.unchanged + past.refused,
        created=past.created,
        updated=past.updated,
        unchanged=past.unchanged,
        refused=past.refused,
        problem_count=0,
        problems=[],
        seconds=0,
    )
