"""`python -m tests.live_server`: `run` with the door of tests/live_app.py."""

import time

from moment_ui.core.settings import settings
from moment_ui.launch import commands, internals, server

if __name__ == "__main__":
    internals.APP = "tests.live_app:app"
    server.check_workers()
    server.check_port(settings().host, settings().port)
    commands.prepare(build_too=True)
    server.serve(time.monotonic())
