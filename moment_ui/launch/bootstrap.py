"""Makes `.venv` hold exactly the locked packages. Run by any Python 3; standard library only.

`python3 -m moment_ui.launch.bootstrap runtime` (or `dev`). Does nothing when the locks have not
changed since the last time.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from moment_ui.launch.console import LaunchError, complain, say, step

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts" if os.name == "nt" else "bin") / "python"
STAMP = VENV / "moment-packages"
OLDEST = (3, 11)
LOCKS = {"runtime": "requirements.lock", "dev": "requirements-dev.lock"}
INSTALLER_LOCK = "requirements-uv.lock"


def check_python(version: tuple[int, int]) -> None:
    """Refuse a Python that is too old, by name."""
    if version < OLDEST:
        has = ".".join(map(str, version))
        raise LaunchError(
            f"Moment needs Python 3.11 or newer, and this is {has}: "
            "install a newer one, or name it, as in `make run PYTHON=python3.12`."
        )


def stamp_of(kind: str) -> str:
    """What the stamp says when the packages of `kind` are installed: kind, Python and lock."""
    digest = hashlib.sha256((ROOT / LOCKS[kind]).read_bytes()).hexdigest()
    return f"{kind} {sys.version_info[0]}.{sys.version_info[1]} {digest}"


def is_ready(kind: str) -> bool:
    """Whether the environment already holds what `kind` needs; `dev` includes `runtime`."""
    if not (STAMP.exists() and PYTHON.exists()):
        return False
    enough = {stamp_of(more) for more in LOCKS if more in {kind, "dev"}}
    return STAMP.read_text(encoding="ascii") in enough


def make_environment(kind: str) -> None:
    """Create the environment if need be and install the locked packages of `kind`."""
    if is_ready(kind):
        return
    say("Setting up Python packages (the first time takes a minute).")
    if not _works(PYTHON):
        with step("Making a virtual environment in .venv"):
            _make_venv()
    STAMP.unlink(missing_ok=True)
    with step("Fetching the installer, uv"):
        _run("-m", "pip", "install", "-q", "--require-hashes", "-r", INSTALLER_LOCK)
    with step("Installing packages, each checked against its hash"):
        _install(LOCKS[kind])
    STAMP.write_text(stamp_of(kind), encoding="ascii")


def _make_venv() -> None:
    made = _call([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made.returncode:
        _refuse_folder()
        raise LaunchError(
            "Python could not make a virtual environment; on Debian and Ubuntu "
            f"`apt install python3-venv` helps.\n{_tail(made)}"
        )


def _works(python: Path) -> bool:
    return python.exists() and not _call([str(python), "-c", _SAME_VERSION]).returncode


_SAME_VERSION = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"


def _install(lock: str) -> None:
    """Install with uv; where uv cannot reach its index but pip can (a mirror), with pip."""
    command = ["-m", "uv", "pip", "sync", "--require-hashes", "--compile-bytecode"]
    synced = _call([str(PYTHON), *command, "-q", "--python", str(PYTHON), lock])
    if synced.returncode:
        say("  uv could not install the packages; trying pip …")
        _run("-m", "pip", "install", "-q", "--require-hashes", "-r", lock, also=_tail(synced))


def _run(*arguments: str, also: str = "") -> None:
    done = _call([str(PYTHON), *arguments])
    if done.returncode:
        raise LaunchError(
            "The packages could not be installed; is there a network, or a package mirror set up "
            f"for pip?\n{also}\n{_tail(done)}".rstrip()
        )


def _call(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def _tail(done: subprocess.CompletedProcess[str], lines: int = 12) -> str:
    return "\n".join((done.stdout + done.stderr).strip().splitlines()[-lines:])


def _refuse_folder() -> None:
    if not os.access(ROOT, os.W_OK):
        raise LaunchError(f"Moment cannot write to {ROOT}: clone it to a folder of your own.")


def main(arguments: list[str]) -> int:
    """Entry point; returns the exit code."""
    kind = arguments[0] if arguments else "runtime"
    try:
        check_python(sys.version_info[:2])
        make_environment(kind)
    except LaunchError as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        complain("Stopped.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
