"""A real server for tests: the production build, a process of its own, a free port, its own data."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from moment_ui.core.settings import ROOT

READY = "Moment is ready on "
START_SECONDS = 300
STOP_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: its address, its data folder and its process."""

    url: str
    data_dir: Path
    process: subprocess.Popen[bytes]
    log: Path
    ready_after: float

    def stop(self) -> tuple[int, str]:
        """End it as Ctrl-C does; returns the exit code and what it said."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=STOP_SECONDS)
        said = self.log.read_text("utf-8")
        self.log.unlink()
        return code, said


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment_for(data_dir: Path, **settings: str) -> dict[str, str]:
    """This process's environment with the settings of one server, and nobody else's."""
    foreign = {"DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "DEMO", "MOMENT_LANGUAGE"}
    inherited = {name: value for name, value in os.environ.items() if name not in foreign}
    return {**inherited, "DATA_DIR": str(data_dir), "MOMENT_HOST": "127.0.0.1", **settings}


RUN = ("-m", "moment_ui", "run")


def start(data_dir: Path, *arguments: str, **settings: str) -> Served:
    """Start `python -m moment_ui run` and wait until it says that it is ready."""
    return _started(RUN, data_dir, *arguments, **settings)


def _started(program: tuple[str, ...], data_dir: Path, *arguments: str, **settings: str) -> Served:
    port = int(settings.pop("PORT", "0")) or free_port()
    handle, name = tempfile.mkstemp(prefix="moment-server-", suffix=".log")
    log = Path(name)
    began = time.monotonic()
    with os.fdopen(handle, "wb") as output:
        process = subprocess.Popen(
            [sys.executable, *program, *arguments],
            cwd=ROOT,
            env=environment_for(data_dir, PORT=str(port), **settings),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    while READY not in (said := log.read_text("utf-8")):
        if process.poll() is not None or time.monotonic() - began > START_SECONDS:
            process.kill()
            log.unlink()
            raise AssertionError(f"The server did not start:\n{said}")
        time.sleep(0.02)
    return Served(f"http://127.0.0.1:{port}", data_dir, process, log, time.monotonic() - began)


@contextmanager
def serving(data_dir: Path, *arguments: str, **settings: str) -> Iterator[Served]:
    """A server for the length of a block."""
    with serving_by(RUN, data_dir, *arguments, **settings) as server:
        yield server


@contextmanager
def serving_by(
    program: tuple[str, ...], data_dir: Path, *arguments: str, **settings: str
) -> Iterator[Served]:
    """The same, started by another program."""
    server = _started(program, data_dir, *arguments, **settings)
    try:
        yield server
    finally:
        if server.log.exists():
            server.stop()
