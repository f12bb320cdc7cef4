"""Jobs of this server in processes of their own: one of a kind at a time, the others wait their turn."""

import asyncio
import json
import logging
import secrets
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, Self

from moment_ui.core.places import log_error
from moment_ui.core.settings import ROOT

logger = logging.getLogger(__name__)


class Order(Protocol):
    """What a job is to do, and for whom; goes to its process as one line of JSON."""

    @property
    def user_id(self) -> int:
        """Who wants it."""
        ...

    def model_dump_json(self) -> str:
        """The order as JSON."""
        ...


@dataclass(eq=False)
class Job:
    """One job on its way. `done` of `total` tells how far; a kind of job adds how it ends.

    A kind says which `command` runs it, how long a line of its answers may be, and has a `turn` and
    a list of those `wanted` of its own.
    """

    command: ClassVar[tuple[str, ...]]
    longest_line: ClassVar[int] = 64 << 10
    turn: ClassVar[asyncio.Semaphore]
    wanted: ClassVar[list[Any]]

    order: Any
    key: str = field(default_factory=lambda: secrets.token_hex(8))
    waiting: bool = True
    cancelled: bool = False
    stopping: bool = field(default=False, repr=False)
    done: int = 0
    total: int = 0
    error: str = ""
    task: asyncio.Task[None] | None = field(default=None, repr=False)
    process: asyncio.subprocess.Process | None = field(default=None, repr=False)

    @classmethod
    def wanted_by(cls, user_id: int) -> list[Self]:
        """The reader's jobs of this kind that are running or waiting."""
        return [job for job in cls.wanted if job.order.user_id == user_id]

    def start(self) -> None:
        """Queue the job; it runs when its turn comes."""
        self.wanted.append(self)
        self.task = asyncio.create_task(self._run())
        self.task.add_done_callback(lambda _task: self.wanted.remove(self))

    def cancel(self) -> None:
        """The reader does not want it any more."""
        self.cancelled = True
        self._break_off()

    async def stop(self) -> None:
        """End the job, however far it is, and wait until its process is gone."""
        self._break_off()
        if self.task is not None:
            await asyncio.wait({self.task})

    def _break_off(self) -> None:
        """Once: a second time would cut short what the job does when it ends."""
        if self.task is not None and not self.task.done() and not self.stopping:
            self.stopping = True
            self.task.cancel()

    async def news(self, seconds: float) -> bool:
        """Wait for the job's end, at most so long; returns whether it still goes on."""
        if self.task is None:
            return False
        await asyncio.wait({self.task}, timeout=seconds)
        return not self.task.done()

    def hear(self, message: dict[str, Any]) -> None:
        """Take in what the process says."""
        raise NotImplementedError

    async def end(self) -> None:
        """The process has gone, whatever it said last, or it never began."""
        raise NotImplementedError

    async def _run(self) -> None:
        try:
            async with self.turn:
                self.waiting = False
                await self._work()
        except Exception as error:
            log_error(logger, f"{type(self).__name__} could not be run", error)
        finally:
            await self.end()

    async def _work(self) -> None:
        process = await asyncio.create_subprocess_exec(
            *self.command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
            limit=self.longest_line,
        )
        self.process = process
        try:
            if process.stdin and process.stdout:
                process.stdin.write(f"{self.order.model_dump_json()}\n".encode())
                process.stdin.close()
                async for line in process.stdout:
                    self.hear(json.loads(line))
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
