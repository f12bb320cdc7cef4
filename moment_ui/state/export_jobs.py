"""Export jobs of this server: one process at a time, the others wait their turn."""

import asyncio
import json
import logging
import secrets
import sys
from dataclasses import dataclass, field

from moment_ui.core.settings import ROOT
from moment_ui.core.words import _
from moment_ui.reports.export import Order

logger = logging.getLogger(__name__)

MOST_PER_READER = 3
COMMAND = (sys.executable, "-m", "moment_ui.reports.job")
_turn = asyncio.Semaphore(1)
_wanted: list["ExportJob"] = []


@dataclass(eq=False)
class ExportJob:
    """One export on its way. `done` and `total` count rows; one of `title` and `error` ends it."""

    order: Order
    key: str = field(default_factory=lambda: secrets.token_hex(8))
    waiting: bool = True
    cancelled: bool = False
    done: int = 0
    total: int = 0
    title: str = ""
    error: str = ""
    task: asyncio.Task[None] | None = field(default=None, repr=False)
    process: asyncio.subprocess.Process | None = field(default=None, repr=False)

    def start(self) -> None:
        """Queue the job; it runs when its turn comes."""
        _wanted.append(self)
        self.task = asyncio.create_task(self._run())
        self.task.add_done_callback(lambda _task: _wanted.remove(self))

    def cancel(self) -> None:
        """The reader does not want it any more."""
        self.cancelled = True
        if self.task is not None:
            self.task.cancel()

    async def stop(self) -> None:
        """End the job, however far it is, and wait until its process is gone."""
        if self.task is not None:
            self.task.cancel()
            await asyncio.wait({self.task})

    async def news(self, seconds: float) -> bool:
        """Wait for the job's end, at most so long; returns whether it still goes on."""
        if self.task is None:
            return False
        await asyncio.wait({self.task}, timeout=seconds)
        return not self.task.done()

    async def _run(self) -> None:
        try:
            async with _turn:
                self.waiting = False
                await self._work()
        except Exception:
            logger.exception("An export job could not be run")
        if not self.title and not self.error:
            self.error = _("The export was stopped on the server. Try again.")

    async def _work(self) -> None:
        process = await asyncio.create_subprocess_exec(
            *COMMAND, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, cwd=ROOT
        )
        self.process = process
        try:
            if process.stdin and process.stdout:
                process.stdin.write(f"{self.order.model_dump_json()}\n".encode())
                process.stdin.close()
                async for line in process.stdout:
                    self._hear(line)
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    def _hear(self, line: bytes) -> None:
        message = json.loads(line)
        self.done = message.get("done", self.done)
        self.total = message.get("total", self.total)
        self.title = message.get("ready", "")
        self.error = message.get("error", "")


def wanted_by(user_id: int) -> list[ExportJob]:
    """The reader's exports that are running or waiting."""
    return [job for job in _wanted if job.order.user_id == user_id]
