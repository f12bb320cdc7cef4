"""What each command of the command line does."""

import argparse
import os
import sys

from moment_ui.core.settings import ROOT, settings
from moment_ui.launch import database, frontend, internals, server
from moment_ui.launch.console import say


def run(options: argparse.Namespace) -> None:
    """Build what is stale, migrate, fill an empty demo database, then serve."""
    server.check_port(settings().host, settings().port)
    prepare(build_too=options.build)
    server.serve(options.started)


def prepare(*, build_too: bool) -> None:
    """Everything that must be in order before the server starts."""
    database.check_data_folder()
    if build_too:
        frontend.ensure_built()
    database.migrate()


def build(_options: argparse.Namespace) -> None:
    """Build the front end if its sources have changed."""
    if not frontend.ensure_built():
        say("The front end is up to date.")


def migrate(_options: argparse.Namespace) -> None:
    """Bring the database to the newest version."""
    database.check_data_folder()
    if not database.migrate():
        say("The database is up to date.")


def dev(_options: argparse.Namespace) -> None:
    """Serve from the sources and rebuild on every change; the browser is reloaded by hand."""
    server.check_port(settings().host, settings().port)
    prepare(build_too=False)
    frontend.forget()
    port = str(settings().port)
    command = [sys.executable, *internals.PREVIEW, "--frontend-port", port, "--backend-port", port]
    os.chdir(ROOT)
    os.execve(sys.executable, command, frontend.build_environment(internals.DEV))


def check(_options: argparse.Namespace) -> None:
    """Say whether everything that `run` needs is in order."""
    database.check_data_folder()
    say(f"Data folder   {settings().data_dir}")
    version, newest = database.database_version(), database.newest_version()
    state = "up to date" if version == newest else f"at {version or 'nothing'}, newest is {newest}"
    say(f"Database      {state}")
    say(f"Front end     {'up to date' if frontend.is_current() else 'to be built'}")
    server.check_port(settings().host, settings().port)
    say(f"Port          {settings().port} is free")
