"""Databases that figures are taken on: made once, and made anew when a migration has changed."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlmodel import select

from moment_ui.core.actor import Actor, Permission
from moment_ui.core.settings import ROOT, settings
from moment_ui.db.engine import engine
from moment_ui.db.work import global_reading
from moment_ui.models.company import Company

DATA = Path(__file__).parent / "data"
COMPANY = "lysgard"


def environment(folder: Path) -> dict[str, str]:
    """The settings of everything that works on the database in a folder."""
    foreign = {"DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "HOST", "PORT"}
    inherited = {name: value for name, value in os.environ.items() if name not in foreign}
    return {**inherited, "DATA_DIR": str(folder), "HOST": "127.0.0.1"}


def moment(folder: Path, *arguments: str) -> float:
    """Run the product's command line on that database; returns the seconds it took."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "moment_ui", *arguments]
    done = subprocess.run(
        command, env=environment(folder), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{arguments[0]} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return time.perf_counter() - started


def version(*sources: Path) -> str:
    """What a database was made of: the migrations, and the files that made it."""
    made_of = [*sorted((ROOT / "alembic" / "versions").glob("*.py")), *sources]
    return hashlib.sha256(b"".join(path.read_bytes() for path in made_of)).hexdigest()


def emptied(folder: Path) -> None:
    """Make the folder anew, without anything in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def made(folder: Path, sources: Iterable[Path]) -> bool:
    """Whether the folder holds a whole database, made of these files."""
    stamp = folder / "made"
    return stamp.exists() and stamp.read_text() == version(*sources)


def stamp(folder: Path, sources: Iterable[Path]) -> None:
    """Say that the database in the folder is whole."""
    (folder / "made").write_text(version(*sources))


def seeded(scale: str) -> Path:
    """The folder of the demo with so many more customers x invoices; seconds to minutes."""
    folder = DATA / scale
    sources = sorted((ROOT / "moment_ui" / "demo").glob("*.py"))
    if not made(folder, sources):
        emptied(folder)
        moment(folder, "seed", "--scale", scale)
        stamp(folder, sources)
    return folder


@contextmanager
def opened(folder: Path) -> Iterator[Actor]:
    """Make it the database of this process; gives an administrator of its first company."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment(folder))
    _forget()
    with global_reading() as session:
        company = session.exec(select(Company).where(Company.slug == COMPANY)).one()
        actor = Actor(0, company.id or 0, frozenset(Permission), "Benchmark")
    try:
        yield actor
    finally:
        engine().dispose()
        os.environ.clear()
        os.environ.update(before)
        _forget()


def _forget() -> None:
    settings.cache_clear()
    engine.cache_clear()
