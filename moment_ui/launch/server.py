"""The server: Granian on one port, with the built front end; one worker, or several that share Redis."""

import errno
import os
import socket
import sys
import threading
import time
from contextlib import closing, suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from moment_ui.core.garbage import leave_alone
from moment_ui.core.settings import settings
from moment_ui.launch import internals
from moment_ui.launch.console import LaunchError, complain, say

STOP_SECONDS = 3
READY_SECONDS = 60
LOG = {
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"_granian": {}},
    "root": {"handlers": ["errors"], "level": "WARNING"},
}


def check_port(host: str, port: int) -> None:
    """Refuse a port that somebody else listens on, or that is not ours to take."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise LaunchError(_refusal(error, host, port)) from error


def check_workers() -> None:
    """Refuse several workers that could not tell each other what happens."""
    chosen = settings()
    if chosen.workers > 1 and not chosen.redis_url:
        raise LaunchError(
            f"WORKERS={chosen.workers} needs Redis, through which workers share tabs and news: "
            "set REDIS_URL, as in REDIS_URL=redis://localhost:6379/0, or leave WORKERS at 1."
        )
    if chosen.redis_url and not chosen.redis_url.startswith(("redis://", "rediss://", "unix://")):
        raise LaunchError("REDIS_URL begins with redis://, rediss:// or unix://.")


def _refusal(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken by another program: stop that one, "
            f"or choose another port, as in `make run PORT={port + 1}`."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than you have: choose one above 1023 with PORT."
    return f"Moment cannot listen on {host}: check MOMENT_HOST ({error.strerror})."


def serve(started: float) -> None:
    """Serve until Ctrl-C or a signal to stop; `started` is when the command began (monotonic)."""
    chosen = settings()
    os.environ.update(internals.SERVE)
    _do_without(internals.CLIENTS)
    server = Server(
        target=internals.APP,
        factory=True,
        interface=Interfaces.ASGI,
        address=chosen.host,
        port=chosen.port,
        workers=chosen.workers,
        log_level=LogLevels.warning,
        log_dictconfig=LOG,
        workers_kill_timeout=STOP_SECONDS,
    )
    server.on_startup(threading.Thread(target=_announce, args=(started,), daemon=True).start)
    leave_alone()
    server.serve()


def _do_without(names: tuple[str, ...]) -> None:
    """Let these modules be as if they were not installed."""
    loaded: dict[str, Any] = vars(sys)["modules"]
    loaded.update(dict.fromkeys(names))


def _announce(started: float) -> None:
    """Say where Moment is once it answers."""
    chosen = settings()
    host = "127.0.0.1" if chosen.host in {"0.0.0.0", "::"} else chosen.host  # noqa: S104 - compared
    if not answers(host, chosen.port, seconds=READY_SECONDS):
        complain(f"Moment has not answered within {READY_SECONDS} s; its messages are above.")
        return
    say(f"Moment is ready on {chosen.origin} after {time.monotonic() - started:.1f} s.")
    say("Ctrl-C stops it.")


def answers(host: str, port: int, *, seconds: float) -> bool:
    """Whether a server there says within so many seconds that it is well."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        time.sleep(0.02)
        connection = HTTPConnection(host, port, timeout=2)
        with suppress(OSError, HTTPException), closing(connection):
            connection.request("GET", "/api/health")
            if connection.getresponse().status == HTTPStatus.OK:
                return True
    return False
