"""The front end: built once, again only when something it is made of has changed."""

import compileall
import fcntl
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import brotli

from moment_ui.core.built import CLIENT, WEB
from moment_ui.core.settings import ROOT, settings
from moment_ui.launch import internals
from moment_ui.launch.console import LaunchError, step

STAMP = WEB / "moment-build"
LOCK = ROOT / ".build.lock"
PACKAGES = ROOT / "reflex.lock" / "package.json"
SOURCES = ("rxconfig.py", "reflex.lock/bun.lock", "requirements.lock")
FOLDERS = ("moment_ui", "assets")
NOT_IN_THE_BROWSER = ("moment_ui/launch/", "moment_ui/demo/", "moment_ui/__main__.py")
YET_IN_THE_BROWSER = ("moment_ui/demo/logins.py",)
BAKED_SETTINGS = ("demo", "language", "max_upload_mb", "session_days")


def ensure_built() -> bool:
    """Build the front end unless the one on disk is made of today's sources.

    Returns whether it was built. Raises LaunchError when it cannot be.
    """
    if is_current():
        return False
    with _alone():
        if is_current():
            return False
        STAMP.unlink(missing_ok=True)
        with step("Building the front end"), _tidy(PACKAGES):
            _export()
            open_to_any_address(CLIENT)
            make_small(CLIENT, ROOT / "assets")
            compileall.compile_dir(ROOT / "moment_ui", quiet=2)
        STAMP.write_text(source_digest(), encoding="ascii")
    return True


def is_current() -> bool:
    """Whether the built front end is made of today's sources and settings."""
    return (
        STAMP.exists()
        and (CLIENT / "index.html").exists()
        and STAMP.read_text(encoding="ascii") == source_digest()
    )


def source_digest(root: Path = ROOT) -> str:
    """A digest of all that the front end is made of: sources, assets, locks, baked settings."""
    baked = {name: getattr(settings(), name) for name in BAKED_SETTINGS}
    digest = hashlib.sha256(json.dumps(baked, sort_keys=True).encode())
    for path in sorted(_source_files(root)):
        name = path.relative_to(root).as_posix()
        content = hashlib.sha256(path.read_bytes()).digest()
        digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()


def _source_files(root: Path) -> Iterator[Path]:
    yield from (root / name for name in SOURCES if (root / name).exists())
    for folder in FOLDERS:
        for path in (root / folder).rglob("*"):
            name = path.relative_to(root).as_posix()
            if path.is_file() and _reaches_browser(name):
                yield path


def _reaches_browser(name: str) -> bool:
    if name.startswith("moment_ui/"):
        aside = name.startswith(NOT_IN_THE_BROWSER) and name not in YET_IN_THE_BROWSER
        return name.endswith(".py") and not aside
    return not name.startswith("assets/external/")


@contextmanager
def _alone() -> Iterator[None]:
    """One build at a time in this folder; a second one waits."""
    try:
        lock = LOCK.open("a")
    except OSError as error:
        raise LaunchError(
            f"Moment cannot write to {ROOT}, where the front end is built: "
            "clone it to a folder of your own."
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def forget() -> None:
    """Let the next `ensure_built` build, because something else builds in the same folder."""
    STAMP.unlink(missing_ok=True)


def build_environment(more: dict[str, str]) -> dict[str, str]:
    """The environment in which Reflex compiles: Bun stands in for Node, whatever Node there is."""
    tools = WEB.with_name(".build-tools")
    return {**os.environ, **more, "PATH": _path_with_bun(tools)}


@contextmanager
def _tidy(path: Path) -> Iterator[None]:
    """Keep a JSON file as it was written when Reflex only formats it anew."""
    before = path.read_bytes()
    yield
    if before != path.read_bytes() and json.loads(before) == json.loads(path.read_bytes()):
        path.write_bytes(before)


def _export() -> None:
    exported = subprocess.run(
        [sys.executable, *internals.EXPORT],
        cwd=ROOT,
        env=build_environment(internals.BUILD),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if exported.returncode or not (CLIENT / "index.html").exists():
        last = "\n".join((exported.stdout + exported.stderr).strip().splitlines()[-30:])
        raise LaunchError(f"The front end could not be built; the last lines were:\n{last}")


def _path_with_bun(tools: Path) -> str:
    """A PATH on which `bun` is the locked one and `node` is Bun too."""
    bun = _bun()
    tools.mkdir(exist_ok=True)
    for name in ("bun", "node"):
        (tools / name).unlink(missing_ok=True)
        (tools / name).symlink_to(bun)
    return os.pathsep.join([str(tools), os.environ.get("PATH", "")])


def _bun() -> str:
    bun = shutil.which("bun", path=str(Path(sys.executable).parent))
    if bun is None:
        raise LaunchError("Bun is missing from the Python environment: run `make run` again.")
    return bun


def open_to_any_address(client: Path) -> None:
    """Let the bundle talk to the address it was loaded from, instead of the one baked in.

    Raises LaunchError when Reflex keeps the addresses somewhere else than we know.
    """
    baked = f"`http://localhost:{internals.BAKED_PORT}"
    scripts = list((client / "assets").glob(internals.BAKED_ADDRESSES))
    if not scripts or any(baked not in script.read_text("utf-8") for script in scripts):
        raise LaunchError(
            "The built front end does not hold its server's address where it used to: "
            "see moment_ui/launch/internals.py."
        )
    for script in scripts:
        _rewrite(script, at_own_origin(script.read_text("utf-8")))


def make_small(client: Path, own: Path) -> None:
    """Serve our own scripts without what only their readers need. Raises LaunchError."""
    for script in sorted(own.glob("*.js")):
        made = subprocess.run(
            [_bun(), "build", "--no-bundle", "--minify", str(script)],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if made.returncode or not made.stdout:
            raise LaunchError(f"{script.name} cannot be read: {made.stderr.decode()[-500:]}")
        _rewrite(client / script.name, made.stdout.decode())


def at_own_origin(script: str) -> str:
    """The script of addresses, reading the page's own origin when it runs."""
    port = internals.BAKED_PORT
    http = script.replace(f"`http://localhost:{port}", "location.origin+`")
    return http.replace(f"`ws://localhost:{port}", 'location.origin.replace(/^http/,"ws")+`')


def _rewrite(path: Path, text: str) -> None:
    content = text.encode()
    path.write_bytes(content)
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, mtime=0))
    path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content))
