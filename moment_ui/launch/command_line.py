"""The commands and their options, and how every one of them ends."""

import argparse
import signal

from pydantic import ValidationError

from moment_ui.core.errors import AppError
from moment_ui.imports.arguments import add_arguments
from moment_ui.launch import commands
from moment_ui.launch.console import LaunchError, complain

STOPPED = 130  # what a shell reports for Ctrl-C


def main(arguments: list[str] | None = None, *, started: float) -> int:
    """Run one command; returns the exit code. No error of the reader's ends in a traceback.

    `started` is when the program began, on the monotonic clock.
    """
    options = parser().parse_args(arguments)
    options.started = started
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    try:
        options.command(options)
    except (LaunchError, AppError) as error:
        return _end(str(error))
    except ValidationError as error:
        return _end(wrong_setting(error))
    except KeyboardInterrupt:
        return _end("Stopped.", STOPPED)
    return 0


def _end(text: str, code: int = 1) -> int:
    complain(text)
    return code


def wrong_setting(error: ValidationError) -> str:
    """Which environment variable is wrong, and why."""
    first = error.errors()[0]
    name = "_".join(map(str, first["loc"])).upper()
    return f"{name}={first['input']!s} cannot be used: {first['msg'].lower()}."


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    root = argparse.ArgumentParser(
        prog="python -m moment_ui",
        description="Customers, projects, hours and invoices for firms that live from projects.",
        epilog="Settings are environment variables: PORT, DATA_DIR, DATABASE_URL, … see the README.",
    )
    subcommands = root.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        return subcommands.add_parser(name, help=text, description=text)

    run = add("run", "build what is stale, migrate, and serve")
    run.add_argument("--no-build", dest="build", action="store_false", help="serve what is built")
    run.set_defaults(command=commands.run)
    add("dev", "serve from the sources, rebuilding on every change").set_defaults(
        command=commands.dev
    )
    add("build", "build the front end if its sources have changed").set_defaults(
        command=commands.build
    )
    add("migrate", "bring the database to the newest version").set_defaults(
        command=commands.migrate
    )
    add("check", "say whether everything `run` needs is in order").set_defaults(
        command=commands.check
    )
    seed = add("seed", "fill an empty database with demo data")
    seed.add_argument(
        "--scale", metavar="CxI", help="add C customers and I invoices, as in 2000x100000"
    )
    seed.set_defaults(command=commands.seed)
    imports = add("import", "import a CSV or XLSX file, or take an import back")
    add_arguments(imports)
    imports.set_defaults(command=commands.import_file)
    password = add("set-password", "give a user a new password")
    password.add_argument("email", help="the user's e-mail address")
    password.set_defaults(command=commands.set_password)
    return root
