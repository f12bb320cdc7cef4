"""Import jobs of this server: one process at a time, the others wait their turn."""

import asyncio
import json
import secrets
import sys
from dataclasses import dataclass, field

from moment_ui.core.events import Changed, publish
from moment_ui.core.settings import ROOT
from moment_ui.core.words import _
from moment_ui.imports.job import Order, Outcome
from moment_ui.imports.kinds import kind_called

_COMMAND = (sys.executable, "-m", "moment_ui.imports.job")
_LONGEST_LINE = 4 << 20  # all problems stand on one line
_turn = asyncio.Semaphore(1)
_wanted: list["ImportJob"] = []


@dataclass(eq=False)
class ImportJob:
    """One check or import on its way. One of `outcome` and `error` ends it."""

    order: Order
    key: str = field(default_factory=lambda: secrets.token_hex(8))
    waiting: bool = True
    phase: str = ""
    done: int = 0
    total: int = 0
    outcome: Outcome | None = None
    error: str = ""
    task: asyncio.Task[None] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Queue the job; it runs when its turn comes."""
        _wanted.append(self)
        self.task = asyncio.create_task(self._run())
        self.task.add_done_callback(lambda _task: _wanted.remove(self))

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
        async with _turn:
            self.waiting = False
            await self._work()
        if self.outcome is None and not self.error:
            self.error = _("The import was stopped and changed nothing. Try again.")
        if self.outcome is not None and self.outcome.batch_id is not None:
            topics = (*kind_called(self.order.kind).topics, "audit", "imports")
            for topic in topics:  # the process wrote; those who watch are here
                publish(Changed(self.order.company_id, topic))

    async def _work(self) -> None:
        process = await asyncio.create_subprocess_exec(
            *_COMMAND,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
            limit=_LONGEST_LINE,
        )
        try:
            if process.stdin and process.stdout:
                process.stdin.write(f"{self.order.model_dump_json()}\n".encode())
                process.stdin.close()
                async for line in process.stdout:
                    self._hear(json.loads(line))
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    def _hear(self, message: dict[str, object]) -> None:
        self.error = str(message.get("error", ""))
        if "result" in message:
            self.outcome = Outcome.model_validate(message["result"])
        elif "phase" in message:
            self.phase = str(message["phase"])
            self.done, self.total = (int(str(message[key])) for key in ("done", "total"))


def wanted_by(user_id: int) -> list[ImportJob]:
    """The reader's imports that are running or waiting."""
    return [job for job in _wanted if job.order.user_id == user_id]
