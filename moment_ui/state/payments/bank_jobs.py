"""Jobs with payment files: reading, posting and undoing, in processes of their own."""

import asyncio
import sys
from dataclasses import dataclass
from typing import Any, ClassVar

from moment_ui.core.errors import Conflict
from moment_ui.core.events import Changed, publish
from moment_ui.core.words import _
from moment_ui.imports.bank_job import Act, Order, Outcome
from moment_ui.state.jobs import Job

TOPICS = ("payment-files", "invoices", "audit")


class BankBusy(Conflict):
    """One payment file of a reader at a time."""

    def __init__(self) -> None:
        super().__init__(_("Your last payment file is still at work. Wait for it, or cancel it."))


@dataclass(eq=False)
class BankJob(Job):
    """One act on one file. One of `outcome` and `error` ends it; `known` is the file it was read as."""

    command: ClassVar[tuple[str, ...]] = (sys.executable, "-m", "moment_ui.imports.bank_job")
    turn: ClassVar[asyncio.Semaphore] = asyncio.Semaphore(1)
    wanted: ClassVar[list["BankJob"]] = []

    order: Order
    phase: str = ""
    outcome: Outcome | None = None
    known: int = 0

    def hear(self, message: dict[str, Any]) -> None:
        """How far it is, the outcome, or what went wrong."""
        self.error = message.get("error", "")
        self.known = int(message.get("known", 0))
        if "result" in message:
            self.outcome = Outcome.model_validate(message["result"])
        elif "phase" in message:
            self.phase = message["phase"]
            self.done, self.total = int(message["done"]), int(message["total"])

    async def end(self) -> None:
        """Tell those who watch: the process wrote, but they are here.

        One that went without a word may have written everything before: whoever looks, sees it.
        """
        if self.outcome is None and not self.error:
            self.error = (
                _("Cancelled. What you see is how it stands: all of it, or nothing.")
                if self.stopping
                else _("It was stopped. What you see is how it stands: all of it, or nothing.")
            )
        for topic in TOPICS:
            publish(Changed(self.order.company_id, topic))

    @property
    def percent(self) -> int:
        """How far it is, from 0 to 100."""
        return min(100, 100 * self.done // self.total) if self.total else 0

    @property
    def progress(self) -> str:
        """How far it is, in words."""
        if self.waiting:
            return _("Waiting for another payment file")
        words = {
            "reading": _("Reading, {done} payments"),
            "writing": _("Matching, {done} of {total}"),
            "posting": _("Posting, {done} of {total}"),
            "undoing": _("Taking back, {done} of {total}"),
        }
        return words.get(self.phase, _("Starting")).format(done=self.done, total=self.total)


def at_work(company_id: int, file_id: int) -> bool:
    """Whether somebody's job posts or undoes this payment file; what reads one has an upload's id."""
    orders = (job.order for job in BankJob.wanted)
    return any(
        (order.company_id, order.file_id) == (company_id, file_id) and order.act is not Act.READ
        for order in orders
    )


def begun(order: Order) -> BankJob:
    """A job that has been queued. Raises BankBusy."""
    if BankJob.wanted_by(order.user_id):
        raise BankBusy
    job = BankJob(order)
    job.start()
    return job
