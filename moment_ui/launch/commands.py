"""What each command of the command line does."""

import argparse
import getpass
import os
import sys

from moment_ui.core.settings import ROOT, settings
from moment_ui.demo.scale import Scale
from moment_ui.domain.access import commands as access
from moment_ui.launch import database, frontend, internals, server
from moment_ui.launch.console import LaunchError, say


def run(options: argparse.Namespace) -> None:
    """Build what is stale, migrate, fill an empty demo database, then serve."""
    server.check_workers()
    server.check_port(settings().host, settings().port)
    prepare(build_too=options.build)
    server.serve(options.started)


def prepare(*, build_too: bool) -> None:
    """Everything that must be in order before the server starts."""
    database.check_data_folder()
    if build_too:
        frontend.ensure_built()
    database.migrate()
    if settings().demo and database.wants_demo_data():
        database.fill_with_demo_data()


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


def seed(options: argparse.Namespace) -> None:
    """Fill an empty database with demo data; `--scale` adds what a benchmark needs."""
    scale = Scale.parse(options.scale) if options.scale else None
    database.check_data_folder()
    database.migrate()
    if not database.fill_with_demo_data(scale):
        say("The demo data are there already.")


def import_file(options: argparse.Namespace) -> None:
    """Import a file or undo an import; leaves with the import's own exit code."""
    database.check_data_folder()
    database.migrate()
    from moment_ui.imports import command  # noqa: PLC0415 - reading workbooks takes time to load

    if code := command.run(options):
        sys.exit(code)


def set_password(options: argparse.Namespace) -> None:
    """Give a user a new password, typed twice, or read as one line from standard input."""
    database.check_data_folder()
    database.migrate()
    password = _new_password()
    access.set_password(options.email, password)
    say(f"The password of {options.email} is changed, and every log-in with the old one is ended.")


def _new_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("New password: ")
    if getpass.getpass("Once more: ") != password:
        raise LaunchError("The two passwords differ; nothing is changed.")
    return password


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
